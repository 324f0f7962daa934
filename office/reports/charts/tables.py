"""The same values as a table: whatever a chart draws can be read, copied and recounted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from office.reports.charts import league, marks, path, words
from office.reports.charts.measures import SHARE, Measure
from office.reports.charts.scale import total
from office.reports.charts.values import (
    Cell,
    Chart,
    HeatMap,
    Label,
    League,
    Lines,
    Multiples,
    Pairs,
    Path,
    Stacks,
    wording,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell of the table: what it says, and where it leads."""

    said: str
    href: str = ""
    amount: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """The heads of the columns, and the rows; each row's first entry is its name."""

    head: tuple[str, ...]
    rows: tuple[tuple[Entry, ...], ...]

    @property
    def crowded(self) -> bool:
        """Tell whether its letters must be smaller on a sheet."""
        return len(self.head) > CROWDED


#: A sheet holds a year of months.
MOST_COLUMNS = 12
#: From so many columns on, there is room on a sheet for the values alone.
CROWDED = 8


def table(chart: Chart, language: str = "vi") -> Table:
    """Return every value that `chart` draws, written in full."""
    made: Table = _TABLES[type(chart)](chart, language)
    return made


def on_sheets(made: Table) -> list[Table]:
    """Return a table as several that are no wider than a sheet, each with the names."""
    columns = range(1, len(made.head), MOST_COLUMNS)
    if len(columns) < 2 or len(made.head) <= MOST_COLUMNS + 2:
        return [made]
    return [
        Table(
            (made.head[0], *made.head[start : start + MOST_COLUMNS]),
            tuple((row[0], *row[start : start + MOST_COLUMNS]) for row in made.rows),
        )
        for start in columns
    ]


def _stacks(chart: Stacks, language: str) -> Table:
    first = wording(chart.classes[0].label, language)
    head = [wording(one.label, language) for one in chart.classes]
    head += [words.TOTAL.into(language), words.SHARE_OF.filled(name=first).into(language)]
    rows = []
    for row in chart.rows:
        known = [cell.value for cell in row.cells if cell.value is not None]
        amount = total(known)
        whole = chart.measure.write(marks.plain(amount), language) if known else words.EMPTY
        part = total([row.cells[0].value]) / amount if amount else None
        share = words.EMPTY if part is None else SHARE.write(float(part), language)
        cells = [_entry(cell, chart.measure, language) for cell in row.cells]
        rows.append((_name(row.label, language, row.href), *cells, Entry(whole), Entry(share)))
    return Table((_rows(chart, language), *head), tuple(rows))


def _months(chart: Lines | Multiples | HeatMap, language: str) -> Table:
    """Months down, lines across, for a few lines; for many units, months across."""
    names = [wording(label, language) for label in chart.columns]
    if isinstance(chart, Lines):
        lines = [wording(row.label, language) for row in chart.rows]
        rows = tuple(
            (
                _name(label, language),
                *(_entry(row.cells[nth], chart.measure, language) for row in chart.rows),
            )
            for nth, label in enumerate(chart.columns)
        )
        return Table((_rows(chart, language), *lines), rows)
    return Table(
        (_rows(chart, language), *names),
        tuple(
            (
                _name(row.label, language, row.href),
                *(_entry(cell, chart.measure, language) for cell in row.cells),
            )
            for row in chart.rows
        ),
    )


def _league(chart: League, language: str) -> Table:
    trends = any(bar.trend for bar in chart.rows)
    head = (_rows(chart, language), wording(chart.value, language))
    rows = []
    for bar in league.ranked(chart.rows, lowest_first=chart.lowest_first):
        said = (_name(bar.label, language), _entry(bar.cell, chart.measure, language))
        trend = " · ".join(
            words.EMPTY if value is None else chart.measure.write(value, language)
            for value in bar.trend
        )
        rows.append((*said, Entry(trend, amount=False)) if trends else said)
    return Table((*head, words.TREND.into(language)) if trends else head, tuple(rows))


def _pairs(chart: Pairs, language: str) -> Table:
    head = (
        _rows(chart, language),
        wording(chart.earlier, language),
        wording(chart.later, language),
        words.CHANGE.into(language),
    )
    return Table(
        head,
        tuple(
            (
                _name(row.label, language, row.href),
                *(_entry(cell, chart.measure, language) for cell in row.cells),
                Entry(league.change(row, chart.measure, language)),
            )
            for row in chart.rows
        ),
    )


def _path(chart: Path, language: str) -> Table:
    said = [words.SINCE, words.UNTIL, words.LASTED, words.NOTE]
    kinds = {one.fill: one.label for one in chart.classes}
    rows = [
        (
            _name(span.label, language, span.href),
            Entry(path.written(span.since)),
            Entry(path.written(span.until) if span.until else words.NOW.into(language)),
            Entry(words.lasted(path.ends(chart, span) - span.since, language)),
            Entry(words.named(kinds.get(span.fill, ""), span.note, language=language), "", False),
        )
        for span in chart.rows
    ]
    rows += [
        (_name(one.label, language), Entry(path.written(one.at)), Entry(""), Entry(""), Entry(""))
        for one in chart.instants
    ]
    first = _rows(chart, language) or words.WHO.into(language)
    return Table((first, *(text.into(language) for text in said)), tuple(rows))


def _rows(chart: Chart, language: str) -> str:
    return wording(chart.head.rows, language)


def _name(label: Label, language: str, href: str = "") -> Entry:
    return Entry(wording(label, language), href, amount=False)


def _entry(cell: Cell, measure: Measure, language: str) -> Entry:
    if cell.value is None and not cell.note:
        return Entry(words.EMPTY, cell.href)
    return Entry(words.value(cell, measure, language), cell.href)


#: `Any`, because each takes its own kind of chart.
_TABLES: dict[type, Callable[[Any, str], Table]] = {
    Stacks: _stacks,
    Lines: _months,
    Multiples: _months,
    HeatMap: _months,
    League: _league,
    Pairs: _pairs,
    Path: _path,
}
