"""Time cut into what sums are kept of: whole years, whole months, and the days beside them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from office.services.figures.scopes import Stretch
from office.services.work import Work

#: What a sum is of, where one table holds both.
MONTH, YEAR = "month", "year"
ONE_DAY = timedelta(days=1)


class Cut(NamedTuple):
    """Stretches of whole years, of whole months, and of days."""

    years: list[Stretch]
    months: list[Stretch]
    days: list[Stretch]


def next_month(day: date) -> date:
    """Return the first day of the month after that of `day`."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def first_days(day: date) -> dict[str, date]:
    """Return the first day of the month and of the year that a day is in."""
    return {MONTH: day.replace(day=1), YEAR: day.replace(month=1, day=1)}


def with_rest(work: Work, stretches: Iterable[Stretch]) -> list[Stretch]:
    """Return stretches that end today with the rest of the year: nothing lies there yet.

    So the running month and year are whole.
    """
    end = date(work.today.year, 12, 31)
    return [one._replace(until=end) if work.today <= one.until < end else one for one in stretches]


def cut(stretches: Iterable[Stretch], *, years: bool = True) -> Cut:
    """Cut stretches; without `years` into months and days alone."""
    found = Cut([], [], [])
    for one in stretches:
        first = one.since if one.since.day == 1 else next_month(one.since)
        end = next_month(one.until) if (one.until + ONE_DAY).day == 1 else one.until.replace(day=1)
        if first >= end:
            found.days.append(one)
            continue
        _add(found.days, one, one.since, first)
        _add(found.days, one, end, one.until + ONE_DAY)
        january = first if first.month == 1 else date(first.year + 1, 1, 1)
        last = date(end.year, 1, 1)
        if years and january < last:
            _add(found.months, one, first, january)
            _add(found.years, one, january, last)
            first = last
        _add(found.months, one, first, end)
    return found


def _add(to: list[Stretch], one: Stretch, since: date, end: date) -> None:
    """Add what of a stretch begins at `since` and ends before `end`, if anything."""
    if since < end:
        to.append(Stretch(one.units, since, end - ONE_DAY))
