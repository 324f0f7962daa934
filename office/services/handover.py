"""Work that waits for somebody who cannot act, and handing it to somebody who can.

An item is listed when the person it names is away now or on its due day, has left the unit, or
when the unit is gone.  Each is handed over by a sealed act of its own, all or none at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Row,
    Select,
    and_,
    bindparam,
    exists,
    or_,
    select,
    true,
)

from office.domain import asks
from office.domain.absences import Away
from office.domain.asks import LEAD, Assignee, Form
from office.domain.errors import Conflict, Invalid
from office.domain.people import ADMINISTRATOR, AUDITOR, CHIEF, CLERK, LEADER, UNIT_HEAD
from office.domain.text import Text
from office.models.absences import AbsenceDay
from office.models.deliveries import Delivery
from office.models.documents import Document
from office.models.people import Membership, Person
from office.services import absences, draft_heirs, routing, workload
from office.services.step import read
from office.services.tree import on
from office.services.work import Work

AWAY, LEFT, CLOSED = "away", "left", "closed"
MOST = 500
#: Who may hand over; others see what waits.
HANDING = (UNIT_HEAD, CHIEF, LEADER)
_TODAY = bindparam("today", type_=Date)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An open item whose holder cannot act.  `why`: away, left, or closed (the unit is gone)."""

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
    rows = [row for run in (Delivery, Document) for row in _rows(work, run, _mine(work, run))]
    found: dict[tuple[int | None, int], Pile] = {}
    for row, away in zip(rows, absences.of_holders(work, rows), strict=True):
        why = _why(work, row, away)
        if why:
            _add(work, found, row, (why, away))
    return sorted(found.values(), key=lambda pile: (pile.why == AWAY, -pile.count, pile.unit_id))


def count(work: Work) -> int:
    """Return how many items wait for somebody who cannot act."""
    return sum(pile.count for pile in piles(work))


def hand_over(
    work: Work, public_ids: Sequence[str], giver: tuple[int | None, int], heir: Heir
) -> int:
    """Hand items that a person (None: nobody) of a unit holds to somebody else; returns how many.

    Each is passed on by the rules of its procedure and sealed by itself.  Raises Refused,
    Unsure, NotFound, Conflict when one is no longer theirs; then none has moved.
    """
    form = Form(reason=heir.reason)
    if problem := asks.reason(form, work.at):
        raise Invalid(problem, field="reason")
    if not public_ids:
        raise Invalid(Text("Hãy chọn ít nhất một việc.", "Choose an item."), field="items")
    named = Assignee(part=LEAD, unit_id=heir.unit_id, person_id=heir.person_id)
    form = Form(reason=heir.reason, assignees=(named,), aware_of=heir.aware_of)
    for public_id in sorted(set(public_ids)):  # in one order, so that two never wait crosswise
        run = read(work, public_id)
        if run.delivery_id is None:
            taken = draft_heirs.hand_on(work, public_id, form)
        else:
            taken = routing.move(work, public_id, "forward", form).run
        if (taken.holder_person_id, taken.holder_unit_id) != giver:
            raise Conflict
    return len(set(public_ids))


def orphans(work: Work) -> list[Text]:
    """Return a sentence about each open item, anywhere, that nobody at work holds any more."""
    told = Text(
        "Văn bản {id}: người giữ ({name}) đã thôi việc ở đơn vị hoặc đơn vị không còn.",
        "Document {id}: its holder ({name}) has left the unit, or the unit is gone.",
    )
    return [
        told.filled(id=row.public_id, name=row.holder_name or "—")
        for run in (Delivery, Document)
        for row in _rows(work, run, true())
        if _why(work, row, None)
    ]


def _rows(
    work: Work, run: type[Delivery] | type[Document], where: ColumnElement[bool]
) -> Sequence[Row[Any]]:
    """Return the open items (at most MOST) whose holder has left, or is away some day."""
    named = run.holder_person_id.is_not(None)
    works = exists().where(
        Membership.person_id == run.holder_person_id,
        Membership.unit_id == run.holder_unit_id,
        Membership.role.not_in((AUDITOR, ADMINISTRATOR)),
        on(_TODAY, Membership.valid_from, Membership.valid_to),
        Person.id == Membership.person_id,
        Person.active,
    )
    away_some_day = exists().where(
        AbsenceDay.person_id == run.holder_person_id, AbsenceDay.day >= _TODAY
    )
    gone = run.holder_unit_id.not_in(sorted(work.tree.units))
    statement = (
        _columns(run, works)
        .where(run.closed_at.is_(None), run.state.is_not(None), where)
        .where(or_(gone, and_(named, or_(~works, away_some_day))))
        .order_by(run.id)
        .limit(MOST)
    )
    return work.db.execute(statement, {"today": work.today}).all()


def _columns(run: type[Delivery] | type[Document], works: ColumnElement[bool]) -> Select[Any]:
    holder = Person.__table__.alias("holder")
    columns = select(
        Document.public_id, Document.subject, run.procedure, run.procedure_version, run.state,
        run.holder_unit_id, run.holder_person_id, holder.c.name.label("holder_name"),
        run.held_since.label("since"), run.due_at, works.label("works"),
    )  # fmt: skip
    if run is Delivery:
        columns = columns.join(Document, Document.id == Delivery.document_id)
    return columns.outerjoin(holder, holder.c.id == run.holder_person_id)


def _mine(work: Work, run: type[Delivery] | type[Document]) -> ColumnElement[bool]:
    """Return the condition that the actor looks after an item: their agency's or their unit's."""
    actor = work.actor
    leads = actor.role in (CLERK, CHIEF, LEADER, ADMINISTRATOR)
    if leads and actor.unit_id == actor.agency_id:
        agency = Delivery.unit_id if run is Delivery else Document.agency_id
        return agency == actor.agency_id
    return run.holder_unit_id.in_(workload.units(work))


def _why(work: Work, row: Row[Any], away: Away | None) -> str:
    """Return why an item's holder cannot act; '' when they can."""
    if row.holder_unit_id not in work.tree.units:
        return CLOSED
    if not row.works:
        return LEFT
    return AWAY if away is not None else ""


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
        public_id=row.public_id,
        subject=row.subject,
        procedure=(row.procedure, row.procedure_version),
        state=row.state,
        holder_unit_id=row.holder_unit_id,
        since=row.since,
        due_at=row.due_at,
        late=row.due_at is not None and row.due_at < work.at,
    )
