"""A map of units and months: every cell with its shade and, where it fits, its number."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from office.reports.charts import ink, lettering, marks, words
from office.reports.charts.canvas import SIZE, Canvas
from office.reports.charts.marks import SMALL, DrawKey
from office.reports.charts.values import Cell, HeatMap, Row

_NAME = 190.0
_LEAST, _MOST = 19.0, 52.0
#: In cells narrower than this the sign of per cent is left to the legend.
_WITH_UNIT, _TINY = 38.0, 10


@dataclass(frozen=True, slots=True)
class _Cells:
    """Where the cells are: the edge of the names, and how wide each is."""

    left: float
    slot: float


def draw(chart: HeatMap, canvas: Canvas) -> None:
    """Draw the legend of the shades, the months, and a row a unit."""
    narrow = canvas.way.narrow
    top = marks.legend(canvas, _legend(chart, canvas))
    left = 0.0 if narrow else _NAME
    slot = min(max((canvas.width - left) / max(len(chart.columns), 1), _LEAST), _MOST)
    where = _Cells(left, slot)
    canvas.width = max(canvas.width, round(left + slot * len(chart.columns)))
    names = [canvas.said(label) for label in chart.columns]
    base = marks.headings(canvas, names, where, top + 8) + 3
    high = 41.0 if narrow else 24.0
    for nth, row in enumerate(chart.rows):
        _row(chart, canvas, where, (base + nth * high, row))
    canvas.height = base + len(chart.rows) * high + 2


def _legend(chart: HeatMap, canvas: Canvas) -> list[tuple[DrawKey, str]]:
    language = canvas.way.language
    limits = [chart.measure.axis(step, language) for step in chart.steps]
    said = [
        words.UNDER.filled(high=limits[0]),
        *(words.BETWEEN.filled(low=low, high=high) for low, high in pairwise(limits)),
        words.FROM.filled(low=limits[-1]),
    ]
    shades = [ink.shade(value, chart.steps)[0] for value in (float("-inf"), *chart.steps)]
    entries = [
        (marks.box_key(canvas, shade, ink.EDGE), text.into(language))
        for shade, text in zip(shades, said, strict=True)
    ]
    return [*entries, (marks.empty_key(canvas), words.NOTHING.into(language))]


def _row(chart: HeatMap, canvas: Canvas, where: _Cells, shown: tuple[float, Row]) -> None:
    top, row = shown
    name = canvas.said(row.label)
    down = 17.0 if canvas.way.narrow else 0.0
    with canvas.called(name, row.href):
        if canvas.way.narrow:
            canvas.text((0, top + 12), lettering.cut(name, SIZE, canvas.way.width))
        else:
            _beside(canvas, name, top)
    for nth, cell in enumerate(row.cells):
        said = words.value(cell, chart.measure, canvas.way.language)
        title = words.named(row.label, chart.columns[nth], said, language=canvas.way.language)
        with canvas.called(title, cell.href):
            _cell(chart, canvas, (where.left + nth * where.slot, top + down, where.slot), cell)


def _beside(canvas: Canvas, name: str, top: float) -> None:
    """Write a name before its cells, in small letters on two lines if it must be."""
    if lettering.width(name, SIZE) <= _NAME - 8:
        canvas.text((_NAME - 8, top + 15), name, text_anchor="end")
        return
    for nth, line in enumerate(lettering.lines(name, _TINY, _NAME - 8)):
        at = (_NAME - 8, top + 10 + nth * 11)
        canvas.text(at, line, text_anchor="end", font_size=_TINY)


def _cell(chart: HeatMap, canvas: Canvas, at: tuple[float, float, float], cell: Cell) -> None:
    left, top, slot = at
    box = (round(left + 0.5, 1), top + 0.5, round(slot - 2, 1), 21.0)
    if cell.value is None:
        canvas.empty(box)
        return
    colour, on_it = ink.shade(cell.value, chart.steps)
    canvas.rect(box, colour, stroke=ink.EDGE, stroke_width=0.5)
    said = chart.measure.axis(cell.value, canvas.way.language)
    size = SMALL
    if slot < _WITH_UNIT:
        said, size = said.removesuffix("%").rstrip(), _TINY
    if lettering.width(said, size) <= slot - 2:
        middle = (left + slot / 2 - 0.5, top + 15)
        light = {"fill": on_it} if on_it != ink.INK else {}
        canvas.text(middle, said, text_anchor="middle", font_size=size, **light)
