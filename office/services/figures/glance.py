"""The one line about paper that leaders meet on their first page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from office.domain import periods
from office.domain.definitions import DEFINITIONS
from office.domain.indicators import Figure, figure
from office.domain.measures import Tally
from office.domain.people import CHIEF, LEADER
from office.services.figures import totals
from office.services.figures.asked import Asked
from office.services.work import Work

#: Who is shown it.
LEADING = (LEADER, CHIEF)
_ELECTRONIC = DEFINITIONS["electronic.deliveries"]
_THOUGH = DEFINITIONS["use.paper_though"]


class Glance(NamedTuple):
    """This year until today: what was sent without paper, and how many agencies still get some."""

    year: int
    electronic: Figure
    getting: int


def read(work: Work) -> Glance | None:
    """Return the line for a leader; None for others, and where nothing was counted."""
    if work.actor.role not in LEADING or work.actor.acting_for is not None:
        return None
    year = periods.containing(periods.YEAR, work.today)
    asked = Asked(unit_id=work.actor.agency_id, since=year.since, until=work.today)
    units = totals.by_unit(work, asked, [_ELECTRONIC.code, _THOUGH.code])
    electronic = figure(_ELECTRONIC, _sum(units.values()))
    getting = sum(1 for tally in units.values() if tally["came.though"])
    if electronic.value is None and not getting:
        return None
    return Glance(work.today.year, electronic, getting)


def _sum(tallies: Iterable[Tally]) -> Tally:
    amounts: dict[str, int] = {}
    for tally in tallies:
        for name, amount in tally.amounts.items():
            amounts[name] = amounts.get(name, 0) + amount
    return Tally(amounts)
