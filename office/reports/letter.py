"""A letter as the decree lays it out: a value → HTML → PDF (NĐ 30/2020, Phụ lục I and III).

It prints what it is handed; which number, whose name and which recipients is settled before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from office.reports import body, opening, sections
from office.reports import render as paper
from office.reports.forms import STAMPS, Form, form_of
from office.reports.pages import PAGES
from office.reports.printable import date_words, printable
from office.reports.render import Printed, TooMuch

_BESIDE_THE_SIGNATURE = 12  # lines of "Nơi nhận" as tall as the signature block
_LONG_NAME = 33  # letters that fit on a line of the addressees at the decree's place
_ENDLESS = re.compile(r"\S{20000}")  # the renderer would drop a part of such a word
_SHORT_LINE = 90  # letters that surely make no second line of text

__all__ = ["Letter", "Signer", "date_words", "html", "printable", "printed", "render"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """One of several who sign; `authority` as in `Letter`."""

    position: str
    name: str
    authority: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One letter, in the words that are to be printed; lines of lists come without their dash.

    `number_symbol` is "12/UBND-VX", or "…/UBND-VX" while there is no number. `type_name` is one
    of Đ7's ("Công văn", "Quyết định", …) and chooses the form. `body` is plain text (see
    `body.blocks` and `sections.cut`). `urgency` is "" or a key of STAMPS, else ValueError; `hour`
    is until when it must be there. `authority` is "TM. ỦY BAN NHÂN DÂN", a line for each capacity,
    or "" where the position alone signs. `others` sign to the left of and under it (biên bản).
    `issuer` is who decides ("GIÁM ĐỐC SỞ NỘI VỤ"), printed over the grounds where the text does
    not say it. `on_paper`: annexes name the number; in an electronic one its place stays empty.
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
    hour: str = ""
    circulation: str = ""
    authority: str = ""
    others: tuple[Signer, ...] = ()
    issuer: str = ""
    typist_mark: str = ""
    contact: str = ""
    on_paper: bool = False
    draft: bool = False
    unnumbered: bool = False
    simulated_signature: bool = False

    def __post_init__(self) -> None:
        if self.urgency and self.urgency not in STAMPS:
            raise ValueError(f"no such degree of urgency: {self.urgency!r}")

    @property
    def form(self) -> Form:
        """Return the decree's form for this type."""
        return form_of(self.type_name)

    @property
    def signers(self) -> tuple[Signer, ...]:
        """Return all who sign, in the order they stand from left to right; the first is last."""
        own = Signer(position=self.position, name=self.signer_name, authority=self.authority)
        return (*self.others, own)


def html(letter: Letter) -> str:
    """Return the page of `letter`; every word of it is escaped. Raises TooMuch."""
    form = letter.form
    if _ENDLESS.search(letter.body):
        raise TooMuch("a word that no line can hold")
    text, annexes = sections.cut(printable(letter.body))
    main = opening.enacted(
        body.blocks(text, bare_grounds=form.titled), form.enacting, letter.issuer
    )
    page = PAGES.get_template("letter.html").render(
        letter=letter,
        form=form,
        greeting=form.greeting.format(organ=letter.organ, ORGAN=letter.organ.upper()),
        date=date_words(letter.issued_on),
        blocks=main,
        kept_from=_kept_from(main),
        annexes=annexes,
        source=_source(letter),
        stamp=STAMPS.get(letter.urgency),
        wide=max(map(len, letter.addressees), default=0) > _LONG_NAME,
        beside=_BESIDE_THE_SIGNATURE,
    )
    return printable(page)


def printed(letter: Letter) -> Printed:
    """Return `letter` as PDF/A, its pages counted and the signature's place told.

    The same letter gives the same bytes. Raises NoFont, TooMuch.
    """
    title = " ".join(f"{letter.type_name} {letter.number_symbol}: {letter.subject}".split())
    return paper.printed(html(letter), title=printable(title))


def render(letter: Letter) -> bytes:
    """Return `letter` as PDF/A, for whoever needs only the bytes."""
    return printed(letter).pdf


def _source(letter: Letter) -> str:
    """Return what an annex goes with; an electronic one leaves number and day empty (III.1)."""
    number = letter.number_symbol if letter.on_paper else f"…/{_notation(letter.number_symbol)}"
    day = date_words(letter.issued_on if letter.on_paper else None)
    return f"(Kèm theo {letter.type_name} số {number} {day} của {letter.organ})"


def _notation(number_symbol: str) -> str:
    return number_symbol.partition("/")[2]


def _kept_from(main: tuple[body.Block, ...]) -> int:
    """Return from which block on the text stays with the signature: two lines of it at least."""
    last = len(main) - 1
    end = main[last] if main else None
    if last > 0 and isinstance(end, body.Paragraph) and len(end.text) < _SHORT_LINE:
        return last - 1
    return last
