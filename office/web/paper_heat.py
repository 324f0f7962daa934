"""One indicator of every unit in every month: where paper stays, seen at a glance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from flask import Blueprint, render_template

from office.domain.errors import Invalid
from office.domain.indicators import figure
from office.domain.measures import Tally
from office.domain.periods import FREE, Period, months_back
from office.domain.text import Text
from office.reports.charts import Cell, Head, HeatMap, Row
from office.services import access
from office.services.figures import dashboard, totals, units
from office.services.figures.dashboard import TREND_MONTHS
from office.services.figures.drawn import UNITS, month_words
from office.services.figures.units import Known
from office.services.work import Work
from office.web import figure_charts, figure_filter, figure_words, paper
from office.web.current import look
from office.web.errors import status_of
from office.web.figure_charts import cell, of_month
from office.web.figure_filter import Chosen

bp = Blueprint("paper_heat", __name__)
Cells = Mapping[tuple[int, date], Tally]


@bp.get("/paper/heat")
def index() -> str | tuple[str, int]:
    """Show the chosen indicator for every unit and month, for a year at least."""
    with look() as work:
        access.require_role(work, *dashboard.READERS)
        try:
            chosen = figure_filter.read(work)
        except Invalid as refusal:
            page = _page(work, figure_filter.usual(work), {}, refusal)
            return page, status_of(refusal)
        return _page(work, chosen, {"heat": heat(work, chosen)})


def _page(
    work: Work, chosen: Chosen, values: Mapping[str, Any], refusal: Invalid | None = None
) -> str:
    return render_template(
        "paper_heat.html",
        chosen=chosen,
        reasons=refusal.reasons if refusal else (),
        **paper.form(work, chosen),
        **values,
    )


def heat(work: Work, chosen: Chosen) -> HeatMap:
    """Draw the chosen indicator for every unit that has any figure, month by month."""
    indicator, asked = chosen.indicator, chosen.asked
    since = min(asked.since, months_back(asked.until, TREND_MONTHS - 1))
    asked = replace(asked, since=since)
    cells = totals.by_unit_month(work, asked, [indicator.code])
    named = units.known(work, {unit_id for unit_id, _ in cells})
    months = Period(FREE, since, asked.until).months
    ordered = sorted(named.values(), key=figure_charts.place)
    return HeatMap(
        head=Head(
            key="heat",
            title=Text("{name}: đơn vị × tháng", "{name}: units × months").filled(
                name=indicator.name
            ),
            about=_ABOUT,
            definition=indicator.definition,
            rows=UNITS,
        ),
        columns=tuple(month_words(month) for month in months),
        rows=tuple(
            Row(unit.name, tuple(_of_months(chosen, cells, unit, months))) for unit in ordered
        ),
    )


def _of_months(chosen: Chosen, cells: Cells, unit: Known, months: list[date]) -> list[Cell]:
    indicator = chosen.indicator
    asks = {"unit": unit.key, "alone": "1"}
    return [
        cell(
            figure(indicator, cells[unit.id, month]),
            figure_words.opened(
                chosen, indicator.code, period=of_month(chosen, month).written, **asks
            ),
        )
        if (unit.id, month) in cells
        else Cell()
        for month in months
    ]


_ABOUT = Text(
    "Ô càng đậm tỷ lệ càng cao; ô gạch chéo là không có số liệu.",
    "The darker, the higher the share; hatched is where there are no figures.",
)
