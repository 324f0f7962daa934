"""Faults planted where people are told and asked: each must be noticed by its check."""

from dataclasses import replace

import pytest
from sqlalchemy import update

from office.jobs import run
from office.models.notices import Notification
from office.runtime import Office
from office.services import access
from office.services.notifying import notices, nudges, telling
from tests import stories
from tests.make import acting
from tests.services.test_asking import ask, waiting


def test_without_the_cause_in_its_key_telling_twice_tells_twice(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = stories.incoming(province, "arrived")
    run.drain(province)
    honest, count = telling._notice, iter(range(100))

    def careless(*told: object) -> notices.Notice:
        made = honest(*told)  # type: ignore[arg-type]  # as it was called
        return replace(made, cause=f"{made.cause}:{next(count)}")

    with province.work() as work:
        assert telling.spread(work, document, 1) == 0
    monkeypatch.setattr(telling, "_notice", careless)
    with province.work() as work:
        assert telling.spread(work, document, 1) == 1


def test_without_the_door_a_notification_names_what_its_person_may_not_see(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    stories.incoming(province, "in_progress")
    run.drain(province)
    admin = acting(province, "qt.tinh")
    with province.work() as work:
        work.db.execute(update(Notification).values(person_id=admin.person_id))
    with province.look(admin) as work:
        assert all(line.public_id is None for line in notices.page(work)[0])
    monkeypatch.setattr(notices, "ADMINISTRATOR", "")
    monkeypatch.setattr(access, "ADMINISTRATOR", "")
    with province.look(admin) as work:
        assert any(line.public_id for line in notices.page(work)[0])


def test_without_settling_an_ask_outlives_the_action_it_asked_for(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = stories.incoming(province, "direction")
    ask(province, ("vt.tinh", "clerk"), document, ("direct", "ct.tinh"))
    monkeypatch.setattr(nudges, "settle", lambda *_, **__: None)
    stories.act(province, document, "direct")
    assert waiting(province, ("ct.tinh", "leader")) != []
