"""Limits in hours: in working time where a unit agreed so, by the clock everywhere else."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.domain.workdays import VIETNAM, Calendar, Limit, local_date
from office.domain.working_hours import (
    Agreement,
    Hours,
    Session,
    parse_sessions,
    written_sessions,
)

OFFICE_DAY = parse_sessions("07:30-11:30, 13:30-17:00")
#: Tết 2019, the swap of that spring, and New Year's Day 2020.
OFF = {date(2019, 2, day): False for day in range(4, 9)} | {date(2020, 1, 1): False}
CALENDAR = Calendar(OFF | {date(2019, 4, 29): False, date(2019, 5, 4): True})
EVER = date(2000, 1, 1)


def agreement(
    first: date = EVER, last: date | None = None, express: int | None = None, unit: int = 1
) -> Agreement:
    hours = {} if express is None else {"express": express}
    return Agreement(unit_id=unit, first_day=first, last_day=last, sessions=OFFICE_DAY, hours=hours)


def local(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=VIETNAM)  # type: ignore[misc,arg-type]  # year to minute


def told(hours: Hours, at: datetime, count: int) -> list[str]:
    """Say the stretches counted as a page would."""
    return [
        f"{span.start.astimezone(VIETNAM):%d/%m %H:%M}–{span.end.astimezone(VIETNAM):%H:%M}: "
        f"{span.minutes} phút"
        for span in hours.spans(at, Limit(hours=count))
    ]


AGREED = Hours(CALENDAR, (agreement(),))


def test_an_hour_begun_late_on_friday_goes_on_on_monday_morning() -> None:
    assert told(AGREED, local(2019, 11, 8, 16, 30), 1) == [
        "08/11 16:30–17:00: 30 phút",
        "11/11 07:30–08:00: 30 phút",
    ]
    assert AGREED.due(local(2019, 11, 8, 16, 30), Limit(hours=1)) == local(2019, 11, 11, 8, 0)


def test_lunch_is_not_counted() -> None:
    assert told(AGREED, local(2019, 11, 8, 11, 0), 1) == [
        "08/11 11:00–11:30: 30 phút",
        "08/11 13:30–14:00: 30 phút",
    ]


def test_what_comes_at_night_begins_in_the_morning() -> None:
    assert told(AGREED, local(2019, 11, 6, 23, 0), 2) == ["07/11 07:30–09:30: 120 phút"]


def test_tet_is_passed_over() -> None:
    assert told(AGREED, local(2019, 2, 1, 16, 0), 2) == [
        "01/02 16:00–17:00: 60 phút",
        "11/02 07:30–08:30: 60 phút",
    ]


def test_a_swapped_saturday_is_counted_and_the_monday_it_was_swapped_for_is_not() -> None:
    assert AGREED.due(local(2019, 5, 3, 16, 30), Limit(hours=1)) == local(2019, 5, 4, 8, 0)
    assert AGREED.due(local(2019, 4, 26, 16, 30), Limit(hours=1)) == local(2019, 4, 30, 8, 0)


def test_the_last_hour_of_the_year_goes_on_after_new_year() -> None:
    assert told(AGREED, local(2019, 12, 31, 16, 0), 2) == [
        "31/12 16:00–17:00: 60 phút",
        "02/01 07:30–08:30: 60 phút",
    ]


def test_a_limit_that_ends_with_the_day_is_due_that_day() -> None:
    assert AGREED.due(local(2019, 11, 8, 16, 0), Limit(hours=1)) == local(2019, 11, 8, 17, 0)


def test_without_an_agreement_the_clock_counts() -> None:
    assert told(Hours(CALENDAR), local(2019, 11, 8, 23, 30), 1) == [
        "08/11 23:30–00:00: 30 phút",
        "09/11 00:00–00:30: 30 phút",
    ]


def test_after_an_agreement_has_ended_the_rest_runs_by_the_clock() -> None:
    until_friday = Hours(CALENDAR, (agreement(last=date(2019, 11, 8)),))
    assert told(until_friday, local(2019, 11, 8, 16, 30), 1) == [
        "08/11 16:30–17:00: 30 phút",
        "09/11 00:00–00:30: 30 phút",
    ]


def test_an_agreement_counts_from_its_first_day_on() -> None:
    from_monday = Hours(CALENDAR, (agreement(first=date(2019, 11, 11)),))
    assert from_monday.due(local(2019, 11, 8, 16, 30), Limit(hours=1)) == local(2019, 11, 8, 17, 30)
    assert from_monday.agreed(date(2019, 11, 10)) is None


def test_the_nearest_agreement_decides_as_long_as_it_holds() -> None:
    near = agreement(last=date(2019, 11, 8), express=3, unit=2)
    hours = Hours(CALENDAR, (near, agreement(express=1)))
    assert hours.limit(local(2019, 11, 8, 9, 0), Limit(hours=4), "express") == Limit(hours=3)
    assert hours.limit(local(2019, 11, 11, 9, 0), Limit(hours=4), "express") == Limit(hours=1)


def test_agreed_hours_replace_hours_never_days_and_no_other_urgency() -> None:
    hours = Hours(CALENDAR, (agreement(express=1),))
    at = local(2019, 11, 8, 9, 0)
    assert hours.limit(at, Limit(hours=4), "urgent") == Limit(hours=4)
    assert hours.limit(at, Limit(days=2), "express") == Limit(days=2)
    assert Hours(CALENDAR).limit(at, Limit(hours=4), "express") == Limit(hours=4)


def test_days_are_counted_by_the_calendar_with_or_without_an_agreement() -> None:
    at = local(2019, 11, 8, 9, 0)
    assert AGREED.due(at, Limit(days=1)) == CALENDAR.due(at, Limit(days=1))
    assert AGREED.spans(at, Limit(days=1)) == []


@pytest.mark.parametrize(
    "written",
    ["", "07:30", "07:30-", "11:30-07:30", "07:30-07:30", "07:30-11:30, 11:00-17:00",
     "07:30-11:30,", "7h30-11h30", "07:30-24:00", "07:3-11:30", "07:30-11:30-12:00"],
)  # fmt: skip
def test_hours_that_are_none_are_not_read(written: str) -> None:
    with pytest.raises(ValueError, match=r"hour|time|minute"):
        parse_sessions(written)


MOMENTS = st.datetimes(
    datetime(2019, 1, 1),  # noqa: DTZ001 (Hypothesis wants its bounds without zone)
    datetime(2020, 12, 31),  # noqa: DTZ001 (Hypothesis wants its bounds without zone)
    timezones=st.just(UTC),
)
DAYS = st.dates(date(2019, 1, 1), date(2020, 12, 31))
CALENDARS = st.builds(Calendar, st.dictionaries(DAYS, st.booleans(), max_size=40))
COUNTS = st.integers(1, 80)


@st.composite
def sessions(draw: st.DrawFn) -> tuple[Session, ...]:
    """Make a working day of one to three stretches."""
    minutes = sorted(draw(st.sets(st.integers(0, 24 * 60 - 1), min_size=2, max_size=6)))
    times = [time(*divmod(minute, 60)) for minute in minutes]
    return tuple(zip(times[::2], times[1::2], strict=False))


@st.composite
def agreements(draw: st.DrawFn, *, dated: bool = True) -> Agreement:
    """Make an agreement: for some days, or for always."""
    first, last = sorted((draw(DAYS), draw(DAYS))) if dated else (EVER, None)
    return Agreement(unit_id=1, first_day=first, last_day=last, sessions=draw(sessions()))


ALWAYS = st.builds(Hours, CALENDARS, st.tuples(agreements(dated=False)))
SOMETIMES = st.builds(Hours, CALENDARS, st.lists(agreements(), max_size=3).map(tuple))


@given(SOMETIMES, MOMENTS, MOMENTS, COUNTS)
def test_who_begins_later_is_never_due_earlier(
    hours: Hours, one: datetime, other: datetime, count: int
) -> None:
    early, late = sorted((one, other))
    assert hours.due(early, Limit(hours=count)) <= hours.due(late, Limit(hours=count))


@given(SOMETIMES, MOMENTS, COUNTS)
def test_an_hour_more_is_due_an_hour_later_at_least(hours: Hours, at: datetime, count: int) -> None:
    more = hours.due(at, Limit(hours=count + 1))
    assert more - hours.due(at, Limit(hours=count)) >= timedelta(hours=1)


@given(SOMETIMES, MOMENTS, st.integers(0, 80))
def test_the_stretches_make_exactly_the_limit_in_order(
    hours: Hours, at: datetime, count: int
) -> None:
    spans = hours.spans(at, Limit(hours=count))
    assert sum((s.end - s.start for s in spans), timedelta()) == timedelta(hours=count)
    moments = [at, *(moment for span in spans for moment in (span.start, span.end))]
    assert moments == sorted(moments)
    assert all(span.start < span.end for span in spans)


@given(SOMETIMES, MOMENTS, COUNTS)
def test_the_minutes_told_add_up_to_the_limit(hours: Hours, at: datetime, count: int) -> None:
    assert sum(span.minutes for span in hours.spans(at, Limit(hours=count))) == 60 * count


@given(ALWAYS, MOMENTS, COUNTS)
def test_nothing_is_due_or_counted_outside_the_agreed_hours(
    hours: Hours, at: datetime, count: int
) -> None:
    agreed = hours.agreements[0].sessions
    for span in hours.spans(at, Limit(hours=count)):
        assert hours.calendar.works_on(local_date(span.start))
        start, end = (m.astimezone(VIETNAM) for m in (span.start, span.end))
        assert start.date() == end.date()
        assert any(a <= start.time() < end.time() <= b for a, b in agreed)


@given(CALENDARS, MOMENTS, COUNTS)
def test_without_an_agreement_it_is_as_the_calendar_always_said(
    calendar: Calendar, at: datetime, count: int
) -> None:
    assert Hours(calendar).due(at, Limit(hours=count)) == calendar.due(at, Limit(hours=count))


@given(sessions())
def test_hours_are_read_as_they_are_written(agreed: tuple[Session, ...]) -> None:
    assert parse_sessions(written_sessions(agreed)) == agreed
