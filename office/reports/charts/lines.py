"""Lines over time, and the small ones that stand beside a name or in a table's cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from office.reports.charts import ink, lettering, marks, words
from office.reports.charts.canvas import SIZE, Box, Canvas
from office.reports.charts.marks import DrawKey, Plot
from office.reports.charts.measures import Measure, Number
from office.reports.charts.scale import number, place, ticks
from office.reports.charts.values import Cell, Lines, Multiples, Row, Target

Point = tuple[float, float]
_GAP = 12.0


def draw(chart: Lines, canvas: Canvas) -> None:
    """Draw the lines; where a value is missing, a line ends and begins again later."""
    top = _legend(chart, canvas)
    known = [cell.value for row in chart.rows for cell in row.cells]
    levels = ticks(chart.measure, [*known, chart.target.value if chart.target else None])
    written = marks.written_marks(canvas, levels, chart.measure)
    where = marks.plot(canvas, top, (levels, written), len(chart.columns))
    marks.grid(canvas, where, written)
    if chart.target:
        level = where.up(chart.target.value)
        canvas.aim((where.left, level), (where.left + where.width, level))
    for nth, row in enumerate(chart.rows):
        _line(chart, canvas, where, nth)
        del row
    names = [canvas.said(label) for label in chart.columns]
    canvas.height = marks.headings(canvas, names, where, where.foot + 15) + 2


def _legend(chart: Lines, canvas: Canvas) -> float:
    entries: list[tuple[DrawKey, str]] = []
    if len(chart.rows) > 1:
        entries += [
            (_line_key(canvas, nth), canvas.said(row.label)) for nth, row in enumerate(chart.rows)
        ]
    if chart.target:
        said = words.target(chart.target, chart.measure, canvas.way.language)
        entries.append((marks.aim_key(canvas), said))
    return marks.legend(canvas, entries)


def _line_key(canvas: Canvas, nth: int) -> DrawKey:
    def key(left: float, top: float) -> None:
        _stroke(canvas, nth, [(left, top + 6), (left + 18, top + 6)], 2)
        _mark(canvas, nth, (left + 9, top + 6))

    return key


def _line(chart: Lines, canvas: Canvas, where: Plot, nth: int) -> None:
    row = chart.rows[nth]
    points = [
        None if cell.value is None else (where.middle(at), where.up(cell.value))
        for at, cell in enumerate(row.cells)
    ]
    for run in runs(points):
        _stroke(canvas, nth, run, 2)
    language = canvas.way.language
    for at, (cell, point) in enumerate(zip(row.cells, points, strict=True)):
        if point is None:
            continue
        said = words.value(cell, chart.measure, language)
        name = row.label if len(chart.rows) > 1 else ""
        title = words.named(name, chart.columns[at], said, language=language)
        with canvas.called(title, cell.href):
            # What is to be hit is larger than what is seen.
            canvas.put("circle", cx=point[0], cy=point[1], r=7, fill_opacity=0)
            _mark(canvas, nth, point)
    _last(chart, canvas, where, points, row)


def _last(
    chart: Lines, canvas: Canvas, where: Plot, points: Sequence[Point | None], row: Row
) -> None:
    """Write the last value at its point; of several lines, they would run into one another."""
    known = [at for at, point in enumerate(points) if point is not None]
    if not known or len(chart.rows) > 1:
        return
    value, point = row.cells[known[-1]].value, points[known[-1]]
    if value is None or point is None:
        return
    said = chart.measure.write(value, canvas.way.language)
    right = min(point[0], canvas.width - lettering.width(said, SIZE) / 2 - 2)
    base = point[1] - 9
    canvas.text((right, base), said, text_anchor="middle", font_weight="bold")


def draw_multiples(chart: Multiples, canvas: Canvas) -> None:
    """Draw the same small line for each unit, on one scale."""
    top = 2.0
    if chart.target:
        said = words.target(chart.target, chart.measure, canvas.way.language)
        top = marks.legend(canvas, [(marks.aim_key(canvas), said)])
    beside = 2 if canvas.way.narrow else max(1, canvas.way.width // 176)
    wide = (canvas.width - _GAP * (beside - 1)) / beside
    high = 90.0
    most = _top(chart)
    for nth, row in enumerate(chart.rows):
        left = (nth % beside) * (wide + _GAP)
        _small(chart, canvas, (left, top + nth // beside * high, wide, high - 10), (row, most))
    canvas.height = top + -(-len(chart.rows) // beside) * high


def _small(chart: Multiples, canvas: Canvas, box: Box, shown: tuple[Row, Number]) -> None:
    row, most = shown
    left, top, wide, high = box
    language = canvas.way.language
    known = [(at, cell) for at, cell in enumerate(row.cells) if cell.value is not None]
    at, last = known[-1] if known else (-1, None)
    said = words.value(last, chart.measure, language) if last else words.NOTHING.into(language)
    latest = chart.columns[at] if last else ""
    with canvas.called(words.named(row.label, latest, said, language=language), row.href):
        canvas.rect((left, top, wide, high), ink.WHITE)
        for nth, line in enumerate(lettering.lines(canvas.said(row.label), SIZE, wide)):
            canvas.text((left, top + 11 + nth * 14), line)
        latest_value = _written(last, chart.measure, language)
        room = lettering.width(latest_value, SIZE) * lettering.BOLD + 8
        area = (left, top + 33, wide - room, high - 36)
        spark(canvas, area, [cell.value for cell in row.cells], (most, chart.target))
        at_ = (left + wide, top + 33 + (high - 36) / 2 + 4)
        canvas.text(at_, latest_value, text_anchor="end", font_weight="bold")


def _written(cell: Cell | None, measure: Measure, language: str) -> str:
    if cell is None or cell.value is None:
        return words.EMPTY
    return measure.write(cell.value, language)


def _top(chart: Multiples) -> Number:
    known = [cell.value for row in chart.rows for cell in row.cells]
    aim = chart.target.value if chart.target else None
    return marks.plain(ticks(chart.measure, [*known, aim])[-1])


def spark(
    canvas: Canvas,
    box: Box,
    values: Sequence[Number | None],
    scale: tuple[Number, Target | None],
) -> None:
    """Draw a small line into a box, its end marked; `scale` is its top and its target."""
    left, top, wide, high = box
    most, target = scale
    step = wide / max(len(values), 1)
    foot = top + high
    canvas.line((left, foot), (left + wide, foot), stroke=ink.GRID)
    if target:
        level = foot - place(target.value, most, high)
        canvas.line(
            (left, level),
            (left + wide, level),
            stroke=ink.TARGET,
            stroke_dasharray="3 2",
        )
    points = [
        None if value is None else (left + (nth + 0.5) * step, foot - place(value, most, high))
        for nth, value in enumerate(values)
    ]
    found = list(runs(points))
    for run in found:
        _stroke(canvas, 0, run, 1.5)
    if found:
        canvas.put("circle", cx=found[-1][-1][0], cy=found[-1][-1][1], r=2.5, fill=ink.LINES[0][0])


def top_of(measure: Measure, values: Sequence[Number | None]) -> Number:
    """Return the end of a scale that holds all values."""
    return marks.plain(ticks(measure, values)[-1])


def runs(points: Sequence[Point | None]) -> Iterator[list[Point]]:
    """Yield what is connected: points without a gap between them."""
    for there, run in groupby(points, key=lambda point: point is not None):
        if there:
            yield [point for point in run if point is not None]


def _stroke(canvas: Canvas, nth: int, points: list[Point], thick: float) -> None:
    colour, dashes, _ = ink.LINES[nth % len(ink.LINES)]
    if len(points) == 1:
        canvas.put("circle", cx=points[0][0], cy=points[0][1], r=thick, fill=colour)
        return
    dashed = {"stroke_dasharray": dashes} if dashes else {}
    places = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    how = {"fill": "none", "stroke": colour, "stroke_width": thick}
    canvas.put("polyline", points=places, **how, **dashed)


def _mark(canvas: Canvas, nth: int, point: Point) -> None:
    colour, _, shape = ink.LINES[nth % len(ink.LINES)]
    x, y = point
    if shape == "square":
        canvas.rect((x - 3, y - 3, 6, 6), colour)
    elif shape == "cross":
        path = f"M{number(x - 3)} {number(y - 3)}l6 6M{number(x - 3)} {number(y + 3)}l6 -6"
        canvas.put("path", d=path, stroke=colour, stroke_width=2)
    else:
        canvas.put("circle", cx=x, cy=y, r=3, fill=colour)
