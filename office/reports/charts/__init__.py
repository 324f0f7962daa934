"""Charts as accessible SVG with the same values in a table: alike in the browser and in PDF.

Values in, markup out; no rows, no addresses of its own, no clock.  In short::

    from office.reports import charts
    from office.reports.charts import Cell, Head, Row, Stacks, Target

    chart = Stacks(
        head=Head(
            key="by-month", title=Text("Gửi theo tháng", "Sent by month"),
            definition="paper.split/1", rows=Text("Tháng", "Month"),
        ),
        rows=(Row("11/2019", (Cell(40, href="/…"), Cell(8), Cell(2))),),
        target=Target(0.9, "NQ 17/NQ-CP"), whole=True,
    )
    charts.figure(chart, language)              # in a page: {{ chart(value) }} does the same
    charts.figure(chart, "vi", paper=True)      # in a template of reports, with chart.css
    charts.draw(chart)                          # the SVG alone
    charts.table(chart)                         # the values alone, as written

Of a month without anything no share is known: hand `Cell(None)`, never nought.
"""

from __future__ import annotations

from office.reports.charts.canvas import NARROW, SHEET, WIDE, Way
from office.reports.charts.drawing import draw
from office.reports.charts.figure import figure
from office.reports.charts.measures import COUNT, SHARE, Measure
from office.reports.charts.small import sparkline, strip
from office.reports.charts.tables import Entry, Table, table
from office.reports.charts.values import (
    FULL,
    HATCHED,
    HELD_CLASSES,
    HOLLOW,
    SENT_CLASSES,
    Bar,
    Cell,
    Chart,
    Class,
    Head,
    HeatMap,
    Instant,
    League,
    Lines,
    Multiples,
    Pairs,
    Path,
    Row,
    Span,
    Stacks,
    Target,
)

__all__ = [
    "COUNT", "FULL", "HATCHED", "HELD_CLASSES", "HOLLOW", "NARROW", "SENT_CLASSES", "SHARE",
    "SHEET", "WIDE", "Bar", "Cell", "Chart", "Class", "Entry", "Head", "HeatMap", "Instant",
    "League", "Lines", "Measure", "Multiples", "Pairs", "Path", "Row", "Span", "Stacks", "Table",
    "Target", "Way", "draw", "figure", "sparkline", "strip", "table",
]  # fmt: skip
