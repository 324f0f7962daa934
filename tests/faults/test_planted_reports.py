"""Faults planted in the reports: the checks there must notice each."""

from dataclasses import replace

import pytest

from office.jobs import run
from office.runtime import Office
from office.services.figures import scopes
from office.services.reporting import composing, mailing, reports
from tests.jobs import test_report_mails as mails
from tests.jobs.post_office import PostOffice
from tests.jobs.test_report_mails import post, settings
from tests.make import Clock
from tests.services import test_figure_reports as made
from tests.services.test_figure_reports import told

__all__ = ["post", "settings", "told"]


def test_a_report_without_its_definitions_is_noticed(
    told: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = composing.compose
    monkeypatch.setattr(
        composing, "compose",
        lambda work, row: replace(
            composed := honest(work, row), report=replace(composed.report, definitions=())
        ),
    )  # fmt: skip
    with pytest.raises(AssertionError):
        made.test_every_figure_told_is_defined_in_the_annex(told)


def test_a_report_made_twice_is_noticed(told: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "_fresh", lambda work, same: None)
    with pytest.raises(AssertionError):
        made.test_the_same_report_is_not_made_twice(told)


def test_figures_of_others_in_a_report_are_noticed(
    told: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = scopes._open
    system = told.look
    with system() as work:
        office_itself = work.actor
    monkeypatch.setattr(
        scopes, "_open", lambda work, unit: honest(replace(work, actor=office_itself), unit)
    )
    with pytest.raises(pytest.fail.Exception):
        made.test_nobody_asks_about_an_agency_that_is_not_theirs_or_has_others_reports(told)


def test_a_mail_to_somebody_whose_rights_ended_is_noticed(
    province: Office, post: PostOffice, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mailing, "_may", lambda work, row: True)
    with pytest.raises(AssertionError):
        mails.test_who_may_no_longer_see_the_figures_gets_nothing(province, post, clock)


def test_a_checkpoint_that_is_not_of_the_log_is_noticed(
    told: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = composing.checkpoint.newest
    monkeypatch.setattr(
        composing.checkpoint, "newest", lambda work: replace(honest(work), root="0" * 64)
    )
    key = made.asking(told)
    run.drain(told)
    monkeypatch.undo()
    with told.look() as work:
        assert made.row(told, key).root != honest(work).root  # what the test of it compares
