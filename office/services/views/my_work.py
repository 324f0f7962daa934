"""What one person has to do: leads, co-handles, was told of; the nearest deadlines first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from office.domain.asks import CO, INFORMED, LEAD
from office.domain.numbering import symbol_text
from office.domain.workdays import end_of
from office.models.deliveries import Assignment, Delivery
from office.models.documents import Document
from office.services.work import Work

SHOWN = 8
#: Working days before a deadline from which on it is nearly late.
NEAR = 2
LATE, NEARLY = "late", "nearly"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One document somebody has a part in; `when` is 'late', 'nearly' or ''."""

    public_id: str
    subject: str
    symbol: str
    issuer_unit_id: int | None
    urgency: int
    due_at: datetime | None
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pile:
    """The tasks of one part (lead, co, info): the nearest few, and how many there are."""

    part: str
    tasks: Sequence[Task]
    count: int
    late: int


def piles(work: Work) -> list[Pile]:
    """Return what the actor leads, helps with and was told of, in three statements.

    Their own parts and those that their unit has without naming anybody.
    """
    return [_pile(work, part) for part in (LEAD, CO, INFORMED)]


def _pile(work: Work, part: str) -> Pile:
    late = (Assignment.due_at < work.at) if part != INFORMED else Assignment.id < 0
    rows = work.db.execute(
        select(
            Document.public_id, Document.subject, Document.number_text, Document.notation,
            Document.issuer_unit_id, Document.urgency, Assignment.due_at,
            func.count().over().label("whole"), func.count().filter(late).over().label("late"),
        )
        .join(Document, Document.id == Assignment.document_id)
        .join(Delivery, Delivery.id == Assignment.delivery_id)
        .where(_theirs(work, part))
        .order_by(
            Assignment.due_at.is_(None), Assignment.due_at, Document.urgency.desc(), Assignment.id
        )
        .limit(SHOWN)
    ).all()  # fmt: skip
    near = end_of(work.calendar.add(work.today, NEAR))
    return Pile(
        part=part,
        tasks=[_task(row, part, work.at, near) for row in rows],
        count=rows[0].whole if rows else 0,
        late=rows[0].late if rows else 0,
    )


def _theirs(work: Work, part: str) -> ColumnElement[bool]:
    return and_(
        Assignment.unit_id == work.actor.unit_id,
        Assignment.part == part,
        Assignment.until.is_(None),
        Delivery.closed_at.is_(None),
        or_(Assignment.person_id.is_(None), Assignment.person_id == work.actor.person_id),
    )


def _task(row: Any, part: str, at: datetime, near: datetime) -> Task:
    when = ""
    if row.due_at is not None and part != INFORMED:
        when = LATE if row.due_at < at else NEARLY if row.due_at <= near else ""
    return Task(
        public_id=row.public_id,
        subject=row.subject,
        symbol=symbol_text(row.number_text, row.notation),
        issuer_unit_id=row.issuer_unit_id,
        urgency=row.urgency,
        due_at=row.due_at,
        when=when,
    )
