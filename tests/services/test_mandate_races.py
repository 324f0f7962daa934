"""A mandate ends while it is being used: each act counts wholly, or not at all."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import func, select

from office.domain.errors import Conflict, Refused
from office.models.delegations import DelegatedAct, Delegation
from office.models.movements import Movement
from office.runtime import Office
from office.services import routing
from office.services.cover import delegations
from tests import stories
from tests.make import Clock, acting
from tests.services.lending import CHAIRMAN, lend, standing_in
from tests.services.test_concurrency import at_once

URGENT = "to_ninh_thuan/02_vpcp_urgent"


def noting(office: Office, login: str, key: int, document: str) -> Callable[[], object]:
    """Return an act in the leader's place that is ready: everybody is known, the mandate counts."""
    actor = standing_in(office, login, key)

    def act() -> None:
        with office.work(actor) as work:
            routing.move(work, document, "note")

    return act


def ending(office: Office, key: int) -> Callable[[], object]:
    actor = acting(office, *CHAIRMAN)

    def act() -> None:
        with office.work(actor) as work:
            delegations.revoke(work, key)

    return act


def noted(office: Office) -> int:
    with office.look() as work:
        acts = select(func.count()).select_from(Movement).where(Movement.action == "note")
        return work.db.scalar(acts) or 0


def test_an_act_and_the_end_of_its_mandate_at_once(both_provinces: Office, clock: Clock) -> None:
    office = both_provinces
    for name in (stories.REQUEST, URGENT, "to_ninh_thuan/04_nghe_an_visit"):
        document = stories.incoming(office, "direction", name)
        key, before = lend(office, CHAIRMAN, "tp.vx"), noted(office)
        acted, ended = at_once([noting(office, "tp.vx", key, document), ending(office, key)])
        assert ended is None
        assert acted is None or isinstance(acted, Refused)
        assert noted(office) - before == (acted is None)
        with office.look() as work:
            kept = select(func.count()).where(DelegatedAct.delegation_id == key)
            assert work.db.scalar(kept) == (acted is None)
        state = "completed" if acted is None else "direction"
        assert stories.state_of(office, document) == state
        assert stories.problems(office) == []
        clock.tick(minutes=1)


def test_two_delegates_act_on_the_same_document_and_one_wins(both_provinces: Office) -> None:
    office = both_provinces
    document = stories.incoming(office, "direction")
    keys = {login: lend(office, CHAIRMAN, login, shared=True) for login in ("tp.vx", "tp.th")}
    outcomes = at_once([noting(office, login, key, document) for login, key in keys.items()])
    refused = [outcome for outcome in outcomes if outcome is not None]
    assert len(refused) == 1
    assert isinstance(refused[0], Conflict | Refused) or "tìm thấy" in str(refused[0])
    assert noted(office) == 1
    assert stories.problems(office) == []


def test_an_end_begun_before_an_act_it_waited_for_comes_after_it(province: Office) -> None:
    document = stories.incoming(province, "direction")
    key = lend(province, CHAIRMAN, "tp.vx")
    noting(province, "tp.vx", key, document)()
    with province.work(acting(province, *CHAIRMAN)) as work:
        used = work.db.scalar(select(Delegation.used_at).where(Delegation.id == key))
        delegations.revoke(replace(work, at=work.at - timedelta(hours=1)), key)
        ended = work.db.scalar(select(Delegation.revoked_at).where(Delegation.id == key))
    assert ended == used
    assert stories.problems(province) == []
