"""Work that waits for somebody who cannot act, and handing it to somebody who can.

An item is listed when the person it names is away now or on its due day, has left the unit, or
when the unit is gone.  Each is handed over by a sealed act of its own, all or none at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from office.domain import asks
from office.domain.absences import Away
from office.domain.asks import INFORMED, LEAD, Assignee, Form
from office.domain.errors import Conflict, Invalid
from office.domain.people import ADMINISTRATOR, AUDITOR
from office.domain.text import Text
from office.services import routing
from office.services.cover import absences
from office.services.leaving import draft_heirs, part_heirs, stuck
from office.services.step import read
from office.services.work import Work

AWAY, LEFT, CLOSED = "away", "left", "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An open item, or a part beside its lead, whose holder cannot act.

    `key` is what it is handed over by; `part` is '' for the item itself, else 'co', 'info', or
    'ask' for an opinion that was asked for.
    """

    key: str
    part: str
    public_id: str
    subject: str
    procedure: tuple[str, int]
    state: str
    holder_unit_id: int
    since: datetime
    due_at: datetime | None
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pile:
    """What waits for one person in one unit; the subjects only for who may see documents."""

    person_id: int | None
    name: str
    unit_id: int
    why: str
    away: Away | None
    count: int
    items: Sequence[Waiting]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heir:
    """Who takes items over: a unit of the agency, and the person in it; and why."""

    unit_id: int
    person_id: int
    reason: str
    aware_of: frozenset[int] = frozenset()


def piles(work: Work) -> list[Pile]:
    """Return what waits for people who cannot act, person by person, the orphans first."""
    if work.actor.acting_for is not None or work.actor.role == AUDITOR:
        return []
    rows = stuck.mine(work)
    found: dict[tuple[int | None, int], Pile] = {}
    for row, away in zip(rows, absences.of_holders(work, rows), strict=True):
        why = _why(work, row, away)
        if why:
            _add(work, found, row, (why, away))
    return sorted(found.values(), key=lambda pile: (pile.why == AWAY, -pile.count, pile.unit_id))


def count(work: Work) -> int:
    """Return how many items and parts wait for somebody who cannot act."""
    return sum(pile.count for pile in piles(work))


def hand_over(work: Work, keys: Sequence[str], giver: tuple[int | None, int], heir: Heir) -> int:
    """Hand items and parts that a person (None: nobody) of a unit holds to somebody else;
    returns how many.

    Each is passed on by the rules of its procedure and sealed by itself.  Raises Refused,
    Unsure, NotFound, Conflict when one is no longer theirs; then none has moved.
    """
    form = Form(reason=heir.reason)
    if problem := asks.reason(form, work.at):
        raise Invalid(problem, field="reason")
    if not keys:
        raise Invalid(Text("Hãy chọn ít nhất một việc.", "Choose an item."), field="items")
    named = Assignee(part=LEAD, unit_id=heir.unit_id, person_id=heir.person_id)
    form = Form(reason=heir.reason, assignees=(named,), aware_of=heir.aware_of)
    for key in sorted(set(keys)):  # in one order, so that two never wait crosswise
        if _hand_on(work, key, form) != giver:
            raise Conflict
    return len(set(keys))


def _hand_on(work: Work, key: str, form: Form) -> tuple[int | None, int]:
    """Hand one item or part on; return who had it until now."""
    public_id, part_id, question_id = stuck.named(key)
    if part_id is not None:
        part = part_heirs.hand_on(work, public_id, part_id, form)
        return part.person_id, part.unit_id
    if question_id is not None:
        question = part_heirs.ask_another(work, public_id, question_id, form)
        return question.person_id, question.unit_id
    run = read(work, public_id)
    if run.delivery_id is None:
        taken = draft_heirs.hand_on(work, public_id, form)
    else:
        taken = routing.move(work, public_id, "forward", form).run
    return taken.holder_person_id, taken.holder_unit_id


def orphans(work: Work) -> list[Text]:
    """Return a sentence about each open item or part, anywhere, that nobody at work has."""
    return [_orphan(row) for row in stuck.everywhere(work) if _why(work, row, None)]


def _orphan(row: Row[Any]) -> Text:
    held = Text(
        "Văn bản {id}: người giữ ({name}) đã thôi việc ở đơn vị hoặc đơn vị không còn.",
        "Document {id}: its holder ({name}) has left the unit, or the unit is gone.",
    )
    shared = Text(
        "Văn bản {id}: người có phần {part} ({name}) đã thôi việc ở đơn vị hoặc đơn vị không còn.",
        "Document {id}: who has a part in it ({part}: {name}) has left, or the unit is gone.",
    )
    told = shared if row.part else held
    part = stuck.TITLES[row.part] if row.part else ""
    return told.filled(id=row.public_id, name=row.holder_name or "—", part=part)


def _why(work: Work, row: Row[Any], away: Away | None) -> str:
    """Return why an item's holder cannot act; '' when they can.

    What somebody only has to know can wait until they are back.
    """
    if row.holder_unit_id not in work.tree.units:
        return CLOSED
    if not row.works:
        return LEFT
    return AWAY if away is not None and row.part != INFORMED else ""


def _add(
    work: Work,
    found: dict[tuple[int | None, int], Pile],
    row: Row[Any],
    why: tuple[str, Away | None],
) -> None:
    key = (row.holder_person_id, row.holder_unit_id)
    before = found.get(key)
    items = list(before.items) if before else []
    if work.actor.role != ADMINISTRATOR:
        items.append(_waiting(work, row))
    found[key] = Pile(
        person_id=row.holder_person_id,
        name=row.holder_name or "",
        unit_id=row.holder_unit_id,
        why=why[0],
        away=why[1],
        count=(before.count if before else 0) + 1,
        items=items,
    )


def _waiting(work: Work, row: Row[Any]) -> Waiting:
    return Waiting(
        key=stuck.key(row),
        part=row.part,
        public_id=row.public_id,
        subject=row.subject,
        procedure=(row.procedure, row.procedure_version),
        state=row.state,
        holder_unit_id=row.holder_unit_id,
        since=row.since,
        due_at=row.due_at,
        late=row.due_at is not None and row.due_at < work.at,
    )
