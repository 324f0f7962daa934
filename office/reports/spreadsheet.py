"""Lists as files that spreadsheets open as text: XLSX and CSV (sole importer of xlsxwriter).

No cell is ever a formula or a link, whatever a document's subject begins with.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import BinaryIO

import xlsxwriter

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


def safe(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    cell = "".join(letter for letter in cell if letter >= " " or letter in "\t\r\n")[:LONGEST_CELL]
    return f"'{cell}" if cell.lstrip(_BLANKS).startswith(FORMULA) else cell


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


def csv_into(into: BinaryIO, titles: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write lines to a file, with the mark by which spreadsheets know UTF-8."""
    text = io.TextIOWrapper(into, encoding="utf-8-sig", newline="", write_through=True)
    lines = csv.writer(text)
    lines.writerow([safe(title) for title in titles])
    for row in rows:
        lines.writerow([safe(cell) for cell in row])
    text.flush()
    text.detach()
