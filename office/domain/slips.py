"""What is printed of a document's way: opinions in the order the decree asks, and each step.

Everything is told from sealed records; nothing is written by hand (NĐ 30/2020 Phụ lục IV).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from office.domain.asks import PARTS
from office.domain.movements import moment
from office.domain.people import CLERK, OFFICE_ITSELF, ROLES
from office.domain.workdays import VIETNAM
from office.domain.workflow import LEAD, Action, Workflow

#: The kinds of slip there are: the decree's for what came in, and the way of any document.
HANDLING = "handling"
ROUTING = "routing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What somebody said or gave out: their words, the parts with their deadlines, when."""

    by: str
    capacity: str
    words: str
    parts: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinions:
    """The three sections of the slip: leaders of the agency, of units, who handles it."""

    leaders: tuple[Opinion, ...] = ()
    heads: tuple[Opinion, ...] = ()
    handlers: tuple[Opinion, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One step of a document's way as a row of the routing slip."""

    at: datetime
    by: str
    capacity: str
    done: str
    words: str


def head_text(document: str, seq: int, head: bytes) -> str:
    """Return the end of a document's chain as a QR code carries it."""
    return f"VPDT1:{document}:{seq}:{head.hex()}"


def opinions(records: Iterable[Mapping[str, Any]], workflow: Workflow) -> Opinions:
    """Sort what was said in a run into the sections of the slip, in the order it was said.

    Out of the lead's hands comes a unit's assignment where parts were given, else a proposal;
    from the agency's desk the direction of its leaders.  A clerk's words are no direction
    unless parts were given with them.
    """
    found: dict[str, list[Opinion]] = {"leaders": [], "heads": [], "handlers": []}
    for record in records:
        said = _opinion(record)
        if not record.get("from") or not (said.words or said.parts):
            continue
        if workflow.state(record["from"]).holder == LEAD:
            found["heads" if said.parts else "handlers"].append(said)
        elif said.parts or record["by"]["role"] != CLERK:
            found["leaders"].append(said)
    return Opinions(**{name: tuple(listed) for name, listed in found.items()})


def way(records: Iterable[Mapping[str, Any]], workflow: Workflow) -> tuple[Way, ...]:
    """Return the steps of a run that moved it, in order."""
    actions = {action.name: action for action in workflow.actions}
    return tuple(_step(record, actions) for record in records if record.get("to"))


def _step(record: Mapping[str, Any], actions: Mapping[str, Action]) -> Way:
    said, act = _opinion(record), record["act"]
    begun = {"draft": "Bắt đầu dự thảo", "receive": "Nhận gói tin", "enter": "Nhập văn bản giấy"}
    done = actions[act].done.vi if act in actions else begun.get(act, act)
    opinion = said.words.rstrip(" .;")
    words = "; ".join(([opinion] if opinion else []) + list(said.parts))
    return Way(at=said.at, by=said.by, capacity=said.capacity, done=done, words=words)


def _opinion(record: Mapping[str, Any]) -> Opinion:
    by = record["by"]
    role = ROLES.get(by["role"], OFFICE_ITSELF)
    return Opinion(
        by=by["name"],
        capacity=by["position"] or role.vi,
        words=record.get("opinion") or record.get("reason") or "",
        parts=tuple(_part(part) for part in record.get("parts", ())),
        at=moment(record["at"]),
    )


def _part(part: Mapping[str, Any]) -> str:
    who = part["unit_name"] + (f" — {part['person_name']}" if part.get("person_name") else "")
    due = f", thời hạn {local(moment(part['due']))}" if part.get("due") else ""
    return f"{PARTS[part['part']].vi}: {who}{due}"


def local(at: datetime) -> str:
    """Return a moment as it is printed, in Vietnamese time."""
    return at.astimezone(VIETNAM).strftime("%H:%M %d/%m/%Y")
