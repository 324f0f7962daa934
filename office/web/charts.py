"""The charts of the reports on pages: in the page's language, with links."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Flask
from markupsafe import Markup

from office.reports import charts
from office.reports.charts import SHARE, Cell, Chart, Measure, Target
from office.reports.charts.values import Label
from office.web import current


def chart(value: Chart) -> Markup:
    """Return a chart with its caption, its definition and its table."""
    return charts.figure(value, current.language())


def strip(name: Label, cells: Sequence[Cell]) -> Markup:
    """Return the three-way strip of a table's row."""
    return charts.strip(name, cells, language=current.language())


def sparkline(
    name: Label,
    values: Sequence[int | float | None],
    target: Target | None = None,
    measure: Measure = SHARE,
) -> Markup:
    """Return a small line for a table's row."""
    return charts.sparkline(name, values, target, current.language(), measure)


def init_app(app: Flask) -> None:
    """Let templates draw."""
    app.jinja_env.globals.update(chart=chart, strip=strip, sparkline=sparkline)
