"""Reading the registers: what the columns of NĐ 30/2020 Phụ lục IV say of each number.

It reads only; numbers are given by `registers`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, select

from office.domain.asks import LEAD
from office.domain.errors import NotFound
from office.domain.numbering import COPY_SERIES, INCOMING, symbol_text
from office.domain.people import AUDITOR, CHIEF, CLERK, LEADER
from office.domain.register_log import CANCELLED, RESERVED
from office.models.deliveries import Assignment, Delivery
from office.models.documents import Document
from office.models.people import Person
from office.models.registers import Register, RegisterEntry, Reservation
from office.services import access
from office.services.books import book_recipients
from office.services.views import related
from office.services.views.related import Related
from office.services.work import Work

PAGE = 50
CHUNK = 500
#: Who reads the books of their agency, beside auditors.
KEEPERS = (CLERK, CHIEF, LEADER)
_BOOKS = select(Register.__table__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """One register: whose, in which direction, series and year, and the last number given."""

    id: int
    unit_id: int
    direction: str
    series: str
    year: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One number and what became of it; a secret stub has no subject.

    One that is reserved, or was cancelled unused, is no document's: its `public_id` is empty, type,
    subject and `whom` are what it was reserved for.
    `receiver` (unit, person) and `passed_on` are of incoming numbers; `recipients`
    (unit names by kind, or how many of a kind), `copies` (on paper) of outgoing ones; `related`
    is what it does to other documents, and they to it.
    """

    number: int
    given_at: datetime
    status: str
    reason: str
    public_id: str
    secrecy: str
    type_code: str
    subject: str
    symbol: str
    issued_on: date | None
    issuer_unit_id: int | None
    signer: str
    filed_unit_id: int | None
    channel: str
    arrived_at: datetime | None
    receiver: tuple[int, str] | None = None
    passed_on: datetime | None = None
    named: tuple[int, ...] = ()
    counted: tuple[tuple[str, int], ...] = ()
    copies: int = 0
    sent_at: datetime | None = None
    related: tuple[Related, ...] = ()
    whom: str = ""

    @property
    def cancelled(self) -> bool:
        """Say whether the number was cancelled."""
        return self.status == CANCELLED

    @property
    def reserved(self) -> bool:
        """Say whether it waits for its document."""
        return self.status == RESERVED


@dataclass(frozen=True, slots=True, kw_only=True)
class BookPage:
    """A page of a book, newest number first; `older` is the number to go on below."""

    lines: Sequence[Line]
    older: int | None


def books(work: Work) -> list[Book]:
    """Return the registers the actor may read, the newest year first.

    Those of the agency, for its clerk, chief of office and leaders; for an auditor those
    of the units below as well; none for anybody else.
    """
    rows = work.db.execute(
        _BOOKS.where(Register.unit_id.in_(readable(work)), Register.series != COPY_SERIES).order_by(
            Register.year.desc(), Register.unit_id, Register.direction, Register.series
        )
    )
    return [_book(row) for row in rows]


def book(work: Work, register_id: int) -> Book:
    """Return one register; raises NotFound unless the actor may read it."""
    row = work.db.execute(_BOOKS.where(Register.id == register_id)).first()
    if row is None or row.unit_id not in readable(work) or row.series == COPY_SERIES:
        raise NotFound
    return _book(row)


def page(work: Work, book: Book, below: int | None = None, limit: int = PAGE) -> BookPage:
    """Return the lines under the number `below` (all when None), the newest first."""
    wanted = _lines(book).order_by(RegisterEntry.number.desc()).limit(limit + 1)
    if below is not None:
        wanted = wanted.where(RegisterEntry.number < below)
    rows = work.db.execute(wanted).all()
    lines = _told(work, book, rows[:limit])
    return BookPage(lines=lines, older=lines[-1].number if len(rows) > limit else None)


def found(work: Work, register_id: int) -> Book:
    """Return one register for the office itself, which may read them all."""
    return _book(work.db.execute(_BOOKS.where(Register.id == register_id)).one())


def every(work: Work, book: Book, span: tuple[int, int] | None = None) -> Iterator[Line]:
    """Yield the book from its first number on, or those from `span`'s first to its last."""
    first, end = span or (1, book.last)
    last = first - 1
    while True:
        rows = work.db.execute(
            _lines(book)
            .where(RegisterEntry.number > last, RegisterEntry.number <= end)
            .order_by(RegisterEntry.number)
            .limit(CHUNK)
        ).all()
        if not rows:
            return
        yield from _told(work, book, rows)
        last = rows[-1].register_number


def readable(work: Work) -> list[int]:
    """Return the units whose books the actor may read."""
    if work.actor.acting_for is not None:
        return []
    if work.actor.role == AUDITOR:
        return access.scope(work)
    keeps = work.actor.role in KEEPERS
    return [work.actor.agency_id] if keeps and work.actor.unit_id == work.actor.agency_id else []


def _book(row: Row[Any]) -> Book:
    return Book(
        id=row.id,
        unit_id=row.unit_id,
        direction=row.direction,
        series=row.series,
        year=row.year,
        last=row.last,
    )


def _lines(book: Book) -> Select[Any]:
    return (
        select(
            RegisterEntry.number.label("register_number"), RegisterEntry.at, RegisterEntry.status,
            RegisterEntry.reason, RegisterEntry.document_id, RegisterEntry.delivery_id,
            Document.public_id, Document.secrecy, Document.type_code, Document.subject,
            Document.number_text, Document.notation, Document.issued_on,
            Document.issuer_unit_id, Document.signer_name, Document.drafting_unit_id,
            Delivery.channel, Delivery.arrived_at, Reservation.whom,
            Reservation.type_code.label("held_type"), Reservation.subject.label("held_subject"),
        )
        .outerjoin(Document, Document.id == RegisterEntry.document_id)
        .outerjoin(Reservation, Reservation.entry_id == RegisterEntry.id)
        .outerjoin(Delivery, Delivery.id == RegisterEntry.delivery_id)
        .where(RegisterEntry.register_id == book.id)
    )  # fmt: skip


def _told(work: Work, book: Book, rows: Sequence[Row[Any]]) -> list[Line]:
    more: dict[int, dict[str, Any]]
    beside = related.of_documents(work, [row.document_id for row in rows if row.document_id])
    if book.direction == INCOMING:
        more = _receivers(work, [row.delivery_id for row in rows if row.delivery_id])
        found = [_line(row, more.get(row.delivery_id, {})) for row in rows]
    else:
        more = book_recipients.of(work, [row.document_id for row in rows if row.document_id])
        found = [_line(row, more.get(row.document_id, {})) for row in rows]
    return [
        replace(line, related=tuple(beside[row.document_id])) if row.document_id in beside else line
        for line, row in zip(found, rows, strict=True)
    ]


def _line(row: Row[Any], more: dict[str, Any]) -> Line:
    return Line(
        number=row.register_number,
        given_at=row.at,
        status=row.status,
        reason=row.reason,
        **(_held(row) if row.document_id is None else _of_document(row)),
        **more,
    )


def _of_document(row: Row[Any]) -> dict[str, Any]:
    return {
        "public_id": row.public_id,
        "secrecy": row.secrecy,
        "type_code": row.type_code,
        "subject": row.subject,
        "symbol": symbol_text(row.number_text, row.notation),
        "issued_on": row.issued_on,
        "issuer_unit_id": row.issuer_unit_id,
        "signer": row.signer_name,
        "filed_unit_id": row.drafting_unit_id,
        "channel": row.channel or "",
        "arrived_at": row.arrived_at,
    }


def _held(row: Row[Any]) -> dict[str, Any]:
    """Return what is said of a number that is no document's: what it was reserved for."""
    words = dict.fromkeys(("public_id", "secrecy", "symbol", "signer", "channel"), "")
    nothing = dict.fromkeys(("issued_on", "issuer_unit_id", "filed_unit_id", "arrived_at"))
    told = {"type_code": row.held_type, "subject": row.held_subject, "whom": row.whom}
    return {**words, **nothing, **{name: value or "" for name, value in told.items()}}


def _receivers(work: Work, deliveries: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Return who each delivery was last given to as lead, and when."""
    rows = work.db.execute(
        select(Assignment.delivery_id, Assignment.unit_id, Assignment.since, Person.name)
        .outerjoin(Person, Person.id == Assignment.person_id)
        .where(Assignment.delivery_id.in_(deliveries), Assignment.part == LEAD)
        .order_by(Assignment.id)
    )
    return {
        row.delivery_id: {"receiver": (row.unit_id, row.name or ""), "passed_on": row.since}
        for row in rows
    }
