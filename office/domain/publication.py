"""What anybody may read without signing in: one value per document, and the rules around it.

`PublicDocument` is all that leaves an agency for its public page: whoever shows a page, a feed
or JSON is handed this value and nothing else, so that what is not named here cannot leak.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from office.domain import folding
from office.domain.people import CHIEF, CLERK, LEADER
from office.domain.relations import MENDABLE
from office.domain.text import Text
from office.domain.typed import cleaned

#: The acts on a document's chain, and those on the chain of an agency's page.
PUBLISH, UNPUBLISH = "publish", "unpublish"
OPEN, SHUT = "open", "shut"
#: Who marks a document, and who switches the page.
MARKERS = (CLERK, LEADER)
SWITCHERS = (LEADER, CHIEF)
SHORTEST, LONGEST = 5, 500
#: The first year that a document of an agency can be asked for.
FIRST_YEAR, LAST_YEAR = 1945, 2999
LONGEST_SEARCH = 100
_TOKEN = re.compile(r"(\d{4}-\d\d-\d\d)\.(\d{1,9})\.([0-9a-f]{16})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """How a document stands with another one; `symbol` and `key` only where that is public."""

    words: Text
    symbol: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicFile:
    """The form that was issued with the agency's digital signature."""

    name: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicDocument:
    """All that the public learns of a document; `key` is its name on the public page alone."""

    key: str
    symbol: str
    type_code: str
    type_title: Text
    subject: str
    issued_on: date
    issuer: str
    signer_name: str
    signer_position: str
    effects: tuple[Effect, ...]
    file: PublicFile | None
    published_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLine:
    """One line of a figure: of `total` so many fully electronic, with paper, paper alone."""

    label: Text
    electronic: int
    parallel: int
    paper: int

    @property
    def total(self) -> int:
        """Return how many there are in all."""
        return self.electronic + self.parallel + self.paper

    @property
    def permille(self) -> int | None:
        """Return how many of a thousand are fully electronic, None of nothing."""
        return round(1000 * self.electronic / self.total) if self.total else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicFigure:
    """A figure with the definition it is counted by, and the day it is counted up to."""

    title: Text
    definition: str
    version: int
    counted_from: date
    counted_until: date
    lines: tuple[FigureLine, ...]


class Place(NamedTuple):
    """Where a page of the list ends: the day, the number and the key of its last document."""

    issued_on: date
    number: int
    key: str

    def __str__(self) -> str:
        return f"{self.issued_on.isoformat()}.{self.number}.{self.key}"


def place_of(written: str) -> Place | None:
    """Return the place that an address names, None for what names none."""
    found = _TOKEN.fullmatch(written)
    if found is None or not written.isascii():
        return None
    try:
        return Place(date.fromisoformat(found[1]), int(found[2]), found[3])
    except ValueError:
        return None


def plain(words: str) -> str:
    """Return words as the public is shown them: one line, nothing unseen, nothing turned round."""
    seen = (sign if sign.isprintable() else " " * sign.isspace() for sign in cleaned(words))
    return " ".join("".join(seen).split())


def indexed(*texts: str) -> str:
    """Return the words of some texts as the list is searched by: folded, a space before each."""
    return "".join(f" {word.folded}" for text in texts for word in folding.words(text))


def problem_of(
    secrecy: str, state: str | None, number: int | None, *, recalled: bool
) -> Text | None:
    """Return why a document may not be made public, None where it may."""
    if secrecy:
        return Text(
            "Văn bản mật không bao giờ được công khai.", "A secret document is never made public."
        )
    if state not in MENDABLE or number is None:
        return Text(
            "Chỉ công khai văn bản đã có số và đã phát hành.",
            "Only what has its number and was issued can be made public.",
        )
    if recalled:
        return Text(
            "Văn bản này đã được thu hồi, không công khai nữa.",
            "This document was recalled; it is not made public any more.",
        )
    return None


def genesis(unit: int) -> bytes:
    """Return what the first act on an agency's public page is sealed to (32 bytes)."""
    return hashlib.sha256(b"office/public-page/v1\x00" + str(unit).encode()).digest()
