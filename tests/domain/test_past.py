"""The past follows from the records until a moment, with the names told by then."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from office.domain.exceptions import LONG, MOST_DAYS, deadlines
from office.domain.fold import fold
from office.domain.past import past, until
from office.domain.workdays import Calendar, local_date
from tests.make import MORNING


def record(at: int, unit: int = 4, name: str = "Phòng VX", **facts: Any) -> dict[str, Any]:
    by = {"person": 7, "name": "An", "unit": unit, "unit_name": name}
    moved = {"run": unit, "run_name": name, "to": f"s{at}", "holder": [unit, None], "due": at}
    return {"at": at, "by": by, "rev": 1, "procedure": ["incoming", 1], **moved, **facts}


TIMES = st.lists(st.integers(0, 50), max_size=12).map(sorted)


@given(times=TIMES, at=st.integers(-1, 60))
def test_until_a_moment_is_the_records_no_later(times: list[int], at: int) -> None:
    records = [record(time) for time in times]
    told = list(until(records, at))
    assert told == [r for r in records if r["at"] <= at]
    assert past(told).runs == fold(told)


def test_a_clock_that_went_back_hides_nothing_before_the_jump() -> None:
    records = [record(5), record(9), record(3)]
    assert [r["at"] for r in until(records, 6)] == [5]


def test_the_last_name_told_by_then_counts() -> None:
    renamed = [record(1), record(2, name="Phòng KGVX")]
    assert past(renamed[:1]).units == {4: "Phòng VX"}
    assert past(renamed).units == {4: "Phòng KGVX"}
    part = {"part": "lead", "unit": 5, "unit_name": "P. TH", "person": 8, "person_name": "Bình"}
    told = past([record(1, parts=[{**part, "due": None}])])
    assert (told.units[5], told.persons) == ("P. TH", {7: "An", 8: "Bình"})


def test_nothing_was_before_anything_happened() -> None:
    assert past([]).runs == {}


def test_what_arrives_on_a_day_off_counts_from_the_next_working_day() -> None:
    friday = MORNING  # 8 November 2019
    days = list(deadlines(Calendar(), friday, friday.replace(day=11)))
    ends = [[local_date(moment).day for moment in day[2:]] for day in days]
    # The deadlines are midnights: what must be done on the 8th must be done before the 9th begins.
    assert ends[:3] == [[9, 12, 13], [12, 13, 14], [12, 13, 14]]
    assert LONG == 2


def test_deadlines_of_a_period_are_as_many_as_its_days_and_no_more_than_are_counted() -> None:
    begins = MORNING.replace(hour=17, minute=0)  # midnight in Việt Nam
    assert len(list(deadlines(Calendar(), begins, begins))) == 0
    assert len(list(deadlines(Calendar(), begins, begins.replace(year=2029)))) == MOST_DAYS + 1
    days = list(deadlines(Calendar(), begins, begins.replace(month=12)))
    assert [day.ends for day in days[:-1]] == [day.begins for day in days[1:]]
