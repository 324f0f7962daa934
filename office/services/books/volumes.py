"""Making one volume of a book: its cover, its lines in Vietnamese, its end; then keeping it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

from sqlalchemy import Row, func, select, update

from office.domain import register_log
from office.domain.numbering import INCOMING, OUTGOING, written
from office.domain.text import Text
from office.domain.titles import full_name
from office.models.base import table
from office.models.registers import Binding, RegisterEntry
from office.reports import bound_book, spreadsheet
from office.reports.bound_book import BoundBook, Column, Cover, End
from office.reports.bound_book import Cell as Printable
from office.services import outbox
from office.services.books import bindings, columns, follow_up, register_acts, register_book
from office.services.books.columns import FOLLOW_UP, Cell
from office.services.books.register_book import Book
from office.services.work import Work
from office.storage.protocol import Storage

#: Widths of the columns in mm of `bound_book.WIDTH`, and which stand in the middle; a day needs
#: 22.
WIDTHS: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = {
    INCOMING: ((22, 12, 32, 28, 22, 58, 30, 22, 12, 22), (0, 1, 4, 7)),
    OUTGOING: ((28, 22, 46, 24, 35, 26, 13, 22, 13, 31), (1, 6, 7)),
    FOLLOW_UP: ((13, 70, 46, 24, 42, 36, 29), (0, 3)),
}
#: A spreadsheet is made in memory up to so many bytes, then on the disk.
IN_MEMORY = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A volume as it was made: lines, pages (none of a spreadsheet), bytes and their digest."""

    lines: int
    pages: int
    size: int
    digest: str


def make(work: Work, key: int) -> Made | BoundBook | None:
    """Make a spreadsheet, and put it into the store; of paper, return what is to be printed.

    A spreadsheet is read while it is written. Paper is printed after the transaction: it takes
    longer than the database leaves one alone. None where the volume was made before.
    """
    row = work.db.execute(select(Binding.__table__).where(Binding.id == key)).one()
    if row.made_at is not None:
        return None
    book = composed(work, row)
    if row.form == bindings.PDF:
        return book
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as opened:
        kept = cast(BinaryIO, opened)
        lines = spreadsheet.book_into(kept, book)
        kept.seek(0)
        stored = work.storage.put(kept)
    return Made(lines=lines, pages=0, size=stored.size, digest=stored.digest)


def printed(made: Made | BoundBook, storage: Storage) -> Made:
    """Print what is still to be printed, and put it into the store."""
    if isinstance(made, Made):
        return made
    paper = bound_book.printed(made)
    stored = storage.put(paper.pdf)
    lines = len(list(made.rows))
    return Made(lines=lines, pages=paper.pages, size=stored.size, digest=stored.digest)


def keep(work: Work, key: int, made: Made) -> None:
    """Keep and seal that a volume was made, once, and promise the next one of the book."""
    values = {name: getattr(made, name) for name in Made.__slots__}
    row = work.db.execute(
        update(table(Binding))
        .where(Binding.id == key, Binding.made_at.is_(None))
        .values(made_at=work.at, **values)
        .returning(*Binding.__table__.c)
    ).first()
    if row is None:
        return
    told = ("kind", "form", "volume", "first", "last", "person_id", "unit_id")
    sealed = {"key": row.id, **{name: getattr(row, name) for name in told}, **values}
    register_acts.record(work, row.register_id, register_log.BIND, {"bound": sealed})
    following = bindings.unmade(work, row.register_id)
    if following is not None:
        outbox.post(work, bindings.BIND, {"binding": following})


def composed(work: Work, row: Row[Any]) -> BoundBook:
    """Return a volume as a value: the state's form, in Vietnamese whatever the page's language."""
    book = register_book.found(work, row.register_id)
    kind = FOLLOW_UP if row.kind == FOLLOW_UP else book.direction
    lines = _lines(work, book, kind, (row.first, row.last))
    return BoundBook(
        cover=_cover(work, book, kind, row),
        columns=_columns(kind),
        rows=list(lines) if row.form == bindings.PDF else lines,
        end=_end(work, book, row),
    )


def _cover(work: Work, book: Book, kind: str, row: Row[Any]) -> Cover:
    agency = work.tree[book.unit_id]
    above = work.tree[agency.parent_id] if agency.parent_id is not None else None
    return Cover(
        organ=full_name(agency.name),
        parent_organ=(
            full_name(above.name) if above is not None and above.level == agency.level else None
        ),
        name=columns.TITLES[kind].vi,
        series="" if book.series == "all" else columns.series(work, book.series).vi,
        year=book.year,
        days=(row.since, row.until),
        numbers=(written(row.first), written(row.last)),
        volume=row.volume,
    )


def _columns(kind: str) -> tuple[Column, ...]:
    widths, centred = WIDTHS[kind]
    return tuple(
        Column(title.vi, widths[nth], nth in centred, 2 if columns.NUMBERED.get(kind) == nth else 1)
        for nth, title in enumerate(columns.COLUMNS[kind])
    )


def _lines(
    work: Work, book: Book, kind: str, span: tuple[int, int]
) -> Iterator[tuple[Printable, ...]]:
    if kind == FOLLOW_UP:
        for followed in follow_up.every(work, book, span):
            yield tuple(map(_vi, columns.of_followed(work, followed)))
        return
    for line in register_book.every(work, book, span):
        yield tuple(map(_vi, columns.of_line(work, book, line)))


def _vi(cell: Cell) -> Printable:
    return cell.vi if isinstance(cell, Text) else cell


def _end(work: Work, book: Book, row: Row[Any]) -> End:
    """Say how many numbers the volume has, and how many of them no document has."""
    of_volume = (
        RegisterEntry.register_id == book.id, RegisterEntry.number.between(row.first, row.last)
    )  # fmt: skip
    counted = select(RegisterEntry.status, func.count()).where(*of_volume)
    found = dict(work.db.execute(counted.group_by(RegisterEntry.status)).tuples().all())
    whole = (
        f"Quyển này ghi từ số {written(row.first)} đến số {written(row.last)}, gồm"
        f" {sum(found.values())} số"
    )
    parts = [
        f"{found[status]} {words}"
        for status, words in (("cancelled", "số đã hủy"), ("reserved", "số đang giữ"))
        if status in found
    ]
    said = f"{whole}, trong đó {', '.join(parts)}." if parts else f"{whole}."
    return End(sentences=(said,), place=work.tree[book.unit_id].place)
