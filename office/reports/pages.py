"""The templates of printed pages, and what keeps words together on them."""

from __future__ import annotations

import re

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

PAGES = Environment(
    loader=PackageLoader("office.reports"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_LONGEST_KEPT = 20  # letters that surely fit in the narrow column
_LONGEST_LINE = 24  # capitals that fit in the narrow column
_PLACE = re.compile(
    r" (tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường) .{2,24}$", re.IGNORECASE
)
_NUMBERS = re.compile(r"(?<!\S)(\S{0,14}/\S{1,14})(?!\S)")  # 30/2020/NĐ-CP: short enough to keep


def kept(text: str) -> Markup:
    """Escape `text` so that no line ends inside a document number."""
    whole = Markup('<span class="kept">{}</span>')
    return Markup("").join(
        whole.format(piece) if nth % 2 else piece for nth, piece in enumerate(_NUMBERS.split(text))
    )


def tied(text: str) -> Markup:
    """Escape `text` as `kept` does, with its last two words on one line: no word stands alone."""
    words = text.split()
    last = " ".join(words[-2:])
    if len(words) < 3 or len(last) > _LONGEST_KEPT or "/" in last:
        return kept(text)
    return kept(" ".join(words[:-2])) + Markup(' <span class="kept">{}</span>').format(last)


def named(name: str) -> Markup:
    """Escape an agency's name; a long one is cut before its place, as offices write it.

    ỦY BAN NHÂN DÂN / TỈNH NINH THUẬN: two lines whose length the rule below can follow.
    """
    if len(name) > _LONGEST_LINE and (place := _PLACE.search(name)):
        return Markup("{}<br>{}").format(name[: place.start()], place[0].strip())
    return tied(name)


PAGES.filters.update(kept=kept, named=named, tied=tied)
