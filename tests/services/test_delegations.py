"""Mandates: who may lend what to whom, what a delegate may do and see, and when it ends."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DBAPIError

from office.domain.errors import Invalid, NotFound, Refused
from office.domain.workdays import VIETNAM
from office.models.delegations import Delegation
from office.runtime import Office
from office.services import mandates, people, routing
from office.services.cover import delegation_lists, delegations
from tests import stories
from tests.make import Clock, acting
from tests.services.lending import (
    CHAIRMAN,
    grant,
    lend,
    revoke,
    standing_in,
    today,
    usable,
)


def test_a_revoked_mandate_ends_at_once(province: Office) -> None:
    document = stories.incoming(province, "direction")
    key = lend(province, CHAIRMAN, "tp.vx")
    actor = standing_in(province, "tp.vx", key)
    revoke(province, CHAIRMAN, key)
    assert usable(province, "tp.vx") == []

    def act() -> None:
        with province.work(actor) as work:
            routing.move(work, document, "note")

    stories.check_refusal(province, Refused, act)


def test_what_was_lent_cannot_be_passed_on(province: Office) -> None:
    actor = standing_in(province, "pct.tinh", lend(province, CHAIRMAN, "pct.tinh"))
    asked = grant(province, "tp.vx")

    def pass_on() -> None:
        with province.work(actor) as work:
            delegations.give(work, asked)

    stories.check_refusal(province, Refused, pass_on)


def test_the_database_knows_no_mandate_of_who_lacks_the_capacity(both_provinces: Office) -> None:
    key = lend(both_provinces, CHAIRMAN, "pct.tinh")
    giver = stories.person(both_provinces, "cv.vx")
    with both_provinces.look() as work:
        row = work.db.execute(select(Delegation.__table__).where(Delegation.id == key)).one()
    forged = {**row._mapping, "id": key + 1, "giver_id": giver}
    with pytest.raises(DBAPIError), both_provinces.work() as work:
        work.db.execute(insert(Delegation).values(forged))


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE delegations SET last_day = '2030-01-01'",
        "UPDATE delegations SET powers = '[\"sign\"]'",
        "DELETE FROM delegations",
    ],
)
def test_the_database_keeps_the_terms_as_agreed(both_provinces: Office, attack: str) -> None:
    lend(both_provinces, CHAIRMAN, "pct.tinh")
    with pytest.raises(DBAPIError), both_provinces.work() as work:
        work.db.execute(text(attack))


def _days(office: Office, first: int, last: int) -> dict[str, date]:
    start = today(office)
    return {
        "first_day": start + timedelta(days=first), "last_day": start + timedelta(days=last)
    }  # fmt: skip


@pytest.mark.parametrize(
    ("to", "terms", "field"),
    [
        ("ct.tinh", {}, "delegate"),
        ("vt.bacai", {}, "delegate"),
        ("ttra.tinh", {}, "delegate"),
        ("tp.vx", {"powers": ()}, "powers"),
        ("tp.vx", {"powers": ("review_form",)}, "powers"),
        ("tp.vx", {"powers": ("sign",)}, "powers"),
        ("tp.vx", {"powers": ("x" * 300,)}, "powers"),
        ("tp.vx", {"basis": "  "}, "basis"),
        ("tp.vx", {"basis": "ủ" * 501}, "basis"),
        ("tp.vx", {"types": ("KHONG",)}, "types"),
        ("tp.vx", {"issuers": (10**8,)}, "issuers"),
        ("tp.vx", (-1, 3), "first_day"),
        ("tp.vx", (3, 2), "last_day"),
        ("tp.vx", (0, 366), "last_day"),
    ],
)
def test_what_cannot_be_lent_says_what_to_mend(
    province: Office, to: str, terms: Any, field: str
) -> None:
    asked = grant(province, to, **(_days(province, *terms) if isinstance(terms, tuple) else terms))

    def give() -> None:
        with province.work(acting(province, *CHAIRMAN)) as work:
            delegations.give(work, asked)

    stories.check_refusal(province, Invalid, give)
    with pytest.raises(Invalid) as refusal:
        give()
    assert refusal.value.field == field


@pytest.mark.parametrize("who", ["vt.tinh", "cv.vx", "qt.tinh", "ttra.tinh"])
def test_only_leaders_chiefs_and_heads_have_something_to_lend(province: Office, who: str) -> None:
    asked = grant(province, "pct.tinh")

    def give() -> None:
        with province.work(acting(province, who)) as work:
            delegations.give(work, asked)

    stories.check_refusal(province, Refused, give)


def test_two_delegates_for_the_same_only_when_that_is_meant(province: Office) -> None:
    lend(province, CHAIRMAN, "pct.tinh")
    with pytest.raises(Invalid):
        lend(province, CHAIRMAN, "tp.vx")
    with pytest.raises(Invalid):
        lend(province, CHAIRMAN, "pct.tinh", shared=True)
    assert lend(province, CHAIRMAN, "tp.vx", shared=True)
    assert lend(province, CHAIRMAN, "cvp.tinh", powers=("confirm",))


def test_a_mandate_counts_from_vietnamese_midnight_to_midnight(
    province: Office, clock: Clock
) -> None:
    year_end = {"first_day": date(2019, 12, 31), "last_day": date(2019, 12, 31)}
    lend(province, CHAIRMAN, "pct.tinh", **year_end)
    moments = (
        ((2019, 12, 30, 23, 59, 59), 0),
        ((2019, 12, 31, 0, 0, 0), 1),
        ((2019, 12, 31, 23, 59, 59), 1),
        ((2020, 1, 1, 0, 0, 0), 0),
    )
    for at, count in moments:
        clock.now = datetime(*at, tzinfo=VIETNAM).astimezone(UTC)
        assert len(usable(province, "pct.tinh")) == count, at


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE persons SET active = false WHERE login = 'ct.tinh'",
        "UPDATE persons SET active = false WHERE login = 'tp.vx'",
        "UPDATE memberships SET valid_to = '2019-11-08' WHERE role = 'leader'",
        "UPDATE memberships SET valid_to = '2019-11-08' WHERE role = 'unit_head'",
        "UPDATE memberships SET role = 'auditor' WHERE role = 'unit_head'",
    ],
)
def test_it_ends_with_the_givers_capacity_and_with_the_delegates_place(
    both_provinces: Office, change: str
) -> None:
    key = lend(both_provinces, CHAIRMAN, "tp.vx")
    assert [mandate.id for mandate in usable(both_provinces, "tp.vx")] == [key]
    delegate = stories.person(both_provinces, "tp.vx")
    with both_provinces.work() as work:
        work.db.execute(text(change))
    with both_provinces.look() as work:
        memberships = people.memberships(work, delegate)
        assert mandates.received(work, delegate, memberships) == []


def test_who_may_see_which_mandates(province: Office) -> None:
    lend(province, CHAIRMAN, "pct.tinh")

    def seen(login: str, role: str | None, whose: str) -> int:
        with province.look(acting(province, login, role)) as work:
            return len(delegation_lists.listed(work, whose).items)

    assert seen("ct.tinh", "leader", "given") == 1
    assert seen("pct.tinh", "leader", "received") == 1
    assert seen("vt.tinh", "clerk", "agency") == 1
    assert seen("vt.bacai", "clerk", "agency") == 0
    with pytest.raises(NotFound):
        seen("cv.vx", "specialist", "agency")


@pytest.mark.parametrize("who", [("pct.tinh", "leader"), ("vt.tinh", "clerk"), ("cvp.bacai", None)])
def test_others_do_not_end_a_mandate(province: Office, who: tuple[str, str | None]) -> None:
    key = lend(province, CHAIRMAN, "pct.tinh")

    def end() -> None:
        with province.work(acting(province, *who)) as work:
            delegations.revoke(work, key)

    stories.check_refusal(province, NotFound, end)


@pytest.mark.parametrize("who", [CHAIRMAN, ("cvp.tinh", "chief_of_office"), ("qt.tinh", None)])
def test_giver_chief_and_administrator_end_a_mandate(
    province: Office, who: tuple[str, str | None]
) -> None:
    key = lend(province, CHAIRMAN, "pct.tinh")
    with province.work(acting(province, *who)) as work:
        delegations.revoke(work, key)
    assert usable(province, "pct.tinh") == []
