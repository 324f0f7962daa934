"""The book of the use of file copies (NĐ 30/2020 Phụ lục IV): who has a bản lưu, until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, func, insert, select, update

from office.domain.errors import Invalid, NotFound, Refused
from office.domain.movements import as_recorded
from office.domain.people import CLERK
from office.domain.text import Text
from office.domain.typed import cleaned
from office.models.documents import Document
from office.models.papers import FileLoan
from office.models.people import Person
from office.services import access, documents
from office.services.papers import queue
from office.services.papers.post_book import PAGE, Period, units
from office.services.work import Work

MOST = 20_000
LONGEST = 200
#: So many working days a file copy is out, unless another day is written.
USUAL_DAYS = 5
OUT_ALREADY = Text(
    "Bản lưu đang có người mượn: {who}.", "The file copy is out already, with {who}."
)
BACK_ALREADY = Text("Bản lưu này đã trả rồi.", "This file copy has come back already.")
NO_FILE_COPY = Text(
    "Chỉ cho mượn bản lưu của văn bản đã có số.", "Only what has its number has a file copy."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lending:
    """Who takes the file copy, out of which dossier, who allowed it, until when."""

    borrower: str
    allowed_by: str
    borrower_unit_id: int | None = None
    dossier: str = ""
    note: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BookPage:
    """A page of the book, the newest loan first; `out` and `late` count all that are out."""

    lines: Sequence[Row[Any]]
    older: int | None
    out: int
    late: int


def usual(work: Work) -> date:
    """Return the day a file copy lent today should be back."""
    return work.calendar.add(work.today, USUAL_DAYS)


def lend(work: Work, public_id: str, lending: Lending) -> int:
    """Lend the file copy of a document; return the loan's key.

    Raises NotFound, Invalid for what is missing, Refused where it is out already.
    """
    row = document(work, public_id)
    (entered,) = documents.locked(work, Document.id == row.id)
    out = work.db.scalar(
        select(FileLoan.borrower).where(
            FileLoan.document_id == row.id, FileLoan.returned_at.is_(None)
        )
    )
    if out is not None:
        raise Refused(OUT_ALREADY.filled(who=out))
    last = select(func.max(FileLoan.n)).where(FileLoan.document_id == row.id)
    sealed = _checked(work, lending) | {"n": (work.db.scalar(last) or 0) + 1}
    key = work.db.execute(
        insert(FileLoan)
        .values(
            document_id=row.id,
            seq=entered.link.seq + 1,
            unit_id=work.actor.agency_id,
            person_id=work.actor.person_id,
            at=work.at,
            **sealed,
        )
        .returning(FileLoan.id)
    ).scalar_one()
    days = {name: sealed[name].isoformat() for name in ("lent_on", "due_on")}
    facts = {"act": "file_lend", "run": "draft", "lent": {**sealed, **days}}
    documents.happened(work, entered, facts)
    return int(key)


def _checked(work: Work, lending: Lending) -> dict[str, Any]:
    said = {
        name: as_recorded(cleaned(getattr(lending, name)))[:LONGEST]
        for name in ("borrower", "allowed_by", "dossier", "note")
    }
    for field, words in (
        ("borrower", Text("Hãy ghi người sử dụng.", "Write who uses it.")),
        ("allowed_by", Text("Hãy ghi người cho phép.", "Write who allowed it.")),
    ):
        if not said[field]:
            raise Invalid(words, field=field)
    due_on = lending.due_on or usual(work)
    if due_on < work.today:
        raise Invalid(Text("Hạn trả đã qua.", "That day has passed."), field="due_on")
    unit = lending.borrower_unit_id
    if unit is not None and unit not in work.tree.units:
        raise Invalid(Text("Không có đơn vị này.", "There is no such unit."), field="unit")
    return {**said, "borrower_unit_id": unit, "lent_on": work.today, "due_on": due_on}


def take_back(work: Work, key: int, note: str = "") -> None:
    """Note that a file copy came back; raises NotFound, Refused when it has already."""
    access.require_role(work, CLERK)
    row = work.db.execute(
        select(FileLoan.__table__).where(
            FileLoan.id == key, FileLoan.unit_id == work.actor.agency_id
        )
    ).first()
    if row is None:
        raise NotFound
    (entered,) = documents.locked(work, Document.id == row.document_id)
    said = as_recorded(cleaned(note))[:LONGEST]
    done = work.db.execute(
        update(FileLoan)
        .where(FileLoan.id == key, FileLoan.returned_at.is_(None))
        .values(
            returned_on=work.today,
            returned_by=work.actor.person_id,
            returned_at=work.at,
            return_note=said,
        )
    )
    if done.rowcount != 1:
        raise Refused(BACK_ALREADY)
    back = {"n": row.n, "on": work.today.isoformat(), "note": said}
    documents.happened(work, entered, {"act": "file_return", "run": "draft", "returned": back})


def document(work: Work, public_id: str) -> Row[Any]:
    """Return a document whose file copy the clerk's agency keeps; raises NotFound, Refused."""
    key = access.document_id(work, public_id)
    queue.clerks_alone(work)
    row = work.db.execute(select(Document.__table__).where(Document.id == key)).one()
    if row.agency_id != work.actor.agency_id or row.origin != "drafted":
        raise NotFound
    if row.number is None or row.secrecy:
        raise Refused(NO_FILE_COPY)
    return row


def page(work: Work, period: Period, below: int | None = None) -> BookPage:
    """Return the loans of a period before the key `below`; raises NotFound for no reader."""
    found = _of(work, period).order_by(FileLoan.id.desc()).limit(PAGE + 1)
    if below is not None:
        found = found.where(FileLoan.id < below)
    rows = work.db.execute(found).all()
    lines = rows[:PAGE]
    late = func.count().filter(FileLoan.due_on < work.today)
    out = work.db.execute(
        select(func.count().label("all"), late.label("late")).where(
            FileLoan.unit_id.in_(units(work)), FileLoan.returned_at.is_(None)
        )
    ).one()
    older = lines[-1].id if len(rows) > PAGE else None
    return BookPage(lines=lines, older=older, out=out.all, late=out.late)


def every(work: Work, period: Period) -> Sequence[Row[Any]]:
    """Return the loans of a period, the first first."""
    return work.db.execute(_of(work, period).order_by(FileLoan.id).limit(MOST)).all()


def late(work: Work, row: Row[Any]) -> bool:
    """Say whether a file copy is out beyond its day."""
    return row.returned_at is None and bool(row.due_on < work.today)


def _of(work: Work, period: Period) -> Select[Any]:
    found = (
        select(
            FileLoan.__table__, Person.name.label("person_name"), Document.public_id,
            Document.type_code, Document.subject, Document.number_text, Document.notation,
            Document.issued_on,
        )
        .join(Document, Document.id == FileLoan.document_id)
        .join(Person, Person.id == FileLoan.person_id)
        .where(FileLoan.unit_id.in_(units(work)))
    )  # fmt: skip
    if period.since is not None:
        found = found.where(FileLoan.lent_on >= period.since)
    return found if period.until is None else found.where(FileLoan.lent_on <= period.until)
