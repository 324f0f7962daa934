"""Faults planted in the clerk's hours: the checks there must notice each."""

from collections.abc import Callable

import pytest

from office.runtime import Office
from office.services.desk import batch_lines, intake
from office.services.desk.batches import Ticket, Wanted
from office.services.views import readings
from office.services.work import Work
from office.services.writing import submissions
from tests import stories
from tests.services import test_batches
from tests.services.test_intake import letter, take
from tests.services.test_readings import open_as, unread


def test_without_the_look_for_lookalikes_a_letter_gets_two_numbers(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(province, letter(province))
    again = [Ticket(letter(province), 1)]
    assert test_batches.run(province, "register", again).count(batch_lines.REFUSED) == 1
    monkeypatch.setattr(intake, "alike", lambda work, document: [])
    more = [Ticket(letter(province), 1)]
    assert test_batches.run(province, "register", more).count(batch_lines.DONE) == 1
    assert test_batches.numbers(province) == [1, 2]


def test_without_the_key_of_its_form_a_second_press_begins_a_second_batch(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def every_time(work: Work, key: str, begin: Callable[[], str]) -> str:
        return begin()

    wanted = Wanted(action="register", tickets=[Ticket(letter(province), 1)])
    first = test_batches.begin(province, wanted, "key")
    assert test_batches.begin(province, wanted, "key") == first
    monkeypatch.setattr(submissions, "once", every_time)
    assert test_batches.begin(province, wanted, "key") != first


def test_a_batch_that_says_done_without_the_act_is_noticed_by_its_documents(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = letter(province)
    monkeypatch.setattr(batch_lines, "_do", lambda work, batch, item: (batch_lines._READ, 9))
    report = test_batches.run(province, "register", [Ticket(document, 1)])
    assert report.count(batch_lines.DONE) == 1
    assert test_batches.numbers(province) == []  # what every batch test compares it with
    assert stories.state_of(province, document) == "accepted"


def test_a_reading_noted_for_another_capacity_leaves_it_unread(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = stories.incoming(province)
    clerk = ("vt.tinh", "clerk")
    honest = readings._who
    monkeypatch.setattr(readings, "_who", lambda work, key: {**honest(work, key), "role": "leader"})
    open_as(province, "vt.tinh", document)
    assert unread(province, clerk, "arrivals") == 1
    monkeypatch.setattr(readings, "_who", honest)
    open_as(province, "vt.tinh", document)
    assert unread(province, clerk, "arrivals") == 0
