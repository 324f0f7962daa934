"""What makes a paper copy certified: the strip under it (NĐ 30/2020, Phụ lục I phần II, mẫu 3.1).

The strip stands right under the copied text, or (trích sao) under the part that was retyped;
its place is told, so that it can be laid under a page that has room for it. An electronic copy
has no strip: it carries the agency's signature instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from office.reports import body
from office.reports import render as paper
from office.reports.letter import Signer
from office.reports.pages import PAGES
from office.reports.printable import date_words, printable
from office.reports.render import Printed

#: Ways of copying and their abbreviations (Phụ lục III.I).
KINDS = {"SAO Y": "SY", "TRÍCH SAO": "TrS", "SAO LỤC": "SL"}
STRIP = "strip"
"""The `id` under which the strip's place is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One certified copy, in the words that are to be printed.

    `kind` is a key of KINDS, else ValueError; `number_symbol` is "05/SY-UBND". `excerpt` is the
    part that was retyped, as plain text; empty for copies of whole documents.
    """

    kind: str
    organ: str
    number_symbol: str
    place: str
    signer: Signer
    parent_organ: str | None = None
    copied_on: date | None = None
    recipients: tuple[str, ...] = ()
    excerpt: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"no such way of copying: {self.kind!r}")


def printed(copy: Copy) -> Printed:
    """Return the strip as PDF/A, under the excerpt where there is one. Raises NoFont, TooMuch."""
    page = PAGES.get_template("copy.html").render(
        copy=copy,
        date=date_words(copy.copied_on),
        blocks=body.blocks(printable(copy.excerpt), closed=False),
    )
    title = printable(f"{copy.kind} {copy.number_symbol}")
    return paper.printed(printable(page), title=" ".join(title.split()))
