"""Supervising work: what the units one answers for hold, what is late or soon will be, by whom.

An item, a draft and a co-handler's open part are each something to do; what somebody is
only informed of is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    bindparam,
    case,
    func,
    literal,
    null,
    select,
    tuple_,
    union_all,
)

from office.domain.asks import CO, LEAD
from office.domain.errors import NotFound
from office.domain.overload import near, overloaded
from office.domain.people import AUDITOR, CHIEF, CLERK, LEADER, UNIT_HEAD
from office.domain.workflow import Action
from office.models.columns import UtcDateTime
from office.models.deliveries import Assignment, Delivery
from office.models.documents import Document
from office.models.people import Person
from office.services.views import workload
from office.services.work import Work

PAGE = 50
SUPERVISORS = (LEADER, CHIEF, CLERK, UNIT_HEAD, AUDITOR)
ITEM, DRAFT, PART = "item", "draft", "part"
#: What a supervisor does from the list.
ACTS = ("chase", "extend", "take_back", "reassign")
_UNITS: BindParameter[list[int]] = bindparam("units", expanding=True)
_AT = bindparam("at", type_=UtcDateTime)
_UNTIL = bindparam("until", type_=UtcDateTime)
_PLACE = ("due_at", "kind", "row")
#: A position in the list: deadline, kind, row.
Key = tuple[datetime, str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Burden:
    """What one person of a unit, or the unit itself (no person), has to do."""

    unit_id: int
    person_id: int | None
    person_name: str | None
    held: int
    late: int
    soon: int
    since: datetime
    overloaded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """One thing somebody has to do; `part_id` is the part that a chase or extension means."""

    kind: str
    public_id: str
    subject: str
    secret: bool
    procedure: tuple[str, int] | None
    state: str | None
    unit_id: int
    person_name: str | None
    since: datetime
    due_at: datetime | None
    late: bool
    part_id: int | None
    acts: tuple[Action, ...]
    key: Key | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which duties to list: of a unit, of a person, or all; `late_only` leaves out the near."""

    unit_id: int | None = None
    person_id: int | None = None
    late_only: bool = False
    after: Key | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Duties:
    """A page of duties, the longest late first; `older` asks for the next page."""

    items: Sequence[Duty]
    older: Key | None


def burdens(work: Work) -> list[Burden]:
    """Return what each person and unit has to do, the most late first; raises NotFound.

    A specialist supervises nobody, an administrator sees no document.
    """
    asked = {"units": _units(work), "at": work.at, "until": near(work.calendar, work.today)}
    rows = work.db.execute(_counting(), asked).all()
    mean = sum(row.held for row in rows) / len(rows) if rows else 0.0
    found = [
        Burden(
            unit_id=row.unit_id,
            person_id=row.person_id,
            person_name=row.name,
            held=row.held,
            late=int(row.late),
            soon=int(row.soon),
            since=row.since,
            overloaded=overloaded(row.held, int(row.late), mean),
        )
        for row in rows
    ]
    return sorted(found, key=lambda b: (-b.late, -b.soon, -b.held, b.unit_id, b.person_id or 0))


def duties(work: Work, wanted: Wanted, limit: int = PAGE) -> Duties:
    """Return what is late or due within the next working days; raises NotFound."""
    until = work.at if wanted.late_only else near(work.calendar, work.today)
    asked: dict[str, Any] = {
        "units": _units(work, wanted.unit_id), "until": until, "most": limit + 1,
        "person": wanted.person_id,
    }  # fmt: skip
    if wanted.after is not None:
        asked |= dict(zip(_PLACE, wanted.after, strict=True))
    one = wanted.person_id is not None
    found = _listing(late=wanted.late_only, one=one, first=wanted.after is None)
    rows = work.db.execute(found, asked).all()
    items = [_duty(work, row) for row in rows[:limit]]
    return Duties(items=items, older=items[-1].key if len(rows) > limit else None)


def _units(work: Work, only: int | None = None) -> list[int]:
    """Return the units to look at; raises NotFound for whoever supervises none, or not that."""
    if work.actor.role not in SUPERVISORS:
        raise NotFound
    units = workload.units(work)
    if only is None:
        return units
    if only not in units:
        raise NotFound
    return [only]


@cache
def _counting() -> Select[Any]:
    """Build the statement that counts what units have to do, a row for each person in them."""
    parts = select(
        Assignment.unit_id, Assignment.person_id, Assignment.since, Assignment.due_at
    ).where(*_helping())
    every = union_all(_carried(Delivery), _carried(Document), parts).subquery()
    late = func.sum(case((every.c.due_at < _AT, 1), else_=0))
    soon = func.sum(case((every.c.due_at.between(_AT, _UNTIL), 1), else_=0))
    return (
        select(
            every.c.unit_id, every.c.person_id, Person.name, func.count().label("held"),
            late.label("late"), soon.label("soon"), func.min(every.c.since).label("since"),
        )
        .outerjoin(Person, Person.id == every.c.person_id)
        .group_by(every.c.unit_id, every.c.person_id, Person.name)
    )  # fmt: skip


def _carried(run: type[Delivery] | type[Document]) -> Select[Any]:
    return select(
        run.holder_unit_id.label("unit_id"), run.holder_person_id.label("person_id"),
        run.held_since.label("since"), run.due_at,
    ).where(*_open(run))  # fmt: skip


@cache
def _listing(*, late: bool, one: bool, first: bool) -> Select[Any]:
    """Build the statement that lists duties: the late or also the near, of `one` person or of
    all, from the first on or behind a place."""
    every = union_all(_items(), _drafts(), _parts()).subquery()
    place = [every.c[name] for name in _PLACE]
    found = select(every, Person.name).outerjoin(Person, Person.id == every.c.person_id)
    found = found.where(every.c.due_at < _UNTIL if late else every.c.due_at <= _UNTIL)
    if one:
        found = found.where(every.c.person_id == bindparam("person"))
    if not first:
        behind = (
            bindparam(name, type_=column.type) for name, column in zip(_PLACE, place, strict=True)
        )
        found = found.where(tuple_(*place) > tuple_(*behind))
    return found.order_by(*place).limit(bindparam("most"))


def _open(run: type[Delivery] | type[Document]) -> tuple[ColumnElement[bool], ...]:
    return run.closed_at.is_(None), run.state.is_not(None), run.holder_unit_id.in_(_UNITS)


def _helping() -> tuple[ColumnElement[bool], ...]:
    return Assignment.part == CO, Assignment.until.is_(None), Assignment.unit_id.in_(_UNITS)


def _items() -> Select[Any]:
    lead = select(Assignment.id).where(
        Assignment.delivery_id == Delivery.id, Assignment.part == LEAD, Assignment.until.is_(None)
    )
    return (
        select(
            literal(ITEM).label("kind"), Delivery.id.label("row"), Document.public_id,
            Document.subject, Document.secrecy, Delivery.procedure, Delivery.procedure_version,
            Delivery.state, Delivery.unit_id.label("run_unit_id"),
            Delivery.holder_unit_id.label("unit_id"),
            Delivery.holder_person_id.label("person_id"), Delivery.held_since.label("since"),
            Delivery.due_at, lead.scalar_subquery().label("part_id"),
        )
        .join(Document, Document.id == Delivery.document_id)
        .where(*_open(Delivery))
    )  # fmt: skip


def _drafts() -> Select[Any]:
    return select(
        literal(DRAFT), Document.id, Document.public_id, Document.subject, Document.secrecy,
        Document.procedure, Document.procedure_version, Document.state, Document.agency_id,
        Document.holder_unit_id, Document.holder_person_id, Document.held_since, Document.due_at,
        null(),
    ).where(*_open(Document))  # fmt: skip


def _parts() -> Select[Any]:
    return (
        select(
            literal(PART), Assignment.id, Document.public_id, Document.subject, Document.secrecy,
            Delivery.procedure, Delivery.procedure_version, Delivery.state, Delivery.unit_id,
            Assignment.unit_id, Assignment.person_id, Assignment.since, Assignment.due_at,
            Assignment.id,
        )
        .join(Delivery, Delivery.id == Assignment.delivery_id)
        .join(Document, Document.id == Assignment.document_id)
        .where(*_helping())
    )  # fmt: skip


def _duty(work: Work, row: Any) -> Duty:
    procedure = (row.procedure, row.procedure_version) if row.procedure else None
    return Duty(
        kind=row.kind,
        public_id=row.public_id,
        subject=row.subject,
        secret=bool(row.secrecy),
        procedure=procedure,
        state=row.state,
        unit_id=row.unit_id,
        person_name=row.name,
        since=row.since,
        due_at=row.due_at,
        late=row.due_at < work.at,
        part_id=row.part_id,
        acts=_acts(work, row, procedure),
        key=(row.due_at, row.kind, row.row),
    )


def _acts(work: Work, row: Any, procedure: tuple[str, int] | None) -> tuple[Action, ...]:
    """Return what the actor's role is for there; the form says why it may be closed.

    Taking back and assigning anew are about the whole item, not about a co-handler's part.
    """
    if procedure is None or row.part_id is None or row.run_unit_id != work.actor.agency_id:
        return ()
    named = ACTS if row.kind == ITEM else ACTS[:2]
    return tuple(
        action
        for action in work.procedures[procedure].actions_from(row.state)
        if action.name in named and work.actor.role in dict(action.by)
    )
