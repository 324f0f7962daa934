"""Certified copies: which ways of copying there are, from what into what, and what they are called.

NĐ 30/2020 Đ25-27 and Phụ lục I phần II: one series of numbers a year for all three ways.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from office.domain.errors import Invalid, Refused
from office.domain.numbering import written
from office.domain.text import Text

WHOLE, EXCERPT, AGAIN = "SY", "TrS", "SL"
KINDS: dict[str, Text] = {
    WHOLE: Text("Sao y", "Certified copy"),
    EXCERPT: Text("Trích sao", "Certified excerpt"),
    AGAIN: Text("Sao lục", "Copy of a certified copy"),
}
#: What stands on the copy.
MARKS = {WHOLE: "SAO Y", EXCERPT: "TRÍCH SAO", AGAIN: "SAO LỤC"}
PAPER, ELECTRONIC = "paper", "electronic"
FORMS: dict[str, Text] = {
    PAPER: Text("Giấy", "Paper"),
    ELECTRONIC: Text("Điện tử", "Electronic"),
}
#: From what into what (Đ25): an electronic document is sent on as it is, never copied whole.
_ACROSS = frozenset({(PAPER, PAPER), (PAPER, ELECTRONIC), (ELECTRONIC, PAPER)})
ALLOWED = {
    WHOLE: _ACROSS,
    AGAIN: _ACROSS,
    EXCERPT: _ACROSS | {(ELECTRONIC, ELECTRONIC)},
}
#: How finely paper must be scanned for an electronic copy (Phụ lục I).
LEAST_DPI = 200
MOST_PAGES = 2000
_RANGE = re.compile(r"(\d{1,4})(?:\s*[-–]\s*(\d{1,4}))?")

NOT_ACROSS = Text(
    "{kind}: không sao từ bản điện tử sang bản điện tử; hãy gửi chính văn bản điện tử.",
    "{kind}: not from electronic to electronic; send the electronic document itself.",
)
NO_PAGES = Text("Ghi các trang cần trích, ví dụ: 1, 3-4.", "Write the pages, for example: 1, 3-4.")


def check_way(kind: str, origin: str, form: str) -> None:
    """Raise Invalid for no way of copying, Refused for one the decree does not know (Đ25)."""
    if kind not in KINDS or form not in FORMS:
        raise Invalid(Text("Hãy chọn hình thức sao.", "Choose the way of copying."), field="kind")
    if (origin, form) not in ALLOWED[kind]:
        raise Refused(NOT_ACROSS.filled(kind=KINDS[kind]))


def check_scan(dpi: int | None) -> None:
    """Raise Refused for paper that was scanned too roughly to be copied electronically."""
    if dpi is not None and dpi < LEAST_DPI:
        said = Text(
            "Bản quét chỉ đạt {dpi} dpi; bản sao điện tử cần từ {least} dpi. Hãy quét lại.",
            "Scanned at {dpi} dpi only; an electronic copy needs {least} dpi. Scan it again.",
        )
        raise Refused(said.filled(dpi=dpi, least=LEAST_DPI))


def pages(words: str, count: int) -> list[int]:
    """Return the pages named, from 0 and each once, in their order; raises Invalid."""
    found: set[int] = set()
    for part in filter(None, (one.strip() for one in words.split(","))):
        span = _RANGE.fullmatch(part)
        if span is None:
            raise Invalid(NO_PAGES, field="pages")
        first, last = int(span[1]), int(span[2] or span[1])
        if not 1 <= first <= last <= min(count, MOST_PAGES):
            told = Text("Văn bản có {n} trang.", "The document has {n} pages.").filled(n=count)
            raise Invalid(told, field="pages")
        found |= set(range(first - 1, last))
    return sorted(found)


def pages_words(chosen: Sequence[int]) -> str:
    """Return pages (from 0) as people write them: "1, 3-4"."""
    spans: list[list[int]] = []
    for page in chosen:
        if spans and page == spans[-1][1] + 1:
            spans[-1][1] = page
        else:
            spans.append([page, page])
    told = (f"{a + 1}" if a == b else f"{a + 1}-{b + 1}" for a, b in spans)
    return ", ".join(told)


def symbol(number: int, kind: str, organ: str) -> str:
    """Return number and notation of a copy: "03/SY-UBND"."""
    return f"{written(number)}/{kind}-{organ}"
