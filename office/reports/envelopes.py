"""Envelopes and labels: who sends, which documents lie inside, to whom (Phụ lục IV, bì văn bản)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from office.reports import render as paper
from office.reports.pages import PAGES
from office.reports.printable import printable

ENVELOPE, LABELS = "envelope", "labels"
#: An envelope a page (DL), or labels of 95 × 55 mm, ten on a sheet.
FORMS = (ENVELOPE, LABELS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """One envelope: the sender's name and place, what is inside, and who gets it."""

    organ: str
    place: str
    symbols: tuple[str, ...]
    to: str
    to_place: str = ""
    urgency: str = ""


def render(addresses: Sequence[Address], form: str) -> bytes:
    """Return a page for each envelope, or sheets of labels, as PDF/A; raises NoFont, TooMuch."""
    if form not in FORMS:
        raise ValueError(f"no such form: {form!r}")
    page = PAGES.get_template("envelopes.html").render(addresses=addresses, form=form)
    return paper.pdf(printable(page), title="Bì văn bản")
