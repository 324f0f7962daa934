"""The mark of an electronic copy (NĐ 30/2020 Phụ lục I, mẫu 3.2): words and the time, no picture.

Times New Roman 10, upright, black, top right of the first page; a long name takes two lines.
"""

from __future__ import annotations

from datetime import datetime

from office.reports import render as paper
from office.reports.pages import PAGES
from office.reports.printable import printable
from office.reports.signatures import SIMULATED, mark_words

#: In mm: as wide as the text, as high as two lines; its top from the edge of the sheet.
WIDTH, HEIGHT, TOP = 165, 10, 8
UNSIGNED = "chưa ký số"


def signed(words: str, at: datetime, *, simulated: bool) -> bytes:
    """Draw the mark of a copy signed at `at` (ISO 8601, +07:00)."""
    told = mark_words(words, at)
    return _drawn(f"{told}; {SIMULATED}" if simulated else told)


def unsigned(words: str) -> bytes:
    """Draw the mark of a copy that nobody signed yet: it says so, and names no time."""
    return _drawn(f"{words}; {UNSIGNED}")


def _drawn(words: str) -> bytes:
    page = PAGES.get_template("copy_mark.html").render(words=words, width=WIDTH, height=HEIGHT)
    return paper.pdf(printable(page), title=words)
