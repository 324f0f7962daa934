"""Reading the registers: what the columns of NĐ 30/2020 Phụ lục IV say of each number.

It reads only; numbers are given by `registers`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, func, or_, select

from office.domain.asks import LEAD
from office.domain.errors import NotFound
from office.domain.numbering import COPY_SERIES, INCOMING, symbol_text
from office.domain.paper import ELECTRONIC
from office.domain.people import AUDITOR, CHIEF, CLERK, LEADER
from office.models.deliveries import Assignment, Delivery
from office.models.documents import Document
from office.models.people import Person
from office.models.registers import Register, RegisterEntry
from office.models.units import Unit
from office.services import access
from office.services.work import Work

PAGE = 50
CHUNK = 500
#: So many recipients are named; more of one kind are counted.
NAMED = 5
#: Who reads the books of their agency, beside auditors.
KEEPERS = (CLERK, CHIEF, LEADER)


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

    `receiver` (unit, person) and `passed_on` are of incoming numbers; `recipients`
    (unit names by kind, or how many of a kind), `copies` (on paper) of outgoing ones.
    """

    number: int
    given_at: datetime
    cancelled: bool
    reason: str
    public_id: str
    secrecy: str
    type_code: str
    subject: str
    symbol: str
    issued_on: date | None
    issuer_unit_id: int
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
    found = work.db.execute(
        select(Register.__table__)
        .where(Register.unit_id.in_(_readable(work)), Register.series != COPY_SERIES)
        .order_by(Register.year.desc(), Register.unit_id, Register.direction, Register.series)
    )
    return [_book(row) for row in found]


def book(work: Work, register_id: int) -> Book:
    """Return one register; raises NotFound unless the actor may read it."""
    row = work.db.execute(select(Register.__table__).where(Register.id == register_id)).first()
    if row is None or row.unit_id not in _readable(work) or row.series == COPY_SERIES:
        raise NotFound
    return _book(row)


def page(work: Work, book: Book, below: int | None = None, limit: int = PAGE) -> BookPage:
    """Return the lines under the number `below` (all when None), the newest first."""
    found = _lines(book).order_by(RegisterEntry.number.desc()).limit(limit + 1)
    if below is not None:
        found = found.where(RegisterEntry.number < below)
    rows = work.db.execute(found).all()
    lines = _told(work, book, rows[:limit])
    return BookPage(lines=lines, older=lines[-1].number if len(rows) > limit else None)


def every(work: Work, book: Book) -> Iterator[Line]:
    """Yield the whole book, from its first number on."""
    last = 0
    while True:
        rows = work.db.execute(
            _lines(book)
            .where(RegisterEntry.number > last)
            .order_by(RegisterEntry.number)
            .limit(CHUNK)
        ).all()
        if not rows:
            return
        yield from _told(work, book, rows)
        last = rows[-1].register_number


def _readable(work: Work) -> list[int]:
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
            Delivery.channel, Delivery.arrived_at,
        )
        .join(Document, Document.id == RegisterEntry.document_id)
        .outerjoin(Delivery, Delivery.id == RegisterEntry.delivery_id)
        .where(RegisterEntry.register_id == book.id)
    )  # fmt: skip


def _told(work: Work, book: Book, rows: Sequence[Row[Any]]) -> list[Line]:
    more: dict[int, dict[str, Any]]
    if book.direction == INCOMING:
        more = _receivers(work, [row.delivery_id for row in rows if row.delivery_id])
        return [_line(row, more.get(row.delivery_id, {})) for row in rows]
    more = _recipients(work, [row.document_id for row in rows])
    return [_line(row, more.get(row.document_id, {})) for row in rows]


def _line(row: Row[Any], more: dict[str, Any]) -> Line:
    return Line(
        number=row.register_number,
        given_at=row.at,
        cancelled=row.status == "cancelled",
        reason=row.reason,
        public_id=row.public_id,
        secrecy=row.secrecy,
        type_code=row.type_code,
        subject=row.subject,
        symbol=symbol_text(row.number_text, row.notation),
        issued_on=row.issued_on,
        issuer_unit_id=row.issuer_unit_id,
        signer=row.signer_name,
        filed_unit_id=row.drafting_unit_id,
        channel=row.channel or "",
        arrived_at=row.arrived_at,
        **more,
    )


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


def _recipients(work: Work, documents: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Return where each document went, when, and how many copies were on paper."""
    rows = work.db.execute(
        select(
            Delivery.document_id, Unit.kind, func.count().label("all"),
            func.count().filter(Delivery.channel != ELECTRONIC).label("copies"),
            func.min(Delivery.sent_at).label("sent_at"),
        )
        .join(Unit, Unit.id == Delivery.unit_id)
        .where(Delivery.document_id.in_(documents))
        .group_by(Delivery.document_id, Unit.kind)
        .order_by(Delivery.document_id, Unit.kind)
    ).all()  # fmt: skip
    kinds: defaultdict[int, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        kinds[row.document_id].append(row)
    few = {(row.document_id, row.kind) for row in rows if row.all <= NAMED}
    names = _named(work, few)
    return {
        key: {
            "named": tuple(unit for row in sent for unit in names.get((key, row.kind), ())),
            "counted": tuple((row.kind, row.all) for row in sent if row.all > NAMED),
            "copies": sum(row.copies for row in sent),
            "sent_at": min(row.sent_at for row in sent),
        }
        for key, sent in kinds.items()
    }


def _named(work: Work, few: set[tuple[int, str]]) -> dict[tuple[int, str], list[int]]:
    """Return the units of those (document, kind) that are few enough to be named."""
    kinds: defaultdict[str, list[int]] = defaultdict(list)
    for document_id, kind in few:
        kinds[kind].append(document_id)
    if not kinds:
        return {}
    rows = work.db.execute(
        select(Delivery.document_id, Delivery.unit_id, Unit.kind)
        .join(Unit, Unit.id == Delivery.unit_id)
        .where(
            or_(
                *(
                    (Unit.kind == kind) & Delivery.document_id.in_(documents)
                    for kind, documents in kinds.items()
                )
            )
        )
        .order_by(Delivery.unit_id)
    )
    names: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for row in rows:
        names[row.document_id, row.kind].append(row.unit_id)
    return names
