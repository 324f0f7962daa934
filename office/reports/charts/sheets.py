"""Charts that are larger than a sheet of paper, in parts that fit, all on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from office.reports.charts import league, marks, path
from office.reports.charts.measures import Number
from office.reports.charts.scale import ticks, total
from office.reports.charts.values import (
    Chart,
    HeatMap,
    League,
    Lines,
    Multiples,
    Pairs,
    Path,
    Row,
    Stacks,
)

#: How many rows a sheet holds; of stacks, how many columns stand side by side on it.
ROWS: dict[type, int] = {
    Stacks: 40, Multiples: 24, League: 27, HeatMap: 32, Pairs: 18, Path: 26,
}  # fmt: skip
#: How many months a sheet is wide.
COLUMNS: dict[type, int] = {Lines: 40, HeatMap: 22}


def in_parts(chart: Chart) -> list[Chart]:
    """Return the chart as several that each fit on a sheet; each row and month is on one."""
    whole = _ranked(chart)
    if not _too_large(chart):
        return [whole]
    found = [part for across in _across(_scaled(whole)) for part in _down(across)]
    return [
        replace(part, head=replace(part.head, key=f"{part.head.key}-{nth}"))
        for nth, part in enumerate(found, 1)
    ]


def _too_large(chart: Chart) -> bool:
    kind = type(chart)
    wide = len(chart.columns) if isinstance(chart, Lines | HeatMap) else 0
    return wide > COLUMNS.get(kind, wide) or len(chart.rows) > ROWS.get(kind, len(chart.rows))


def _ranked(chart: Chart) -> Chart:
    if isinstance(chart, League):
        rows = league.ranked(chart.rows, lowest_first=chart.lowest_first)
        return replace(chart, rows=tuple(rows))
    return chart


def _across(chart: Chart) -> list[Chart]:
    """Divide the months of a chart into years, or as many as a sheet is wide."""
    if not isinstance(chart, Lines | HeatMap) or len(chart.columns) <= COLUMNS[type(chart)]:
        return [chart]
    size = COLUMNS[type(chart)] // 12 * 12
    return [
        replace(
            chart,
            columns=chart.columns[start : start + size],
            rows=tuple(_within(row, start, size) for row in chart.rows),
        )
        for start in range(0, len(chart.columns), size)
    ]


def _within(row: Row, start: int, size: int) -> Row:
    return replace(row, cells=row.cells[start : start + size])


def _down(chart: Chart) -> list[Chart]:
    """Divide the rows of a chart evenly, so that no sheet has but the last two."""
    rows: Sequence[object] = chart.rows
    count = -(-len(rows) // ROWS.get(type(chart), max(len(rows), 1)))
    size = -(-len(rows) // max(count, 1))
    return [
        replace(chart, rows=tuple(rows[nth * size : (nth + 1) * size]))  # type: ignore[arg-type]  # its own rows
        for nth in range(max(count, 1))
    ]


def _scaled(chart: Chart) -> Chart:
    """Return the chart with the ends of its scale fixed, so that its parts can be compared."""
    if isinstance(chart, Path):
        return replace(chart, shown=path.ends_of(chart))
    if isinstance(chart, HeatMap):
        return chart
    top = marks.plain(ticks(chart.measure, [*_values(chart), _aim(chart)])[-1])
    return replace(chart, measure=replace(chart.measure, top=top))


def _values(chart: Stacks | Lines | Multiples | League | Pairs) -> list[Number | None]:
    if isinstance(chart, League):
        return [value for bar in chart.rows for value in (bar.cell.value, *bar.trend)]
    if isinstance(chart, Stacks):
        return [marks.plain(total(cell.value for cell in row.cells)) for row in chart.rows]
    return [cell.value for row in chart.rows for cell in row.cells]


def _aim(chart: Stacks | Lines | Multiples | League | Pairs) -> Number | None:
    """A column's target is a share of it, and so below its top."""
    if isinstance(chart, Stacks) or chart.target is None:
        return None
    return chart.target.value
