"""The book that follows incoming documents to their end (NĐ 30/2020 Phụ lục IV, seven columns)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, func, select

from office.domain.asks import LEAD
from office.domain.errors import NotFound
from office.domain.numbering import INCOMING, SECRET_SERIES, symbol_text
from office.models.deliveries import Assignment, Delivery
from office.models.documents import Document
from office.models.people import Person
from office.models.registers import RegisterEntry
from office.models.supervision import Chase, Extension
from office.services.books import register_book
from office.services.books.register_book import CHUNK, Book
from office.services.work import Work

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """One incoming number and how far it has come.

    `receiver`: unit and person of the last lead; `answers`: (public id, symbol) of the issued
    letters that answer it here.  A document whose text is secret is in no such book.
    """

    number: int
    public_id: str
    type_code: str
    symbol: str
    issued_on: date | None
    issuer_unit_id: int
    subject: str
    receiver: tuple[int, str] | None
    due_at: datetime | None
    procedure: tuple[str, int]
    state: str
    closed_at: datetime | None
    late: bool
    answers: tuple[tuple[str, str], ...]
    extended: int
    chased: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedPage:
    """A page of the book, the newest number first; `older` is the number to go on below."""

    lines: Sequence[Followed]
    older: int | None


def book(work: Work, register_id: int) -> Book:
    """Return an incoming register whose documents can be followed; raises NotFound."""
    found = register_book.book(work, register_id)
    if not followable(found):
        raise NotFound
    return found


def followable(found: Book) -> bool:
    """Say whether the documents of a register can be followed: those received, none secret."""
    return found.direction == INCOMING and found.series != SECRET_SERIES


def page(work: Work, found: Book, below: int | None = None, limit: int = PAGE) -> FollowedPage:
    """Return the lines under the number `below` (all when None), the newest first."""
    wanted = _wanted(found).order_by(RegisterEntry.number.desc()).limit(limit + 1)
    if below is not None:
        wanted = wanted.where(RegisterEntry.number < below)
    rows = work.db.execute(wanted).all()
    lines = _lines(work, found.unit_id, rows[:limit])
    return FollowedPage(lines=lines, older=lines[-1].number if len(rows) > limit else None)


def every(work: Work, found: Book, span: tuple[int, int]) -> Iterator[Followed]:
    """Yield the lines from `span`'s first number to its last, in order."""
    last = span[0] - 1
    while True:
        rows = work.db.execute(
            _wanted(found)
            .where(RegisterEntry.number > last, RegisterEntry.number <= span[1])
            .order_by(RegisterEntry.number)
            .limit(CHUNK)
        ).all()
        if not rows:
            return
        yield from _lines(work, found.unit_id, rows)
        last = rows[-1].entry_number


def _wanted(found: Book) -> Select[Any]:
    return (
        select(
            RegisterEntry.number.label("entry_number"), Document.id.label("document_id"),
            Document.public_id, Document.type_code, Document.number_text, Document.notation,
            Document.issued_on, Document.issuer_unit_id, Document.subject,
            Delivery.id.label("delivery_id"), Delivery.unit_id, Delivery.procedure,
            Delivery.procedure_version, Delivery.state, Delivery.closed_at, Delivery.due_at,
        )
        .join(Delivery, Delivery.id == RegisterEntry.delivery_id)
        .join(Document, Document.id == RegisterEntry.document_id)
        .where(RegisterEntry.register_id == found.id)
    )  # fmt: skip


def _lines(work: Work, unit_id: int, rows: Sequence[Any]) -> list[Followed]:
    keys = [row.delivery_id for row in rows]
    leads = _leads(work, keys)
    answers = _answers(work, unit_id, [row.document_id for row in rows])
    chased = _counted(work, Chase, keys)
    extended = _counted(work, Extension, keys)
    return [
        _line(
            work, row, leads.get(row.delivery_id), tuple(answers[row.document_id]),
            (extended.get(row.delivery_id, 0), chased.get(row.delivery_id, 0)),
        )
        for row in rows
    ]  # fmt: skip


def _line(
    work: Work, row: Any, lead: Any, answers: tuple[tuple[str, str], ...], counts: tuple[int, int]
) -> Followed:
    due_at = (lead.due_at if lead is not None else None) or row.due_at
    return Followed(
        number=row.entry_number,
        public_id=row.public_id,
        type_code=row.type_code,
        symbol=symbol_text(row.number_text, row.notation),
        issued_on=row.issued_on,
        issuer_unit_id=row.issuer_unit_id,
        subject=row.subject,
        receiver=(lead.unit_id, lead.name or "") if lead is not None else None,
        due_at=due_at,
        procedure=(row.procedure, row.procedure_version),
        state=row.state,
        closed_at=row.closed_at,
        late=due_at is not None and due_at < (row.closed_at or work.at),
        answers=answers,
        extended=counts[0],
        chased=counts[1],
    )


def _leads(work: Work, keys: Sequence[int]) -> dict[int, Any]:
    """Return the last lead of each delivery."""
    rows = work.db.execute(
        select(Assignment.delivery_id, Assignment.unit_id, Assignment.due_at, Person.name)
        .outerjoin(Person, Person.id == Assignment.person_id)
        .where(Assignment.delivery_id.in_(keys), Assignment.part == LEAD)
        .order_by(Assignment.id)
    )
    return {row.delivery_id: row for row in rows}


def _answers(
    work: Work, unit_id: int, keys: Sequence[int]
) -> defaultdict[int, list[tuple[str, str]]]:
    """Return what the agency issued in answer to each document: it has its number and is out."""
    found: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = work.db.execute(
        select(Document.answers_id, Document.public_id, Document.number_text, Document.notation)
        .where(
            Document.answers_id.in_(keys),
            Document.agency_id == unit_id,
            Document.state.in_(("issued", "filed")),
        )
        .order_by(Document.id)
    )
    for row in rows:
        found[row.answers_id].append((row.public_id, symbol_text(row.number_text, row.notation)))
    return found


def _counted(work: Work, model: Any, keys: Sequence[int]) -> dict[int, int]:
    counted = select(model.delivery_id, func.count()).where(model.delivery_id.in_(keys))
    if model is Extension:
        counted = counted.where(Extension.status == "allowed")
    return dict(work.db.execute(counted.group_by(model.delivery_id)).tuples().all())
