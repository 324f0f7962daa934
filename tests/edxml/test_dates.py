"""Dates of packets are read in five forms and written in one."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.edxml import dates
from tests.edxml.packets import days, moments

SIXTH_OF_MAY = datetime(2014, 5, 6, tzinfo=dates.VIETNAM)


@pytest.mark.parametrize(
    "wire",
    [
        "2014/05/06",
        "2014-5-6",
        "2014-05-06T00:00:00",
        "2014-05-06T00:00:00.000+07:00",
        "2014-05-05T17:00:00Z",
        "2014/05/06 00:00:00",
        "06/05/2014",
        "6/5/2014 00:00",
        "5/6/2014 12:00:00 AM",
        "1399309200000",
    ],
)
def test_one_day_is_understood_however_it_is_written(wire: str) -> None:
    assert dates.moment(wire) == SIXTH_OF_MAY
    assert dates.day(wire) == date(2014, 5, 6)


def test_the_month_comes_first_only_where_am_or_pm_is_said() -> None:
    assert dates.moment("5/6/2014 1:02:03 PM") == datetime(2014, 5, 6, 6, 2, 3, tzinfo=UTC)
    assert dates.day("5/6/2014 13:02:03") == date(2014, 6, 5)


@pytest.mark.parametrize(
    "wire", ["", "soon", "2014/02/30", "31/04/2014", "0001/01/01", "9999-12-31", "٢٠١٤/٠٥/٠٦"]
)
def test_what_is_no_date_is_none(wire: str) -> None:
    assert dates.moment(wire) is None
    assert dates.day(wire) is None


@given(day=days)
def test_a_day_reads_back_as_it_was_written(day: date) -> None:
    assert dates.day(dates.write_day(day)) == day


@given(at=moments)
def test_a_time_reads_back_as_it_was_written(at: datetime) -> None:
    assert dates.moment(dates.write_moment(at)) == at
    assert dates.write_moment(at.astimezone(UTC)) == dates.write_moment(at)


@given(wire=st.text(alphabet="0123456789/-: TZAPMapm+.", max_size=30))
def test_no_text_breaks_the_reading_of_dates(wire: str) -> None:
    at = dates.moment(wire)
    assert at is None or 1899 <= at.year <= 2200
