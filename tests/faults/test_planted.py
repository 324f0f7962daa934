"""Faults planted on purpose: each must be noticed by the check that is there for it.

A check that stays green when its rule is taken away guards nothing.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import func, insert, select, text, update
from transitions import Machine

from office.domain import guards, movements
from office.domain.asks import Form
from office.domain.errors import OfficeError
from office.domain.workflow import Workflow
from office.engine import machine
from office.models.deliveries import Delivery
from office.models.registers import Register, RegisterEntry
from office.runtime import Office
from office.services import movements as movement_rows
from office.services import routing, step
from office.services.books import registers
from office.services.books.registers import Given
from office.services.parts import assignments
from office.services.step import Run, Step
from office.services.wire import exchange
from office.services.work import Work
from tests import stories
from tests.make import acting
from tests.stories import HANDS

CLERK = ("vt.tinh", "clerk")


@pytest.fixture(autouse=True)
def fresh_machines() -> Iterator[None]:
    """Let no machine that was built under a planted fault outlive its test."""
    machine._machines.clear()
    yield
    machine._machines.clear()


def let_everything_pass(_situation: guards.Situation) -> None:
    """Stand in for a guard that was taken away."""


def test_without_its_guard_a_drafter_approves_their_own_draft(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = stories.draft(province, "content_review")
    with province.work() as work:
        drafter = stories.person(province, "tp.vx")
        sql = "UPDATE documents SET drafter_id = :drafter WHERE public_id = :document"
        work.db.execute(text(sql), {"drafter": drafter, "document": document})
    head = HANDS["approve_content"]
    assert not stories.offered(province, head, document)["approve_content"].open
    monkeypatch.setitem(guards.GUARDS, "drafter_does_not_approve", let_everything_pass)
    assert stories.offered(province, head, document)["approve_content"].open


def test_with_automatic_transitions_there_is_a_way_around_the_guards(
    monkeypatch: pytest.MonkeyPatch, province: Office
) -> None:
    class Careless(Machine):
        """A machine as the library makes it by default."""

        def __init__(self, **options: Any) -> None:
            super().__init__(**{**options, "auto_transitions": True})

    workflow: Workflow = province.procedures.newest("outgoing")
    assert "to_issued" not in machine._build(workflow).events
    monkeypatch.setattr(machine, "Machine", Careless)
    assert "to_issued" in machine._build(workflow).events


def highest_plus_one(
    work: Work,
    book: tuple[str, str],
    document_id: int,
    delivery_id: int | None = None,
    *,
    day: datetime | None = None,
) -> Given:
    """Give the highest number there is plus one, as one does without a counter."""
    direction, series = book
    unit = work.actor.agency_id
    found = select(Register.id).where(Register.unit_id == unit, Register.direction == direction)
    register = work.db.scalar(found)
    if register is None:
        row = {"unit_id": unit, "direction": direction, "series": series, "year": 2019, "last": 0}
        made = work.db.execute(insert(Register).values(row).returning(Register.id))
        register = made.scalar_one()
    highest = work.db.scalar(
        select(func.max(RegisterEntry.number)).where(RegisterEntry.register_id == register)
    )
    number = (highest or 0) + 1
    work.db.execute(
        insert(RegisterEntry).values(
            register_id=register, number=number, document_id=document_id,
            delivery_id=delivery_id, at=work.at,
        )
    )  # fmt: skip
    return Given(register, number, [unit, direction, series, 2019])


def test_numbers_counted_from_the_highest_are_noticed(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registers, "give", highest_plus_one)
    stories.incoming(province, "registered")
    assert any("last number 0, but 1 rows" in problem for problem in stories.problems(province))


def test_a_number_given_by_a_sequence_leaves_gaps_that_are_noticed(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = registers.give

    def leaping(work: Work, *args: Any, **named: Any) -> Given:
        work.db.execute(update(Register).values(last=Register.last + 1))
        return honest(work, *args, **named)

    stories.incoming(province, "registered")
    monkeypatch.setattr(registers, "give", leaping)
    stories.incoming(province, "registered", "to_ninh_thuan/02_vpcp_urgent")
    assert any("but 2 rows" in problem for problem in stories.problems(province))


def test_a_movement_that_is_not_tied_to_the_last_one_is_noticed(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = movement_rows.record

    def loose(work: Work, document: tuple[int, str], link: Any, *rest: Any) -> Any:
        return honest(work, document, link._replace(head=movements.genesis("khác")), *rest)

    document = stories.incoming(province, "accepted")
    monkeypatch.setattr(movement_rows, "record", loose)
    stories.act(province, document, "register")
    (problem,) = stories.problems(province)
    assert "entry 3: it is not sealed to the entry before it" in problem


def test_a_step_that_is_not_recorded_is_noticed(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = stories.incoming(province, "arrived")
    monkeypatch.setattr(movement_rows, "record", lambda work, document, link, *rest: link)
    stories.act(province, document, "accept")
    assert any("is accepted, log arrived" in problem for problem in stories.problems(province))


def test_a_lead_that_is_not_closed_is_noticed_at_once(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = stories.incoming(province, "in_progress")
    monkeypatch.setitem(
        routing.EFFECTS,
        "close_lead",
        lambda work, step: step.facts.update(closed={"parts": "lead"}),
    )
    stories.act(province, document, "report")
    assert any("other parts" in problem for problem in stories.problems(province))


def test_a_lead_outside_the_agency_is_let_in_without_its_check(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = stories.incoming(province, "direction")
    outside = stories.directive(province).assignees[0]
    form = Form(
        opinion="Giao", assignees=(replace(outside, unit_id=stories.unit(province, "snv")),)
    )
    with pytest.raises(OfficeError):
        stories.move(province, HANDS["direct"], document, "direct", form)
    monkeypatch.setattr(assignments, "checked", lambda *_: {})
    stories.move(province, HANDS["direct"], document, "direct", form)
    with province.look() as work:
        holder = work.db.execute(select(Delivery.holder_unit_id)).scalar_one()
    assert holder == stories.unit(province, "snv")


@pytest.mark.postgres
def test_without_lock_and_revision_two_clerks_both_succeed(
    pg_province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = stories.incoming(pg_province, "arrived")
    clerk, both_have_read = acting(pg_province, *CLERK), Barrier(2)

    def unlocked(work: Work, public_id: str, revision: int | None = None) -> Run:
        run = step.read(work, public_id)
        both_have_read.wait(timeout=20)
        return run

    def blind(work: Work, taken: Step, new: dict[str, Any], link: Any) -> None:
        moved = {name.removeprefix("new_"): value for name, value in new.items()}
        key = taken.run.delivery_id
        work.db.execute(update(Delivery).where(Delivery.id == key).values(moved))

    def take(action: str) -> bool:
        try:
            with pg_province.work(clerk) as work:
                routing.move(work, document, action, stories.REASON)
        except Exception:  # whatever stops the second one is what is being looked for
            return False
        return True

    monkeypatch.setattr(routing, "lock", unlocked)
    monkeypatch.setattr(routing, "_update", blind)
    with ThreadPoolExecutor(2) as threads:
        succeeded = list(threads.map(take, ["accept", "refuse"]))
    # Even so the chain cannot fork: the database lets one movement follow another only once.
    assert sorted(succeeded) == [False, True]
    assert stories.problems(pg_province) != []


def test_without_its_claim_a_packet_is_entered_twice(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    packet = stories.sample(stories.REQUEST)
    monkeypatch.setattr(exchange, "_claimed", lambda *_: None)
    verdicts = [stories.take(province, packet).verdict for _ in "ab"]
    assert verdicts == ["accepted", "accepted"]
