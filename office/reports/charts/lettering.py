"""How wide words will be, without the font: a little too wide rather than run over an edge.

The widths are those of DejaVu Sans, the widest face a page of ours may be shown in; others,
and Times on paper, leave some room.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_WIDTHS = (
    ("'ijlIJ", 0.3),
    (" ,./:;\\|·\N{NO-BREAK SPACE}", 0.34),
    ("f-()[]tr!", 0.41),
    ("sz?_*cL", 0.56),
    ("ABCDEFGHKNOPQRSTUVXYZ&Đ", 0.76),
    ("w#+<=>~×→\N{MINUS SIGN}", 0.84),
    ("mMW@%—…", 0.98),
)
_WIDTH = {letter: width for letters, width in _WIDTHS for letter in letters}
_USUAL = 0.63
#: What has no letter of ours may be as wide as it is high.
_STRANGE = 1.0
BOLD = 1.1
"""How much wider bold letters are."""
_ELLIPSIS = "…"


@lru_cache(maxsize=4096)
def width(text: str, size: float) -> float:
    """Return how wide `text` is at a size, in the units of the drawing."""
    return sum(map(_letter, unicodedata.normalize("NFD", text))) * size


def cut(text: str, size: float, most: float) -> str:
    """Return `text` if it fits into `most`, else as much of it as does, and an ellipsis."""
    if width(text, size) <= most:
        return text
    kept = text[:400]
    while kept and width(kept + _ELLIPSIS, size) > most:
        kept = kept[:-1]
    return kept.rstrip() + _ELLIPSIS


def lines(text: str, size: float, most: float) -> list[str]:
    """Return `text` on one line, or on two broken between words, the second cut if need be."""
    if width(text, size) <= most:
        return [text]
    words = text.split(" ")
    taken = 1
    while taken < len(words) and width(" ".join(words[: taken + 1]), size) <= most:
        taken += 1
    first, rest = " ".join(words[:taken]), " ".join(words[taken:])
    return [cut(first, size, most), *([cut(rest, size, most)] if rest else [])]


def _letter(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    known = _WIDTH.get(letter)
    if known is not None:
        return known
    return _USUAL if letter < "\u0250" else _STRANGE
