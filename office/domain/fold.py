"""Rebuilding where a document stands from its movements alone.

State columns are a cache: this fold over the sealed records must give the same answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from office.domain import sides
from office.domain.paper import PAPER
from office.domain.sides import Sides
from office.domain.workflow import TRANSMISSION

DRAFT = "draft"
ARRIVED = "arrived"
#: Part, unit, person, deadline in ms.
Part = tuple[str, int, int | None, int | None]
#: The run of a record: the recipient's unit, the draft, or '' for the document as a whole.
RunKey = int | str


@dataclass(slots=True)
class Standing:
    """Where one run stands after the records seen so far.  `due` is in ms since 1970.

    `row` has further columns of the run's row as the records keep them; `sides` what went
    on beside the run's way; `reminded` is when the sender last asked to accept it, in ms.
    """

    state: str
    holder: tuple[int, int | None]
    due: int | None
    revision: int
    number: int | None = None
    row: dict[str, Any] = field(default_factory=dict)
    parts: set[Part] = field(default_factory=set)
    sides: Sides = field(default_factory=Sides)
    reminded: int | None = None


def fold(records: Iterable[Mapping[str, Any]]) -> dict[RunKey, Standing]:
    """Return where each run of a document stands after `records`, in order."""
    runs: dict[RunKey, Standing] = {}
    for record in records:
        step(runs, record)
    return runs


def step(runs: dict[RunKey, Standing], record: Mapping[str, Any]) -> None:
    """Let one more record change where the runs stand."""
    if record.get("to"):
        _move(runs, record)
    elif "recall" in record:
        sides.recalled(runs[record["run"]].sides, record)
    for recipient in record.get("recipients", ()):
        runs[recipient[0]] = _sent(record, recipient)
    for units in record.get("reminded", {}).values():
        for unit in units:
            runs[unit].reminded = record["at"]


def _move(runs: dict[RunKey, Standing], record: Mapping[str, Any]) -> None:
    key: RunKey = record["run"]
    unit, person = record["holder"]
    run = runs.setdefault(key, Standing("", (unit, person), None, 0))
    run.state, run.holder = record["to"], (unit, person)
    run.due, run.revision = record["due"], record["rev"]
    run.row |= record.get("row", {})
    if "number" in record:
        run.number = record["number"]["number"]
    before = set(run.parts)
    _close_parts(run, record.get("closed"))
    for left in ("ended", "handed"):
        _end_part(run, record.get(left))
    sides.told(run.sides, record, {part[:3] for part in before - run.parts})
    _give_time(run, record.get("extension"))
    run.parts |= {(p["part"], p["unit"], p["person"], p["due"]) for p in record.get("parts", ())}


def _close_parts(run: Standing, closed: Mapping[str, str] | None) -> None:
    if closed is None:
        return
    if closed["parts"] == "all":
        run.parts.clear()
    else:
        run.parts = {part for part in run.parts if part[0] != closed["parts"]}


def _end_part(run: Standing, ended: Mapping[str, Any] | None) -> None:
    if ended is not None:
        run.parts = {part for part in run.parts if part[:3] != sides.whose(ended)}


def _give_time(run: Standing, extension: Mapping[str, Any] | None) -> None:
    """Move the deadline of the part that was given more time."""
    if extension is None or extension["status"] != sides.ALLOWED:
        return
    key = sides.whose(extension)
    run.parts = {part for part in run.parts if part[:3] != key} | {(*key, extension["new"])}


def _sent(record: Mapping[str, Any], recipient: Sequence[Any]) -> Standing:
    """Return where a delivery stands at issue; its last field, the reason, may be missing."""
    unit, channel, begins, state, *reason = recipient
    at = record["at"]
    row = {
        "channel": channel,
        "paper_reason": reason[0] if reason else "",
        "procedure": begins,
        "sent_at": at,
        "held_since": at,
        "arrived_at": at if state == ARRIVED else None,
    }
    return Standing(state, (unit, None), record["dues"][_way(channel, begins)], 0, row=row)


def _way(channel: str, procedure: str) -> str:
    """Return which of the deadlines at issue a recipient has."""
    if procedure == TRANSMISSION:
        return "away"
    return "paper" if channel == PAPER else "here"
