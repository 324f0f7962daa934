"""What of a folder is shown: all of it, or what came in a period, what is urgent, what is unread.

A period is the calendar's: this week begins on Monday, this year on 1 January.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from office.domain.text import Text

TODAY = "today"
WEEK = "week"
MONTH = "month"
YEAR = "year"
URGENT = "urgent"
UNREAD = "unread"
PERIODS: dict[str, Text] = {
    TODAY: Text("Hôm nay", "Today"),
    WEEK: Text("Tuần này", "This week"),
    MONTH: Text("Tháng này", "This month"),
    YEAR: Text("Năm nay", "This year"),
}
ALL = Text("Mọi lúc", "Any time")
MARKS: dict[str, Text] = {
    URGENT: Text("Chỉ văn bản khẩn", "Urgent only"),
    UNREAD: Text("Chỉ văn bản chưa đọc", "Unread only"),
}
BETWEEN = ","


@dataclass(frozen=True, slots=True)
class Sieve:
    """What a line must be to pass; the empty one lets everything through."""

    period: str = ""
    urgent: bool = False
    unread: bool = False

    def since(self, today: date) -> date | None:
        """Return the first day of the period that `today` is in, None for all time."""
        return {
            TODAY: today,
            WEEK: today - timedelta(days=today.weekday()),
            MONTH: today.replace(day=1),
            YEAR: today.replace(month=1, day=1),
        }.get(self.period)

    def written(self) -> str:
        """Return the sieve as an address carries it, '' for the empty one."""
        marks = ((self.period, self.period), (URGENT, self.urgent), (UNREAD, self.unread))
        return BETWEEN.join(word for word, holds in marks if holds)


def read(written: str) -> Sieve:
    """Return the sieve of an address; words that are none of ours let everything through."""
    words = written.split(BETWEEN)
    period = next((word for word in words if word in PERIODS), "")
    return Sieve(period, URGENT in words, UNREAD in words)
