"""Whose facts a figure counts: which agencies, on which of the days asked for.

The one door for figures: nobody is told of an agency that is not their own or below it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from office.domain.errors import NotFound
from office.domain.people import ADMINISTRATOR, ROLES, SYSTEM
from office.services import access
from office.services.figures import places
from office.services.figures.asked import NOW, Asked
from office.services.figures.places import Places
from office.services.work import Work

#: Before anything was counted.
EVER = date(1900, 1, 1)
ONE_DAY = timedelta(days=1)


class Stretch(NamedTuple):
    """Agencies whose facts count from a day to another, both inclusive."""

    units: Sequence[int]
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose facts count when; `counts_at` is the agency under which each is told."""

    stretches: Sequence[Stretch]
    counts_at: Mapping[int, int]

    @property
    def units(self) -> list[int]:
        """Return the agencies that figures are told of, each once."""
        return sorted(set(self.counts_at.values()))


def of(work: Work, asked: Asked) -> Scope:
    """Return whose facts count in the time asked for; raises Refused or NotFound."""
    known = _open(work, asked.unit_id)
    if asked.mapped == NOW:
        counts_at = _now(known, asked, work.today)
        return Scope([Stretch(sorted(counts_at), asked.since, asked.until)], counts_at)
    spans: defaultdict[int, list[tuple[date, date]]] = defaultdict(list)
    begins = [asked.since, *known.changes(asked.since, asked.until)]
    ends = [day - ONE_DAY for day in begins[1:]] + [asked.until]
    for since, until in zip(begins, ends, strict=True):
        for unit in _then(known, asked, since):
            if spans[unit] and spans[unit][-1][1] == since - ONE_DAY:
                since_before, _ = spans[unit].pop()
                spans[unit].append((since_before, until))
            else:
                spans[unit].append((since, until))
    return Scope(_stretches(spans), {unit: unit for unit in spans})


def standing(work: Work, asked: Asked) -> Scope:
    """Return whose facts count, from the beginning, in what stands on the last day asked for."""
    known = _open(work, asked.unit_id)
    if asked.mapped == NOW:
        counts_at = _now(known, asked, work.today)
    else:
        counts_at = {unit: unit for unit in _then(known, asked, asked.until)}
    return Scope([Stretch(sorted(counts_at), EVER, asked.until)], counts_at)


def _open(work: Work, unit_id: int) -> Places:
    """Open the door: everybody but administrators sees figures of their agency and those below,
    also of such as have closed since."""
    known = places.read(work)
    if work.actor.role == SYSTEM:
        return known
    access.require_role(work, *(role for role in ROLES if role != ADMINISTRATOR))
    if unit_id not in known.units:
        raise NotFound
    day, closed_on = work.today, known.units[unit_id].closed_on
    if closed_on is not None and closed_on <= day:
        day = closed_on - ONE_DAY
    if unit_id not in known.below(work.actor.agency_id, day):
        raise NotFound
    return known


def _then(known: Places, asked: Asked, day: date) -> frozenset[int]:
    return frozenset({asked.unit_id}) if asked.alone else known.below(asked.unit_id, day)


def _now(known: Places, asked: Asked, today: date) -> dict[int, int]:
    """Return the agencies that count today for those asked for, each with the one it counts at."""
    top = known.heir(asked.unit_id, today)
    there = frozenset({top}) if asked.alone else known.below(top, today)
    heirs = {unit: known.heir(unit, today) for unit in known.agencies}
    return {unit: heir for unit, heir in heirs.items() if heir in there}


def _stretches(spans: Mapping[int, list[tuple[date, date]]]) -> list[Stretch]:
    """Put together the agencies that count in the same time."""
    together: defaultdict[tuple[date, date], list[int]] = defaultdict(list)
    for unit, days in spans.items():
        for span in days:
            together[span].append(unit)
    return [Stretch(sorted(units), *span) for span, units in sorted(together.items())]
