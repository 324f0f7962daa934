"""Two periods of one agency beside each other: what became better, what worse."""

from __future__ import annotations

from typing import NamedTuple

from flask import Blueprint, render_template, request

from office.domain import periods
from office.domain.definitions import DEFINITIONS
from office.domain.errors import Invalid
from office.domain.indicators import Figure
from office.domain.periods import Period
from office.domain.text import Text
from office.reports.charts import Cell, Head, Pairs, Row
from office.services import access
from office.services.figures import choice, dashboard
from office.services.work import Work
from office.web import figure_filter, figure_words, paper
from office.web.current import look
from office.web.errors import status_of
from office.web.figure_filter import Chosen

bp = Blueprint("paper_compare", __name__)
#: The shares that the chart pairs, in this order; the table has every indicator.
PAIRED = (
    "electronic.documents", "electronic.deliveries", "signed.both", "came.electronic",
    "work.online", "work.signed", "work.on_time", "clerk.registered_next_day",
    "clerk.receipt_same_day", "use.paper_though",
)  # fmt: skip


class Both(NamedTuple):
    """One indicator in both periods: earlier, later, what changed, where each opens."""

    name: Text
    earlier: str
    earlier_href: str
    later: str
    later_href: str
    change: str
    tone: str
    definition: str


@bp.get("/paper/compare")
def index() -> str | tuple[str, int]:
    """Show the chosen period beside another: the one before it unless `with` names one."""
    with look() as work:
        access.require_role(work, *dashboard.READERS)
        try:
            chosen = figure_filter.read(work)
            other = _other(chosen)
        except Invalid as refusal:
            return _refused(work, refusal), status_of(refusal)
        later = dashboard.of_period(work, chosen.asked)
        earlier = dashboard.of_period(work, choice.other(chosen, other))
        return render_template(
            "paper_compare.html",
            chosen=chosen,
            other=other,
            reasons=(),
            empty=all(not one.value for one in (*later.values(), *earlier.values())),
            pairs=_pairs(chosen, other, earlier, later),
            both=[_both(chosen, other, earlier[code], later[code]) for code in DEFINITIONS],
            **paper.form(work, chosen),
        )


def _refused(work: Work, refusal: Invalid) -> str:
    chosen = figure_filter.usual(work)
    return render_template(
        "paper_compare.html", chosen=chosen, other=chosen.period.previous,
        reasons=refusal.reasons, **paper.form(work, chosen),
    )  # fmt: skip


def _other(chosen: Chosen) -> Period:
    written = request.args.get("with", "").strip()
    return periods.parse(written) if written else chosen.period.before(chosen.today)


def _pairs(
    chosen: Chosen, other: Period, earlier: dict[str, Figure], later: dict[str, Figure]
) -> Pairs:
    rows = tuple(
        Row(
            DEFINITIONS[code].name,
            (
                _cell(earlier[code], figure_words.opened(chosen, code, period=other.written)),
                _cell(later[code], figure_words.opened(chosen, code)),
            ),
        )
        for code in PAIRED
    )
    return Pairs(
        head=Head(
            key="pairs",
            title=Text("{earlier} và {later}", "{earlier} and {later}").filled(
                earlier=other.label, later=chosen.period.label
            ),
            about=Text(
                "Thanh nhạt là kỳ trước, thanh đậm là kỳ sau.",
                "Pale is the earlier period, dark the later.",
            ),
            rows=Text("Chỉ số", "Indicator"),
        ),
        earlier=other.short,
        later=chosen.period.short,
        rows=rows,
    )


def _cell(one: Figure, href: str) -> Cell:
    return Cell(one.value, href if one.value is not None else "", figure_words.of(one))


def _both(chosen: Chosen, other: Period, earlier: Figure, later: Figure) -> Both:
    code = later.indicator.code
    change, tone = figure_words.change(later, earlier)
    return Both(
        name=later.indicator.name,
        earlier=figure_words.value(earlier),
        earlier_href=figure_words.opened(chosen, code, period=other.written),
        later=figure_words.value(later),
        later_href=figure_words.opened(chosen, code),
        change=change,
        tone=tone,
        definition=later.indicator.definition,
    )
