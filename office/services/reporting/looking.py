"""Looking at an agency and those below it as an inspection does: figures now and before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from office.domain.counting import REASONS
from office.domain.definitions import DEFINITIONS
from office.domain.errors import Invalid
from office.domain.indicators import Figure
from office.domain.inspection import Goal, Seen, UnitSeen, Why
from office.domain.measures import CAME, Tally
from office.domain.periods import Period
from office.domain.targets import UNCHECKED, Target
from office.domain.text import Text
from office.domain.titles import full_name
from office.services.figures import dashboard, totals, units, uses
from office.services.figures.asked import Asked
from office.services.figures.dashboard import Dashboard
from office.services.figures.units import Known
from office.services.figures.uses import Reason, Use
from office.services.work import Work

#: The indicator that months and units are drawn by.
DRAWN = "electronic.deliveries"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Everything a report needs of an agency and period, read once."""

    asked: Asked
    unit: Known
    dashboard: Dashboard
    named: Mapping[int, Known]
    tallies: Mapping[int, Tally]
    standing: Mapping[int, Tally]
    why: tuple[Why, ...]
    seen: Seen


def look(work: Work, unit_id: int, period: Period) -> Look:
    """Return what is to be seen of an agency in a period; raises Refused, NotFound."""
    asked = Asked(
        unit_id=unit_id, since=period.since, until=max(period.since, min(period.until, work.today))
    )
    before, asked_before = _before(work, asked, period)
    shown = dashboard.read(work, asked, asked_before, DEFINITIONS[DRAWN])
    tallies, standing = totals.by_unit(work, asked), totals.standing_by_unit(work, asked)
    named = units.known(work, {unit_id, *tallies, *standing, *shown.use.units})
    earlier = totals.by_unit(work, asked_before) if asked_before else {}
    why = tuple(_why(uses.reasons(work, asked, CAME), named))
    seen = Seen(
        name=full_name(named[unit_id].name),
        period=_told(period, asked),
        figures=shown.figures,
        period_before=before.label if before else Text("", ""),
        before=shown.earlier,
        goals=dict(_goals(shown, coming=False)),
        coming=dict(_goals(shown, coming=True)),
        units=tuple(_units(unit_id, named, (tallies, standing, earlier), shown.use)),
        reasons=why,
        sent_reasons=tuple(_why(uses.reasons(work, asked), named)),
        people=shown.use.active,
        accounts=shown.use.accounts,
        secret=shown.tally["issued.secret"],
        simulated=shown.tally["issued.simulated"],
    )
    return Look(
        asked=asked, unit=named[unit_id], dashboard=shown, named=named, tallies=tallies,
        standing=standing, why=why, seen=seen,
    )  # fmt: skip


def _before(work: Work, asked: Asked, period: Period) -> tuple[Period | None, Asked | None]:
    try:
        before = period.before(work.today)
    except Invalid:
        return None, None
    return before, replace(asked, since=before.since, until=before.until)


def _told(period: Period, asked: Asked) -> Text:
    if period.until <= asked.until:
        return period.label
    until = asked.until
    return Text("{period} (đến ngày {day})", "{period} (until {day})").filled(
        period=period.label, day=f"{until:%d/%m/%Y}"
    )


def _goals(shown: Dashboard, *, coming: bool) -> Iterator[tuple[str, Goal]]:
    for code, aim in shown.aims.items():
        target = aim.coming if coming else aim.now
        if target is not None and (not coming or aim.now is None):
            yield code, _goal(target)


def _goal(target: Target) -> Goal:
    source = Text(target.source, target.source)
    if not target.checked:
        source = Text("{source}; {mark}", "{source}; {mark}").filled(source=source, mark=UNCHECKED)
    return Goal(
        value=target.share, source=source, unverified=not target.checked,
        year=target.first_day.year,
    )  # fmt: skip


def _units(
    top: int,
    named: Mapping[int, Known],
    tallies: tuple[Mapping[int, Tally], Mapping[int, Tally], Mapping[int, Tally]],
    use: Use,
) -> Iterator[UnitSeen]:
    """Yield the agencies below the one looked at, by name."""
    now, standing, before = tallies
    for unit_id in sorted(now, key=lambda one: named[one].name):
        if unit_id != top:
            yield UnitSeen(
                name=named[unit_id].name,
                figures=_figures(now[unit_id], standing.get(unit_id, Tally())),
                before=_figures(before.get(unit_id, Tally()), Tally()),
                people=use.active_at.get(unit_id, 0),
                accounts=use.accounts_at.get(unit_id, 0),
                idle=unit_id in use.idle,
            )


def _figures(tally: Tally, standing: Tally) -> Mapping[str, Figure]:
    return dashboard.shown(tally, standing)


def _why(found: Iterable[Reason], named: Mapping[int, Known]) -> Iterator[Why]:
    for one in found:
        if one.reason:
            words = REASONS.get(one.reason, Text(one.reason, one.reason))
            name = named[one.unit_id].name if one.unit_id in named else ""
            yield Why(unit=name, reason=words, deliveries=one.deliveries)
