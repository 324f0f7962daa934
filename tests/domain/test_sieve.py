"""Sieves: periods begin where the calendar says, and an address brings back what it was given."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.domain import sieve
from office.domain.sieve import PERIODS, Sieve

SIEVES = st.builds(Sieve, st.sampled_from(["", *PERIODS]), st.booleans(), st.booleans())


@pytest.mark.parametrize(
    ("period", "first"),
    [
        ("today", date(2019, 12, 31)),
        ("week", date(2019, 12, 30)),
        ("month", date(2019, 12, 1)),
        ("year", date(2019, 1, 1)),
        ("", None),
    ],
)
def test_the_last_day_of_a_year_is_in_its_own_periods(period: str, first: date | None) -> None:
    assert Sieve(period).since(date(2019, 12, 31)) == first


@given(st.dates(date(1950, 1, 1), date(2100, 1, 1)))
def test_a_longer_period_never_begins_later_but_for_the_week(day: date) -> None:
    today, week, month, year = (Sieve(name).since(day) or date.max for name in PERIODS)
    assert year <= month <= today == day
    assert week.weekday() == 0
    assert day - week < timedelta(days=7)


@given(SIEVES)
def test_what_an_address_carries_is_what_was_written(made: Sieve) -> None:
    assert sieve.read(made.written()) == made


@given(st.text(max_size=40))
def test_whatever_stands_in_an_address_is_a_sieve(written: str) -> None:
    read = sieve.read(written)
    assert read.period in ("", *PERIODS)
    assert sieve.read(read.written()) == read
