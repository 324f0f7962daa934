"""Words made fit for paper: what no page can show is dropped, dates are written in words."""

from __future__ import annotations

import unicodedata
from datetime import date

# Codes that turn the reading direction: a number must not read otherwise than it is.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_KEPT = frozenset("\n\t")


def printable(text: str) -> str:
    """Compose accents, and drop what no page can show: controls, lone surrogates, turnings."""
    kept = (
        letter
        for letter in unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
        if letter in _KEPT
        or (unicodedata.category(letter) not in {"Cc", "Cs"} and letter not in _TURNING)
    )
    return "".join(kept)


def date_words(day: date | None) -> str:
    """Write a date as the decree does: days under 10 and months 1 and 2 padded (Ô số 4).

    Without a date, the dots that a draft leaves for it.
    """
    if day is None:
        return "ngày … tháng … năm …"
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"
