"""From values to places: exact fractions, rounded once, so that pieces add up to the whole."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import lru_cache

from office.reports.charts.measures import Measure, Number

#: Places are told in tenths of a unit of the drawing: finer nobody sees.
_PARTS = 10
#: Below this a float is exact enough for a place; fractions cost twenty times as much.
_PLAIN = 10**15
_MARKS = 4
_STEPS = (Fraction(1), Fraction(2), Fraction(5, 2), Fraction(5), Fraction(10))


def place(value: Number | Fraction, top: Number | Fraction, length: float) -> float:
    """Return how far along `length` a value stands on a scale from 0 to `top`, within it."""
    if top <= 0:
        return 0.0
    if -_PLAIN < value < _PLAIN and top < _PLAIN:
        return round(min(max(float(value) / float(top), 0.0), 1.0) * length * _PARTS) / _PARTS
    share = min(max(Fraction(value) / Fraction(top), Fraction(0)), Fraction(1))
    return round(share * Fraction(length) * _PARTS) / _PARTS


def edges(values: Sequence[Number], whole: Number | Fraction, length: float) -> list[float]:
    """Return where pieces begin and end along `length`; the last ends where their sum stands."""
    done = Fraction(0)
    found = [0.0]
    for value in values:
        done += max(Fraction(value), Fraction(0))
        share = min(done / Fraction(whole), Fraction(1)) if whole > 0 else Fraction(0)
        found.append(round(share * Fraction(length) * _PARTS) / _PARTS)
    return found


def total(values: Iterable[Number | None]) -> Fraction:
    """Return the sum of what can be drawn: gaps and counter-entries draw nothing."""
    return sum((max(Fraction(one), Fraction(0)) for one in values if one is not None), Fraction(0))


def ticks(measure: Measure, values: Iterable[Number | Fraction | None]) -> list[Fraction]:
    """Return the marks of an axis from 0 to one that no value is above: round numbers."""
    most = max((Fraction(one) for one in values if one is not None), default=Fraction(0))
    if measure.top is not None:
        most = max(most, Fraction(measure.top))
    if most <= 0:
        return [Fraction(0), Fraction(1)]
    step = _step(most / _MARKS, whole=measure.whole)
    return [step * nth for nth in range(math.ceil(most / step) + 1)]


@lru_cache(maxsize=8192)
def number(value: float) -> str:
    """Return a coordinate as short as it can be written."""
    written = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def _step(least: Fraction, *, whole: bool) -> Fraction:
    """Return the round number next above: 1, 2, 2.5 or 5 × a power of ten."""
    exponent = len(str(least.numerator)) - len(str(least.denominator)) - 1
    power = Fraction(10) ** exponent
    while power * 10 <= least:
        power *= 10
    found = next(step * power for step in _STEPS if step * power >= least)
    if whole and found.denominator != 1:
        return Fraction(math.ceil(found))
    return found
