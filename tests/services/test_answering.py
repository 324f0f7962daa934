"""The answer closes the loop: an issued letter completes what it answers, in one transaction."""

from typing import Any

import pytest
from sqlalchemy import select, update

from office.domain.errors import OfficeError
from office.models.deliveries import Delivery
from office.models.outbox import OutboxMessage
from office.runtime import Office
from office.services.outgoing import answering, drafting
from office.services.outgoing.drafting import Recipient
from office.services.views import dossier
from tests import stories
from tests.make import acting
from tests.services.test_concurrency import at_once, taking

ISSUER = ("vt.tinh", "clerk")


def answer(office: Office, document: str, state: str = "numbered") -> str:
    """Let cv.vx draft an answer and take it to `state`."""
    with office.work(acting(office, "cv.vx")) as work:
        draft = drafting.start(work, stories.LETTER, document)
        drafting.address(work, draft, [Recipient(unit_id=work.tree.by_key("ubnd-bac-ai").id)])
    for action in stories.OUTGOING[: stories.OUTGOING_STATES.index(state)]:
        stories.act(office, draft, action)
    return draft


def record(office: Office, document: str) -> dict[str, Any]:
    """Return the newest record of a document."""
    with office.look(acting(office, "vt.tinh")) as work:
        return dossier.read(work, document).story[-1].record


@pytest.mark.parametrize("state", ["in_progress", "confirmation"])
def test_issuing_the_answer_completes_what_it_answers(both_provinces: Office, state: str) -> None:
    office = both_provinces
    document = stories.incoming(office, state)
    letter = answer(office, document)
    assert stories.state_of(office, document) == state
    stories.act(office, letter, "issue")
    assert stories.state_of(office, document) == "completed"
    said = record(office, document)
    assert (said["act"], said["from"], said["answer"]["doc"]) == ("answered", state, letter)
    assert said["answer"]["symbol"].startswith("01/")
    assert stories.problems(office) == []
    with office.look() as work:
        codes = [
            p["code"]
            for p in work.db.scalars(select(OutboxMessage.payload).order_by(OutboxMessage.id))
            if p.get("document") == document and "code" in p
        ]  # fmt: skip
    assert codes[-1] == "06"


def test_what_the_leader_has_taken_back_is_not_done_because_a_letter_went_out(
    province: Office,
) -> None:
    document = stories.incoming(province, "in_progress")
    letter = answer(province, document)
    stories.move(province, ("ct.tinh", "leader"), document, "take_back", stories.REASON)
    stories.act(province, letter, "issue")
    assert stories.state_of(province, document) == "direction"
    assert stories.problems(province) == []


def test_what_is_completed_already_stays_as_it_is(province: Office) -> None:
    document = stories.incoming(province, "completed")
    before = record(province, document)
    stories.act(province, answer(province, document), "issue")
    assert record(province, document) == before


def test_another_agencys_answer_completes_its_own_item_alone(province: Office) -> None:
    order = stories.draft(province, "issued", recipients=["ubnd-bac-ai", "snv"])
    for clerk, leader, unit in (
        ("vt.bacai", "ct.bacai", "vp-bac-ai"), ("vt.snv", "gd.snv", "snv"),
    ):  # fmt: skip
        for action in ("accept", "register", "submit"):
            stories.move(province, (clerk, "clerk"), order, action)
        lead = stories.Assignee(part="lead", unit_id=stories.unit(province, unit))
        form = stories.Form(opinion="Giao", assignees=(lead,))
        stories.move(province, (leader, "leader"), order, "direct", form)
    with province.work(acting(province, "cv.vp.bacai")) as work:
        letter = drafting.start(work, stories.LETTER, order)
        here = work.tree.by_key("ubnd-ninh-thuan").id
        drafting.address(work, letter, [Recipient(unit_id=here)])
    for who, action in (
        (("cv.vp.bacai", "specialist"), "submit"), (("cvp.bacai", "unit_head"), "approve_content"),
        (("vt.bacai", "clerk"), "approve_form"), (("ct.bacai", "leader"), "sign"),
        (("vt.bacai", "clerk"), "number"), (("vt.bacai", "clerk"), "seal"),
        (("vt.bacai", "clerk"), "issue"),
    ):  # fmt: skip
        stories.move(province, who, letter, action)
    assert stories.state_of(province, order, "vt.bacai") == "completed"
    assert stories.state_of(province, order, "vt.snv") == "in_progress"
    assert stories.problems(province) == []


def test_an_item_of_version_one_stays_on_its_procedure(province: Office) -> None:
    document = stories.incoming(province, "in_progress")
    with province.work() as work:
        work.db.execute(update(Delivery).values(procedure_version=1))
    stories.act(province, answer(province, document), "issue")
    assert stories.state_of(province, document) == "in_progress"


def test_an_answer_that_cannot_be_named_is_not_issued(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = stories.incoming(province, "in_progress")
    letter = answer(province, document)

    def wrong(work: Any, step: Any) -> None:
        honest(work, step)
        step.moves = [(*move[:2], "report", move[3]) for move in step.moves]

    honest = answering.closes
    monkeypatch.setattr(answering, "closes", wrong)
    stories.check_refusal(province, OfficeError, lambda: stories.act(province, letter, "issue"))


def test_nobody_completes_an_item_by_saying_that_it_was_answered(province: Office) -> None:
    document = stories.incoming(province, "in_progress")
    for login, role in (("ct.tinh", "leader"), ISSUER, ("cv.vx", "specialist")):
        assert not stories.offered(province, (login, role), document)["answered"].open


def test_answer_and_report_at_once_leave_one_end(both_provinces: Office) -> None:
    office = both_provinces
    document = stories.incoming(office, "in_progress")
    letter = answer(office, document)
    outcomes = at_once(
        [
            taking(office, ISSUER, letter, "issue"),
            taking(office, ("cv.vx", "specialist"), document, "report", form=stories.RESULT),
        ]
    )
    assert outcomes[0] is None
    assert stories.state_of(office, document) == "completed"
    assert stories.problems(office) == []
