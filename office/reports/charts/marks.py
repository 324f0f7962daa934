"""What several charts have in common: legends, the axes of upright charts, headings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from office.reports.charts import ink, lettering
from office.reports.charts.canvas import SIZE, Canvas
from office.reports.charts.measures import Measure, Number
from office.reports.charts.scale import place

SMALL = 11
_KEY_WIDE, _KEY_HIGH = 18.0, 12.0
_LINE = 20.0
_THINNED = (1, 2, 3, 4, 6, 12, 24, 48, 96)

#: How the key of a legend is drawn, with its left and top edge.
DrawKey = Callable[[float, float], None]


def legend(canvas: Canvas, entries: Sequence[tuple[DrawKey, str]]) -> float:
    """Draw keys with their words, in as many lines as they need; return where they end."""
    left, top = 0.0, 2.0
    for draw, words in entries:
        told = lettering.cut(words, SIZE, canvas.way.width - _KEY_WIDE - 6)
        wide = _KEY_WIDE + 6 + lettering.width(told, SIZE) + 14
        if left and left + wide - 14 > canvas.way.width:
            left, top = 0.0, top + _LINE
        draw(left, top)
        canvas.text((left + _KEY_WIDE + 6, top + 10), told)
        left += wide
    return top + _LINE + 4 if entries else 2.0


def piece_key(canvas: Canvas, fill: str) -> DrawKey:
    """Return how the key of a class is drawn."""
    return lambda left, top: canvas.piece((left, top, _KEY_WIDE, _KEY_HIGH), fill)


def box_key(canvas: Canvas, colour: str, edge: str) -> DrawKey:
    """Return how the key of a plain colour is drawn."""
    return lambda left, top: canvas.rect(
        (left + 0.5, top + 0.5, _KEY_WIDE - 1, _KEY_HIGH - 1), colour, stroke=edge
    )


def empty_key(canvas: Canvas) -> DrawKey:
    """Return how the key of what has no value is drawn."""
    return lambda left, top: canvas.empty((left, top, _KEY_WIDE, _KEY_HIGH))


def aim_key(canvas: Canvas) -> DrawKey:
    """Return how the key of a target is drawn."""
    return lambda left, top: canvas.aim((left, top + 6), (left + _KEY_WIDE, top + 6))


class Slots(Protocol):
    """Places of one width beside one another."""

    @property
    def left(self) -> float:
        """Return where the first begins."""

    @property
    def slot(self) -> float:
        """Return how wide each is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """Where an upright chart has its values: the edges, the marks of its axis, one slot each."""

    left: float
    top: float
    width: float
    height: float
    marks: Sequence[Fraction]
    slot: float

    @property
    def foot(self) -> float:
        """Return where nought stands."""
        return self.top + self.height

    def up(self, value: Number | Fraction) -> float:
        """Return where a value stands."""
        return self.foot - place(value, self.marks[-1], self.height)

    def middle(self, nth: int) -> float:
        """Return the middle of a slot."""
        return self.left + (nth + 0.5) * self.slot


def plot(canvas: Canvas, top: float, axis: tuple[Sequence[Fraction], list[str]], many: int) -> Plot:
    """Find room for `many` slots beside the written marks of an axis; widen the canvas if need be.

    On a telephone that means the chart is moved sideways, not that it becomes unreadable.
    """
    marks, written = axis
    left = max(lettering.width(one, SMALL) for one in written) + 10
    slot = max((canvas.width - left - 4) / max(many, 1), 14.0)
    canvas.width = max(canvas.width, round(left + slot * many + 4))
    return Plot(
        left=left,
        top=top + 16,
        width=slot * many,
        height=170.0 if canvas.way.narrow else 200.0,
        marks=marks,
        slot=slot,
    )


def written_marks(canvas: Canvas, marks: Sequence[Fraction], measure: Measure) -> list[str]:
    """Return the marks of an axis as they are written."""
    return [measure.axis(plain(mark), canvas.way.language) for mark in marks]


def grid(canvas: Canvas, where: Plot, written: Sequence[str]) -> None:
    """Draw the level lines of an upright chart with what they stand for."""
    for mark, words in zip(where.marks, written, strict=True):
        level = where.up(mark)
        canvas.line(
            (where.left, level),
            (where.left + where.width, level),
            stroke=ink.GRID if mark else ink.EDGE,
        )
        canvas.text(
            (where.left - 6, level + 4),
            words,
            text_anchor="end",
            font_size=SMALL,
            fill=ink.QUIET,
        )


def headings(canvas: Canvas, labels: Sequence[str], where: Slots, base: float) -> float:
    """Write the names of slots in one or two lines, or every second, third …; return their foot.

    "01/2019" that has no room becomes 01, with 2019 below where the year begins.
    """
    if any(lettering.width(label, SMALL) > where.slot - 3 for label in labels):
        split = [label.rpartition("/") for label in labels]
        if all(before for before, _, _ in split):
            _row(canvas, [before for before, _, _ in split], where, base)
            years = [after for _, _, after in split]
            for nth, year in enumerate(years):
                if nth == 0 or year != years[nth - 1]:
                    at = (where.left + nth * where.slot + 1, base + 14)
                    canvas.text(at, year, font_size=SMALL, fill=ink.QUIET)
            return base + 18
    _row(canvas, labels, where, base)
    return base + 4


def _row(canvas: Canvas, labels: Sequence[str], where: Slots, base: float) -> None:
    widest = max((lettering.width(label, SMALL) for label in labels), default=0.0) + 3
    every = next((n for n in _THINNED if n * where.slot >= widest), _THINNED[-1])
    for nth, label in enumerate(labels[::every]):
        told = lettering.cut(label, SMALL, every * where.slot)
        at = (where.left + (nth * every + 0.5) * where.slot, base)
        canvas.text(at, told, text_anchor="middle", font_size=SMALL, fill=ink.QUIET)


def plain(mark: Fraction) -> Number:
    """Return an exact number as one that can be written."""
    if mark.denominator == 1:
        return mark.numerator
    return float(mark)
