"""What the pages of figures are asked for, read from their address; and addresses of others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request

from office.domain import periods
from office.domain.periods import Period
from office.services.figures import choice
from office.services.figures.asked import THEN
from office.services.figures.choice import USUAL, Choice
from office.services.tree import UnitNode
from office.services.work import Work
from office.web import posted


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen(Choice):
    """What a page shows; `here` is the actor's own agency, which addresses need not name."""

    here: int

    def query(self, **over: Any) -> dict[str, Any]:
        """Return what addresses carry, without what is usual; `over` replaces, None leaves out."""
        asked = self.asked
        kept = {
            "period": self.period.written,
            "unit": self.unit.key if self.unit.id != self.here else None,
            "type": asked.type_code or None,
            "level": asked.level or None,
            "mapped": asked.mapped if asked.mapped != THEN else None,
            "alone": "1" if asked.alone else None,
            "indicator": self.indicator.code if self.indicator.code != USUAL else None,
        }
        return {name: value for name, value in {**kept, **over}.items() if value is not None}


def read(work: Work) -> Chosen:
    """Return what the address asks for; raises Invalid in words, NotFound for no unit of theirs."""
    return _chosen(work, _period(request.args, work.today), request.args)


def usual(work: Work) -> Chosen:
    """Return what a page shows that is asked for nothing, or for what cannot be."""
    return _chosen(work, periods.containing(periods.YEAR, work.today), {})


def offered(chosen: Chosen) -> list[Period]:
    """Return the periods a form offers, the chosen one among them."""
    listed = periods.offered(chosen.today)
    return listed if chosen.period in listed else [chosen.period, *listed]


def agencies(work: Work) -> list[tuple[UnitNode, int]]:
    """Return the agencies an actor may ask about, each with its depth below theirs."""
    own = work.tree[work.actor.agency_id]
    return [(own, 0), *_below(work, own, 1)]


def _chosen(work: Work, period: Period, given: Mapping[str, str]) -> Chosen:
    made = choice.choose(work, period, given)
    return Chosen(
        period=made.period,
        today=made.today,
        asked=made.asked,
        unit=made.unit,
        indicator=made.indicator,
        here=work.actor.agency_id,
    )


def _below(work: Work, unit: UnitNode, depth: int) -> Iterator[tuple[UnitNode, int]]:
    for child in work.tree.children(unit.id):
        if child.kind.keeps_register:
            yield child, depth
        yield from _below(work, child, depth + child.kind.keeps_register)


def _period(given: Mapping[str, str], today: date) -> Period:
    """Return the period asked for: days where some are given, else a named one, else this year."""
    since, until = (posted.day(given.get(name, ""), name) for name in ("since", "until"))
    if since or until:
        last = until or max(today, since or today)
        return periods.free(since or last.replace(month=1, day=1), last)
    written = given.get("period", "").strip()
    return periods.parse(written) if written else periods.containing(periods.YEAR, today)
