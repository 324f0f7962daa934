"""Limits in hours, counted in working time where a unit has agreed so, else by the clock.

An agreement is data: which hours of a working day count, from which day to which, and
perhaps other hours for an urgency.  Counting goes along the days: each counts by what is
agreed for that day, so an agreement may begin or end in the middle of a limit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from office.domain.workdays import Calendar, Limit, begin_of, local_date

Session = tuple[time, time]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What a unit agreed: `last_day` is counted too, None while nobody has set an end.

    `hours` holds, by urgency, the working hours that stand in place of a procedure's hours.
    It is never edited: who ends it says which day is the last one after all (`ended_on`).
    """

    id: int = 0
    unit_id: int
    first_day: date
    last_day: date | None = None
    sessions: tuple[Session, ...]
    hours: Mapping[str, int] = field(default_factory=dict)
    agreed_by: str = ""
    paper: str = ""
    entered_at: datetime | None = None
    ended_on: date | None = None
    ended_at: datetime | None = None

    @property
    def until(self) -> date | None:
        """Return the last day it holds, None while there is none."""
        return self.last_day if self.ended_on is None else self.ended_on

    def covers(self, day: date) -> bool:
        """Say whether the agreement holds on `day`."""
        return self.first_day <= day and (self.until is None or day <= self.until)


def as_of(agreements: Iterable[Agreement], at: datetime) -> tuple[Agreement, ...]:
    """Return the agreements as they were known at a moment: what was entered later is undone."""
    return tuple(
        replace(one, ended_on=None, ended_at=None) if one.ended_at and one.ended_at > at else one
        for one in agreements
        if one.entered_at is None or one.entered_at <= at
    )


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time that was counted, within one day."""

    start: datetime
    end: datetime

    @property
    def minutes(self) -> int:
        """Return the minutes between its ends as they are shown: together they make the limit."""
        start, end = (moment.replace(second=0, microsecond=0) for moment in (self.start, self.end))
        return (end - start) // timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Hours:
    """How hours are counted at a unit: by its agreements, those of the nearest unit first."""

    calendar: Calendar
    agreements: tuple[Agreement, ...] = ()

    def agreed(self, day: date) -> Agreement | None:
        """Return the agreement that holds on `day`, None where the clock counts."""
        return next((one for one in self.agreements if one.covers(day)), None)

    def limit(self, at: datetime, limit: Limit, urgency: str) -> Limit:
        """Return the limit of what begins `at`: its hours, if any, as agreed for the urgency."""
        agreement = self.agreed(local_date(at))
        if agreement is None or not limit.hours:
            return limit
        return Limit(hours=agreement.hours.get(urgency, limit.hours))

    def due(self, at: datetime, limit: Limit) -> datetime:
        """Return the moment (UTC) by which something begun `at` must be done."""
        if not limit.hours:
            return self.calendar.due(at, limit)
        return self.spans(at, limit)[-1].end

    def spans(self, at: datetime, limit: Limit) -> list[Span]:
        """Return the stretches counted for a limit in hours, in order; none for one in days."""
        left, found = timedelta(hours=limit.hours), []
        open_from = self._open_from(at)
        while left:
            span = next(open_from)
            end = min(span.end, span.start + left)
            found.append(Span(span.start, end))
            left -= end - span.start
        return found

    def _open_from(self, at: datetime) -> Iterator[Span]:
        """Yield what counts from a moment on, without end."""
        day = local_date(at)
        while True:
            for span in self._open_on(day):
                if span.end > at:
                    yield Span(max(span.start, at), span.end)
            day += timedelta(days=1)

    def _open_on(self, day: date) -> list[Span]:
        agreement = self.agreed(day)
        if agreement is None:
            return [Span(begin_of(day), begin_of(day + timedelta(days=1)))]
        if not self.calendar.works_on(day):
            return []
        return [Span(_moment(day, start), _moment(day, end)) for start, end in agreement.sessions]


def _moment(day: date, at: time) -> datetime:
    return begin_of(day) + timedelta(hours=at.hour, minutes=at.minute)


def parse_sessions(written: str) -> tuple[Session, ...]:
    """Read working hours like '07:30-11:30, 13:30-17:00'; raises ValueError otherwise.

    They must follow each other within the day, each ending after it begins.
    """
    sessions = tuple(_session(part) for part in written.replace("–", "-").split(","))
    moments = [at for session in sessions for at in session]
    if any(later <= earlier for earlier, later in pairwise(moments)):
        raise ValueError(f"working hours must follow each other: {written!r}")
    return sessions


def _session(written: str) -> Session:
    start, dash, end = written.partition("-")
    if not dash:
        raise ValueError(f"working hours are written like 07:30-11:30, not {written!r}")
    return _time(start), _time(end)


def _time(written: str) -> time:
    hour, _, minute = written.strip().partition(":")
    if not (hour.isdecimal() and minute.isdecimal() and len(minute) == 2 and len(hour) <= 2):
        raise ValueError(f"a time is written like 07:30, not {written!r}")
    return time(int(hour), int(minute))


def written_sessions(sessions: tuple[Session, ...]) -> str:
    """Return working hours as `parse_sessions` reads them."""
    return ", ".join(f"{start:%H:%M}-{end:%H:%M}" for start, end in sessions)
