"""The paper original at its recipient: what is on its way, what came, what never came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, case, func, or_, select

from office.domain.errors import Invalid, NotFound, Refused
from office.domain.movements import as_recorded
from office.domain.numbering import symbol_text
from office.domain.paper import ELECTRONIC, PAPER
from office.domain.people import CLERK
from office.domain.sheets import (
    CONDITIONS,
    ON_THE_WAY_DAYS,
    POST,
    RECEIVE,
    Leg,
    check_sheets,
)
from office.domain.text import Text
from office.domain.workdays import Limit, local_date
from office.domain.workflow import INCOMING
from office.models.deliveries import Delivery
from office.models.documents import Document
from office.models.papers import PaperEntry
from office.services import access, documents, routing
from office.services.papers import ledger, queue
from office.services.papers.ledger import Entry
from office.services.parts import deliveries
from office.services.work import Work

PAGE = 50
NO_PAPER = Text("Văn bản này được gửi điện tử, không kèm bản giấy.", "This was sent without paper.")
NOTED_ALREADY = Text(
    "Bản giấy đã được ghi nhận; nếu ghi nhầm, hãy hủy mục ấy trước.",
    "The paper has been noted; if that was a mistake, take it back first.",
)
LONGEST_NOTE = 200
#: When paper was last sent; a line that was made void counts no copies and so sends nothing.
_POSTED_AT = func.max(
    case(((PaperEntry.event == POST) & PaperEntry.corrects_id.is_(None), PaperEntry.at))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """What came on paper: when, how many sheets, in which state, and a word about it."""

    day: date | None
    sheets: int
    condition: str = "whole"
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """A document whose paper has not come yet; `due_at` is when it should have."""

    id: int
    public_id: str
    symbol: str
    subject: str
    issuer_unit_id: int
    channel: str
    sent_at: datetime
    posted_at: datetime | None
    due_at: datetime
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of what is awaited, the oldest first."""

    items: Sequence[Awaited]
    total: int
    after: int | None


def due(work: Work, sent_at: datetime, posted_at: datetime | None) -> datetime:
    """Return when paper should have come: three working days after it was posted, or sent."""
    return work.calendar.due(posted_at or sent_at, Limit(days=ON_THE_WAY_DAYS))


def page(work: Work, after: int = 0, limit: int = PAGE) -> Page:
    """Return the paper that the clerk's agency waits for; raises Refused for no clerk."""
    access.require_role(work, CLERK)
    awaited = _awaited(work).where(Delivery.unit_id == work.actor.agency_id)
    rows = work.db.execute(
        awaited.where(Delivery.id > after).order_by(Delivery.id).limit(limit + 1)
    ).all()
    total = work.db.scalar(select(func.count()).select_from(awaited.subquery())) or 0
    items = [_item(work, row) for row in rows[:limit]]
    return Page(items=items, total=total, after=items[-1].id if len(rows) > limit else None)


def sent_since(work: Work, at: datetime) -> Select[Any]:
    """Return the statement for the paper that was sent after a moment and nobody has noted."""
    posted = queue.summed(POST) > 0
    return _awaited(work).having(posted, at < _POSTED_AT).order_by(Delivery.id)


def _awaited(work: Work) -> Select[Any]:
    return (
        select(
            Delivery.id, Delivery.channel, Delivery.sent_at, _POSTED_AT.label("posted_at"),
            Document.public_id, Document.subject, Document.number_text, Document.notation,
            Document.issuer_unit_id, Document.agency_id, Delivery.unit_id, Delivery.document_id,
        )
        .join(Document, Document.id == Delivery.document_id)
        .outerjoin(PaperEntry, PaperEntry.delivery_id == Delivery.id)
        .where(
            queue.ON_PAPER,
            Delivery.procedure == INCOMING,
            Delivery.state.not_in(deliveries.gone(work)),
            Document.origin == "drafted",
        )
        .group_by(Delivery.id, Document.id)
        .having(
            queue.summed(RECEIVE) <= 0,
            or_(Delivery.channel != ELECTRONIC, queue.summed(POST) > 0),
        )
    )  # fmt: skip


def _item(work: Work, row: Row[Any]) -> Awaited:
    due_at = due(work, row.sent_at, row.posted_at)
    return Awaited(
        id=row.id,
        public_id=row.public_id,
        symbol=symbol_text(row.number_text, row.notation),
        subject=row.subject,
        issuer_unit_id=row.issuer_unit_id,
        channel=row.channel,
        sent_at=row.sent_at,
        posted_at=row.posted_at,
        due_at=due_at,
        late=due_at < work.at,
    )


def may_note(work: Work, delivery: Row[Any] | None, origin: str) -> bool:
    """Say whether the actor notes paper of this delivery: the clerk of a recipient of paper."""
    return (
        delivery is not None
        and origin == "drafted"
        and delivery.unit_id == work.actor.agency_id
        and (delivery.channel != ELECTRONIC or delivery.late_paper)
        and work.actor.role == CLERK
        and work.actor.acting_for is None
        and delivery.state not in deliveries.gone(work)
    )


def note(work: Work, public_id: str, came: Came) -> None:
    """Note that the paper original came; a letter on paper alone arrives by the same hand.

    Raises NotFound for whoever has no delivery, Invalid, Refused for no paper or a second note.
    """
    key = access.document_id(work, public_id)
    queue.clerks_alone(work)
    (entered,) = documents.locked(work, Document.id == key)
    row = _own(work, key)
    _check(work, came, row)
    if ledger.counts(work, key).get(row.id, Leg()).received > 0:
        raise Refused(NOTED_ALREADY)
    if row.channel == PAPER and row.state == "sent":
        routing.move(work, public_id, "arrive")
        (entered,) = documents.locked(work, Document.id == key)
    said = as_recorded(came.note)[:LONGEST_NOTE]
    entry = Entry(
        event=RECEIVE,
        copies=1,
        pages=0,
        sheets=came.sheets,
        day=came.day or work.today,
        delivery_id=row.id,
        channel=row.channel,
        condition=came.condition,
        reason=said,
    )
    facts = {"act": "paper_receive", "run": row.unit_id, "run_name": work.tree[row.unit_id].name}
    ledger.enter(work, entered, facts, [entry], row.id)


def _own(work: Work, key: int) -> Row[Any]:
    row = work.db.execute(
        select(Delivery.__table__, Document.origin)
        .join(Document, Document.id == Delivery.document_id)
        .where(Delivery.document_id == key, Delivery.unit_id == work.actor.agency_id)
    ).first()
    if row is None:
        raise NotFound
    gone = row.state in deliveries.gone(work)
    without = row.channel == ELECTRONIC and not row.late_paper
    if without or row.origin != "drafted" or gone:
        raise Refused(NO_PAPER)
    return row


def _check(work: Work, came: Came, row: Row[Any]) -> None:
    check_sheets(came.sheets)
    if came.condition not in CONDITIONS:
        raise Invalid(Text("Hãy chọn tình trạng.", "Choose its state."), field="condition")
    day = came.day or work.today
    if not local_date(row.sent_at) <= day <= work.today:
        raise Invalid(
            Text(
                "Ngày nhận phải từ ngày gửi đến hôm nay.",
                "The day must lie between the sending and today.",
            ),
            field="day",
        )
