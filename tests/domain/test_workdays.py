"""Working days and deadlines, by Vietnamese time."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.domain.workdays import VIETNAM, Calendar, Limit, end_of, local_date, parse_limit

#: Tết 2019 and the swap of that spring: Saturday 4 May was worked for Monday 29 April.
TET = {date(2019, 2, day): False for day in range(4, 9)}
SWAP = {date(2019, 4, 29): False, date(2019, 5, 4): True}
SPRING = Calendar(TET | SWAP)
DAYS = st.dates(date(2018, 1, 1), date(2021, 12, 31))
CALENDARS = st.builds(Calendar, st.dictionaries(DAYS, st.booleans(), max_size=40))


def test_the_third_working_day_after_friday_is_wednesday() -> None:
    assert Calendar().add(date(2019, 11, 8), 3) == date(2019, 11, 13)
    assert Calendar().add(date(2019, 11, 8), 0) == date(2019, 11, 8)


def test_tet_is_no_working_time() -> None:
    assert SPRING.add(date(2019, 2, 1), 1) == date(2019, 2, 11)


def test_a_swapped_saturday_is_worked() -> None:
    assert SPRING.works_on(date(2019, 5, 4))
    assert not SPRING.works_on(date(2019, 4, 29))
    assert SPRING.add(date(2019, 5, 3), 1) == date(2019, 5, 4)


@given(CALENDARS, DAYS, st.integers(1, 60))
def test_a_deadline_never_lands_on_a_day_off(calendar: Calendar, day: date, days: int) -> None:
    assert calendar.works_on(calendar.add(day, days))


@given(CALENDARS, DAYS, st.integers(0, 60))
def test_one_day_more_is_a_later_deadline(calendar: Calendar, day: date, days: int) -> None:
    assert calendar.add(day, days) < calendar.add(day, days + 1)


@given(CALENDARS, DAYS, DAYS, st.integers(0, 60))
def test_who_begins_later_ends_no_earlier(
    calendar: Calendar, one: date, other: date, days: int
) -> None:
    early, late = sorted((one, other))
    assert calendar.add(early, days) <= calendar.add(late, days)


@given(CALENDARS, DAYS, st.integers(1, 30))
def test_as_many_days_are_worked_as_were_given(calendar: Calendar, day: date, days: int) -> None:
    end = calendar.add(day, days)
    between = [day + timedelta(days=count) for count in range(1, (end - day).days + 1)]
    assert sum(calendar.works_on(passed) for passed in between) == days


@given(
    st.datetimes(datetime(2019, 1, 1), datetime(2020, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001 (Hypothesis wants its bounds without zone)
    st.integers(1, 200),
)
def test_hours_run_by_the_clock_whatever_the_day(at: datetime, hours: int) -> None:
    assert SPRING.due(at, Limit(hours=hours)) - at == timedelta(hours=hours)


def test_days_end_at_closing_time_in_viet_nam() -> None:
    late_evening = datetime(2019, 11, 8, 23, 30, tzinfo=VIETNAM)
    due = Calendar().due(late_evening, Limit(days=1))
    assert due == datetime(2019, 11, 11, 17, 0, tzinfo=VIETNAM)
    assert due.tzinfo is UTC
    assert end_of(date(2019, 11, 11)) == due


def test_the_date_is_the_vietnamese_one() -> None:
    assert local_date(datetime(2019, 11, 7, 17, 0, tzinfo=UTC)) == date(2019, 11, 8)
    assert datetime.combine(date(2019, 11, 8), time(0), VIETNAM).utcoffset() == timedelta(hours=7)


def test_a_limit_is_written_as_days_or_hours() -> None:
    assert parse_limit("3d") == Limit(days=3)
    assert parse_limit("2h") == Limit(hours=2)


@pytest.mark.parametrize("written", ["", "d", "3", "3w", "-3d", "3.5h", " 3d", "3d "])
def test_any_other_writing_of_a_limit_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="a limit is written like"):
        parse_limit(written)
