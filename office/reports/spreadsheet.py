"""Lists and books as files that spreadsheets open: XLSX and CSV (sole importer of xlsxwriter).

No cell is ever a formula or a link, whatever a document's subject begins with, but for those that
the office itself makes to be recounted (`Formula`).  Lists are text throughout; a book
(`bound_book`) has days and numbers as what they are.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, BinaryIO

import xlsxwriter

from office.domain.workdays import VIETNAM
from office.reports.bound_book import BoundBook, Cell, Column, Cover
from office.reports.figure_report import Grid

#: What a spreadsheet would take for a formula when a cell begins with it.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
#: A cell of a spreadsheet holds no more.
LONGEST_CELL = 32_000
_BLANKS = " \u00a0\u3000\ufeff\u200b"
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_WIDTH = 24
_A4 = 9
_MM = 1.9  # so many of them a letter is wide
_INCH = 25.4
_TIMES = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
_LINED = {**_TIMES, "font_size": 11, "border": 1, "text_wrap": True}


def safe(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    cell = _clean(cell)
    return f"'{cell}" if _formula(cell) else cell


def _clean(cell: str) -> str:
    return "".join(letter for letter in cell if letter >= " " or letter in "\t\r\n")[:LONGEST_CELL]


def _formula(cell: str) -> bool:
    return cell.lstrip(_BLANKS).startswith(FORMULA)


def xlsx(into: BinaryIO, name: str, titles: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a sheet called `name`, row by row, to a file."""
    book = xlsxwriter.Workbook(into, _OPTIONS)
    sheet = book.add_worksheet(name[:31])
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    sheet.set_column(0, len(titles) - 1, _WIDTH)
    sheet.freeze_panes(1, 0)
    for column, title in enumerate(titles):
        sheet.write_string(0, column, safe(title), head)
    for line, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            sheet.write_string(line, column, safe(cell))
    book.close()


def book_into(into: BinaryIO, book: BoundBook) -> int:
    """Write a book to a file, row by row, whatever its length: cover, then lines; return how many.

    Days, moments (Vietnamese time) and numbers are typed; the same book gives the same bytes.
    """
    made = xlsxwriter.Workbook(into, _OPTIONS)
    made.set_properties(
        {"title": book.title, "created": datetime.combine(book.cover.days[1], time())}
    )
    _cover(made, book.cover)
    count = _lines(made, book)
    made.close()
    return count


def sheets_into(into: BinaryIO, title: str, day: date, grids: Sequence[Grid]) -> int:
    """Write tables to a file, a sheet each; return how many.  Shares and numbers are typed."""
    made = xlsxwriter.Workbook(into, _OPTIONS)
    made.set_properties({"title": title[:255], "created": datetime.combine(day, time())})
    for grid in grids:
        _grid(made, grid)
    made.close()
    return len(grids)


def _grid(made: Any, grid: Grid) -> None:
    sheet = made.add_worksheet("".join(c for c in grid.sheet if c not in "[]:*?/\\")[:31])
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)
    sheet.freeze_panes(2, 0)
    head = made.add_format({**_LINED, "bold": True, "align": "center", "valign": "vcenter"})
    title = made.add_format({**_TIMES, "bold": True, "font_size": 14})
    for nth in range(len(grid.columns)):
        sheet.set_column(nth, nth, grid.room if nth in grid.wide else 11)
    sheet.write_string(0, 0, _clean(grid.title), title)
    for nth, column in enumerate(grid.columns):
        sheet.write_string(1, nth, _clean(column), head)
    forms = {strong: _grid_forms(made, strong) for strong in (False, True)}
    for row, line in enumerate(grid.lines, 2):
        for nth, cell in enumerate(line.cells):
            _grid_cell(sheet, (row, nth), cell, forms[line.strong])


def _grid_forms(made: Any, strong: bool) -> dict[type, Any]:
    base = {**_LINED, "bold": strong}
    return {
        str: made.add_format({**base, "num_format": "@"}),
        bytes: made.add_format({**base, "num_format": "@", "quote_prefix": True}),
        int: made.add_format({**base, "num_format": "#,##0"}),
        float: made.add_format({**base, "num_format": "0.0%"}),
    }


def _grid_cell(
    sheet: Any, place: tuple[int, int], cell: str | float | None, forms: dict[type, Any]
) -> None:
    if isinstance(cell, int | float):
        sheet.write_number(*place, cell, forms[type(cell)])
    elif cell is None:
        sheet.write_blank(*place, None, forms[str])
    else:
        text = _clean(cell)
        sheet.write_string(*place, text, forms[bytes if _formula(text) else str])


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """A cell that counts others: made by the office, never of what somebody typed.

    `value` is what it comes to: what is shown until somebody recalculates.  `whole`: it goes over
    whole columns at once.
    """

    text: str
    value: float | str
    share: bool = False
    whole: bool = False


LiveCell = Cell | Formula | float


class Live:
    """A file with several sheets, each written row by row as its lines come, and live formulas."""

    def __init__(self, into: BinaryIO, title: str, made_on: date) -> None:
        """Begin a file; the same rows on the same day give the same bytes."""
        self._book = xlsxwriter.Workbook(into, _OPTIONS)
        self._book.set_properties({"title": title, "created": datetime.combine(made_on, time())})
        self._sheets: dict[str, Any] = {}
        self._lines: dict[str, int] = {}
        self._forms = _forms(self._book, Column("", 0, False, 1))
        plain = {**_LINED, "align": "right"}
        self._number = self._book.add_format({**plain, "num_format": "#,##0.##"})
        self._share = self._book.add_format({**plain, "num_format": "0.00%"})
        self._head = self._book.add_format({**_LINED, "bold": True, "align": "center"})

    def sheet(self, name: str, titles: Sequence[str], widths: Sequence[int]) -> None:
        """Add a sheet with its head; sheets stand in the order they are added."""
        sheet = self._sheets[name] = self._book.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        self._lines[name] = 0
        if titles:
            sheet.freeze_panes(1, 0)
            for column, title in enumerate(titles):
                sheet.write_string(0, column, title, self._head)
            self._lines[name] = 1

    def row(self, name: str, cells: Sequence[LiveCell]) -> int:
        """Write the next row of a sheet; return its number as spreadsheets count."""
        sheet, line = self._sheets[name], self._lines[name]
        for column, cell in enumerate(cells):
            if isinstance(cell, Formula):
                self._formula(sheet, (line, column), cell)
            elif isinstance(cell, float):
                sheet.write_number(line, column, cell, self._number)
            else:
                _write(sheet, (line, column), cell, self._forms)
        self._lines[name] = line + 1
        return line + 1

    def close(self) -> None:
        """Finish the file."""
        self._book.close()

    def _formula(self, sheet: Any, place: tuple[int, int], cell: Formula) -> None:
        form = self._share if cell.share else self._number
        if cell.whole:
            sheet.write_array_formula(*place, *place, cell.text, form, cell.value)
        else:
            sheet.write_formula(*place, cell.text, form, cell.value)


def _cover(made: Any, cover: Cover) -> None:
    """Write the cover as a sheet of its own; `Any`: the library has no types."""
    sheet = made.add_worksheet("Bìa")
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.center_horizontally()
    sheet.set_column(0, 0, 120)
    days = [f"{day:%d/%m/%Y}" for day in cover.days]
    numbers = cover.numbers or ("…", "…")
    told = [
        ((cover.parent_organ or "").upper(), 14, False),
        (cover.organ.upper(), 14, True),
        ("", 14, False),
        (cover.name.upper(), 26, True),
        (cover.series, 14, False),
        (f"Năm: {cover.year}", 14, True),
        (f"Từ ngày {days[0]} đến ngày {days[1]}", 14, False),
        (f"Từ số {numbers[0]} đến số {numbers[1]}", 14, False),
        (f"Quyển số: {cover.volume:02d}", 14, True),
    ]
    for line, (words, size, bold) in enumerate(words for words in told if words[0] or words[1]):
        form = {**_TIMES, "font_size": size, "bold": bold, "align": "center", "text_wrap": True}
        sheet.write_string(line, 0, words, made.add_format(form))


def _lines(made: Any, book: BoundBook) -> int:
    sheet = made.add_worksheet("Sổ")
    _page(sheet, book)
    head = made.add_format({**_LINED, "bold": True, "align": "center", "valign": "vcenter"})
    counted = made.add_format({**_LINED, "font_size": 9, "italic": True, "align": "center"})
    for nth, column in enumerate(book.columns):
        sheet.set_column(nth, nth, column.width / _MM)
        sheet.write_string(0, nth, column.title, head)
    for nth in range(len(book.columns)):
        sheet.write_string(1, nth, f"({nth + 1})", counted)
    forms = [_forms(made, column) for column in book.columns]
    line = 1
    for line, row in enumerate(book.cells(), 2):
        for nth, cell in enumerate(row):
            _write(sheet, (line, nth), cell, forms[nth])
    return line - 1


def _page(sheet: Any, book: BoundBook) -> None:
    """Set how the sheet is printed: across, its head on each page, room to bind."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.set_margins(left=25 / _INCH, right=12 / _INCH, top=15 / _INCH, bottom=16 / _INCH)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, 1)
    sheet.freeze_panes(2, 0)
    sheet.set_footer(f"&L{book.title.replace('&', '&&')[:200]}&RTrang &P/&N")


def _forms(made: Any, column: Column) -> dict[type, Any]:
    """Return the formats of a column's cells by their type.

    A text that begins as a formula would is marked as text, as spreadsheets mark it themselves.
    """
    base = {**_LINED, "align": "center" if column.centred else "left"}
    return {
        str: made.add_format({**base, "num_format": "@"}),
        bytes: made.add_format({**base, "num_format": "@", "quote_prefix": True}),
        int: made.add_format({**base, "num_format": "0" * column.digits}),
        date: made.add_format({**base, "num_format": "dd/mm/yyyy"}),
        datetime: made.add_format({**base, "num_format": "hh:mm dd/mm/yyyy"}),
    }


def _write(sheet: Any, place: tuple[int, int], cell: Cell, forms: dict[type, Any]) -> None:
    if isinstance(cell, datetime):
        local = cell.astimezone(VIETNAM).replace(tzinfo=None)
        sheet.write_datetime(*place, local, forms[datetime])
    elif isinstance(cell, date):
        sheet.write_datetime(*place, cell, forms[date])
    elif isinstance(cell, int):
        sheet.write_number(*place, cell, forms[int])
    else:
        text = _clean(cell or "")
        sheet.write_string(*place, text, forms[bytes if _formula(text) else str])


def csv_into(into: BinaryIO, titles: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write lines to a file, with the mark by which spreadsheets know UTF-8."""
    text = io.TextIOWrapper(into, encoding="utf-8-sig", newline="", write_through=True)
    lines = csv.writer(text)
    lines.writerow([safe(title) for title in titles])
    for row in rows:
        lines.writerow([safe(cell) for cell in row])
    text.flush()
    text.detach()
