"""The registers as pages and as files: the ten columns of NĐ 30/2020 Phụ lục IV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from flask import Blueprint, Response, render_template, request

from office.domain.numbering import INCOMING, written
from office.domain.text import Text
from office.reports.spreadsheet import safe
from office.services.books import columns, follow_up, register_book, reserved
from office.services.books.columns import Cell
from office.services.books.register_book import Book, Line
from office.services.work import Work
from office.web import posted
from office.web.current import look
from office.web.wording import day, moment, said

bp = Blueprint("registers", __name__)
BOM = "\ufeff"


@bp.get("/registers")
def index() -> str:
    """List the registers the actor may read."""
    with look() as work:
        books = register_book.books(work)
        titles = {book.id: said(columns.series(work, book.series)) for book in books}
        held = len(reserved.waiting(work)) if register_book.readable(work) else None
    return render_template(
        "registers.html",
        books=books,
        titles=titles,
        held=held,
        directions=columns.TITLES,
        followed={book.id for book in books if follow_up.followable(book)},
    )


@bp.get("/registers/<int:register_id>")
def show(register_id: int) -> str:
    """Show a page of one register, the newest number first; raises NotFound."""
    below = posted.key(request.args.get("below", ""))
    with look() as work:
        book = register_book.book(work, posted.row(register_id))
        page = register_book.page(work, book, below)
        rows = [(line, cells(work, book, line)) for line in page.lines]
        title = said(columns.series(work, book.series))
    return render_template(
        "register.html",
        book=book,
        title=title,
        direction=columns.TITLES[book.direction],
        columns=columns.COLUMNS[book.direction],
        rows=rows,
        older=page.older,
        first=below is None,
    )


@bp.get("/registers/<int:register_id>.csv")
def export(register_id: int) -> Response:
    """Hand out the whole register as CSV that a spreadsheet opens as text."""
    with look() as work:
        book = register_book.book(work, posted.row(register_id))
        content = "".join(_lines(work, book))
    answer = Response(BOM + content, mimetype="text/csv")
    name = f"so-van-ban-{'den' if book.direction == INCOMING else 'di'}-{book.year}-{book.id}.csv"
    answer.headers["Content-Disposition"] = f"attachment; filename={name}"
    return answer


def cells(work: Work, book: Book, line: Line) -> tuple[str, ...]:
    """Return the ten cells of a line in the page's language."""
    return shown(book.direction, columns.of_line(work, book, line))


def shown(kind: str, row: Sequence[Cell]) -> tuple[str, ...]:
    """Return a line of a kind of book as the page says it."""
    numbered = columns.NUMBERED.get(kind)
    return tuple(
        written(cell) if isinstance(cell, int) and nth == numbered else _word(cell)
        for nth, cell in enumerate(row)
    )


def _word(cell: Cell) -> str:
    if isinstance(cell, Text):
        return said(cell)
    if isinstance(cell, datetime):
        return moment(cell)
    if isinstance(cell, date):
        return day(cell)
    return "" if cell is None else str(cell)


def _lines(work: Work, book: Book) -> Iterator[str]:
    yield _written([said(title) for title in columns.COLUMNS[book.direction]])
    for line in register_book.every(work, book):
        yield _written(cells(work, book, line))


def _written(row: Sequence[str]) -> str:
    kept = io.StringIO()
    csv.writer(kept).writerow(safe(cell) for cell in row)
    return kept.getvalue()
