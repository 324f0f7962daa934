"""Random people do random things in the province; the promises hold after every step.

`OFFICE_RANDOM=long` plays for as long as a night needs, and other plays each time.
"""

import os
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from office.domain import guards
from office.services.books import registers
from tests.faults.test_planted import highest_plus_one, let_everything_pass
from tests.journeys.play import RandomOffice

LONG = os.environ.get("OFFICE_RANDOM") == "long"
PROFILE = settings(
    max_examples=2000 if LONG else 35,
    stateful_step_count=60 if LONG else 30,
    derandomize=not LONG,  # by day the same plays again, so that a red test is somebody's change
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def play(template: Path, folder: Path, profile: settings = PROFILE) -> set[str]:
    """Play in copies of `template`; return the actions that succeeded."""
    names, seen = count(), set[str]()

    class Play(RandomOffice):
        """A play in a database of its own."""

        def __init__(self) -> None:
            super().__init__(template, folder / str(next(names)), seen)

    run_state_machine_as_test(Play, settings=profile)
    return seen


@pytest.mark.timeout(3600 * 12 if LONG else 600)
def test_whatever_random_people_do_the_promises_hold(sqlite_province: Path, tmp_path: Path) -> None:
    seen = play(sqlite_province, tmp_path)
    # The play is worth nothing where it never gets anywhere.
    assert {"direct", "report", "confirm", "sign", "number", "issue"} <= seen
    assert {"chase", "extend", "ask_extension", "report_part"} <= seen
    assert seen & {"take_back", "reassign"}


FEW = settings(
    PROFILE, max_examples=150, stateful_step_count=30, report_multiple_bugs=False,
    phases=[Phase.generate],
)  # fmt: skip


@pytest.mark.parametrize("rule", ["drafter_does_not_approve", "approver_does_not_sign"])
def test_the_play_notices_a_rule_that_was_taken_away(
    sqlite_province: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rule: str
) -> None:
    monkeypatch.setitem(guards.GUARDS, rule, let_everything_pass)
    with pytest.raises(AssertionError):
        play(sqlite_province, tmp_path, FEW)


def test_the_play_notices_numbers_counted_from_the_highest(
    sqlite_province: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registers, "give", highest_plus_one)
    with pytest.raises(AssertionError):
        play(sqlite_province, tmp_path, FEW)
