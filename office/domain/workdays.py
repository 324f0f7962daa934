"""Working time: days the office works, and deadlines counted in them.

Days that differ from Monday to Friday (holidays, swapped working Saturdays) are
data handed in; nothing here knows Tết.  Everything local is Asia/Ho_Chi_Minh.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
CLOSES_AT = time(17, 0)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit: whole working days, or hours by the clock for what is urgent."""

    days: int = 0
    hours: int = 0


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working calendar: `exceptions` maps a date to whether it is worked.

    `names` says why a day is an exception: the holiday, or what it was swapped for.
    """

    exceptions: Mapping[date, bool] = field(default_factory=dict)
    names: Mapping[date, str] = field(default_factory=dict)

    def works_on(self, day: date) -> bool:
        """Say whether `day` is a working day."""
        return self.exceptions.get(day, day.weekday() < SATURDAY)

    def days_after(self, day: date) -> Iterator[tuple[date, bool]]:
        """Yield the days after `day`, each with whether it is worked, without end."""
        while True:
            day += timedelta(days=1)
            yield day, self.works_on(day)

    def add(self, start: date, days: int) -> date:
        """Return the `days`-th working day after `start` (`start` itself for 0)."""
        for day, works in self.days_after(start):
            if days <= 0:
                return day - timedelta(days=1)
            days -= works
        raise AssertionError("days_after has no end")

    def due(self, at: datetime, limit: Limit) -> datetime:
        """Return the moment (UTC) by which something begun `at` must be done.

        Days end at closing time of the last working day (NĐ 30/2020 Đ4.2c counts
        in working days); hours run by the clock (urgent: at once).
        """
        if limit.hours:
            return at + timedelta(hours=limit.hours)
        return end_of(self.add(local_date(at), limit.days))


@dataclass(frozen=True, slots=True)
class CountedDay:
    """A day between beginning and deadline: whether it was counted, as which, and its name.

    `nth` is 0 for a day that is not worked; `swapped` says that a worked day is a weekend's.
    """

    day: date
    nth: int
    name: str
    swapped: bool

    @property
    def counted(self) -> bool:
        """Say whether the day counts as a working day."""
        return self.nth > 0


def unfold(calendar: Calendar, at: datetime, limit: Limit) -> list[CountedDay]:
    """Return the days counted for `calendar.due(at, limit)`, in order; none for a limit in hours.

    The last day is that of the deadline: each stands there with why it counts or does not.
    """
    if limit.hours:
        return []
    return days_between(calendar, local_date(at), calendar.add(local_date(at), limit.days))


def days_between(calendar: Calendar, start: date, end: date) -> list[CountedDay]:
    """Return every day after `start` up to `end`, with how many working days it makes."""
    found: list[CountedDay] = []
    nth = 0
    for day, works in calendar.days_after(start):
        if day > end:
            break
        nth += works
        swapped = works and day.weekday() >= SATURDAY
        found.append(CountedDay(day, nth if works else 0, calendar.names.get(day, ""), swapped))
    return found


#: So many working days before its deadline an item is nearly late.
SOON_DAYS = 2


def late(due_at: datetime | None, at: datetime) -> bool:
    """Say whether a deadline has passed: computed whenever asked, never kept."""
    return due_at is not None and due_at < at


def soon_until(calendar: Calendar, at: datetime) -> datetime:
    """Return the last moment that counts as due soon: the end of the second working day."""
    return end_of(calendar.add(local_date(at), SOON_DAYS))


def nearly_late(due_at: datetime | None, at: datetime, calendar: Calendar) -> bool:
    """Say whether a deadline has not passed yet but comes within two working days."""
    return due_at is not None and at <= due_at <= soon_until(calendar, at)


def local_date(at: datetime) -> date:
    """Return the Vietnamese date of a moment: it decides the year of a register."""
    return at.astimezone(VIETNAM).date()


def begin_of(day: date) -> datetime:
    """Return the midnight with which a Vietnamese day begins, as a moment in UTC."""
    return datetime.combine(day, time.min, VIETNAM).astimezone(UTC)


def end_of(day: date) -> datetime:
    """Return closing time of `day` as a moment in UTC."""
    return datetime.combine(day, CLOSES_AT, VIETNAM).astimezone(UTC)


def shown(at: datetime | None) -> str:
    """Return a moment as sentences say it: HH:MM DD/MM/YYYY in Vietnamese time, a dash for none."""
    return at.astimezone(VIETNAM).strftime("%H:%M %d/%m/%Y") if at else "—"


def parse_limit(written: str) -> Limit:
    """Read a limit written as '3d' (working days) or '2h'; raises ValueError otherwise."""
    count, unit = written[:-1], written[-1:]
    if not count.isdigit() or unit not in {"d", "h"}:
        raise ValueError(f"a limit is written like 3d or 2h, not {written!r}")
    return Limit(days=int(count)) if unit == "d" else Limit(hours=int(count))
