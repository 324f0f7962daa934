"""Faults planted in the sums by year and of reasons: their checks must notice each."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from office.models.figures import YearTally
from office.runtime import Office
from office.services.figures import spans, tallies, uses
from tests import stories
from tests.services.tallying import change
from tests.services.test_recalling import recall
from tests.services.test_year_sums import (
    SPANS,
    papery,
    test_reasons_of_years_and_months_are_those_of_the_days,
    test_time_is_cut_into_years_months_and_days_each_day_once,
)

__all__ = ["papery"]


def test_years_that_are_not_kept_are_noticed(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = tallies.rows

    def months_alone(differences: Any) -> Iterator[Any]:
        return ((model, rows) for model, rows in honest(differences) if model is not YearTally)

    monkeypatch.setattr(tallies, "rows", months_alone)
    with pytest.raises(AssertionError):
        change(province, lambda: stories.draft(province, "issued"))


def test_a_reason_that_stays_when_its_letter_is_taken_back_is_noticed(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = tallies._why

    def clinging(to: Any, side: str, line: Any, sign: int) -> None:
        if sign > 0:
            honest(to, side, line, sign)

    monkeypatch.setattr(tallies, "_why", clinging)
    document = stories.draft(province, "issued")
    with pytest.raises(AssertionError):
        change(province, lambda: recall(province, document))


def test_a_month_that_a_year_holds_too_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spans, "ONE_DAY", timedelta(0))
    with pytest.raises(AssertionError):
        test_time_is_cut_into_years_months_and_days_each_day_once(*SPANS[1])


def test_days_beside_the_months_that_are_left_out_are_noticed(
    papery: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uses, "_of_days", lambda *_: ())
    with pytest.raises(AssertionError):
        test_reasons_of_years_and_months_are_those_of_the_days(papery)
