"""A letter as the decree lays it out: a value → HTML → PDF (NĐ 30/2020, Phụ lục I).

It prints what it is handed; which number, whose name and which recipients is settled before.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from office.reports import body
from office.reports import render as paper

_PAGES = Environment(
    loader=PackageLoader("office.reports"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
STAMP_WIDTHS = {"KHẨN": 20, "HỎA TỐC": 30, "THƯỢNG KHẨN": 40}
"""Degrees of urgency and the widths of their stamps in mm (Phụ lục I, Ô số 10b)."""

# Codes that turn the reading direction: a number must not read otherwise than it is.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BESIDE_THE_SIGNATURE = 12  # lines of "Nơi nhận" as tall as the signature block
_LONGEST_KEPT = 20  # letters that surely fit in the narrow column
_NUMBERS = re.compile(r"(?<!\S)(\S{0,14}/\S{1,14})(?!\S)")  # 30/2020/NĐ-CP: short enough to keep


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One letter, in the words that are to be printed; lines of lists come without their dash.

    `number_symbol` is "12/UBND-VX", or "…/UBND-VX" while there is no number. `type_name` is one
    of Đ7's ("Công văn", "Quyết định", …). `body` is plain text (see `body.paragraphs`).
    `urgency` is "" or a key of STAMP_WIDTHS, else ValueError. `authority` is "TM. ỦY BAN NHÂN DÂN",
    or "" where the position alone signs.
    """

    organ: str
    number_symbol: str
    place: str
    type_name: str
    subject: str
    body: str
    position: str
    signer_name: str
    parent_organ: str | None = None
    issued_on: date | None = None
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    urgency: str = ""
    authority: str = ""
    typist_mark: str = ""
    draft: bool = False
    simulated_signature: bool = False

    def __post_init__(self) -> None:
        if self.urgency and self.urgency not in STAMP_WIDTHS:
            raise ValueError(f"no such degree of urgency: {self.urgency!r}")


def date_words(day: date | None) -> str:
    """Write a date as the decree does: days under 10 and months 1 and 2 padded (Ô số 4).

    Without a date, the dots that a draft leaves for it.
    """
    if day is None:
        return "ngày … tháng … năm …"
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def html(letter: Letter) -> str:
    """Return the page of `letter`; every word of it is escaped."""
    official = letter.type_name.casefold() == "công văn"
    page = _PAGES.get_template("letter.html").render(
        letter=letter,
        official=official,
        telegram=letter.type_name.casefold() == "công điện",
        date=date_words(letter.issued_on),
        paragraphs=body.paragraphs(printable(letter.body), bare_grounds=not official),
        stamp_width=STAMP_WIDTHS.get(letter.urgency),
        beside=_BESIDE_THE_SIGNATURE,
    )
    return printable(page)


def render(letter: Letter) -> bytes:
    """Return `letter` as PDF/A; the same letter gives the same bytes. Raises NoFont."""
    title = " ".join(f"{letter.type_name} {letter.number_symbol}: {letter.subject}".split())
    return paper.pdf(html(letter), title=printable(title))


def _kept(text: str) -> Markup:
    """Escape `text` so that no line ends inside a document number."""
    whole = Markup('<span class="kept">{}</span>')
    return Markup("").join(
        whole.format(piece) if nth % 2 else piece for nth, piece in enumerate(_NUMBERS.split(text))
    )


def _named(name: str) -> Markup:
    """Escape `name` so that its last two words ("Ninh Thuận") stay on one line."""
    words = name.split()
    first, last = " ".join(words[:-2]), " ".join(words[-2:])
    if len(last) > _LONGEST_KEPT:
        return escape(name)
    return Markup('{} <span class="kept">{}</span>').format(first, last)


_PAGES.filters.update(kept=_kept, named=_named)


def printable(text: str) -> str:
    """Compose accents, and drop what no page can show: controls, lone surrogates, turnings."""
    kept = (
        letter
        for letter in unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
        if letter == "\n"
        or (unicodedata.category(letter) not in {"Cc", "Cs"} and letter not in _TURNING)
    )
    return "".join(kept)
