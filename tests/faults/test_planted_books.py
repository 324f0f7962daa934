"""Faults planted in the numbers of the books: the checks there must notice each."""

from typing import Any

import pytest
from sqlalchemy import Row, update

from office.domain.errors import Refused
from office.models.registers import RegisterEntry
from office.runtime import Office
from office.services.books import register_acts, reservations, volumes
from office.services.work import Work
from tests import stories
from tests.make import Clock
from tests.services.test_bindings import bind
from tests.services.test_reservations import cancel, reserve, statuses, use
from tests.web.test_registers import book


def test_a_reserved_number_given_twice_is_noticed(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without asking whether it is still reserved the second document takes it from the first."""

    def settle(work: Work, row: Row[Any], values: dict[str, Any]) -> None:
        work.db.execute(update(RegisterEntry).where(RegisterEntry.id == row.id).values(values))

    (key,) = reserve(province)
    first, second = (stories.draft(province, "signed") for _ in range(2))
    use(province, first, key)
    with pytest.raises(Refused):
        use(province, second, key)
    monkeypatch.setattr(reservations, "_settle", settle)
    use(province, second, key)  # what the race test would see, and whoever verifies
    assert any("Register" in problem for problem in stories.problems(province))


def test_a_number_out_of_the_order_of_days_is_what_the_tests_compare_with(
    province: Office, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    (key,) = reserve(province)
    stories.draft(province, "numbered")
    draft = stories.draft(province, "signed")
    clock.tick(days=3)
    with pytest.raises(Refused):
        use(province, draft, key)
    monkeypatch.setattr(reservations, "_followed", lambda work, row, day: None)
    use(province, draft, key)
    assert statuses(province)[0][:2] == (1, "used")


def test_a_number_cancelled_without_its_act_is_noticed(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    (key,) = reserve(province)
    monkeypatch.setattr(register_acts, "record", lambda *_: None)
    cancel(province, key)
    assert any("Register" in problem for problem in stories.problems(province))


def test_a_volume_kept_without_its_act_is_noticed(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    stories.incoming(province, "registered")
    monkeypatch.setattr(volumes.register_acts, "record", lambda *_: None)
    bind(province, book(province, "in"))
    assert any("Register" in problem for problem in stories.problems(province))
