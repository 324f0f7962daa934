"""The print queue: what was issued with paper, and waits to be printed, stamped or sent."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Row,
    Select,
    and_,
    case,
    func,
    literal_column,
    select,
    update,
)

from office.domain.errors import NotFound
from office.domain.numbering import symbol_text
from office.domain.paper import ELECTRONIC
from office.domain.people import CLERK
from office.domain.sheets import POST, PRINT, RECEIVE, STAMP, Leg
from office.models.deliveries import Delivery
from office.models.documents import Document
from office.models.papers import PaperEntry
from office.services import access
from office.services.parts import deliveries
from office.services.work import Work

PAGE = 25
#: Which deliveries paper goes with, in the words of their index: from the issue on, or later.
ON_PAPER: ColumnElement[bool] = literal_column(
    "(deliveries.channel <> 'electronic' OR deliveries.late_paper)", Boolean()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A document with paper to print or stamp: how many recipients of each."""

    id: int
    public_id: str
    symbol: str
    subject: str
    urgency: int
    sent_at: datetime
    to_print: int
    to_stamp: int
    to_post: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the queue, the oldest first; `after` goes on, `total` counts all."""

    items: Sequence[Waiting]
    total: int
    after: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLeg:
    """The paper to one recipient of a document."""

    delivery_id: int
    unit_id: int
    channel: str
    reason: str
    gone: bool
    leg: Leg


def summed(event: str) -> ColumnElement[int]:
    """Return the sum of copies of an event; counter-entries take theirs away."""
    counted = case((PaperEntry.event == event, PaperEntry.copies), else_=0)
    return func.coalesce(func.sum(counted), 0)


def legs_of(*where: ColumnElement[bool]) -> Select[Any]:
    """Return the statement for the paper of each delivery, summed: one row a recipient."""
    return (
        select(
            Delivery.id.label("delivery_id"), Delivery.document_id, Delivery.unit_id,
            Delivery.channel, Delivery.paper_reason, Delivery.state, Delivery.sent_at,
            Delivery.procedure,
            summed(PRINT).label("printed"), summed(STAMP).label("stamped"),
            summed(POST).label("posted"), summed(RECEIVE).label("received"),
        )
        .join(Document, Document.id == Delivery.document_id)
        .outerjoin(PaperEntry, PaperEntry.delivery_id == Delivery.id)
        .where(ON_PAPER, *where)
        .group_by(Delivery.id)
    )  # fmt: skip


def leg(row: Row[Any]) -> Leg:
    """Read the sums of a row."""
    return Leg(int(row.printed), int(row.stamped), int(row.posted), int(row.received))


def page(work: Work, after: int = 0, limit: int = PAGE) -> Page:
    """Return what the clerk's agency has to print and stamp; raises Refused for others."""
    access.require_role(work, CLERK)
    waiting = _waiting(work)
    rows = work.db.execute(
        waiting.where(Document.id > after).order_by(Document.id).limit(limit + 1)
    ).all()
    total = work.db.scalar(select(func.count()).select_from(waiting.subquery())) or 0
    items = [_item(row) for row in rows[:limit]]
    return Page(items=items, total=total, after=items[-1].id if len(rows) > limit else None)


def _waiting(work: Work) -> Select[Any]:
    ours = Document.agency_id == work.actor.agency_id
    legs = legs_of(ours, Delivery.state.not_in(deliveries.gone(work))).subquery()
    # What was sent without paper waits for none, should a print of it be taken back.
    owed = legs.c.channel != ELECTRONIC
    to_print = and_(owed, legs.c.printed <= 0, legs.c.received <= 0)
    to_stamp = legs.c.printed > legs.c.stamped
    return (
        select(
            Document.id, Document.public_id, Document.subject, Document.urgency,
            Document.number_text, Document.notation,
            func.min(legs.c.sent_at).label("sent_at"),
            func.sum(case((to_print, 1), else_=0)).label("to_print"),
            func.sum(case((to_stamp, 1), else_=0)).label("to_stamp"),
            func.sum(case((legs.c.stamped > legs.c.posted, 1), else_=0)).label("to_post"),
        )
        .join(legs, legs.c.document_id == Document.id)
        .group_by(Document.id)
        .having(func.sum(case((to_print | to_stamp, 1), else_=0)) > 0)
    )  # fmt: skip


def _item(row: Row[Any]) -> Waiting:
    return Waiting(
        id=row.id,
        public_id=row.public_id,
        symbol=symbol_text(row.number_text, row.notation),
        subject=row.subject,
        urgency=row.urgency,
        sent_at=row.sent_at,
        to_print=int(row.to_print),
        to_stamp=int(row.to_stamp),
        to_post=int(row.to_post),
    )


def legs(work: Work, document_id: int, limit: int | None = None) -> list[PaperLeg]:
    """Return the paper of each recipient of a document, by recipient."""
    asked = legs_of(Delivery.document_id == document_id).order_by(Delivery.unit_id)
    gone = deliveries.gone(work)
    return [_leg(row, leg(row), gone) for row in work.db.execute(asked.limit(limit))]


def without_paper(work: Work, document_id: int, units: Iterable[int]) -> list[PaperLeg]:
    """Return those of some units that a document was sent to without paper."""
    asked = select(Delivery.__table__, Delivery.id.label("delivery_id")).where(
        Delivery.document_id == document_id, ~ON_PAPER, Delivery.unit_id.in_(list(units))
    )
    gone = deliveries.gone(work)
    return [_leg(row, Leg(), gone) for row in work.db.execute(asked.order_by(Delivery.unit_id))]


def may_follow(work: Work, document_id: int, limit: int) -> list[int]:
    """Return the units that a document was sent to without paper, as far as `limit`."""
    asked = select(Delivery.unit_id).where(
        Delivery.document_id == document_id, ~ON_PAPER, Delivery.state.not_in(deliveries.gone(work))
    )
    return list(work.db.scalars(asked.order_by(Delivery.unit_id).limit(limit)))


def opened(work: Work, keys: Sequence[int]) -> None:
    """Note that paper follows some deliveries that went without; their document is locked."""
    if keys:
        changed = update(Delivery).where(Delivery.id.in_(keys)).values(late_paper=True)
        work.db.execute(changed)


def _leg(row: Row[Any], where: Leg, gone: Container[str]) -> PaperLeg:
    return PaperLeg(
        delivery_id=row.delivery_id,
        unit_id=row.unit_id,
        channel=row.channel,
        reason=row.paper_reason,
        gone=row.state in gone,
        leg=where,
    )


def clerks_alone(work: Work) -> None:
    """Raise NotFound for all but clerks in their own capacity: to others it is as if there were
    no such page."""
    if work.actor.role != CLERK or work.actor.acting_for is not None:
        raise NotFound


def document(work: Work, public_id: str) -> Row[Any]:
    """Return a document that the clerk's agency issued.

    Raises NotFound for others', for one that has not been issued, and for no clerk.
    """
    key = access.document_id(work, public_id)
    clerks_alone(work)
    row = work.db.execute(select(Document.__table__).where(Document.id == key)).one()
    sent = select(Delivery.id).where(Delivery.document_id == key).limit(1)
    if row.agency_id != work.actor.agency_id or work.db.scalar(sent) is None:
        raise NotFound
    return row
