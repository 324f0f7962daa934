"""What the page and the printed sheet of an agency's figures show, read once for both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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
#: The big figures, in the order they are told; their months are told as well.
BIG = (
    "electronic.documents", "electronic.deliveries", "signed.both", "came.electronic",
    "work.online", "work.signed", "work.on_time", "sheets.used",
)  # fmt: skip
_BY_MONTH = (*BIG, "parallel.deliveries", "paper.deliveries", "came.digitised", "came.paper")
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
class Dashboard:
    """Everything measured of an agency in a period, and of the period before.

    `months` go back far enough to show where things come from, `cells` a year; they are of one
    indicator.  `pending`: so many documents changed and are not counted yet.
    """

    asked: Asked
    before: Asked | None
    tally: Tally
    figures: Mapping[str, Figure]
    earlier: Mapping[str, Figure]
    months: Mapping[date, Tally]
    units: Mapping[int, Tally]
    cells: Mapping[tuple[int, date], Tally]
    targets: Sequence[Target]
    aims: Mapping[str, Aim]
    use: Use
    counted_until: datetime
    pending: int


def read(work: Work, asked: Asked, before: Asked | None, indicator: Indicator) -> Dashboard:
    """Return an agency's figures; raises Refused for an administrator, NotFound out of reach."""
    tally = totals.total(work, asked)
    recent = replace(asked, since=months_back(asked.until, TREND_MONTHS - 1))
    trend = replace(asked, since=min(asked.since, recent.since))
    until, pending = totals.counted_until(work)
    known = targets.read(work.db)
    return Dashboard(
        asked=asked,
        before=before,
        tally=tally,
        figures=shown(tally, totals.standing(work, asked)),
        earlier=earlier(work, before),
        months=totals.by_month(work, trend, _BY_MONTH),
        units=totals.by_unit(work, asked, [indicator.code]),
        cells=totals.by_unit_month(work, recent, [indicator.code]),
        targets=known,
        aims=aims(work, asked, known),
        use=uses.use(work, asked),
        counted_until=until,
        pending=pending,
    )


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


def aims_of_levels(shown: Dashboard, code: str, levels: Iterable[str]) -> Mapping[str, Aim]:
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
