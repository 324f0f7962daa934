"""Quantities as Vietnamese write them: "1.234,5"; kept exactly, in thousandths."""

from __future__ import annotations

import re
from fractions import Fraction

from office.domain.text import Text

THOUSAND = 1000
#: Groups of three are parted by a point or not at all; at most three digits after the comma.
_TYPED = re.compile(r"(?P<whole>\d{1,3}(?:\.\d{3})+|\d{1,9})(?:,(?P<part>\d{1,3}))?", re.ASCII)
_PLAIN = re.compile(r"(?P<whole>\d{1,9})(?:\.(?P<part>\d{1,3}))?", re.ASCII)
_SWAPPED = str.maketrans(",.", ".,")


def parse(typed: str) -> int:
    """Read "1.234,5" as thousandths; raises ValueError for anything else, so also for "1.5"."""
    return _thousandths(_TYPED, typed)


def parse_plain(cell: str) -> int:
    """Read "1234.5", as files write it, as thousandths; raises ValueError for anything else."""
    return _thousandths(_PLAIN, cell)


def _thousandths(form: re.Pattern[str], typed: str) -> int:
    match = form.fullmatch(typed.strip())
    if match is None:
        raise ValueError(f"this is no quantity: {typed!r}")
    whole, part = match["whole"].replace(".", ""), match["part"] or ""
    return int(whole + part.ljust(3, "0"))


def written(value: Fraction | int) -> Text:
    """Return a number as people read it, to the thousandth: "1.234,5", in English "1,234.5"."""
    thousandths = rounded(Fraction(value) * THOUSAND)
    whole, part = divmod(abs(thousandths), THOUSAND)
    sign = "−" if thousandths < 0 else ""
    english = f"{sign}{whole:,}" + (f".{part:03d}".rstrip("0") if part else "")
    return Text(english.translate(_SWAPPED), english)


def rounded(value: Fraction) -> int:
    """Return the nearest whole number, a half away from nought, as money is rounded."""
    whole = int(abs(value) + Fraction(1, 2))
    return whole if value >= 0 else -whole
