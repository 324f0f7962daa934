"""A bound book of the office: a value → PDF/A to print and bind (NĐ 30/2020, Phụ lục IV).

Any book of the decree is a `BoundBook`: a `Cover`, `Column`s, rows of cells, an `End`.

    book = BoundBook(
        cover=Cover(organ="UBND tỉnh N", parent_organ=None, name="Sổ gửi văn bản đi bưu điện",
                    year=2019, days=(first, last), numbers=("01", "57"), volume=1),
        columns=(Column("Ngày chuyển", 24), Column("Số, ký hiệu văn bản", 45), …),
        rows=[(date(2019, 11, 4), "57/QĐ-UBND", …), …],
        end=End(sentences=("Quyển này ghi 57 số.",), signers=("NGƯỜI LẬP SỔ",)),
    )
    bound_book.printed(book)           → Printed(pdf, pages)
    spreadsheet.book_into(file, book)  → the same as XLSX, row by row

A cell is a str, int, date, datetime or None.  Widths are parts of the sheet's width, in mm where
they add up to WIDTH.  The same book gives the same bytes.  One file holds MOST_ROWS at most, as
one volume of paper does: `cut` parts what is longer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice

from markupsafe import Markup

from office.domain.workdays import VIETNAM
from office.reports import render as paper
from office.reports.pages import PAGES
from office.reports.printable import printable
from office.reports.render import Limits, Printed

Cell = str | int | date | datetime | None
Row = Sequence[Cell]

#: The width of a sheet between its margins, in mm: A4 across, 25 to bind and 12 outside.
WIDTH = 260
#: So many lines make about a hundred pages; more is another volume (quyển).
MOST_ROWS = 1000
#: A line of paper bears no more; what is longer ends in an ellipsis, and is whole in the office.
LONGEST_CELL = 2000
#: A volume is much more than a letter, and is made after the commit, where nobody waits.
LIMITS = Limits(cpu=240, wall=360.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """What the cover and the first page say; `numbers` as they are written, None where none are.

    `name` is "Sổ đăng ký văn bản đến", `series` what parts it from the agency's other books of
    that name.
    """

    organ: str
    parent_organ: str | None
    name: str
    year: int
    days: tuple[date, date]
    numbers: tuple[str, str] | None
    volume: int
    series: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title and part of the width, and how its cells stand.

    `digits`: so many a number has at least, as "01" has two.
    """

    title: str
    width: float
    centred: bool = False
    digits: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """What stands under the last line: sentences, and who confirms them with name and seal."""

    sentences: tuple[str, ...] = ()
    place: str = ""
    signers: tuple[str, ...] = ("Người lập sổ", "Thủ trưởng cơ quan, đơn vị")


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundBook:
    """One volume; `rows` have as many cells as there are `columns`, else ValueError."""

    cover: Cover
    columns: tuple[Column, ...]
    rows: Iterable[Row]
    end: End = End()

    def cells(self) -> Iterator[Row]:
        """Yield the rows, each as long as the head is."""
        for row in self.rows:
            if len(row) != len(self.columns):
                raise ValueError(f"{len(row)} cells for {len(self.columns)} columns")
            yield row

    @property
    def title(self) -> str:
        """Return the book's title for whoever reads the file's properties."""
        cover = self.cover
        span = f", số {cover.numbers[0]} – {cover.numbers[1]}" if cover.numbers else ""
        return f"{cover.name} năm {cover.year}, quyển {cover.volume}{span}"


def cut(rows: Iterable[Row]) -> Iterator[tuple[Row, ...]]:
    """Part rows into volumes of MOST_ROWS."""
    left = iter(rows)
    while volume := tuple(islice(left, MOST_ROWS)):
        yield volume


def printed(book: BoundBook) -> Printed:
    """Return one volume as PDF/A.  Raises ValueError for more than MOST_ROWS; NoFont, TooMuch."""
    rows = list(book.cells())
    if len(rows) > MOST_ROWS:
        raise ValueError(f"{len(rows)} rows: a volume holds {MOST_ROWS}")
    whole = sum(column.width for column in book.columns)
    page = PAGES.get_template("bound_book.html").render(
        book=book,
        widths=[f"{100 * column.width / whole:.3f}%" for column in book.columns],
        lines=_lines(book.columns, rows),
    )
    title = printable(" ".join(book.title.split()))
    return paper.printed(printable(page), title=title, limits=LIMITS)


def written(cell: Cell, digits: int = 1) -> str:
    """Return a cell as paper has it: days as dd/mm/yyyy, moments in Vietnamese time."""
    if isinstance(cell, int):
        return f"{cell:0{digits}d}"
    if isinstance(cell, datetime):
        return cell.astimezone(VIETNAM).strftime("%H:%M %d/%m/%Y")
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y")
    text = cell or ""
    return text if len(text) <= LONGEST_CELL else f"{text[:LONGEST_CELL]}…"


def _lines(columns: Sequence[Column], rows: Iterable[Row]) -> Markup:
    """Return the table's lines as HTML: by hand, for a template takes thrice the time."""
    cells = [_CENTRED if column.centred else _CELL for column in columns]
    return Markup("").join(
        _LINE.format(
            Markup("").join(
                form.format(written(cell, column.digits))
                for form, column, cell in zip(cells, columns, row, strict=True)
            )
        )
        for row in rows
    )


_LINE = Markup("<tr>{}</tr>\n")
_CELL, _CENTRED = Markup("<td>{}</td>"), Markup('<td class="centred">{}</td>')
