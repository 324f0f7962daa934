"""What the page and the printed sheet of an agency's figures show, read once for both."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from office.domain import targets as domain
from office.domain.definitions import DEFINITIONS
from office.domain.indicators import Figure, Indicator, figure
from office.domain.measures import Tally
from office.domain.people import ADMINISTRATOR, ROLES
from office.domain.periods import months_back
from office.domain.targets import Target
from office.services.figures import targets, totals, units, uses
from office.services.figures.asked import Asked
from office.services.figures.uses import Use
from office.services.work import Work

#: Who may see figures: everybody who works here, for their agency and those below.
READERS = tuple(role for role in ROLES if role != ADMINISTRATOR)
#: So many months the trend of a figure shows at least, the last one asked for among them.
TREND_MONTHS = 12
#: The figures told in large, with their months.
BIG = (
    "electronic.documents", "electronic.deliveries", "signed.both", "came.electronic",
    "work.online", "work.signed", "work.on_time", "sheets.used",
)  # fmt: skip
#: All whose months are shown; no other measure is asked for by month.
BY_MONTH = (*BIG, "parallel.deliveries", "paper.deliveries", "came.digitised", "came.paper")
#: So many units at either end of a level are shown beside one another, and so many cells of
#: units and months: more is on a page of its own.
ENDS, FEW_CELLS = 5, 200
#: Which targets each indicator is compared with, by the codes targets bear.
TARGETS: Mapping[str, str] = {
    "electronic.documents": "sent.electronic",
    "electronic.deliveries": "sent.electronic",
    "signed.both": "signed.both",
    "work.online": "work.online",
    "work.signed": "work.online",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """The target of an indicator in a year, and the next one that is to come."""

    now: Target | None = None
    coming: Target | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The units of an agency beside one another, by one indicator.

    `cells` go back as far as `months`.  Not `whole`: only of the units at the ends (`seen`).
    """

    asked: Asked
    months: Sequence[date]
    units: Mapping[int, Tally]
    seen: Collection[int]
    cells: Mapping[tuple[int, date], Tally]
    targets: Sequence[Target]
    whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Dashboard:
    """Everything measured of an agency in a period, and of the period before.

    `months` go back far enough to show where things come from, and hold what is shown by month.
    `pending`: so many documents changed and are not counted yet.
    """

    asked: Asked
    before: Asked | None
    tally: Tally
    figures: Mapping[str, Figure]
    earlier: Mapping[str, Figure]
    months: Mapping[date, Tally]
    beside: Beside
    aims: Mapping[str, Aim]
    use: Use
    counted_until: datetime
    pending: int


def read(
    work: Work, asked: Asked, before: Asked | None, indicator: Indicator, *, whole: bool = False
) -> Dashboard:
    """Return an agency's figures; raises Refused for an administrator, NotFound out of reach."""
    tally = totals.total(work, asked)
    until, pending = totals.counted_until(work)
    compared = beside(work, asked, indicator, whole=whole)
    return Dashboard(
        asked=asked,
        before=before,
        tally=tally,
        figures=shown(tally, totals.standing(work, asked)),
        earlier=earlier(work, before),
        months=totals.by_month(work, _trend(asked), BY_MONTH),
        beside=compared,
        aims=aims(work, asked, compared.targets),
        use=uses.use(work, asked),
        counted_until=until,
        pending=pending,
    )


def beside(work: Work, asked: Asked, indicator: Indicator, *, whole: bool = False) -> Beside:
    """Return an agency's units by an indicator: all where asked for `whole`, or where they are
    few, else those at the ends of each level; raises Refused or NotFound."""
    tallies, trend = totals.by_unit(work, asked, [indicator.code]), _trend(asked)
    months = totals.months(trend)
    whole = whole or len(tallies) * len(months) <= FEW_CELLS
    seen = list(tallies) if whole else _ends(work, indicator, tallies)
    cells = totals.by_unit_month(work, trend, [indicator.code], None if whole else seen)
    return Beside(
        asked=asked,
        months=months,
        units=tallies,
        seen=frozenset(seen),
        cells=cells,
        targets=targets.read(work.db),
        whole=whole,
    )


def _ends(work: Work, indicator: Indicator, tallies: Mapping[int, Tally]) -> list[int]:
    """Return the highest and the lowest units of each level."""
    levels: dict[str, list[tuple[float, int]]] = {}
    named = units.known(work, tallies)
    for unit_id, tally in tallies.items():
        value = figure(indicator, tally).value
        if value is not None:
            levels.setdefault(named[unit_id].level, []).append((value, unit_id))
    ordered = [sorted(some) for some in levels.values()]
    ends = [some if len(some) <= 2 * ENDS else [*some[:ENDS], *some[-ENDS:]] for some in ordered]
    return [unit_id for some in ends for _, unit_id in some]


def _trend(asked: Asked) -> Asked:
    first = months_back(asked.until, TREND_MONTHS - 1)
    return replace(asked, since=min(asked.since, first))


def shown(tally: Tally, standing: Tally) -> dict[str, Figure]:
    """Return every indicator of a period: what stands open is told from the whole record."""
    return {
        code: figure(one, standing if one.until_end else tally) for code, one in DEFINITIONS.items()
    }


def earlier(work: Work, before: Asked | None) -> Mapping[str, Figure]:
    """Return the figures to compare with, none where there is nothing before."""
    return {} if before is None else of_period(work, before)


def of_period(work: Work, asked: Asked) -> dict[str, Figure]:
    """Return every indicator of a period, by code."""
    return shown(totals.total(work, asked), totals.standing(work, asked))


def aims(work: Work, asked: Asked, known: Sequence[Target]) -> Mapping[str, Aim]:
    """Return the targets of the agency's level in the year the period ends in."""
    level = units.known(work, [asked.unit_id])[asked.unit_id].level
    return {code: _aim(known, code, level, asked.until.year) for code in TARGETS}


def aims_of_levels(shown: Beside, code: str, levels: Iterable[str]) -> Mapping[str, Aim]:
    """Return the targets of one indicator at several levels of government."""
    year = shown.asked.until.year
    return {level: _aim(shown.targets, code, level, year) for level in levels}


def _aim(known: Sequence[Target], code: str, level: str, year: int) -> Aim:
    """Return the targets of one indicator at a level in a year."""
    named = TARGETS.get(code)
    if named is None:
        return Aim()
    now, coming = domain.target(known, named, level, year), domain.coming(known, named, level, year)
    return Aim(now=now, coming=coming)
