"""Vietnamese without its marks, so that `quyet dinh` finds `Quyết định`.

Folding goes character for character: what stands at an offset of the folded text stands
at the same offset of the composed original, so a hit can be shown in the original.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

#: Letters with marks: Latin, Greek and Cyrillic, the rest of Vietnamese, full-width forms.
_RANGES = ((0x80, 0x530), (0x1E00, 0x2000), (0xFF01, 0xFF5F))
_FULL_WIDTH = 0xFEE0
#: Where the tone of an open syllable stands: two spellings of one word (hoà, hòa).
_OLD = ("oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ")
_NEW = ("òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy")
_TONES = dict(zip(_OLD, _NEW, strict=True))
_OPEN = re.compile("|".join(_OLD))
_WORD = re.compile(r"[^\W_]+")
_NO_LETTER_OF_TWO = {0x130: "i"}  # the only letter that lower() would make two of


def _base(code: int) -> str:
    """Return the letter under a letter's marks, small."""
    letter = chr(code)
    if 0xFF01 <= code <= 0xFF5E:
        return chr(code - _FULL_WIDTH).lower()
    if letter in "đĐ":
        return "d"
    if letter in "Σς":
        return "σ"
    apart = unicodedata.normalize("NFD", letter)
    bare = apart[0] if all(map(unicodedata.combining, apart[1:])) else letter
    return bare.lower()[:1] or letter


_FOLDED = {
    code: base
    for first, end in _RANGES
    for code in range(first, end)
    if (base := _base(code)) != chr(code)
}


class Word(NamedTuple):
    """A word of a text: folded, as it is spelled with its marks, and where it stands."""

    folded: str
    spelled: str
    start: int
    end: int

    @property
    def marked(self) -> bool:
        """Say whether the word carries a mark."""
        return self.folded != self.spelled


def composed(text: str) -> str:
    """Return the text as offsets of `fold` and `words` count it (NFC)."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Return a text small and without marks, as long as its composed form."""
    return composed(text).translate(_FOLDED).lower()


def spell(text: str) -> str:
    """Return a text small, each open syllable's tone in one place: hoà and hòa are one word."""
    small = composed(text).translate(_NO_LETTER_OF_TWO).lower()
    return _OPEN.sub(lambda found: _TONES[found[0]], small)


def words(text: str) -> Iterator[Word]:
    """Yield the words of a text: runs of letters and digits."""
    folded, spelled = fold(text), spell(text)
    for found in _WORD.finditer(folded):
        start, end = found.span()
        yield Word(found[0], spelled[start:end], start, end)
