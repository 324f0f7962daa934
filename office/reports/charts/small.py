"""Pictures for a table's cell: a three-way strip, a sparkline; the row beside says the values."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from office.reports.charts import ink, lines, words
from office.reports.charts.canvas import Canvas, Way
from office.reports.charts.measures import COUNT, SHARE, Measure, Number
from office.reports.charts.scale import edges, total
from office.reports.charts.values import SENT_CLASSES, Cell, Class, Label, Target

_STRIP = (240, 18)
_SPARK = (110, 24)


def strip(
    name: Label,
    cells: Sequence[Cell],
    classes: Sequence[Class] = SENT_CLASSES,
    language: str = "vi",
    measure: Measure = COUNT,
) -> Markup:
    """Return one lying bar of pieces, as wide as the whole: what a row of a table is made of."""
    wide, high = _STRIP
    canvas = Canvas(Way(language=language, width=wide, links=False))
    canvas.height = high
    values = [cell.value or 0 for cell in cells]
    found = edges(values, total(values), wide)
    told = []
    for one, cell, left, right in zip(classes, cells, found, found[1:], strict=False):
        said = words.value(cell, measure, language)
        if (cell.value or 0) > 0:
            told.append(f"{canvas.said(one.label)} {said}")
        if right > left:
            with canvas.called(f"{canvas.said(one.label)}: {said}"):
                canvas.piece((left, 0, round(right - left, 1), high), one.fill)
                if left and right - left > 3:
                    canvas.line((left, 0), (left, high), stroke=ink.WHITE, stroke_width=1.5)
    if not told:
        canvas.empty((0, 0, wide, high))
    said = "; ".join(told) or words.NOTHING.into(language)
    return canvas.small("chart-strip", f"{canvas.said(name)}: {said}")


def sparkline(
    name: Label,
    values: Sequence[Number | None],
    target: Target | None = None,
    language: str = "vi",
    measure: Measure = SHARE,
) -> Markup:
    """Return a small line; its name says how it began, how it ended, and the target."""
    wide, high = _SPARK
    canvas = Canvas(Way(language=language, width=wide, links=False))
    canvas.height = high
    known = [value for value in values if value is not None]
    top = lines.top_of(measure, [*known, target.value if target else None])
    lines.spark(canvas, (0, 3, wide, high - 5), values, (top, target))
    said = words.NOTHING.into(language)
    if known:
        ends = dict.fromkeys((known[0], known[-1]))
        said = " → ".join(measure.write(value, language) for value in ends)
    if target:
        said = f"{said}; {words.target(target, measure, language)}"
    return canvas.small("chart-spark", f"{canvas.said(name)}: {said}")
