"""Every list is found by an index, however it is narrowed: nothing is read from end to end."""

from typing import Any

import pytest
from sqlalchemy import event

from office.domain.folders import INCOMING, folders_of
from office.domain.sieve import PERIODS, Sieve
from office.runtime import Office
from office.services.views import inboxes
from tests.make import acting

SIEVES = [*(Sieve(period) for period in PERIODS), Sieve(urgent=True), Sieve(unread=True)]
#: Open requests are few, and the smaller side to begin from.
FEW = (
    "SCAN change_requests", "SCAN extensions USING INDEX uq_extensions_one_request",
    "SCAN recalls USING INDEX uq_recalls_one_open",
)  # fmt: skip
WHO = [("vt.tinh", "clerk"), ("ct.tinh", "leader"), ("cv.vx", "specialist")]


def plan(office: Office, who: tuple[str, str], folder: str, sieve: Sieve) -> list[str]:
    """Return how SQLite finds the lines of a folder, step by step."""
    said: list[tuple[str, Any]] = []

    def note(_db: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        said.append((statement, parameters))

    with office.look(acting(office, *who)) as work:
        event.listen(office.engine, "before_cursor_execute", note)
        inboxes.page(work, folder, (3, 10**6), sieve=sieve)
        event.remove(office.engine, "before_cursor_execute", note)
        statement, parameters = said[-1]
        rows = work.db.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        return [row[3] for row in rows]


@pytest.mark.parametrize("sieve", SIEVES, ids=lambda sieve: sieve.written())
def test_no_list_is_read_from_end_to_end(province: Office, sieve: Sieve) -> None:
    for who in WHO:
        for folder in folders_of(who[1]):
            steps = plan(province, who, folder.name, sieve)
            read = [step for step in steps if step.startswith("SCAN") and step not in FEW]
            assert read == [], (who, folder.name, steps)


def test_what_came_today_is_found_by_when_it_came(province: Office) -> None:
    steps = plan(province, WHO[0], "incoming-all", Sieve("today"))
    assert any("ix_deliveries_came" in step for step in steps), steps
    steps = plan(province, WHO[0], "outgoing-all", Sieve("today"))
    assert any("ix_documents_agency_came" in step for step in steps), steps


def test_what_is_urgent_is_read_in_the_order_shown(province: Office) -> None:
    for folder in folders_of("clerk"):
        if folder.source == INCOMING and not folder.asked:
            steps = plan(province, WHO[0], folder.name, Sieve(urgent=True))
            assert not any("ORDER BY" in step for step in steps), (folder.name, steps)
