"""The registers as pages and as files: the ten columns of NĐ 30/2020 Phụ lục IV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import datetime

from flask import Blueprint, Response, render_template, request

from office.domain.documents import SECRECIES
from office.domain.numbering import COPY_SERIES, INCOMING, SECRET_SERIES, written
from office.domain.paper import CHANNELS, PAPER, PARALLEL
from office.domain.text import Text
from office.domain.workdays import local_date
from office.reports.spreadsheet import safe
from office.services.books import follow_up, register_book
from office.services.books.register_book import Book, Line
from office.services.work import Work
from office.web import posted
from office.web.current import look
from office.web.wording import day, said

bp = Blueprint("registers", __name__)
BOM = "\ufeff"
DIRECTIONS = {"in": Text("Sổ đăng ký văn bản đến", "Register of documents received"),
              "out": Text("Sổ đăng ký văn bản đi", "Register of documents sent")}  # fmt: skip
COLUMNS: dict[str, tuple[Text, ...]] = {
    "in": (
        Text("Ngày đến", "Received"),
        Text("Số đến", "No."),
        Text("Tác giả", "Author"),
        Text("Số, ký hiệu văn bản", "Number, notation"),
        Text("Ngày tháng văn bản", "Date"),
        Text("Tên loại và trích yếu nội dung", "Type and subject"),
        Text("Đơn vị hoặc người nhận", "Given to"),
        Text("Ngày chuyển", "Passed on"),
        Text("Ký nhận", "Signature"),
        Text("Ghi chú", "Notes"),
    ),
    "out": (
        Text("Số, ký hiệu văn bản", "Number, notation"),
        Text("Ngày tháng văn bản", "Date"),
        Text("Tên loại và trích yếu nội dung", "Type and subject"),
        Text("Người ký", "Signer"),
        Text("Nơi nhận văn bản", "Recipients"),
        Text("Đơn vị, người nhận bản lưu", "File copy kept by"),
        Text("Số lượng bản", "Copies"),
        Text("Ngày chuyển", "Sent"),
        Text("Ký nhận", "Signature"),
        Text("Ghi chú", "Notes"),
    ),
}
_SECRET = Text("Văn bản {level} (không ghi trích yếu)", "{level} document (no subject here)")
_CANCELLED = Text("Số đã hủy: {reason}", "Number cancelled: {reason}")
_COPIES = Text("bản giấy: {n}", "on paper: {n}")


@bp.get("/registers")
def index() -> str:
    """List the registers the actor may read."""
    with look() as work:
        books = register_book.books(work)
        titles = {book.id: said(series(work, book.series)) for book in books}
    return render_template(
        "registers.html",
        books=books,
        titles=titles,
        directions=DIRECTIONS,
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
        title = said(series(work, book.series))
    return render_template(
        "register.html",
        book=book,
        title=title,
        direction=DIRECTIONS[book.direction],
        columns=COLUMNS[book.direction],
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


def series(work: Work, key: str) -> Text:
    """Return what a series is called."""
    kind, _, name = key.partition(":")
    if kind == "loai" and name in work.types:
        return Text(work.types[name].title, work.types[name].title_en)
    named = {
        "all": Text("Sổ chung", "One series"),
        SECRET_SERIES: Text("Văn bản mật", "Secret documents"),
        COPY_SERIES: Text("Bản sao", "Certified copies"),
        "nhom": Text(f"Nhóm {name}", f"Group {name}"),
        "hd": Text(f"Hội đồng {name}", f"Council {name}"),
    }
    return named.get(kind, Text(key, key))


def cells(work: Work, book: Book, line: Line) -> tuple[str, ...]:
    """Return the ten cells of a line in the page's language."""
    return (_in if book.direction == INCOMING else _out)(work, line)


def _lines(work: Work, book: Book) -> Iterator[str]:
    yield _written([said(title) for title in COLUMNS[book.direction]])
    for line in register_book.every(work, book):
        yield _written(cells(work, book, line))


def _written(row: Sequence[str]) -> str:
    kept = io.StringIO()
    csv.writer(kept).writerow(safe(cell) for cell in row)
    return kept.getvalue()


def _in(work: Work, line: Line) -> tuple[str, ...]:
    receiver = ""
    if line.receiver is not None:
        unit_id, person = line.receiver
        receiver = " — ".join(filter(None, (_unit(work, unit_id), person)))
    return (
        _day(line.arrived_at or line.given_at),
        written(line.number),
        "" if line.secrecy else _unit(work, line.issuer_unit_id),
        line.symbol,
        day(line.issued_on) if line.issued_on else "",
        _subject(work, line),
        receiver,
        _day(line.passed_on),
        "",
        _note(line, _paper(line)),
    )


def _out(work: Work, line: Line) -> tuple[str, ...]:
    secret = bool(line.secrecy)
    return (
        line.symbol or written(line.number),
        _day(line.given_at) if secret or not line.issued_on else day(line.issued_on),
        _subject(work, line),
        line.signer,
        _recipients(work, line),
        "" if secret else ", ".join(filter(None, ("VT", _unit(work, line.filed_unit_id)))),
        str(line.copies) if line.sent_at else "",
        _day(line.sent_at),
        "",
        _note(line, said(_COPIES.filled(n=line.copies)) if line.copies else ""),
    )


def _subject(work: Work, line: Line) -> str:
    if line.secrecy:
        return said(_SECRET.filled(level=SECRECIES[line.secrecy]))
    kind = work.types.get(line.type_code)
    title = said(Text(kind.title, kind.title_en)) if kind else ""
    return ". ".join(part for part in (title, line.subject) if part)


def _recipients(work: Work, line: Line) -> str:
    titles = {unit.kind.code: unit.kind.title for unit in work.tree.units.values()}
    counted = [f"{count} {said(titles[kind])}" for kind, count in line.counted if kind in titles]
    return "; ".join([*(_unit(work, unit) for unit in line.named), *counted])


def _note(line: Line, otherwise: str) -> str:
    return said(_CANCELLED.filled(reason=line.reason)) if line.cancelled else otherwise


def _paper(line: Line) -> str:
    return said(CHANNELS[line.channel]) if line.channel in (PAPER, PARALLEL) else ""


def _unit(work: Work, unit_id: int | None) -> str:
    found = work.tree.units.get(unit_id or 0)
    return found.name if found else ""


def _day(at: datetime | None) -> str:
    return "" if at is None else day(local_date(at))
