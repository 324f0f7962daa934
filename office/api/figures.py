"""The figures of paper by program: the numbers of the pages, opened as they are there."""

from __future__ import annotations

from collections.abc import Mapping

from office.api import current, watched
from office.api.schemas.figures import (
    ComparedQuery,
    DefinitionShape,
    FiguresQuery,
    FiguresShape,
    LinesQuery,
    LinesShape,
    UnitsShape,
    WayShape,
)
from office.api.section import section as new_section
from office.api.wording import Json
from office.domain import definition_notes, periods
from office.domain.definitions import DEFINITIONS
from office.domain.errors import Invalid
from office.domain.indicators import Figure, Indicator, figure
from office.domain.text import Text
from office.services import access
from office.services.audit import stays
from office.services.audit.stays import RunWay
from office.services.figures import choice, dashboard, opened, targets, totals, units
from office.services.figures.choice import USUAL, Choice
from office.services.figures.dashboard import Aim
from office.services.figures.lists import Line
from office.services.figures.units import Known
from office.services.work import Work

section = new_section("figures", "Số liệu giấy tờ / Figures of paper")
_NO_PLACE = Text("“{after}” không phải chỗ một trang kết thúc.", "No page ends at “{after}”.")


@section.get("/figures")
@section.arguments(FiguresQuery, location="query")
@section.answers(200, FiguresShape, 404, 422)
def index(query: Json) -> Json:
    """Tell every indicator of the actor's agency, or of one below it, in a period."""
    with current.office().look(current.actor()) as work:
        chosen = _chosen(work, query)
        tally = totals.total(work, chosen.asked)
        now = dashboard.shown(tally, totals.standing(work, chosen.asked))
        before = dashboard.earlier(work, choice.before(chosen))
        aims = dashboard.aims(work, chosen.asked, targets.read(work.db))
        until, pending = totals.counted_until(work)
    return {
        **_asked(chosen),
        "counted_until": until,
        "pending": pending,
        "figures": [_figure(one, before.get(code), aims.get(code)) for code, one in now.items()],
        "secret": {name: tally[name] for name in opened.SECRET},
    }


@section.get("/figures/definitions")
@section.answers(200, DefinitionShape(many=True), 422)
def definitions() -> list[Json]:
    """Tell how each indicator is made, from what, by which text, and what it does not see."""
    with current.office().look(current.actor()) as work:
        access.require_role(work, *dashboard.READERS)
    return [_definition(one) for one in DEFINITIONS.values()]


@section.get("/figures/units")
@section.arguments(ComparedQuery, location="query")
@section.answers(200, UnitsShape, 404, 422)
def by_unit(query: Json) -> Json:
    """Tell one indicator of every agency in scope, each by itself."""
    with current.office().look(current.actor()) as work:
        chosen = _chosen(work, query)
        tallies = totals.by_unit(work, chosen.asked, [chosen.indicator.code])
        named = units.known(work, tallies)
    shown = [(named[unit], figure(chosen.indicator, tally)) for unit, tally in tallies.items()]
    return {
        **_asked(chosen),
        "definition": chosen.indicator.definition,
        "units": [{"unit": unit, **_numbers(one)} for unit, one in shown],
    }


@section.get("/figures/lines")
@section.arguments(LinesQuery, location="query")
@section.answers(200, LinesShape, 404, 422)
def lines(query: Json) -> Json:
    """List the lines behind a count of a figure, by agency and day."""
    indicator, measure = opened.chosen(query["figure"] or USUAL, query["measure"])
    after = opened.read(query["after"])
    if query["after"] and after is None:
        raise Invalid(_NO_PLACE.filled(after=query["after"]), field="after")
    with current.office().look(current.actor()) as work:
        chosen = _chosen(work, query)
        _, counts = opened.told(work, chosen.asked, indicator)
        page = opened.rows(work, chosen.asked, measure, after)
        ids = {unit for one in page.items for unit in (one.unit_id, _other(one)) if unit}
        named = units.known(work, ids)
    watched.shown(len(page.items))
    return {
        **_asked(chosen),
        "definition": indicator.definition,
        "measure": measure,
        "counts": counts,
        "lines": [_line(named, one) for one in page.items],
        "next": opened.written(page.after) if page.after else None,
    }


@section.get("/documents/<document:public_id>/way")
@section.answers(200, WayShape, 404)
def way(public_id: str) -> Json:
    """Tell who held a document, from when to when: all of it to its sender, else one's own run."""
    with current.office().look(current.actor()) as work:
        told = stays.read(work, public_id)
    watched.shown(len(told.runs))
    return {"runs": [_run(run) for run in told.runs], "broken": told.broken}


def _chosen(work: Work, query: Json) -> Choice:
    written = query["period"].strip()
    usual = periods.containing(periods.YEAR, work.today)
    period = periods.parse(written) if written else usual
    given = {name: query.get(name, "") for name in ("unit", "type", "level", "mapped", "indicator")}
    return choice.choose(work, period, {**given, "alone": "1" if query["alone"] else ""})


def _asked(chosen: Choice) -> Json:
    return {"unit": chosen.unit, "period": chosen.period, "until": chosen.asked.until}


def _figure(one: Figure, before: Figure | None, aim: Aim | None) -> Json:
    indicator = one.indicator
    return {
        "definition": indicator.definition,
        "name": indicator.name,
        "kind": indicator.kind,
        **_numbers(one),
        "before": before.value if before else None,
        "target": aim.now if aim else None,
    }


def _numbers(one: Figure) -> Json:
    return {"part": one.part, "whole": one.whole, "value": one.value}


def _definition(indicator: Indicator) -> Json:
    note = definition_notes.note(indicator)
    names = ("definition", "number", "name", "formula", "kind", "per", "part", "whole", "until_end")
    told = {name: getattr(indicator, name) for name in names}
    return {**told, "source": note.source, "unseen": note.unseen}


def _line(named: Mapping[int, Known], one: Line) -> Json:
    other = _other(one)
    names = ("day", "symbol", "subject", "way", "reason", "event", "amount", "value")
    return {
        **{name: getattr(one, name) for name in names},
        "unit": named[one.unit_id],
        "other": named[other] if other else None,
        "document": one.public_id,
    }


def _other(one: Line) -> int | None:
    return one.other_id or one.issuer_id


def _run(run: RunWay) -> Json:
    return {"run": None if run.is_draft else run.name, "draft": run.is_draft, "stays": run.stays}
