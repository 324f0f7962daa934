"""Faults planted in what people write before they act: each must be noticed."""

from datetime import timedelta

import pytest
from sqlalchemy import ColumnElement, true

from office.domain import directive_reading, directives
from office.domain.directive_reading import Given
from office.domain.text import Text
from office.runtime import Office
from office.services.accounts import ended_sessions
from office.services.work import Work
from office.services.writing import kept_texts
from tests.domain.test_directives import PEOPLE, ROSTER, propose
from tests.make import acting
from tests.stories import incoming
from tests.web.desk import Desk
from tests.web.test_kept import end_sessions


def everybodys(_work: Work) -> ColumnElement[bool]:
    """Stand in for the condition that a text is its writer's."""
    return true()


def test_without_its_owner_a_kept_text_is_read_by_another(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = incoming(province, "direction")
    with province.work(acting(province, "ct.tinh")) as work:
        kept_texts.keep(work, "direct", document, {"opinion": "Giao"})
    with province.look(acting(province, "pct.tinh")) as work:
        assert kept_texts.find(work, "direct", document) is None
        monkeypatch.setattr(kept_texts, "_own", everybodys)
        assert kept_texts.find(work, "direct", document) is not None


def test_an_act_that_forgets_to_forget_leaves_its_text(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = incoming(province, "in_progress")
    desk = Desk(province, "cv.vx")
    form = f"/documents/{document}/actions/report"
    revision = desk.revision(form)
    desk.send(f"/kept/report?about={document}", opinion="Đã làm", revision=revision)
    monkeypatch.setattr(kept_texts, "sent", lambda *_: None)
    assert desk.send(form, revision=revision, opinion="Đã làm xong").status_code == 302
    with province.look(acting(province, "cv.vx")) as work:
        assert kept_texts.count(work) == 1


def test_sessions_that_nobody_asks_after_lose_what_comes_late(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = incoming(province, "direction")
    desk = Desk(province, "ct.tinh")
    form = f"/documents/{document}/actions/direct"
    revision = desk.revision(form)
    end_sessions(province)
    monkeypatch.setattr(ended_sessions, "LATE_BY", timedelta(0))
    assert desk.send(form, opinion="Giao", revision=revision).location == "/sign-in"


def sure_of_everybody(one: Given) -> Text | None:
    """Stand in for the question whether a name is one person's."""
    return None if one.who else Text("không có", "none")


def test_a_reading_that_takes_the_first_of_two_names_is_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert propose("đ/c Lan chủ trì").rows == ()
    monkeypatch.setattr(directives, "_why_not", sure_of_everybody)
    assert propose("đ/c Lan chủ trì").rows != ()


def test_a_reading_that_takes_every_name_for_a_part_is_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = "P. VX chủ trì, báo cáo Chủ tịch trước 15/11"
    assert propose(said).doubts == ()
    monkeypatch.setattr(directive_reading, "_TO", ())
    assert any(
        who == (1, PEOPLE[0].person_id) for d in propose(said).doubts for who in d.candidates
    )
    assert ROSTER.units[1].whole
