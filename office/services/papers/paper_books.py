"""The books of paper as they are bound: the columns of NĐ 30/2020 Phụ lục IV, by period."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from office.domain.certified import FORMS, MARKS, PAPER
from office.domain.errors import NotFound, Refused
from office.domain.numbering import symbol_text, written
from office.domain.people import CLERK
from office.domain.sheets import WAYS
from office.domain.text import Text
from office.domain.titles import full_name
from office.reports import bound_book, spreadsheet
from office.reports.bound_book import MOST_ROWS, BoundBook, Column, Cover, End, Row
from office.services.files import letters
from office.services.papers import copy_book, post_book
from office.services.papers import loans as file_loans
from office.services.papers.post_book import Line, Period
from office.services.work import Work

TOO_LONG = Text(
    "Một quyển in được 1000 dòng. Hãy chọn khoảng ngày ngắn hơn.",
    "A volume has room for 1000 lines. Choose a shorter period.",
)
POST = "Sổ gửi văn bản đi bưu điện"
#: Six columns; the fifth is signed and stamped by the post.
POST_COLUMNS = (
    Column("Ngày chuyển", 24, centred=True),
    Column("Số, ký hiệu văn bản", 52),
    Column("Nơi nhận văn bản", 70),
    Column("Số lượng bì", 20, centred=True),
    Column("Ký nhận và dấu bưu điện", 50),
    Column("Ghi chú", 44),
)
COPIES = "Sổ đăng ký bản sao văn bản"
COPY_COLUMNS = (
    Column("Số, ký hiệu bản sao", 30),
    Column("Ngày sao", 22, centred=True),
    Column("Số, ký hiệu văn bản được sao", 34),
    Column("Tên loại và trích yếu nội dung", 62),
    Column("Người ký bản sao", 36),
    Column("Nơi nhận bản sao", 34),
    Column("Số bản", 14, centred=True),
    Column("Ghi chú", 28),
)
LOANS = "Sổ sử dụng bản lưu"
#: Nine columns; the sixth is signed by whoever takes the copy.
LOAN_COLUMNS = (
    Column("Ngày tháng", 22, centred=True),
    Column("Họ tên người sử dụng", 34),
    Column("Số, ký hiệu, ngày tháng văn bản", 34),
    Column("Tên loại và trích yếu nội dung", 54),
    Column("Số và ký hiệu hồ sơ", 24),
    Column("Ký nhận", 22),
    Column("Ngày trả", 22, centred=True),
    Column("Người cho phép sử dụng", 26),
    Column("Ghi chú", 22),
)


def keeps(work: Work) -> bool:
    """Say whether the actor writes in the books of paper: the clerk of the agency."""
    return work.actor.role == CLERK and work.actor.acting_for is None


def post(work: Work, period: Period) -> BoundBook:
    """Return the book of the post of a period; raises NotFound for whoever reads no books."""
    _own_book(work)
    lines = post_book.every(work, period)
    rows = [_posted(work, line) for line in lines]
    count = sum(line.count for line in lines if not line.void)
    end = f"Sổ này ghi {len(rows)} dòng, gồm {count} bì."
    return bound(work, POST, POST_COLUMNS, rows, (period, end))


def bound(
    work: Work,
    name: str,
    columns: tuple[Column, ...],
    rows: Sequence[Row],
    span: tuple[Period, str],
    numbers: tuple[str, str] | None = None,
) -> BoundBook:
    """Return a book of the actor's agency; `span` is its period and the sentence at its end.

    Without days, it goes from the first line's day (or the year's first) to today.
    """
    if len(rows) > MOST_ROWS:
        raise Refused(TOO_LONG)
    period, sentence = span
    agency = work.tree[work.actor.agency_id]
    until = period.until or work.today
    first = period.since or next((row[0] for row in rows if isinstance(row[0], date)), None)
    cover = Cover(
        organ=full_name(agency.name),
        parent_organ=letters.parent(work, agency),
        name=name,
        year=until.year,
        days=(first or date(until.year, 1, 1), until),
        numbers=numbers,
        volume=1,
    )
    return BoundBook(
        cover=cover,
        columns=columns,
        rows=rows,
        end=End(sentences=(sentence,), place=agency.place),
    )


def pdf(book: BoundBook) -> bytes:
    """Return a book as PDF/A to sign and bind."""
    return bound_book.printed(book).pdf


def sheet(book: BoundBook) -> bytes:
    """Return the same book as a spreadsheet."""
    out = io.BytesIO()
    spreadsheet.book_into(out, book)
    return out.getvalue()


def _own_book(work: Work) -> None:
    """Raise NotFound for whoever reads several agencies' books: each is bound by its own."""
    if len(post_book.units(work)) != 1:
        raise NotFound


def _posted(work: Work, line: Line) -> Row:
    unit = work.tree.units.get(line.to_unit_id)
    told = [*(f"{code} ({day:%d/%m/%Y})" for code, day in line.proofs), line.note]
    if line.way != "post":
        told.insert(0, WAYS[line.way].vi)
    if line.void:
        told.insert(0, f"Đã hủy: {line.void}")
    symbols = "; ".join(symbol for _, symbol in line.symbols)
    noted = "; ".join(filter(None, told))
    return line.day, symbols, unit.name if unit else "…", line.count, "", noted


def copies(work: Work, period: Period) -> BoundBook:
    """Return the book of certified copies of a period, in columns like those of what goes out."""
    _own_book(work)
    lines = copy_book.every(work, period)
    rows = [_copied(work, line) for line in lines]
    used = sum(line.copies for line in lines if line.status == "used")
    numbers = (written(lines[0].number), written(lines[-1].number)) if lines else None
    end = f"Sổ này ghi {len(rows)} số, gồm {used} bản sao."
    return bound(work, COPIES, COPY_COLUMNS, rows, (period, end), numbers)


def loans(work: Work, period: Period) -> BoundBook:
    """Return the book of the use of file copies of a period."""
    _own_book(work)
    lines = file_loans.every(work, period)
    out = sum(line.returned_at is None for line in lines)
    end = f"Sổ này ghi {len(lines)} lần, {out} bản lưu chưa trả."
    return bound(work, LOANS, LOAN_COLUMNS, [_lent(work, one) for one in lines], (period, end))


def _copied(work: Work, line: Any) -> Row:
    told = [MARKS[line.kind], f"{FORMS[line.origin].vi} → {FORMS[line.form].vi}"]
    told += [f"trang {line.part}"] if line.part else []
    told += [f"sao từ {line.of_words}"] if line.of_words else []
    told += ["" if line.signed or line.form == PAPER else "chưa ký số"]
    told += [f"Đã hủy: {line.reason}"] if line.status == "cancelled" else []
    signer = " ".join(filter(None, (line.authority, line.signer_position, line.signer_name)))
    of = symbol_text(line.number_text, line.notation)
    lists = "; ".join(filter(None, (one.strip(" -;.") for one in line.recipients.splitlines())))
    noted = "; ".join(filter(None, told))
    return line.symbol, line.copied_on, of, _about(work, line), signer, lists, line.copies, noted


def _lent(work: Work, line: Any) -> Row:
    unit = work.tree.units.get(line.borrower_unit_id or 0)
    who = ", ".join(filter(None, (line.borrower, unit.name if unit else "")))
    day = f", {line.issued_on:%d/%m/%Y}" if line.issued_on else ""
    symbol = symbol_text(line.number_text, line.notation) + day
    noted = "; ".join(filter(None, (line.note, line.return_note)))
    return (
        line.lent_on, who, symbol, _about(work, line), line.dossier, "", line.returned_on,
        line.allowed_by, noted,
    )  # fmt: skip


def _about(work: Work, line: Any) -> str:
    kind = work.types.get(line.type_code)
    return ". ".join(filter(None, (kind.title if kind else "", line.subject)))
