"""How far paper is replaced: the figures of an agency, their charts, and what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from flask import Blueprint, render_template

from office.domain import definition_notes, measure_words
from office.domain.definitions import DEFINITIONS
from office.domain.errors import Invalid
from office.domain.indicators import AMOUNT, MEDIAN, PER, SHARE, Indicator, figure
from office.domain.text import Text
from office.services import access
from office.services.figures import choice, dashboard, opened, units
from office.services.figures.dashboard import BIG, Dashboard
from office.services.work import Work
from office.web import figure_charts, figure_filter, figure_words
from office.web.current import look
from office.web.errors import status_of
from office.web.figure_filter import Chosen

bp = Blueprint("paper", __name__)
STANDING = ("work.open_in_time", "work.open_late", "work.open_undated")
KINDS: Mapping[str, Text] = {
    SHARE: Text("Tỷ lệ", "Share"),
    MEDIAN: Text("Trung vị", "Median"),
    AMOUNT: Text("Số lượng", "Amount"),
}
DIRECTIONS: Mapping[str, Text] = {
    "up": Text("càng cao càng tốt", "higher is better"),
    "down": Text("càng thấp càng tốt", "lower is better"),
    "": Text("không xếp tốt xấu", "neither way is better"),
}


class Defined(NamedTuple):
    """A definition as its page shows it: its measures by name and in words."""

    indicator: Indicator
    note: definition_notes.Note
    part: list[tuple[str, Text]]
    whole: list[tuple[str, Text]]


@bp.get("/paper")
def index() -> str | tuple[str, int]:
    """Show the figures of the actor's agency, or of one below it; raises Refused, NotFound."""
    refusal: Invalid | None = None
    with look() as work:
        access.require_role(work, *dashboard.READERS)
        try:
            chosen = figure_filter.read(work)
        except Invalid as no:
            refusal, chosen = no, figure_filter.usual(work)
        shown = {} if refusal else values(work, chosen)
        page = render_template(
            "paper.html",
            chosen=chosen,
            reasons=refusal.reasons if refusal else (),
            **form(work, chosen),
            **shown,
        )
    return (page, status_of(refusal)) if refusal else page


@bp.get("/paper/definitions")
def definitions() -> str:
    """Show every indicator: how it is made, by which version, from what, and its blind spots."""
    with look() as work:
        access.require_role(work, *dashboard.READERS)
    return render_template(
        "paper_definitions.html",
        defined=[_defined(one) for one in DEFINITIONS.values()],
        per=PER,
        kinds=KINDS,
        directions=DIRECTIONS,
    )


def form(work: Work, chosen: Chosen) -> Mapping[str, Any]:
    """Return what the form over every page of figures offers."""
    return {
        "periods": figure_filter.offered(chosen),
        "agencies": figure_filter.agencies(work),
        "types": sorted((one.title, code) for code, one in work.types.items()),
        "levels": choice.LEVELS,
        "trees": choice.TREES,
        "compared": choice.COMPARED,
    }


def empty(shown: Dashboard) -> bool:
    """Say whether nothing at all was counted, now or in the months before."""
    return not any(tally.amounts for tally in (shown.tally, *shown.months.values()))


def values(work: Work, chosen: Chosen) -> Mapping[str, Any]:
    """Return what the page shows of an agency, for the printed sheet as well."""
    before = choice.before(chosen)
    shown = dashboard.read(work, chosen.asked, before, chosen.indicator)
    named = units.known(work, {*shown.units, *shown.use.units})
    levels = {unit.level for unit in named.values()}
    aims = dashboard.aims_of_levels(shown, chosen.indicator.code, levels)
    cards = {code: figure_words.card(shown, chosen, code) for code in DEFINITIONS}
    return {
        "shown": shown,
        "empty": empty(shown),
        "cards": [cards[code] for code in BIG],
        "all_cards": list(cards.values()),
        "standing": [cards[code] for code in STANDING],
        "charts": {
            "sent": figure_charts.sent(shown, chosen),
            "electronic": figure_charts.electronic(shown, chosen),
            "came": figure_charts.came(shown, chosen),
        },
        "without": _without(shown, chosen),
        "leagues": figure_charts.leagues(shown, chosen, named, aims),
        "secret": [(words, shown.tally[name], name) for name, words in opened.SECRET.items()],
        "idle": [(named[one].name, shown.use.last_act[one]) for one in shown.use.idle],
    }


def _without(shown: Dashboard, chosen: Chosen) -> int:
    """Return how many units have no figure of the chosen indicator in the period."""
    values = (figure(chosen.indicator, tally).value for tally in shown.units.values())
    return sum(1 for value in values if value is None)


def _defined(indicator: Indicator) -> Defined:
    return Defined(
        indicator,
        definition_notes.note(indicator),
        [_named(measure) for measure in indicator.part],
        [_named(measure) for measure in indicator.whole],
    )


def _named(measure: str) -> tuple[str, Text]:
    name = measure_words.name(measure.removeprefix("-"))
    return measure, Text("trừ {name}", "less {name}").filled(name=name) if measure[
        0
    ] == "-" else name
