"""What somebody typed into a search box, as terms to look up and to show in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from office.domain.folding import fold, words

MOST_TERMS = 16
MOST_WORDS = 48
#: “phrases” in any quotation marks, else runs without a space.
_PIECES = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]?|([^\s"“”„«»]+)')
PREFIX = "*"
_LETTER = r"[^\W_]"
_BETWEEN = r"[\W_]+"


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand side by side: `folded` each, `marked` those typed with marks.

    `prefix`: the last one only begins so (typed with a star).
    """

    folded: tuple[str, ...]
    marked: tuple[str, ...] = ()
    prefix: bool = False


def parse(text: str) -> tuple[Term, ...]:
    """Return the terms of a query, all of which must be found; none for nothing but signs.

    `"a phrase"` and `128/QĐ-UBND` are one term each.  A word typed with marks is looked
    for with them, one without in any spelling.
    """
    found: list[Term] = []
    left = MOST_WORDS
    for piece in _PIECES.finditer(text):
        term = _term(piece[1] if piece[1] is not None else piece[2], left)
        if term is not None and term not in found:
            found.append(term)
            left -= len(term.folded)
        if len(found) == MOST_TERMS or left <= 0:
            break
    return tuple(found)


def without_marks(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Return the terms as if they had been typed without marks."""
    return tuple(Term(term.folded, (), term.prefix) for term in terms)


def spans(text: str, terms: Iterable[Term]) -> list[tuple[int, int]]:
    """Return where terms stand in a composed text, as offsets that neither touch nor cross."""
    folded = fold(text)
    hits = sorted(hit for term in terms for hit in _hits(text, folded, term))
    merged: list[tuple[int, int]] = []
    for start, end in hits:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def absent(text: str, terms: Iterable[Term]) -> list[Term]:
    """Return the terms that do not stand in a composed text."""
    folded = fold(text)
    return [term for term in terms if next(_hits(text, folded, term), None) is None]


def _term(piece: str, left: int) -> Term | None:
    listed = list(words(piece))[:left]
    if not listed:
        return None
    return Term(
        tuple(word.folded for word in listed),
        tuple(dict.fromkeys(word.spelled for word in listed if word.marked)),
        piece.rstrip().endswith(PREFIX),
    )


def _hits(text: str, folded: str, term: Term) -> Iterator[tuple[int, int]]:
    """Yield where a term stands in a text, whose folded form has the same offsets."""
    for found in _looked_for(term.folded, term.prefix).finditer(folded):
        start, end = found.span(1)
        if not term.marked or _marked(text[start:end], term):
            yield start, end


@lru_cache(maxsize=256)
def _looked_for(words: tuple[str, ...], prefix: bool) -> re.Pattern[str]:
    """Return what finds words side by side: whole ones, wherever each hit begins."""
    listed = _BETWEEN.join(map(re.escape, words))
    return re.compile(f"(?<!{_LETTER})(?=({listed}{_LETTER + '*' if prefix else ''}(?!{_LETTER})))")


@lru_cache(maxsize=4096)
def _marked(here: str, term: Term) -> bool:
    """Say whether the words of a hit carry the marks they were typed with."""
    listed = [word.spelled for word in words(here)]
    return all(
        marked in listed or (term.prefix and listed[-1].startswith(marked))
        for marked in term.marked
    )
