"""How Vietnamese is written by hand: letters composed or apart, with accents or without.

Every function here keeps one letter for one letter, so that a place found in the folded text
is the same place in the text that was written.
"""

from __future__ import annotations

import unicodedata

#: The five tone marks: where they stand differs from hand to hand (hoà, hòa).
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


def composed(text: str) -> str:
    """Return a text in NFC, without marks that belong to no letter."""
    return "".join(
        letter
        for letter in unicodedata.normalize("NFC", text)
        if unicodedata.category(letter) != "Mn"
    )


def folded(text: str) -> str:
    """Return a composed text without case and accents, letter for letter."""
    return "".join(map(_base, text))


def agrees(written: str, name: str) -> bool:
    """Say whether a word written may stand for a word of a name.

    Accents may be left out; those that are written must be the name's.
    """
    if folded(written) != folded(name):
        return False
    return not accented(written) or same(written, name)


def same(written: str, name: str) -> bool:
    """Say whether two words are the same, wherever their tone marks stand."""
    return _spelled(written) == _spelled(name)


def accented(text: str) -> bool:
    """Say whether any letter of a composed text has an accent."""
    return any(_base(letter) != letter.lower() for letter in text if letter.isalpha())


def _base(letter: str) -> str:
    plain = unicodedata.normalize("NFD", letter)[0].lower()[0]
    return "d" if plain == "đ" else plain


def _spelled(word: str) -> tuple[str, list[str]]:
    apart = unicodedata.normalize("NFD", word.lower())
    letters = "".join(letter for letter in apart if letter not in _TONES)
    return letters, sorted(letter for letter in apart if letter in _TONES)
