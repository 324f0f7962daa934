"""Tampering with mandates and with what was done under them: verify sees each of it."""

import pytest
from sqlalchemy import text

from office.runtime import Office
from office.services import mandates, routing
from office.services.audit import verification
from tests import stories
from tests.make import Clock
from tests.services.attacks import Undone
from tests.services.lending import CHAIRMAN, lend, revoke, standing_in

TRIGGERS = ("delegations_terms", "delegations_ended", "delegations_no_delete")


def acted(office: Office) -> int:
    """Let tp.vx note a document in the chairman's place; give the mandate's id."""
    document = stories.incoming(office, "direction")
    key = lend(office, CHAIRMAN, "tp.vx")
    with office.work(standing_in(office, "tp.vx", key)) as work:
        routing.move(work, document, "note")
    assert stories.problems(office) == []
    return key


def found_after(office: Office, *attacks: str) -> list[str]:
    """Take the triggers away, attack, return what verify says; change nothing."""
    said: list[str] = []
    try:
        with office.work() as work:
            for trigger in TRIGGERS:
                work.db.execute(text(f"DROP TRIGGER {trigger}"))
            work.db.execute(text("PRAGMA defer_foreign_keys = ON"))
            for attack in attacks:
                assert work.db.execute(text(attack)).rowcount > 0, attack
            said += [problem.en for problem in verification.verify(work).problems]
            raise Undone
    except Undone:
        return said


@pytest.mark.parametrize(
    ("attack", "words"),
    [
        ("UPDATE delegations SET last_day = '2030-01-01'", "its terms were changed"),
        (
            "UPDATE delegations SET last_day = '2019-11-07', first_day = '2019-11-06'",
            "did not count",
        ),
        ("UPDATE delegations SET powers = '[\"confirm\"]'", "outside the mandate"),
        ("UPDATE delegations SET types = '[\"QĐ\"]'", "on a document outside the mandate"),
        ("UPDATE delegations SET basis = 'khác'", "under other terms"),
        ("UPDATE delegations SET delegate_id = giver_id - 1", "by or for another"),
        ("UPDATE delegations SET given_at = '2019-11-09 00:00:00'", "did not count"),
        (
            "UPDATE delegations SET revoked_at = '2019-11-07 00:00:00', revoked_by = giver_id",
            "did not count",
        ),
        ("DELETE FROM delegations", "that is not there"),
        ("DELETE FROM delegated_acts", "other acts for absentees"),
        ("UPDATE delegated_acts SET person_id = person_id + 1", "other acts for absentees"),
        ("UPDATE delegations SET powers = 'x'", "its terms were changed"),
    ],
)
def test_each_change_is_seen(province: Office, attack: str, words: str) -> None:
    acted(province)
    assert any(words in said for said in found_after(province, attack)), words


def test_an_honest_end_is_no_fault(province: Office, clock: Clock) -> None:
    key = acted(province)
    revoke(province, CHAIRMAN, key)
    clock.tick(days=30)
    assert stories.problems(province) == []


def test_without_its_guard_an_act_after_the_end_is_seen(
    province: Office, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    document = stories.incoming(province, "direction")
    key = lend(province, CHAIRMAN, "tp.vx")
    actor = standing_in(province, "tp.vx", key)
    revoke(province, CHAIRMAN, key)
    clock.tick(minutes=1)
    unguarded = mandates._USE._generate()
    unguarded._where_criteria = unguarded._where_criteria[:1]
    monkeypatch.setattr(mandates, "_USE", unguarded)
    with province.work(actor) as work:
        routing.move(work, document, "note")
    assert any("did not count" in said for said in stories.problems(province))
