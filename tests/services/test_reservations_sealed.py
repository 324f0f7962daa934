"""Reserved numbers are sealed in the chain of their book: who changes them is found."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError

from office.models.registers import RegisterAct, RegisterEntry
from office.runtime import Office
from tests import stories
from tests.make import MORNING
from tests.services.attacks import found_after
from tests.services.test_reservations import cancel, reserve, use


@pytest.mark.parametrize(
    "row",
    [
        {"status": "used", "document_id": None},
        {"status": "reserved", "document_id": 1, "reason": "x"},
        {"status": "reserved", "document_id": None, "reason": ""},
        {"status": "lost", "document_id": 1},
    ],
)
def test_the_database_refuses_a_number_that_is_neither_one_nor_the_other(
    both_provinces: Office, row: dict[str, Any]
) -> None:
    stories.draft(both_provinces, "numbered")
    values = {"register_id": 1, "number": 2, "at": MORNING, "reason": "", **row}
    with pytest.raises(IntegrityError), both_provinces.work() as work:
        work.db.execute(insert(RegisterEntry).values(values))


ENTRIES, RESERVATIONS = "UPDATE register_entries SET", "UPDATE reservations SET"
GIVEN_BACK = "DELETE FROM reservations WHERE entry_id = 1"
ATTACKS = {
    "a reservation taken away": GIVEN_BACK,
    "why it was reserved": f"{RESERVATIONS} reason = 'khác hẳn' WHERE entry_id = 1",
    "who reserved it": f"{RESERVATIONS} by_id = by_id + 1 WHERE entry_id = 1",
    "why it was cancelled": f"{ENTRIES} reason = 'khác' WHERE status = 'cancelled'",
    "cancelled made reserved": f"{ENTRIES} status = 'reserved' WHERE status = 'cancelled'",
    "reserved made cancelled": f"{ENTRIES} status = 'cancelled' WHERE status = 'reserved'",
    "an act taken away": "DELETE FROM register_acts WHERE seq = 3",
    "an act in the middle": "DELETE FROM register_acts WHERE seq = 2",
    "when an act was": "UPDATE register_acts SET at = '2019-11-01 00:00:00' WHERE seq = 1",
    "whose act it was": "UPDATE register_acts SET person_id = person_id + 1 WHERE seq = 1",
    "the end of a chain": "UPDATE registers SET log_seq = 2 WHERE log_seq > 0",
    "a number of nobody": "INSERT INTO register_entries (register_id, number, at, status, reason)"
    " SELECT 1, 4, at, 'cancelled', 'không ai cấp' FROM register_entries LIMIT 1",
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_whoever_changes_a_reservation_in_the_database_is_found(
    province: Office, attack: str
) -> None:
    keys = reserve(province, 3)
    draft = stories.draft(province, "signed")
    use(province, draft, keys[1])
    cancel(province, keys[2])
    assert stories.problems(province) == []
    assert found_after(province, ATTACKS[attack]) != []


@pytest.mark.parametrize(
    "change", ["UPDATE register_acts SET seq = 9", "DELETE FROM register_acts"]
)
def test_an_act_on_a_book_can_be_neither_changed_nor_deleted(
    both_provinces: Office, change: str
) -> None:
    reserve(both_provinces)
    with pytest.raises(Exception, match="only ever added"), both_provinces.work() as work:
        work.db.execute(text(change))
    with both_provinces.look() as work:
        assert work.db.scalar(select(RegisterAct.seq)) == 1


def test_a_reserved_number_made_free_is_found(province: Office) -> None:
    reserve(province, 2)
    with province.work() as work:
        work.db.execute(text(GIVEN_BACK))
        work.db.execute(text("DELETE FROM register_entries WHERE id = 1"))
    found = stories.problems(province)
    assert any("last number 2, but 1 rows" in problem for problem in found)
    assert any("other reserved numbers" in problem for problem in found)
