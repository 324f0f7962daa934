"""Who still gets paper, and why: the agencies that could do without, and the reasons given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from flask import Blueprint, render_template

from office.domain import measure_words
from office.domain.definitions import DEFINITIONS
from office.domain.errors import Invalid
from office.domain.indicators import figure
from office.domain.measures import CAME, Tally
from office.domain.text import Text
from office.reports.charts import COUNT, Bar, Cell, Head, League
from office.services import access
from office.services.figures import dashboard, totals, units, uses
from office.services.figures.units import Known
from office.services.figures.uses import Reason
from office.services.work import Work
from office.web import figure_filter, figure_words, paper
from office.web.current import look
from office.web.errors import status_of
from office.web.figure_filter import Chosen

bp = Blueprint("still_paper", __name__)
THOUGH = DEFINITIONS["use.paper_though"]
MAIL = DEFINITIONS["use.mail"]
#: So many reasons are told of each agency; all of them are in its list.
MOST_REASONS = 3


class Getting(NamedTuple):
    """An agency that gets paper: how much of how much, why, and where its list is."""

    name: str
    though: int
    came: int
    share: str
    mail: int
    mail_href: str
    reasons: list[tuple[Text, int]]
    more: int
    href: str


@bp.get("/paper/receiving")
def index() -> str | tuple[str, int]:
    """Show which agencies still get paper, the most first, each with its reasons."""
    with look() as work:
        access.require_role(work, *dashboard.READERS)
        try:
            chosen = figure_filter.read(work)
        except Invalid as refusal:
            page = _rendered(work, figure_filter.usual(work), {}, refusal)
            return page, status_of(refusal)
        return _rendered(work, chosen, _values(work, chosen))


def _rendered(
    work: Work, chosen: Chosen, values: Mapping[str, Any], refusal: Invalid | None = None
) -> str:
    return render_template(
        "paper_receiving.html",
        chosen=chosen,
        reasons=refusal.reasons if refusal else (),
        definition=THOUGH.definition,
        **paper.form(work, chosen),
        **values,
    )


def _values(work: Work, chosen: Chosen) -> Mapping[str, Any]:
    tallies = totals.by_unit(work, chosen.asked, [THOUGH.code, MAIL.code])
    named = units.known(work, tallies)
    why: dict[int, list[Reason]] = defaultdict(list)
    for one in uses.reasons(work, chosen.asked, CAME):
        why[one.unit_id].append(one)
    getting = [
        _getting(chosen, named[unit], tally, why[unit])
        for unit, tally in tallies.items()
        if tally["came.though"] or tally["came.mail"]
    ]
    getting.sort(key=lambda one: (-one.though, -one.mail, one.name))
    received = sum(1 for tally in tallies.values() if tally["came.all"])
    return {
        "getting": getting,
        "received": received,
        "without": received - len(getting),
        "main": _main(why.values()),
        "league": _league(getting),
    }


def _getting(chosen: Chosen, unit: Known, tally: Tally, why: Sequence[Reason]) -> Getting:
    asks = {"unit": unit.key, "alone": "1"}
    reasons = _added(why)
    return Getting(
        name=unit.name,
        though=tally["came.though"],
        came=tally["came.all"],
        share=figure_words.value(figure(THOUGH, tally)),
        mail=tally["came.mail"],
        mail_href=figure_words.opened(chosen, MAIL.code, **asks),
        reasons=reasons[:MOST_REASONS],
        more=len(reasons[MOST_REASONS:]),
        href=figure_words.opened(chosen, THOUGH.code, **asks),
    )


def _added(why: Sequence[Reason]) -> list[tuple[Text, int]]:
    """Return reasons in words, the most frequent first, whatever the way was."""
    counts: dict[str, int] = defaultdict(int)
    for one in why:
        counts[one.reason] += one.deliveries
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return [(measure_words.reason(reason), count) for reason, count in ordered]


def _main(whys: Any) -> list[tuple[Text, int]]:
    """Return the reasons of all agencies together, the most frequent ones."""
    return _added([one for why in whys for one in why])[:10]


def _league(getting: Sequence[Getting]) -> League:
    return League(
        head=Head(
            key="receiving",
            title=THOUGH.name,
            about=Text(
                "Số văn bản đến có giấy ở từng đơn vị; bấm một thanh để xem từng văn bản.",
                "Incoming with paper at each unit; a bar opens its documents.",
            ),
            definition=THOUGH.definition,
            rows=Text("Đơn vị", "Unit"),
        ),
        rows=tuple(Bar(one.name, Cell(one.though, one.href)) for one in getting if one.though),
        value=Text("Số văn bản", "Documents"),
        measure=COUNT,
    )
