"""Rebuilding from sealed records what went on beside an item's way.

More time, reminders, opinions asked for, what co-handlers reported, scans of directives:
each is numbered in its run, and each row must say what the records say.  Moments are in ms.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

#: Part, unit, person: no two open parts of a run have the same.
Whose = tuple[str, int, int | None]

ASKED = "asked"
ALLOWED = "allowed"
LAPSED = "lapsed"


@dataclass(slots=True)
class Sides:
    """What went on beside one run, by number; `given`: the outer deadline and the assigner
    of each part that says so; `ended`: parts that their own people closed."""

    given: dict[Whose, tuple[Any, ...]] = field(default_factory=dict)
    ended: list[tuple[Any, ...]] = field(default_factory=list)
    extensions: dict[int, dict[str, Any]] = field(default_factory=dict)
    chases: dict[int, dict[str, Any]] = field(default_factory=dict)
    asks: dict[int, dict[str, Any]] = field(default_factory=dict)
    scans: dict[int, dict[str, Any]] = field(default_factory=dict)
    recalls: dict[int, dict[str, Any]] = field(default_factory=dict)


def whose(part: Mapping[str, Any]) -> Whose:
    """Return whose part a record means."""
    return part["part"], part["unit"], part["person"]


def told(sides: Sides, record: Mapping[str, Any], closed: Collection[Whose]) -> None:
    """Take in one record of the run; `closed` are the parts that it closed."""
    at, by = record["at"], record["by"]["person"] if "by" in record else None
    _lapse(sides, closed, at)
    for part in record.get("parts", ()):
        sides.given.pop(whose(part), None)
        if "assigner" in part:
            sides.given[whose(part)] = (part["outer"], *part["assigner"])
    if "ended" in record:
        said = record.get("opinion", "") if record["ended"]["outcome"] == "done" else ""
        sides.ended.append((*whose(record["ended"]), record["ended"]["outcome"], said, at))
    if "extension" in record:
        _extended(sides, record, by)
    if "chase" in record:
        chase = {"whose": whose(record["chase"]), "content": record["opinion"], "by": by, "at": at}
        sides.chases[record["chase"]["n"]] = chase
    _asked(sides, record, by)
    if "recall" in record:
        recalled(sides, record)
    if "scan" in record:
        scan = record["scan"]
        kept = {"digest": scan["sha256"], "type": scan["type"]}
        people = {"leader": record["behalf"]["person"], "typed_by": by}
        sides.scans[scan["n"]] = {**kept, **people, "at": at}


def recalled(sides: Sides, record: Mapping[str, Any]) -> None:
    """Take in that the sender asks for the document back, or what came of it."""
    said, at, by = record["recall"], record["at"], record["by"]["person"]
    if "answer" not in said:
        sides.recalls[said["n"]] = {
            "reason": record["reason"], "asked_by": by, "asked_at": at,
            "answer_by": said["answer_by"], "packet": record.get("packet", {}).get("sha256", ""),
            "answer": "", "answer_reason": "", "answered_by": None, "settled_at": None,
        }  # fmt: skip
        return
    sides.recalls[said["n"]].update(
        answer=said["answer"], answer_reason=record.get("reason", ""),
        answered_by=by, settled_at=at,
    )  # fmt: skip


def _lapse(sides: Sides, closed: Collection[Whose], at: int) -> None:
    for extension in sides.extensions.values():
        if extension["status"] == ASKED and extension["whose"] in closed:
            extension.update(status=LAPSED, settled_at=at)


def _extended(sides: Sides, record: Mapping[str, Any], by: int | None) -> None:
    said = record["extension"]
    first = said["n"] not in sides.extensions
    asked = said["status"] == ASKED
    if first:
        sides.extensions[said["n"]] = {
            "whose": whose(said), "old": said["old"], "asked": said["asked"],
            "reason": record["reason"], "asked_by": by if asked else None,
            "opened_at": record["at"], "answer": "", "settled_by": None, "settled_at": None,
        }  # fmt: skip
    row = sides.extensions[said["n"]]
    row.update(status=said["status"], new=said["new"])
    if not asked:
        row.update(settled_by=by, settled_at=record["at"])
        row["answer"] = "" if first else record.get("reason", "")
    if said["status"] == ALLOWED and whose(said) in sides.given:
        _, *assigner = sides.given[whose(said)]
        sides.given[whose(said)] = (record["outer"], *assigner)


def _asked(sides: Sides, record: Mapping[str, Any], by: int | None) -> None:
    at = record["at"]
    for one in record.get("asked", ()):
        sides.asks[one["n"]] = {
            "unit": one["unit"], "person": one["person"], "question": record["opinion"],
            "due": one["due"], "asked_by": by, "asked_at": at,
            "answer": "", "answered_by": None, "closed_at": None,
            "version": record.get("asked_of"), "stance": "",
        }  # fmt: skip
    if "asked_anew" in record:
        anew = record["asked_anew"]
        sides.asks[anew["n"]].update(unit=anew["unit"], person=anew["person"])
    if "answered" in record:
        answer = {"answer": record["opinion"], "answered_by": by, "closed_at": at}
        sides.asks[record["answered"]].update(answer, stance=record.get("stance", ""))
    if record.get("asks_closed"):
        for ask in sides.asks.values():
            if ask["closed_at"] is None:
                ask["closed_at"] = at
