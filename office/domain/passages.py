"""Passages of a draft: its paragraphs, where a comment's words stand, and where they went.

A comment names a paragraph and quotes the words it is about.  When the text has changed since,
the quotation is looked for: what is found has its place, what is not says so.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise

from office.domain.errors import Invalid
from office.domain.text import Text

HERE, MOVED, CHANGED, GONE = "here", "moved", "changed", "gone"
#: What became of a passage in the text of today, in words.
FATES: dict[str, Text] = {
    HERE: Text("đoạn {n}", "paragraph {n}"),
    MOVED: Text("nay ở đoạn {n}", "now in paragraph {n}"),
    CHANGED: Text("đoạn {n} đã sửa", "paragraph {n} has changed"),
    GONE: Text("phần văn bản này không còn", "this text is gone"),
}
#: How alike a paragraph must be to be the same one, changed; and how much of it is compared.
ALIKE = 0.6
COMPARED = 400


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a text: the paragraph (from 1), the letter they begin at (from 0), the words."""

    paragraph: int
    start: int
    quote: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a passage is today: `fate` HERE, MOVED, CHANGED or GONE, in which paragraph."""

    fate: str
    paragraph: int | None = None
    start: int = 0

    @property
    def words(self) -> Text:
        """Return it in words."""
        return FATES[self.fate].filled(n=self.paragraph or "")


def paragraphs(body: str) -> list[str]:
    """Return the paragraphs of a text: its lines that are not blank, composed (NFC)."""
    composed = unicodedata.normalize("NFC", body)
    return [line for line in map(str.strip, composed.split("\n")) if line]


def passage(body: str, paragraph: int | None, quote: str, start: int | None = None) -> Passage:
    """Return the passage that somebody chose: the whole paragraph where nothing is quoted.

    Raises Invalid when there is no such paragraph or the words do not stand in it.
    """
    lines = paragraphs(body)
    if paragraph is None or not 1 <= paragraph <= len(lines):
        raise Invalid(
            Text("Hãy chọn đoạn văn bản.", "Choose a paragraph of the text."), field="paragraph"
        )
    line, words = lines[paragraph - 1], unicodedata.normalize("NFC", quote).strip()
    if not words:
        return Passage(paragraph, 0, line)
    if start is not None and line[start : start + len(words)] == words:
        return Passage(paragraph, start, words)
    found = line.find(words)
    if found < 0:
        raise Invalid(
            Text(
                "Không thấy những chữ ấy trong đoạn {n}.",
                "Those words do not stand in paragraph {n}.",
            ).filled(n=paragraph),
            field="quote",
        )
    return Passage(paragraph, found, words)


def anchor(then: Passage, before: str, body: str) -> Anchor:
    """Return where a passage of the text `before` is in the text of today."""
    lines, old = paragraphs(body), paragraphs(before)
    places = list(_places(lines, then.quote))
    if places:
        paragraph, start = min(places, key=lambda place: _distance(then, place))
        same = paragraph == then.paragraph or lines == old
        return Anchor(HERE if same else MOVED, paragraph, start)
    whole = old[then.paragraph - 1] if then.paragraph <= len(old) else then.quote
    heads = [line[:COMPARED] for line in lines]
    alike = get_close_matches(whole[:COMPARED], heads, n=1, cutoff=ALIKE)
    return Anchor(CHANGED, heads.index(alike[0]) + 1) if alike else Anchor(GONE)


def _places(lines: Sequence[str], quote: str) -> Sequence[tuple[int, int]]:
    """Return every place where the words stand."""
    found = []
    for n, line in enumerate(lines, start=1):
        start = line.find(quote)
        while start >= 0:
            found.append((n, start))
            start = line.find(quote, start + 1)
    return found


def _distance(then: Passage, place: tuple[int, int]) -> tuple[int, int]:
    return abs(place[0] - then.paragraph), abs(place[1] - then.start)


def marked(line: str, spans: Sequence[tuple[int, int, int]]) -> list[tuple[str, tuple[int, ...]]]:
    """Return a paragraph in pieces, each with the numbers of the comments that quote it.

    `spans` are (first letter, letter after the last, number); they may lie over one another.
    """
    ends = {0, len(line)} | {at for first, last, _ in spans for at in (first, last)}
    cuts = sorted(end for end in ends if 0 <= end <= len(line))
    pieces = []
    for begin, end in pairwise(cuts):
        about = tuple(n for first, last, n in spans if first <= begin and end <= last)
        pieces.append((line[begin:end], about))
    return pieces
