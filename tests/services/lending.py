"""Mandates given between people of the province, and acting under one, for the tests."""

from datetime import date, timedelta
from typing import Any

from office.domain.delegations import Mandate
from office.domain.people import Actor
from office.runtime import Office
from office.services import mandates, people
from office.services.cover import delegations
from office.services.cover.delegations import Grant
from tests import stories
from tests.make import acting

BASIS = "Quyết định 12/QĐ-UBND ngày 07/11/2019"
CHAIRMAN, DEPUTY = ("ct.tinh", "leader"), ("pct.tinh", "leader")
HEAD = ("tp.vx", "unit_head")


def today(office: Office) -> date:
    with office.look() as work:
        return work.today


def grant(office: Office, to: str, **terms: Any) -> Grant:
    """Return what is lent to `to` for five days from today; `terms` say otherwise."""
    first = today(office)
    asked = {"first_day": first, "last_day": first + timedelta(days=4), "basis": BASIS}
    return Grant(
        **{"delegate_id": stories.person(office, to), "powers": ("direct",), **asked, **terms}
    )


def lend(office: Office, giver: tuple[str, str], to: str, **terms: Any) -> int:
    """Let somebody lend powers ("direct", five days from today) and give the mandate's id."""
    asked = grant(office, to, **terms)
    with office.work(acting(office, *giver)) as work:
        return delegations.give(work, asked)


def revoke(office: Office, giver: tuple[str, str], key: int) -> None:
    with office.work(acting(office, *giver)) as work:
        delegations.revoke(work, key)


def usable(office: Office, login: str) -> list[Mandate]:
    """Return the mandates somebody may use now."""
    key = stories.person(office, login)
    with office.look() as work:
        return mandates.received(work, key, people.memberships(work, key))


def standing_in(office: Office, login: str, key: int) -> Actor:
    """Return somebody acting under a mandate; raises NotFound unless it counts now."""
    with office.look() as work:
        return mandates.lent(work, acting(office, login), key)
