"""Leagues of units, and two periods side by side: horizontal bars with their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from office.reports.charts import ink, lettering, lines, marks, words
from office.reports.charts.canvas import SIZE, Box, Canvas
from office.reports.charts.marks import SMALL
from office.reports.charts.measures import Measure, Number
from office.reports.charts.scale import place, ticks
from office.reports.charts.values import Bar, Cell, Label, League, Pairs, Row, Target

_NAME = 236.0
_TREND = 96.0
_GAP = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lanes:
    """Where lying bars are: from the edge of the names to where the numbers begin."""

    canvas: Canvas
    measure: Measure
    left: float
    right: float
    most: Number

    def along(self, value: Number) -> float:
        """Return how long the bar of a value is."""
        return place(value, self.most, self.right - self.left)


def ranked(rows: Sequence[Bar], *, lowest_first: bool = False) -> list[Bar]:
    """Return bars in the order of their values; equals keep theirs, gaps come last."""
    known = [(bar.cell.value, bar) for bar in rows if bar.cell.value is not None]
    known.sort(key=lambda one: one[0], reverse=not lowest_first)
    return [bar for _, bar in known] + [bar for bar in rows if bar.cell.value is None]


def draw(chart: League, canvas: Canvas) -> None:
    """Draw the units' bars, the highest first, with the way each came there."""
    rows = ranked(chart.rows, lowest_first=chart.lowest_first)
    values = [bar.cell.value for bar in rows]
    trends = any(bar.trend for bar in rows)
    top = _aim_legend(canvas, chart.target, chart.measure)
    lanes = _lanes(canvas, chart.measure, (values, chart.target), _TREND + _GAP if trends else 0.0)
    top = _scale(lanes, top)
    high = 42.0 if canvas.way.narrow else 28.0
    trend_top = lines.top_of(chart.measure, [one for bar in rows for one in bar.trend])
    for nth, bar in enumerate(rows):
        base = top + nth * high
        _league_row(lanes, (base, high), bar)
        if bar.trend:
            area = (canvas.width - _TREND, base + (17 if canvas.way.narrow else 4), _TREND, 19.0)
            lines.spark(canvas, area, bar.trend, (trend_top, chart.target))
    canvas.height = top + len(rows) * high + 4
    _aims(lanes, chart.target, _places(lanes, top, len(rows), (high, 19.0, 16.0)))


def draw_pairs(chart: Pairs, canvas: Canvas) -> None:
    """Draw two bars a row, the earlier period over the later, and what changed."""
    values = [cell.value for row in chart.rows for cell in row.cells]
    entries = [
        (marks.box_key(canvas, *ink.EARLIER), canvas.said(chart.earlier)),
        (marks.box_key(canvas, ink.BAR, ink.BAR), canvas.said(chart.later)),
    ]
    if chart.target:
        said = words.target(chart.target, chart.measure, canvas.way.language)
        entries.append((marks.aim_key(canvas), said))
    top = marks.legend(canvas, entries)
    changes = [change(row, chart.measure, canvas.way.language) for row in chart.rows]
    room = max((lettering.width(one, SIZE) for one in changes), default=0.0) * lettering.BOLD
    room += _GAP
    lanes = _lanes(canvas, chart.measure, (values, chart.target), room)
    top = _scale(lanes, top)
    high = 58.0 if canvas.way.narrow else 42.0
    for nth, (row, changed) in enumerate(zip(chart.rows, changes, strict=True)):
        base = top + nth * high
        _pair(lanes, base, row, (chart.earlier, chart.later))
        down = 32 if canvas.way.narrow else 20
        canvas.text((canvas.width, base + down), changed, text_anchor="end", font_weight="bold")
    canvas.height = top + len(chart.rows) * high + 2
    _aims(lanes, chart.target, _places(lanes, top, len(chart.rows), (high, 18.0, 31.0)))


def change(row: Row, measure: Measure, language: str) -> str:
    """Return what changed from the earlier cell to the later; a dash where one is missing."""
    earlier, later = (cell.value for cell in row.cells)
    if earlier is None or later is None:
        return words.EMPTY
    return measure.change(later - earlier, language)


def _pair(lanes: _Lanes, base: float, row: Row, periods: tuple[Label, Label]) -> None:
    canvas, language = lanes.canvas, lanes.canvas.way.language
    down = 18.0 if canvas.way.narrow else 2.0
    _name(lanes, (base, 42.0), canvas.said(row.label))
    for nth, (cell, period) in enumerate(zip(row.cells, periods, strict=True)):
        said = words.value(cell, lanes.measure, language)
        name = words.named(row.label, period, said, language=language)
        box = (lanes.left, base + down + nth * 17, lanes.right - lanes.left, 14.0)
        with canvas.called(name, cell.href):
            _bar(lanes, box, cell, ink.EARLIER if nth == 0 else (ink.BAR, ink.BAR))


def _league_row(lanes: _Lanes, row: tuple[float, float], bar: Bar) -> None:
    canvas, language = lanes.canvas, lanes.canvas.way.language
    base, high = row
    said = words.value(bar.cell, lanes.measure, language)
    down = 19.0 if canvas.way.narrow else 5.0
    with canvas.called(words.named(bar.label, said, language=language), bar.cell.href):
        canvas.rect((0, base, lanes.right, high - 1), ink.WHITE)
        _name(lanes, row, canvas.said(bar.label))
        box = (lanes.left, base + down, lanes.right - lanes.left, 16.0)
        _bar(lanes, box, bar.cell, (ink.BAR, ink.BAR))


def _name(lanes: _Lanes, row: tuple[float, float], name: str) -> None:
    base, high = row
    if lanes.canvas.way.narrow:
        lanes.canvas.text((0, base + 13), lettering.cut(name, SIZE, lanes.canvas.width))
        return
    told = lettering.lines(name, SIZE if high > 30 else SMALL, _NAME - _GAP)
    size = SIZE if len(told) == 1 or high > 30 else SMALL
    first = base + high / 2 - 7 * (len(told) - 1) + 3
    for nth, line in enumerate(told):
        at = (_NAME - _GAP, first + nth * 13)
        lanes.canvas.text(at, line, text_anchor="end", font_size=size)


def _bar(lanes: _Lanes, box: Box, cell: Cell, colours: tuple[str, str]) -> None:
    """Draw a bar on its lane with its number behind; a gap's lane is hatched."""
    canvas = lanes.canvas
    left, top, wide, high = box
    if cell.value is None:
        canvas.empty(box)
    else:
        canvas.rect(box, ink.TRACK)
        long = lanes.along(cell.value)
        if long >= 1:
            canvas.rect(
                (left + 0.5, top + 0.5, round(long - 1, 1), high - 1), colours[0], stroke=colours[1]
            )
    said = (
        words.EMPTY if cell.value is None else lanes.measure.write(cell.value, canvas.way.language)
    )
    canvas.text((left + wide + 6, top + high / 2 + 4), said)


def _lanes(
    canvas: Canvas,
    measure: Measure,
    shown: tuple[Sequence[Number | None], Target | None],
    beside: float,
) -> _Lanes:
    values, target = shown
    levels = ticks(measure, [*values, target.value if target else None])
    written = [measure.write(one, canvas.way.language) for one in values if one is not None]
    room = max((lettering.width(one, SIZE) for one in written), default=12.0) + _GAP
    left = 0.0 if canvas.way.narrow else _NAME
    # However long the numbers are, something of the bars is seen: then the chart is wider.
    canvas.width = max(canvas.width, round(left + 80 + room + beside))
    right = canvas.width - room - beside
    return _Lanes(
        canvas=canvas, measure=measure, left=left, right=right, most=marks.plain(levels[-1])
    )


def _scale(lanes: _Lanes, top: float) -> float:
    """Write where the scale begins, its middle and its end; return where the rows begin."""
    canvas = lanes.canvas
    ends = Fraction(lanes.most)
    for part, anchor in ((0, "start"), (1, "middle"), (2, "end")):
        value = ends * part / 2
        if lanes.measure.whole and value.denominator != 1:
            continue
        at = (lanes.left + part * (lanes.right - lanes.left) / 2, top + 10)
        said = lanes.measure.axis(marks.plain(value), canvas.way.language)
        canvas.text(at, said, text_anchor=anchor, font_size=SMALL, fill=ink.QUIET)
    return top + 16


def _aim_legend(canvas: Canvas, target: Target | None, measure: Measure) -> float:
    if target is None:
        return 2.0
    said = words.target(target, measure, canvas.way.language)
    return marks.legend(canvas, [(marks.aim_key(canvas), said)])


def _places(
    lanes: _Lanes, top: float, many: int, row: tuple[float, float, float]
) -> list[tuple[float, float]]:
    """Return from where to where a target's line goes: through all rows, or past their names."""
    high, down, deep = row
    if not lanes.canvas.way.narrow:
        return [(top, top + many * high - 2)]
    starts = (top + nth * high + down for nth in range(many))
    return [(start - 2, start + deep + 2) for start in starts]


def _aims(lanes: _Lanes, target: Target | None, places: list[tuple[float, float]]) -> None:
    if target is not None:
        x = lanes.left + lanes.along(target.value)
        for start, end in places:
            lanes.canvas.aim((x, start), (x, end))
