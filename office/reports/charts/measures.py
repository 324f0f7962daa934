"""How numbers are written: on axes, beside bars and in tables, with the marks of the language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Number = int | float
_NARROW = "\N{NO-BREAK SPACE}"
_MINUS = "\N{MINUS SIGN}"
#: Beyond this no office counts; it is written by its magnitude, so that it fits.
_HUGE = 10**15
_SCALES = ((10**9, "tỷ", "bn"), (10**6, "triệu", "m"))


def count(value: Number, language: str = "vi") -> str:
    """Write an amount: 1.234.567 or 1234,5."""
    if abs(value) >= _HUGE:
        return _magnitude(value, language)
    if isinstance(value, int) or value == int(value):
        return _marked(f"{int(value):,d}", language)
    return _marked(f"{value:,.1f}", language)


def share(value: Number, language: str = "vi") -> str:
    """Write a share of 1: 97,5 %.  What is not all is never rounded up to 100, nor some to 0."""
    if abs(value) >= _HUGE:
        return _percent(_magnitude(value, language), language)
    hundredths = value * 100
    if 0 < hundredths < 100:
        hundredths = min(max(hundredths, 0.1), 99.9)
    return _percent(_marked(f"{hundredths:,.1f}", language), language)


def short_count(value: Number, language: str = "vi") -> str:
    """Write an amount for an axis: 12.000, 1,5 triệu."""
    for size, vi, en in _SCALES:
        if _HUGE > abs(value) >= size:
            amount = f"{value / size:,.1f}".removesuffix(".0")
            return f"{_marked(amount, language)}{_NARROW}{vi if language == 'vi' else en}"
    return count(value, language)


def short_share(value: Number, language: str = "vi") -> str:
    """Write a share for an axis or a narrow cell: 75 %; whole, but for 99,9 and 0,1."""
    if abs(value) >= _HUGE:
        return _percent(_magnitude(value, language), language)
    hundredths = value * 100
    if (0 < hundredths < 0.5) or (99.5 <= hundredths < 100):
        return share(value, language)
    return _percent(_marked(f"{hundredths:,.0f}", language), language)


def more_or_fewer(value: Number, language: str = "vi") -> str:
    """Write how an amount changed: +12, −3."""
    return _signed(value, count(abs(value), language))


def points(value: Number, language: str = "vi") -> str:
    """Write how a share changed, in points: +12,3 điểm."""
    if abs(value) >= _HUGE:
        written = _magnitude(abs(value), language)
    else:
        written = _marked(f"{abs(value) * 100:,.1f}", language)
    return _signed(value, f"{written}{_NARROW}{'điểm' if language == 'vi' else 'pts'}")


@dataclass(frozen=True, slots=True)
class Measure:
    """What is measured: how a value, a mark of the axis and a change of it are written.

    `top` is where the scale ends at least (1 for shares); `whole` has no halves on the axis.
    """

    write: Callable[[Number, str], str]
    axis: Callable[[Number, str], str]
    change: Callable[[Number, str], str]
    top: Number | None = None
    whole: bool = False


COUNT = Measure(count, short_count, more_or_fewer, whole=True)
SHARE = Measure(share, short_share, points, top=1)


def _marked(written: str, language: str) -> str:
    """Put the marks of the language in: Vietnamese has a comma where English has a point."""
    turned = written.replace("-", _MINUS)
    return turned if language == "en" else turned.translate(str.maketrans(",.", ".,"))


def _percent(written: str, language: str) -> str:
    return f"{written}%" if language == "en" else f"{written}{_NARROW}%"


def _signed(value: Number, written: str) -> str:
    return written if value == 0 else f"{'+' if value > 0 else _MINUS}{written}"


def _magnitude(value: Number, language: str) -> str:
    """Write 1,2×10^18 of an int however long, or of a float however large."""
    digits = f"{abs(value):d}" if isinstance(value, int) else f"{abs(value):.15e}"
    exponent = len(digits) - 1 if isinstance(value, int) else int(digits.partition("e")[2])
    lead = f"{digits[0]}.{digits[1]}" if isinstance(value, int) else f"{digits[:3]}"
    sign = _MINUS if value < 0 else ""
    return f"{sign}{_marked(lead, language)}×10^{exponent}"
