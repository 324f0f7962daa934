"""A chart → SVG; the same chart drawn the same way gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from office.reports.charts import heat, league, lines, path, stacks
from office.reports.charts.canvas import Canvas, Way
from office.reports.charts.values import (
    Chart,
    HeatMap,
    League,
    Lines,
    Multiples,
    Pairs,
    Path,
    Stacks,
)

#: On a page, with room.
WIDE_WAY = Way()
#: `Any`, because each takes its own kind of chart.
_DRAW: dict[type, Callable[[Any, Canvas], None]] = {
    Stacks: stacks.draw,
    Lines: lines.draw,
    Multiples: lines.draw_multiples,
    League: league.draw,
    HeatMap: heat.draw,
    Pairs: league.draw_pairs,
    Path: path.draw,
}


def draw(chart: Chart, way: Way = WIDE_WAY) -> Markup:
    """Return the chart as SVG, named by its title and described by its `about`."""
    return drawn(chart, way).finished(chart.head.key, chart.head.title, chart.head.about)


def drawn(chart: Chart, way: Way) -> Canvas:
    """Return the sheet with the chart on it; it may have become wider than it was."""
    canvas = Canvas(way)
    _DRAW[type(chart)](chart, canvas)
    return canvas
