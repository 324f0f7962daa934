"""What people type, as the office keeps it: composed, and without signs that nobody sees."""

from __future__ import annotations

import unicodedata

#: Breaks that belong to a text.
_BREAKS = frozenset("\n\r\t")
#: Signs that turn the order of a line around: a sentence may look like another one.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def cleaned(text: str) -> str:
    """Return a text composed (NFC), without control signs and signs that turn it around.

    What joins the parts of an emoji stays.
    """
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", "".join(sign for sign in text if _stays(sign)))


def _stays(sign: str) -> bool:
    if sign in _BREAKS:
        return True
    return sign not in _TURNING and unicodedata.category(sign) not in ("Cc", "Cs")
