"""A chart with all that belongs to it: caption, definition, table; for a page or for paper.

On a page it is drawn twice, for wide and for narrow room, and the style sheet shows one: letters
that shrink with the screen cannot be read.  On paper it is drawn once, without links, and what
is higher than a page is drawn in parts, since a picture cannot be broken.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from markupsafe import Markup

from office.reports.charts import sheets, tables, words
from office.reports.charts.canvas import NARROW, SHEET, WIDE, Way
from office.reports.charts.drawing import drawn
from office.reports.charts.values import Chart, HeatMap, Multiples, wording
from office.reports.pages import PAGES

FACE = "Times New Roman, Tinos, Liberation Serif, serif"
#: From so many links on, the keyboard is offered a way past them.
_MANY_LINKS = 8


@dataclass(frozen=True, slots=True)
class Drawing:
    """One picture; `wider` than its room, it is moved sideways in a place that takes the focus."""

    svg: Markup
    wider: bool
    links: int


def figure(
    chart: Chart, language: str = "vi", *, paper: bool = False, table: bool = True
) -> Markup:
    """Return the chart as a `<figure>`: for a page, or for a sheet of `paper`.

    `table=False` leaves the table out, where the same values stand in one nearby.
    """
    if paper:
        parts = sheets.in_parts(chart)
        way = Way(language=language, width=SHEET, links=False, face=FACE)
        pictures = {"sheet": [_drawing(one, way) for one in parts]}
    else:
        wide = Way(language=language, width=WIDE, suffix="-w")
        narrow = Way(language=language, width=NARROW, suffix="-n")
        pictures = {"wide": [_drawing(chart, wide)], "narrow": [_drawing(chart, narrow)]}
    links = max(one.links for listed in pictures.values() for one in listed)
    skip = words.SKIP.filled(count=links).into(language) if links >= _MANY_LINKS else ""
    head = chart.head
    definition = wording(head.definition, language)
    made = PAGES.get_template("_chart.html").render(
        key=head.key,
        title=wording(head.title, language),
        about=wording(head.about, language),
        definition=words.DEFINITION.filled(name=definition).into(language) if definition else "",
        tables=_tables(chart, language, paper) if table else [],
        table_title=words.TABLE.into(language),
        pictures=pictures,
        skip=skip,
        paper=paper,
    )
    return Markup(made)  # noqa: S704 (a template that escapes, and drawings that do)


def _tables(chart: Chart, language: str, paper: bool) -> list[tables.Table]:
    made = tables.table(chart, language)
    if not paper:
        return [made]
    if made.crowded and isinstance(chart, HeatMap | Multiples):
        made = tables.table(_without_notes(chart), language)
    return tables.on_sheets(made)


def _without_notes(chart: HeatMap | Multiples) -> HeatMap | Multiples:
    bare = tuple(
        replace(row, cells=tuple(replace(cell, note="") for cell in row.cells))
        for row in chart.rows
    )
    return replace(chart, rows=bare)


def _drawing(chart: Chart, way: Way) -> Drawing:
    canvas = drawn(chart, way)
    svg = canvas.finished(chart.head.key, chart.head.title, chart.head.about)
    return Drawing(svg, canvas.width > way.width, canvas.links)
