"""Faults planted in targets, factors and the estimate: the checks there must notice each."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from office.domain import cost_factors, saving, saving_terms
from office.domain.saving import Estimate, Money
from office.runtime import Office
from office.services.figures import authority, factors
from tests.domain import test_saving, test_targets
from tests.services import test_factors
from tests.services import test_targets as rows
from tests.services.factors import approve, propose

Test = Callable[..., None]


def notices(test: Test, *given: Any) -> None:
    """Check that a test that holds without the fault fails with it."""
    with pytest.raises((AssertionError, pytest.fail.Exception, TypeError, ValueError)):
        test(*given)


def test_an_approval_of_ones_own_proposal_let_through_is_refused_by_the_database(
    both_provinces: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    test_factors.both_capacities(both_provinces)
    key = propose(both_provinces)
    monkeypatch.setattr(factors, "_open", lambda *_: SimpleNamespace(proposed_by=None))
    with pytest.raises(IntegrityError, match="two_people"):
        approve(both_provinces, key, ("qt.tinh", "leader"))
    assert test_factors.outcome(both_provinces, key) == cost_factors.OPEN


def test_sends_with_paper_counted_as_saving_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "_saves", lambda one: not one.secret)
    notices(
        test_saving.test_what_went_with_paper_or_is_secret_saves_nothing,
        {"channel": "parallel"}, saving.LeftOut(parallel=10),
    )  # fmt: skip
    notices(test_saving.test_whatever_was_sent_with_paper_changes_no_estimate)


def test_secret_documents_counted_as_saving_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "_saves", lambda one: one.channel == "electronic")
    notices(
        test_saving.test_what_went_with_paper_or_is_secret_saves_nothing,
        {"secret": True}, saving.LeftOut(secret=10),
    )  # fmt: skip


def test_a_factor_that_counts_before_it_is_approved_is_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def unapproved(rows: Any, code: str, day: Any) -> Any:
        found = [one for one in rows if one.code == code and one.first_day <= day]
        return max(found, key=lambda one: one.first_day, default=None)

    monkeypatch.setattr(saving, "in_force", unapproved)
    notices(test_saving.test_a_factor_counts_once_it_is_approved, cost_factors.OPEN)


def test_a_factor_that_counts_before_its_day_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def newest(rows: Any, code: str, day: Any) -> Any:
        found = [one for one in rows if one.code == code]
        return max(found, key=lambda one: one.first_day, default=None)

    monkeypatch.setattr(saving, "in_force", newest)
    notices(test_saving.test_a_day_before_the_first_factor_is_told)


def test_an_estimate_with_a_number_although_a_factor_is_missing_is_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(saving, "_missing", lambda needed, factors: ())
    notices(test_saving.test_without_one_factor_there_is_no_number_and_it_says_which, "sheet")


def test_an_estimate_added_to_a_measured_figure_is_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Estimate, "__radd__", lambda self, other: self, raising=False)
    notices(test_saving.test_an_estimate_adds_to_an_estimate_and_to_nothing_else)


def test_a_cost_that_is_lowest_where_the_saving_is_lowest_is_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(saving_terms.Line, "level_of", lambda self, level: level)
    notices(test_saving.test_ten_letters_of_three_pages_within_the_province)


def test_a_total_that_leaves_a_line_out_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    def short(self: Estimate) -> Money:
        return sum((line.amounts for line in self.lines[1:]), Money(0, 0, 0))

    monkeypatch.setattr(Estimate, "total", property(short))
    notices(test_saving.test_ten_letters_of_three_pages_within_the_province)


def test_a_target_that_never_ends_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(test_targets.Target, "until", property(lambda self: None))
    notices(
        test_targets.test_a_level_that_was_abolished_in_july_has_a_target_that_year_and_none_after
    )


def test_an_administrator_of_a_district_let_through_is_noticed(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(authority, "_at_the_top", lambda work: True)
    notices(test_factors.test_an_administrator_of_a_district_sets_nothing_for_all, province)


def test_without_the_index_two_targets_and_two_factors_of_one_day_would_stand(
    both_provinces: Office,
) -> None:
    with both_provinces.work() as work:
        for name in ("uq_paper_targets_one", "uq_cost_factors_one"):
            work.db.execute(text(f"DROP INDEX {name}"))
    notices(rows.test_of_two_who_add_one_target_at_once_one_is_told, both_provinces)
    notices(test_factors.test_of_two_who_propose_for_one_day_at_once_one_is_told, both_provinces)
