"""What somebody typed into a search box, as terms to look up and to show in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from office.domain.folding import Word, fold, words

MOST_TERMS = 16
MOST_WORDS = 48
#: “phrases” in any quotation marks, else runs without a space.
_PIECES = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]?|([^\s"“”„«»]+)')
PREFIX = "*"


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
    near = _near(text, terms)
    if not near:
        return []
    listed = list(words(text))
    hits = sorted(hit for term in near for hit in _hits(listed, term))
    merged: list[tuple[int, int]] = []
    for start, end in hits:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def absent(text: str, terms: Iterable[Term]) -> list[Term]:
    """Return the terms that do not stand in a composed text."""
    listed = list(words(text))
    return [term for term in terms if next(_hits(listed, term), None) is None]


def _near(text: str, terms: Iterable[Term]) -> list[Term]:
    """Return the terms whose letters stand in a text, perhaps inside other words: a quick look
    that spares most texts the exact one."""
    folded = fold(text)
    return [term for term in terms if all(word in folded for word in term.folded)]


def _term(piece: str, left: int) -> Term | None:
    listed = list(words(piece))[:left]
    if not listed:
        return None
    return Term(
        tuple(word.folded for word in listed),
        tuple(dict.fromkeys(word.spelled for word in listed if word.marked)),
        piece.rstrip().endswith(PREFIX),
    )


def _hits(listed: Sequence[Word], term: Term) -> Iterator[tuple[int, int]]:
    """Yield where a term stands among the words of a text."""
    length, first = len(term.folded), term.folded[0]
    for at in range(len(listed) - length + 1):
        word = listed[at].folded
        if word != first and not (term.prefix and word.startswith(first)):
            continue
        if _stands(listed[at : at + length], term):
            yield listed[at].start, listed[at + length - 1].end


def _stands(here: Sequence[Word], term: Term) -> bool:
    *firsts, last = term.folded
    if any(word.folded != wanted for word, wanted in zip(here, firsts, strict=False)):
        return False
    if not (here[-1].folded == last or (term.prefix and here[-1].folded.startswith(last))):
        return False
    spelled = {word.spelled for word in here}
    return all(
        marked in spelled or (term.prefix and here[-1].spelled.startswith(marked))
        for marked in term.marked
    )
