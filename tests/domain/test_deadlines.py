"""A deadline laid open: every day that was counted or left out, and why."""

import itertools
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.domain import deadlines, workdays
from office.domain.deadlines import Origin, explain
from office.domain.movements import milliseconds
from office.domain.workdays import VIETNAM, Calendar, Limit, end_of, unfold
from office.domain.working_hours import Agreement, Hours, parse_sessions
from office.engine.definitions import read

WORKFLOW = read(Path(__file__).parents[2] / "workflows" / "incoming" / "1.yaml")
TET = {date(2020, 1, d): False for d in range(23, 30)}
CALENDAR = Calendar(
    {**TET, date(2020, 2, 1): True},
    {date(2020, 1, 25): "Mùng một Tết", date(2020, 2, 1): "Làm bù Tết"},
)
BEFORE_TET = datetime(2020, 1, 22, 9, 0, tzinfo=VIETNAM).astimezone(UTC)

moments = st.integers(0, 2 * 365 * 24 * 60).map(
    lambda minutes: datetime(2019, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
calendars = st.dictionaries(
    st.dates(date(2019, 1, 1), date(2021, 6, 1)), st.booleans(), max_size=60
).map(Calendar)


@given(moments, st.integers(1, 40), calendars)
def test_the_days_laid_open_end_on_the_deadline_and_count_to_the_limit(
    at: datetime, days: int, calendar: Calendar
) -> None:
    limit = Limit(days=days)
    laid = unfold(calendar, at, limit)
    assert end_of(laid[-1].day) == calendar.due(at, limit)
    assert [day.nth for day in laid if day.counted] == list(range(1, days + 1))
    assert all(b.day - a.day == timedelta(days=1) for a, b in itertools.pairwise(laid))
    assert all(day.counted == calendar.works_on(day.day) for day in laid)


def test_a_holiday_has_its_name_and_a_swapped_saturday_counts() -> None:
    laid = {day.day: day for day in unfold(CALENDAR, BEFORE_TET, Limit(days=3))}
    assert not laid[date(2020, 1, 25)].counted
    assert laid[date(2020, 1, 25)].name == "Mùng một Tết"
    assert laid[date(2020, 2, 1)].swapped
    assert laid[date(2020, 2, 1)].nth == 3


def test_a_limit_of_the_procedure_is_named_with_version_and_state() -> None:
    due = CALENDAR.due(BEFORE_TET, Limit(days=1))
    origin = Origin(at=BEFORE_TET, by="Ông B", state="arrived", procedure=("incoming", 1))
    laid = explain(origin, due, "normal", WORKFLOW, [Hours(CALENDAR)])
    assert laid.source.vi == (
        "1 ngày làm việc, theo quy trình “Văn bản đến” bản 1, trạng thái “Chờ tiếp nhận”"
    )
    assert laid.worked == 1


def test_hours_run_by_the_clock_and_count_no_day() -> None:
    due = BEFORE_TET + timedelta(hours=1)
    origin = Origin(at=BEFORE_TET, state="arrived", procedure=("incoming", 1))
    laid = explain(origin, due, "express", WORKFLOW, [Hours(CALENDAR)])
    assert (laid.hours, laid.days) == (1, ())


def test_what_no_limit_gives_was_set_by_a_person_and_is_counted_all_the_same() -> None:
    due = end_of(date(2020, 1, 31))
    origin = Origin(at=BEFORE_TET, by="Ông B (Chủ tịch)", state="in_progress")
    laid = explain(origin, due, "normal", WORKFLOW, [Hours(CALENDAR)])
    assert laid.source.vi == "do Ông B (Chủ tịch) đặt"
    assert laid.worked == 2
    far = explain(origin, due + timedelta(days=900), "normal", WORKFLOW, [Hours(CALENDAR)])
    assert far.days == ()


def test_the_calendar_of_that_time_explains_what_todays_no_longer_does() -> None:
    due = CALENDAR.due(BEFORE_TET, Limit(days=1))
    today = Calendar()
    origin = Origin(at=BEFORE_TET, by="Ông B", state="arrived", procedure=("incoming", 1))
    assert (
        "quy trình"
        in explain(origin, due, "normal", WORKFLOW, [Hours(CALENDAR), Hours(today)]).source.vi
    )
    assert "Ông B" in explain(origin, due, "normal", WORKFLOW, [Hours(today)]).source.vi


def test_the_first_record_that_carries_a_deadline_set_it() -> None:
    due = milliseconds(BEFORE_TET)
    records = [
        {"act": "a", "due": 1}, {"act": "b", "due": 2, "parts": [{"due": due}]},
        {"act": "c", "due": due},
    ]  # fmt: skip
    found = deadlines.act_that_set(records, due)
    assert found is not None
    assert found["act"] == "b"
    assert deadlines.act_that_set([{"act": "i", "dues": {"here": due}}], due) is not None
    assert deadlines.act_that_set(records, 3) is None


@pytest.mark.parametrize(
    ("at", "nearly", "late"),
    [("2020-01-17", False, False), ("2020-01-20", True, False), ("2020-01-23", False, True)],
)
def test_nearly_late_is_two_working_days_before_and_late_is_after(
    at: str, nearly: bool, late: bool
) -> None:
    due = end_of(date(2020, 1, 22))
    now = datetime.fromisoformat(at).replace(hour=9, tzinfo=VIETNAM)
    assert workdays.nearly_late(due, now, CALENDAR) == nearly
    assert workdays.late(due, now) == late
    assert not workdays.late(None, now)
    assert not workdays.nearly_late(None, now, CALENDAR)


def test_the_last_second_of_a_year_is_not_late() -> None:
    last = datetime(2019, 12, 31, 23, 59, 59, tzinfo=VIETNAM)
    assert not workdays.late(last, last)
    assert workdays.late(last, last + timedelta(milliseconds=1))


def test_hours_agreed_are_laid_open_with_the_agreements_that_were_used() -> None:
    begun = datetime(2019, 11, 8, 16, 30, tzinfo=VIETNAM)
    agreed = Agreement(
        id=7, unit_id=1, first_day=date(2019, 1, 1), sessions=parse_sessions("08:00-17:00"),
        hours={"express": 2},
    )  # fmt: skip
    elsewhere = Agreement(
        id=8, unit_id=1, first_day=date(2020, 1, 1), sessions=parse_sessions("08:00-17:00")
    )
    ways = [Hours(CALENDAR, (agreed, elsewhere)), Hours(CALENDAR)]
    origin = Origin(at=begun, state="arrived", procedure=("incoming", 1))
    laid = explain(origin, begun + timedelta(days=2, hours=17), "express", WORKFLOW, ways)
    assert (laid.hours, [span.minutes for span in laid.spans]) == (2, [30, 90])
    assert laid.agreements == (agreed,)
    by_clock = explain(origin, begun + timedelta(hours=1), "express", WORKFLOW, ways)
    assert (by_clock.hours, by_clock.spans, by_clock.agreements) == (1, (), ())
