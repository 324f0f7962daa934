"""Periods that figures are asked for: a month, a quarter, half a year, a year, or free days.

Written in addresses as '2026-10', '2026-Q3', '2026-H1', '2026' and '2026-01-05..2026-03-07'.
Both ends belong to the period; days are Vietnamese.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from office.domain.errors import Invalid
from office.domain.text import Text

MONTH, QUARTER, HALF, YEAR, FREE = "month", "quarter", "half", "year", "free"
KINDS: Mapping[str, Text] = {
    MONTH: Text("Tháng", "Month"),
    QUARTER: Text("Quý", "Quarter"),
    HALF: Text("Nửa năm", "Half a year"),
    YEAR: Text("Năm", "Year"),
    FREE: Text("Từ ngày đến ngày", "From day to day"),
}
#: So many months each kind lasts; free days have no such length.
LENGTHS: Mapping[str, int] = {MONTH: 1, QUARTER: 3, HALF: 6, YEAR: 12}
FIRST_YEAR, LAST_YEAR = 1900, 2200
#: A longer period would draw more months than anybody can read.
MOST_YEARS = 10
_ROMAN = ("I", "II", "III", "IV")
_ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_WRITTEN = re.compile(r"(\d{4})(?:-(?:(\d{2})|Q([1-4])|H([12])))?", re.ASCII)
_NOTHING = Text(
    "“{written}” không phải một kỳ. Ví dụ: 2026-10, 2026-Q3, 2026-H1, 2026,"
    " 2026-01-05..2026-03-07.",
    "“{written}” is no period. Write 2026-10, 2026-Q3, 2026-H1, 2026 or 2026-01-05..2026-03-07.",
)
_BACKWARDS = Text(
    "Ngày cuối ({until}) trước ngày đầu ({since}).",
    "The last day ({until}) is before the first ({since}).",
)
_LONG = Text("Một kỳ dài nhất {n} năm.", "A period lasts {n} years at most.")
_OUTSIDE = Text("Kỳ nằm ngoài lịch ({first}–{last}).", "Outside the calendar ({first}–{last}).")


@dataclass(frozen=True, slots=True)
class Period:
    """Days that figures are asked for, `since` to `until`, both included."""

    kind: str
    since: date
    until: date

    @property
    def written(self) -> str:
        """Return the period as an address carries it: `parse` reads it again."""
        year, month = self.since.year, self.since.month
        return {
            MONTH: f"{year}-{month:02}",
            QUARTER: f"{year}-Q{_nth(month, 3)}",
            HALF: f"{year}-H{_nth(month, 6)}",
            YEAR: f"{year}",
        }.get(self.kind, f"{self.since}..{self.until}")

    @property
    def label(self) -> Text:
        """Return the period as titles say it."""
        return _label(self)

    @property
    def short(self) -> Text:
        """Return the period in a word, for the heads of narrow columns."""
        year, month = self.since.year, self.since.month
        half, quarter = _nth(month, 6), _ROMAN[_nth(month, 3) - 1]
        return {
            MONTH: Text(f"{month:02}/{year}", f"{month:02}/{year}"),
            QUARTER: Text(f"Quý {quarter}/{year}", f"Q{_nth(month, 3)} {year}"),
            HALF: Text(f"Nửa {'đầu' if half == 1 else 'cuối'} {year}", f"H{half} {year}"),
            YEAR: Text(f"{year}", f"{year}"),
        }.get(self.kind, _days(self.since, self.until))

    @property
    def previous(self) -> Period:
        """Return the period of the same kind, or of as many days, right before; raises Invalid."""
        last = self.since - timedelta(days=1)
        if self.kind == FREE:
            return free(last - (self.until - self.since), last)
        return containing(self.kind, last)

    @property
    def year_before(self) -> Period:
        """Return the same period of the year before; raises Invalid."""
        if self.kind == FREE:
            return free(_year_before(self.since), _year_before(self.until))
        return containing(self.kind, self.since.replace(year=self.since.year - 1))

    def before(self, today: date) -> Period:
        """Return what to compare with: the period before, or as many of its days as have passed.

        Raises Invalid.
        """
        previous, passed = self.previous, self.up_to(today)
        if passed == self:
            return previous
        last = previous.since + (passed.until - passed.since)
        return free(previous.since, min(last, previous.until))

    @property
    def months(self) -> list[date]:
        """Return the first days of the months that the period touches, in order."""
        return list(_months(self.since, self.until))

    def up_to(self, day: date) -> Period:
        """Return as much of the period as has passed on `day`, all of it when it is over."""
        if not self.since <= day < self.until:
            return self
        return Period(FREE, self.since, day)


def parse(written: str) -> Period:
    """Read a period from an address; raises Invalid in words.

    Free days that are just a month, a quarter, half a year or a year are that.
    """
    first, dots, last = written.strip().partition("..")
    if dots:
        return free(_day(first, written), _day(last, written))
    found = _WRITTEN.fullmatch(first.upper())
    if found is None:
        raise Invalid(_NOTHING.filled(written=written), field="period")
    year, month, quarter, half = found.groups()
    kind = MONTH if month else QUARTER if quarter else HALF if half else YEAR
    begins = int(month) if month else 3 * int(quarter or 1) - 2 if not half else 6 * int(half) - 5
    if not 1 <= begins <= 12:
        raise Invalid(_NOTHING.filled(written=written), field="period")
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise _outside()
    return containing(kind, date(int(year), begins, 1))


def free(since: date, until: date) -> Period:
    """Return the period of some days, both included; raises Invalid."""
    if until < since:
        said = _BACKWARDS.filled(since=_day_words(since), until=_day_words(until))
        raise Invalid(said, field="until")
    if not (since.year >= FIRST_YEAR and until.year <= LAST_YEAR):
        raise _outside()
    if until.year - since.year > MOST_YEARS:
        raise Invalid(_LONG.filled(n=MOST_YEARS), field="until")
    for kind in LENGTHS:
        whole = containing(kind, since)
        if (whole.since, whole.until) == (since, until):
            return whole
    return Period(FREE, since, until)


def containing(kind: str, day: date) -> Period:
    """Return the month, quarter, half or year that a day lies in; raises Invalid."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise _outside()
    length = LENGTHS[kind]
    first = date(day.year, day.month - (day.month - 1) % length, 1)
    return Period(kind, first, _after(first, length) - timedelta(days=1))


def last_over(kind: str, today: date) -> Period:
    """Return the last period of a kind that is over on `today`."""
    return containing(kind, today).previous


def months_back(day: date, count: int) -> date:
    """Return the first day of the month so many months before that of `day`."""
    return _after(day.replace(day=1), -count)


def offered(today: date) -> list[Period]:
    """Return the periods a form offers: years, halves and quarters of three, and 13 months."""
    years = [date(year, 1, 1) for year in (today.year, today.year - 1, today.year - 2)]
    found = [containing(YEAR, first) for first in years]
    for kind in (HALF, QUARTER):
        parts = [
            containing(kind, _after(first, step))
            for first in years
            for step in range(12 - LENGTHS[kind], -1, -LENGTHS[kind])
        ]
        found += [part for part in parts if part.since <= today]
    return found + [containing(MONTH, months_back(today, back)) for back in range(13)]


def _nth(month: int, length: int) -> int:
    return (month - 1) // length + 1


def _after(first: date, months: int) -> date:
    """Return the first day of the month so many months after one."""
    count = first.year * 12 + first.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def _months(since: date, until: date) -> Iterator[date]:
    month = since.replace(day=1)
    while month <= until:
        yield month
        month = _after(month, 1)


def _year_before(day: date) -> date:
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap else day.day)


def _day(part: str, written: str) -> date:
    try:
        return date.fromisoformat(part.strip())
    except ValueError as fault:
        raise Invalid(_NOTHING.filled(written=written), field="period") from fault


def _label(period: Period) -> Text:
    year, month = period.since.year, period.since.month
    quarter, half = _ROMAN[_nth(month, 3) - 1], _nth(month, 6)
    return {
        MONTH: Text(f"Tháng {month} năm {year}", f"{_ENGLISH_MONTHS[month - 1]} {year}"),
        QUARTER: Text(f"Quý {quarter} năm {year}", f"Quarter {quarter} of {year}"),
        HALF: Text(
            f"6 tháng {'đầu' if half == 1 else 'cuối'} năm {year}",
            f"{'First' if half == 1 else 'Second'} half of {year}",
        ),
        YEAR: Text(f"Năm {year}", f"Year {year}"),
    }.get(period.kind, _days(period.since, period.until))


def _days(since: date, until: date) -> Text:
    first, last = _day_words(since), _day_words(until)
    if since == until:
        return Text(f"Ngày {first}", first)
    return Text(f"Từ {first} đến {last}", f"{first} to {last}")


def _day_words(day: date) -> str:
    return day.strftime("%d/%m/%Y")


def _outside() -> Invalid:
    return Invalid(_OUTSIDE.filled(first=FIRST_YEAR, last=LAST_YEAR), field="period")
