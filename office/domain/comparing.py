"""What changed between two texts, by words: for people who approved the first and see the second.

Words are syllables as Vietnamese writes them, numbers and notations ("12/QĐ-UBND") whole.
Texts of any length are compared: where too much differs at once, a passage counts as replaced.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby

_TOKEN = re.compile(r"\w+(?:[-/.,]\w+)*|\s+|[^\w\s]")
#: Two passages are looked into as long as their lengths (in words or lines) multiply to this.
MOST_PAIRS = 1_000_000
#: All passages together.
MOST_WORK = 4_000_000


class Change(StrEnum):
    """What became of some words."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words, and what became of them."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """Lines of the old text beside those of the new one; one of them may be empty."""

    pieces: tuple[Piece, ...]

    @property
    def old(self) -> tuple[Piece, ...]:
        """Return what stood there before."""
        return tuple(piece for piece in self.pieces if piece.change is not Change.NEW)

    @property
    def new(self) -> tuple[Piece, ...]:
        """Return what stands there now."""
        return tuple(piece for piece in self.pieces if piece.change is not Change.GONE)

    @property
    def changed(self) -> bool:
        """Tell whether anything is not as it was."""
        return any(piece.change is not Change.SAME for piece in self.pieces)


def rows(old: str, new: str) -> list[Row]:
    """Return two texts passage by passage, each with its words compared."""
    budget = _Budget()
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    found: list[Row] = []
    for tag, a1, a2, b1, b2 in _opcodes(before, after, budget):
        if tag == "equal":
            found += [Row((Piece(Change.SAME, line),)) for line in before[a1:a2]]
        else:
            pieces = _words("".join(before[a1:a2]), "".join(after[b1:b2]), budget)
            found.append(Row(tuple(pieces)))
    return found


def pieces(old: str, new: str) -> list[Piece]:
    """Return what changed from one text to another, in reading order."""
    return _merged(piece for row in rows(old, new) for piece in row.pieces)


def before(pieces: Iterable[Piece]) -> str:
    """Return the old text of a comparison."""
    return "".join(piece.text for piece in pieces if piece.change is not Change.NEW)


def after(pieces: Iterable[Piece]) -> str:
    """Return the new text of a comparison."""
    return "".join(piece.text for piece in pieces if piece.change is not Change.GONE)


class _Budget:
    """How much may still be compared, so that no text holds the server up."""

    def __init__(self) -> None:
        self.left = MOST_WORK

    def allows(self, first: int, second: int) -> bool:
        """Tell whether two passages may be looked into, and count it."""
        cost = first * second
        if cost > min(MOST_PAIRS, self.left):
            return False
        self.left -= cost
        return True


def _opcodes(
    old: Sequence[str], new: Sequence[str], budget: _Budget
) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield how to turn one sequence into the other, as `difflib` says it."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    most = min(len(old), len(new)) - start
    while end < most and old[-1 - end] == new[-1 - end]:
        end += 1
    old_end, new_end = len(old) - end, len(new) - end
    if start:
        yield "equal", 0, start, 0, start
    if start < old_end or start < new_end:
        if budget.allows(old_end - start, new_end - start):
            inner = SequenceMatcher(None, old[start:old_end], new[start:new_end])
            for tag, a1, a2, b1, b2 in inner.get_opcodes():
                yield tag, a1 + start, a2 + start, b1 + start, b2 + start
        else:
            yield "replace", start, old_end, start, new_end
    if end:
        yield "equal", old_end, len(old), new_end, len(new)


def _words(old: str, new: str, budget: _Budget) -> list[Piece]:
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    found: list[Piece] = []
    for tag, a1, a2, b1, b2 in _opcodes(before, after, budget):
        gone, came = "".join(before[a1:a2]), "".join(after[b1:b2])
        if tag == "equal":
            found.append(Piece(Change.SAME, gone))
            continue
        found += [Piece(Change.GONE, gone)] if gone else []
        found += [Piece(Change.NEW, came)] if came else []
    return _readable(found)


def _readable(found: Sequence[Piece]) -> list[Piece]:
    """Let blanks and marks between two changes go with them: words are read, not blanks."""
    spread: list[Piece] = []
    for at, piece in enumerate(found):
        alone = piece.change is Change.SAME and not any(map(str.isalnum, piece.text))
        between = 0 < at < len(found) - 1 and "\n" not in piece.text
        if alone and between:
            spread += [Piece(Change.GONE, piece.text), Piece(Change.NEW, piece.text)]
        else:
            spread.append(piece)
    return _merged(spread)


def _merged(found: Iterable[Piece]) -> list[Piece]:
    """Join neighbours: between passages that stayed, first what went, then what came."""
    joined: list[Piece] = []
    for same, run in groupby(found, key=lambda piece: piece.change is Change.SAME):
        held = list(run)
        for change in (Change.SAME,) if same else (Change.GONE, Change.NEW):
            text = "".join(piece.text for piece in held if piece.change is change)
            joined += [Piece(change, text)] if text else []
    return joined
