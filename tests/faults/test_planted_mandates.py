"""Faults planted in mandates, absences and handing over: each is noticed once its rule is gone."""

from typing import Any

import pytest
from sqlalchemy import true

from office.domain.errors import OfficeError, Unsure
from office.domain.guards import Situation
from office.engine import machine
from office.runtime import Office
from office.services import access, mandates, routing
from office.services.cover import absences, delegations
from office.services.views.dossier import read
from tests import stories
from tests.services.lending import CHAIRMAN, HEAD, lend, standing_in
from tests.services.test_absences import enter


def test_without_its_scope_a_delegate_does_more_and_verify_sees_it(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = stories.incoming(province, "direction")
    key = lend(province, CHAIRMAN, "tp.vx", powers=("direct", "confirm"), types=("QĐ",))
    actor = standing_in(province, "tp.vx", key)

    def note() -> None:
        with province.work(actor) as work:
            routing.move(work, document, "note")

    monkeypatch.setattr(access, "_reached", lambda *_: true())
    with pytest.raises(OfficeError):
        note()
    monkeypatch.setattr(machine, "outside", lambda *_: None)
    note()
    assert any("outside the mandate" in said for said in stories.problems(province))


def test_without_its_door_a_delegate_reads_what_was_not_lent(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = stories.incoming(province, "registered")
    actor = standing_in(province, "tp.vx", lend(province, CHAIRMAN, "tp.vx"))
    with province.look(actor) as work, pytest.raises(OfficeError):
        read(work, document)
    monkeypatch.setattr(access, "_reached", lambda *_: true())
    with province.look(actor) as work:
        assert read(work, document)


def test_without_the_absent_hand_who_stood_in_signs_what_they_approved(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = stories.draft(province, "content_review")
    key = lend(province, HEAD, "pct.tinh", powers=("review_content",))
    with province.work(standing_in(province, "pct.tinh", key)) as work:
        routing.move(work, document, "approve_content")
    stories.act(province, document, "approve_form")
    deputy = ("pct.tinh", "leader")
    assert not stories.offered(province, deputy, document)["sign"].open
    monkeypatch.setattr(Situation, "meets", lambda *_: False)
    assert stories.offered(province, deputy, document)["sign"].open


def test_without_the_question_work_falls_silently_on_somebody_away(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = stories.incoming(province, "direction")
    enter(province, ("cv.vx", None), "cv.vx", 0, 1)
    with pytest.raises(Unsure):
        stories.act(province, document, "direct")
    monkeypatch.setattr(absences, "require_awareness", lambda *_: {})
    stories.act(province, document, "direct")
    assert stories.state_of(province, document) == "in_progress"


def test_without_its_look_around_two_are_given_the_same(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    lend(province, CHAIRMAN, "pct.tinh")
    with pytest.raises(OfficeError):
        lend(province, CHAIRMAN, "tp.vx")
    monkeypatch.setattr(delegations, "_check_alone", lambda *_: None)
    assert lend(province, CHAIRMAN, "tp.vx")


def test_without_its_note_an_act_in_anothers_place_is_missed_and_verify_sees_it(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = stories.incoming(province, "direction")
    actor = standing_in(province, "tp.vx", lend(province, CHAIRMAN, "tp.vx"))

    def unnoted(*_: Any) -> None:
        return None

    monkeypatch.setattr(mandates, "use", unnoted)
    with province.work(actor) as work:
        routing.move(work, document, "note")
    assert any("other acts for absentees" in said for said in stories.problems(province))
