"""Recalls are sealed: what was changed behind the office is found."""

import pytest

from office.runtime import Office
from tests import stories
from tests.services.attacks import found_after
from tests.services.test_recalling import CLERK, DISTRICT, recall


@pytest.mark.parametrize(
    "change",
    [
        "answer = 'agreed'", "answer_reason = 'khác'", "reason = 'khác hẳn đi'", "n = 7",
        "answered_by = 3", "asked_by = 3", "answer_by = '2019-12-01 00:00:00.000000'",
    ],
)  # fmt: skip
def test_a_recall_changed_behind_the_office_is_found(province: Office, change: str) -> None:
    document = stories.draft(province, "issued", (DISTRICT,))
    stories.move(province, CLERK, document, "accept")
    recall(province, document)
    stories.move(province, CLERK, document, "decline_recall", stories.REASON)
    found = found_after(province, f"UPDATE recalls SET {change}")  # noqa: S608  # our own words
    assert any("other recalls" in problem for problem in found)


def test_a_recall_of_which_the_row_is_gone_is_found(province: Office) -> None:
    document = stories.draft(province, "issued", (DISTRICT,))
    recall(province, document)
    found = found_after(province, "DELETE FROM recalls")
    assert any("other recalls" in problem for problem in found)
