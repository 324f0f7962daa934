"""Periods that figures are asked for: read, named, and the ones before."""

from __future__ import annotations

from datetime import date

import pytest

from office.domain import periods
from office.domain.errors import Invalid
from office.domain.periods import Period


@pytest.mark.parametrize(
    ("written", "since", "until", "label"),
    [
        ("2026-10", date(2026, 10, 1), date(2026, 10, 31), "Tháng 10 năm 2026"),
        ("2026-Q3", date(2026, 7, 1), date(2026, 9, 30), "Quý III năm 2026"),
        ("2026-H1", date(2026, 1, 1), date(2026, 6, 30), "6 tháng đầu năm 2026"),
        ("2026-H2", date(2026, 7, 1), date(2026, 12, 31), "6 tháng cuối năm 2026"),
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "Năm 2026"),
        (
            "2026-01-05..2026-03-07", date(2026, 1, 5), date(2026, 3, 7),
            "Từ 05/01/2026 đến 07/03/2026",
        ),
        ("2026-01-05..2026-01-05", date(2026, 1, 5), date(2026, 1, 5), "Ngày 05/01/2026"),
    ],
)  # fmt: skip
def test_a_period_is_read_named_and_written_again(
    written: str, since: date, until: date, label: str
) -> None:
    period = periods.parse(written)
    assert (period.since, period.until) == (since, until)
    assert period.label.vi == label
    assert period.written == written


@pytest.mark.parametrize(
    "written",
    [
        "", "tháng mười", "2026-13", "2026-00", "2026-Q5", "2026-Q0", "2026-H3", "26", "2026-1",
        "2026-02-30..2026-03-01", "2026-03-07..2026-01-05", "0001", "9999", "..", "2026..2027",
        "0001-01-01..0001-01-02", "9999-12-30..9999-12-31", "2000-01-01..2026-01-01", "２０２６",
        "2026-Q3-H1", "20261", "2026-10-05",
    ],
)  # fmt: skip
def test_what_is_no_period_is_refused_in_words(written: str) -> None:
    with pytest.raises(Invalid) as refusal:
        periods.parse(written)
    assert all(reason.vi and reason.en for reason in refusal.value.reasons)
    assert refusal.value.field


@pytest.mark.parametrize(
    ("written", "previous", "year_before"),
    [
        ("2026-01", "2025-12", "2025-01"),
        ("2026-Q1", "2025-Q4", "2025-Q1"),
        ("2026-H2", "2026-H1", "2025-H2"),
        ("2026", "2025", "2025"),
        ("2026-01-05..2026-01-11", "2025-12-29..2026-01-04", "2025-01-05..2025-01-11"),
        ("2024-02-29..2024-03-05", "2024-02-23..2024-02-28", "2023-02-28..2023-03-05"),
    ],
)
def test_the_period_before_is_as_long_and_touches_it(
    written: str, previous: str, year_before: str
) -> None:
    period = periods.parse(written)
    assert period.previous.written == previous
    assert period.year_before.written == year_before
    assert (period.since - period.previous.until).days == 1


def test_free_days_that_are_a_whole_quarter_are_that_quarter() -> None:
    assert periods.parse("2026-07-01..2026-09-30").written == "2026-Q3"
    assert periods.parse("2026-01-01..2026-12-31").written == "2026"


def test_a_period_before_the_calendar_is_refused_not_a_fault() -> None:
    first = periods.parse("1900")
    with pytest.raises(Invalid):
        _ = first.previous
    with pytest.raises(Invalid):
        _ = first.year_before
    with pytest.raises(Invalid):
        _ = periods.parse("1900-01-01..1900-01-09").previous


def test_the_months_of_a_period_are_those_it_touches() -> None:
    assert periods.parse("2026-01-31..2026-03-01").months == [
        date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1),
    ]  # fmt: skip
    assert len(periods.parse("2026").months) == 12


def test_a_running_period_goes_up_to_today() -> None:
    assert periods.parse("2026").up_to(date(2026, 3, 7)).written == "2026-01-01..2026-03-07"
    assert periods.parse("2026").up_to(date(2027, 3, 7)) == periods.parse("2026")
    assert periods.parse("2026").up_to(date(2025, 3, 7)) == periods.parse("2026")


def test_the_last_period_that_is_over_is_never_the_running_one() -> None:
    assert periods.last_over(periods.MONTH, date(2026, 1, 31)).written == "2025-12"
    assert periods.last_over(periods.YEAR, date(2026, 12, 31)).written == "2025"


def test_a_period_says_itself_in_a_word_too() -> None:
    assert [periods.parse(w).short.vi for w in ("2026-10", "2026-Q3", "2026-H1", "2026")] == [
        "10/2026", "Quý III/2026", "Nửa đầu 2026", "2026",
    ]  # fmt: skip
    assert Period(periods.FREE, date(2026, 1, 5), date(2026, 1, 6)).short.en


def test_a_running_period_is_compared_with_as_many_days_of_the_one_before() -> None:
    today = date(2026, 3, 7)
    assert periods.parse("2026").before(today).written == "2025-01-01..2025-03-07"
    assert periods.parse("2025").before(today).written == "2024"
    march = periods.parse("2026-03")
    assert march.before(date(2026, 3, 30)).written == "2026-02"  # which has no 30th day


def test_a_form_offers_what_has_begun() -> None:
    offered = periods.offered(date(2026, 5, 9))
    assert all(one.since <= date(2026, 5, 9) for one in offered)
    assert len({one.written for one in offered}) == len(offered)
    assert {"2026", "2024", "2026-H1", "2026-Q2", "2026-05", "2025-05"} <= {
        one.written for one in offered
    }
    assert "2026-Q3" not in {one.written for one in offered}
