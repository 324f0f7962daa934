"""Volumes of the books: asked for by whoever reads them, made after the commit, kept as facts.

A long book is cut into volumes (quyển) of as many lines as one holds; each is a promise, and the
next is promised only when one was made, so that others' promises are kept in between.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, BinaryIO

from sqlalchemy import Row, func, insert, select

from office.domain.errors import Invalid, NotFound, Refused
from office.domain.text import Text
from office.domain.workdays import begin_of, local_date
from office.models.people import Person
from office.models.registers import Binding, RegisterEntry
from office.reports.bound_book import MOST_ROWS
from office.services import mandates, outbox
from office.services.books import follow_up, register_book, registers
from office.services.books.columns import FOLLOW_UP
from office.services.books.register_book import Book
from office.services.work import Work

BIND = "bind"
REGISTER = "register"
PDF, XLSX = "pdf", "xlsx"
FORMS: dict[str, Text] = {
    PDF: Text("PDF để in, đóng quyển", "PDF to print and bind"),
    XLSX: Text("Bảng tính XLSX", "XLSX spreadsheet"),
}
MOST_VOLUMES = 200
#: A cover bears no higher number.
LAST_VOLUME = 999
PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which book, in which form; from and to which number or day (None: as far as it goes).

    `volume` is the number (quyển số) of the first volume; None: the one after the last bound.
    """

    kind: str = REGISTER
    form: str = PDF
    first: int | None = None
    last: int | None = None
    since: date | None = None
    until: date | None = None
    volume: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far a kind of book was bound by its agency: the last number, and the last volume."""

    last: int = 0
    volume: int = 0


def begin(work: Work, register_id: int, wanted: Wanted) -> list[int]:
    """Ask for a book to be made; return the keys of its volumes, in order.

    Raises NotFound for a book the actor may not read, Invalid, and Refused while others of the
    book are being made.
    """
    mandates.require_own_capacity(work.actor)
    book = register_book.book(work, register_id)
    _check(book, wanted)
    registers.lock(work, book.id)
    if _unmade(work, book.id) is not None:
        raise Refused(_BUSY)
    spans = list(_cut(*_span(work, book, wanted), MOST_ROWS if wanted.form == PDF else book.last))
    if len(spans) > MOST_VOLUMES:
        raise Invalid(_MANY, field="first")
    volume = wanted.volume or standing(work, book, wanted.kind).volume + 1
    if volume + len(spans) - 1 > LAST_VOLUME:
        raise Invalid(_VOLUME, field="volume")
    rows = [_row(work, book, wanted, one) for one in enumerate(spans, volume)]
    keys = [work.db.scalar(insert(Binding).values(row).returning(Binding.id)) or 0 for row in rows]
    outbox.post(work, BIND, {"binding": keys[0]})
    return keys


def listed(
    work: Work, book: Book, before: int | None = None, limit: int = PAGE
) -> tuple[Sequence[Row[Any]], int | None]:
    """Return a book's volumes with who asked for them, newest first, and where to go on."""
    found = (
        select(Binding.__table__, Person.name.label("person"))
        .join(Person, Person.id == Binding.person_id)
        .where(Binding.register_id == book.id)
        .order_by(Binding.id.desc())
        .limit(limit + 1)
    )
    if before is not None:
        found = found.where(Binding.id < before)
    rows = work.db.execute(found).all()
    return rows[:limit], rows[limit - 1].id if len(rows) > limit else None


def standing(work: Work, book: Book, kind: str = REGISTER) -> Standing:
    """Return how far a book was bound on paper by the agency it is of."""
    made = work.db.execute(
        select(Binding.last, Binding.volume)
        .where(
            Binding.register_id == book.id, Binding.kind == kind, Binding.form == PDF,
            Binding.unit_id == book.unit_id, Binding.made_at.is_not(None),
        )
        .order_by(Binding.last.desc(), Binding.volume.desc())
        .limit(1)
    ).first()  # fmt: skip
    return Standing(last=made.last, volume=made.volume) if made else Standing()


def file(work: Work, register_id: int, key: int) -> tuple[str, Row[Any], BinaryIO]:
    """Return a volume's file: its name, its row, its bytes; raises NotFound."""
    book = register_book.book(work, register_id)
    row = work.db.execute(
        select(Binding.__table__).where(Binding.id == key, Binding.register_id == book.id)
    ).first()
    if row is None or row.digest is None:
        raise NotFound
    numbers = f"{row.volume:02d}-so-{row.first}-{row.last}"
    kind = "theo-doi" if row.kind == FOLLOW_UP else "van-ban-den"
    name = kind if book.direction == "in" else "van-ban-di"
    return f"so-{name}-{book.year}-quyen-{numbers}.{row.form}", row, work.storage.open(row.digest)


def unmade(work: Work, register_id: int) -> int | None:
    """Return the key of the book's next volume that waits to be made."""
    return _unmade(work, register_id)


def _unmade(work: Work, register_id: int) -> int | None:
    waits = (Binding.register_id == register_id, Binding.made_at.is_(None))
    return work.db.scalar(select(func.min(Binding.id)).where(*waits))


def _check(book: Book, wanted: Wanted) -> None:
    kinds = (REGISTER, FOLLOW_UP) if follow_up.followable(book) else (REGISTER,)
    if wanted.kind not in kinds:
        raise Invalid(_KIND, field="kind")
    if wanted.form not in FORMS:
        raise Invalid(_FORM, field="form")
    if wanted.volume is not None and not 1 <= wanted.volume <= LAST_VOLUME:
        raise Invalid(_VOLUME, field="volume")
    for day in (wanted.since, wanted.until):
        if day is not None and abs(day.year - book.year) > 1:
            raise Invalid(_NOTHING, field="since")


def _span(work: Work, book: Book, wanted: Wanted) -> tuple[int, int]:
    """Return the first and the last number that are wanted; raises Invalid where there is none."""
    where = [RegisterEntry.register_id == book.id]
    if wanted.first is not None:
        where.append(RegisterEntry.number >= wanted.first)
    if wanted.last is not None:
        where.append(RegisterEntry.number <= wanted.last)
    if wanted.since is not None:
        where.append(RegisterEntry.at >= begin_of(wanted.since))
    if wanted.until is not None:
        where.append(RegisterEntry.at < begin_of(wanted.until + timedelta(days=1)))
    ends = select(func.min(RegisterEntry.number), func.max(RegisterEntry.number)).where(*where)
    first, last = work.db.execute(ends).one()
    if first is None:
        raise Invalid(_NOTHING, field="first")
    return first, last


def _cut(first: int, last: int, most: int) -> list[tuple[int, int]]:
    """Part numbers into volumes."""
    begins = range(first, last + 1, most)
    return [(begin, min(begin + most - 1, last)) for begin in begins]


def _row(
    work: Work, book: Book, wanted: Wanted, volume: tuple[int, tuple[int, int]]
) -> dict[str, Any]:
    number, (first, last) = volume
    of_numbers = (RegisterEntry.register_id == book.id, RegisterEntry.number.in_((first, last)))
    days = sorted(map(_day, work.db.scalars(select(RegisterEntry.at).where(*of_numbers))))
    return {
        "register_id": book.id, "kind": wanted.kind, "form": wanted.form,
        "volume": number, "first": first, "last": last,
        "since": days[0], "until": days[-1], "person_id": work.actor.person_id,
        "unit_id": work.actor.unit_id, "at": work.at,
    }  # fmt: skip


def _day(at: datetime) -> date:
    return local_date(at)


_KIND = Text("Sổ này không có loại sổ đó.", "There is no such book of this register.")
_FORM = Text("Hãy chọn PDF hoặc XLSX.", "Choose PDF or XLSX.")
_VOLUME = Text(f"Quyển số từ 1 đến {LAST_VOLUME}.", f"The volume's number is 1 to {LAST_VOLUME}.")
_NOTHING = Text(
    "Không có số nào trong khoảng đã chọn.", "There is no number in what you have chosen."
)
_MANY = Text("Khoảng số quá dài.", "The range of numbers is too long.")
_BUSY = Text(
    "Sổ này đang được lập, hãy chờ xong rồi lập tiếp.",
    "A volume of this register is being made; wait until it is there.",
)
