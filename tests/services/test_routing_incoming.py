"""The way of an incoming document at its recipient: every state, and every refusal on the way."""

from functools import partial

import pytest
from sqlalchemy import select

from office.domain.asks import CO, LEAD, Assignee, Form
from office.domain.errors import Conflict, Invalid, NotFound, Refused
from office.models.outbox import OutboxMessage
from office.runtime import Office
from office.services.views import dossier
from tests import stories
from tests.make import Clock, acting
from tests.stories import HANDS, INCOMING, INCOMING_STATES, REASON, RESULT

CLERK, LEADER, CHIEF = HANDS["accept"], HANDS["direct"], ("cvp.tinh", "chief_of_office")
SPECIALIST, HEAD = HANDS["report"], ("tp.vx", "unit_head")
REPORTS = (
    select(OutboxMessage.payload)
    .where(OutboxMessage.kind == "report_status")
    .order_by(OutboxMessage.id)
)
PEOPLE = [CLERK, LEADER, CHIEF, SPECIALIST, HEAD]


def story(office: Office, document: str) -> list[str]:
    """Return what happened to a document, as its recipient is told."""
    with office.look(acting(office, "vt.tinh")) as work:
        return [told.record["act"] for told in dossier.read(work, document).story]


def test_a_packet_goes_the_whole_way_to_completion(both_provinces: Office) -> None:
    document = stories.incoming(both_provinces, "completed")
    assert stories.state_of(both_provinces, document) == "completed"
    assert story(both_provinces, document) == [
        "receive", "accept", "register", "submit", "direct", "report", "confirm"
    ]  # fmt: skip
    assert stories.problems(both_provinces) == []


@pytest.mark.parametrize("state", INCOMING_STATES[:-1])
def test_in_each_state_exactly_the_offered_actions_succeed(province: Office, state: str) -> None:
    document = stories.incoming(province, state)
    for who in PEOPLE:
        try:
            offers = stories.offered(province, who, document)
        except NotFound:
            continue
        for name, offer in offers.items():
            if not offer.open:
                stories.check_refusal(
                    province,
                    Refused,
                    partial(stories.move, province, who, document, name, RESULT),
                )


@pytest.mark.parametrize(("state", "action"), list(zip(INCOMING_STATES, INCOMING, strict=False)))
def test_an_action_of_another_state_is_refused_and_changes_nothing(
    province: Office, state: str, action: str
) -> None:
    document = stories.incoming(province, state)
    name = "submit" if action == "submit_in" else action
    for other in {"accept", "register", "submit", "direct", "report", "confirm", "leap"} - {name}:
        stories.check_refusal(
            province,
            Refused,
            partial(stories.move, province, LEADER, document, other, RESULT),
        )


def test_the_clerk_refuses_with_a_reason_and_the_sender_will_hear_of_it(province: Office) -> None:
    document = stories.incoming(province, "arrived")
    stories.check_refusal(
        province, Refused, lambda: stories.move(province, CLERK, document, "refuse")
    )
    stories.act(province, document, "refuse")
    assert stories.state_of(province, document) == "refused"
    assert stories.offered(province, CLERK, document) == {}
    with province.look() as work:
        told = work.db.scalars(REPORTS).all()
    assert [said["code"] for said in told] == ["01", "02"]
    assert told[1]["reason"] == REASON.reason


def test_the_sender_hears_each_public_status_once(province: Office) -> None:
    stories.incoming(province, "completed")
    with province.look() as work:
        rows = work.db.scalars(REPORTS).all()
        assert [said["code"] for said in rows] == ["01", "03", "04", "05", "06"]


def test_the_leader_may_only_note_it(province: Office) -> None:
    document = stories.incoming(province, "direction")
    stories.act(province, document, "note")
    assert stories.state_of(province, document) == "completed"
    assert stories.problems(province) == []


def test_the_clerk_may_transfer_directly(province: Office) -> None:
    document = stories.incoming(province, "registered")
    stories.move(province, CLERK, document, "transfer", stories.directive(province))
    assert stories.state_of(province, document) == "in_progress"
    assert stories.problems(province) == []


def test_the_lead_returns_it_to_the_assigner(province: Office) -> None:
    document = stories.incoming(province, "in_progress")
    stories.move(province, SPECIALIST, document, "send_back", REASON)
    assert stories.state_of(province, document) == "direction"
    assert stories.problems(province) == []
    stories.act(province, document, "direct")
    assert stories.problems(province) == []


def test_it_is_passed_on_with_its_deadline(province: Office, clock: Clock) -> None:
    document = stories.incoming(province, "in_progress")
    due = _row(province, document).due_at
    clock.tick(hours=3)
    heir = Assignee(
        part=LEAD,
        unit_id=stories.unit(province, "phong-th-ninh-thuan"),
        person_id=stories.person(province, "cv.th"),
    )
    stories.move(province, SPECIALIST, document, "forward", Form(assignees=(heir,)))
    row = _row(province, document)
    assert (row.holder_person_id, row.due_at) == (heir.person_id, due)
    assert not stories.offered(province, SPECIALIST, document)["report"].open
    assert stories.offered(province, ("cv.th", "specialist"), document)["report"].open
    assert stories.problems(province) == []


def test_work_to_be_done_again_goes_back_to_its_last_lead(province: Office) -> None:
    document = stories.incoming(province, "confirmation")
    stories.move(province, LEADER, document, "rework", REASON)
    row = _row(province, document)
    assert row.state == "in_progress"
    assert row.holder_person_id == stories.person(province, "cv.vx")
    stories.act(province, document, "report")
    stories.act(province, document, "confirm")
    assert stories.problems(province) == []


def test_a_stale_revision_is_a_conflict_that_changes_nothing(both_provinces: Office) -> None:
    document = stories.incoming(both_provinces, "arrived")
    seen = stories.move_as_seen(both_provinces, CLERK, document, "accept", 1).run.revision
    stories.check_refusal(
        both_provinces,
        Conflict,
        lambda: stories.move_as_seen(both_provinces, CLERK, document, "register", seen),
    )
    stories.move_as_seen(both_provinces, CLERK, document, "register", seen + 1)
    assert stories.state_of(both_provinces, document) == "registered"


@pytest.mark.parametrize("stranger", ["vt.snv", "vt.bacai", "cv.kt", "cv.phuocdai"])
def test_a_document_of_others_answers_like_one_that_does_not_exist(
    province: Office, stranger: str
) -> None:
    document = stories.incoming(province, "arrived")
    said = []
    for public_id in (document, "0" * 32):
        with pytest.raises(NotFound) as refusal:
            stories.move(province, (stranger, None), public_id, "accept")
        said.append(refusal.value.reasons)
    assert said[0] == said[1]


def test_a_stale_revision_does_not_betray_that_a_document_exists(province: Office) -> None:
    document = stories.incoming(province, "arrived")
    with pytest.raises(NotFound):
        stories.move_as_seen(province, ("cv.kt", None), document, "accept", 99)


def test_an_administrator_is_offered_nothing_on_any_document(province: Office) -> None:
    document = stories.incoming(province, "arrived")
    with pytest.raises(NotFound):
        stories.offered(province, ("qt.tinh", "administrator"), document)


def test_a_unit_with_a_part_sees_what_it_may_not_do(province: Office) -> None:
    document = stories.incoming(province, "in_progress")
    helper = ("cv.th", "specialist")
    offered = stories.offered(province, helper, document)
    assert {name for name, o in offered.items() if o.open} == {"report_part", "ask_extension"}
    stories.check_refusal(
        province, Refused, lambda: stories.move(province, helper, document, "report", RESULT)
    )


def test_an_effect_that_cannot_be_carried_out_undoes_the_whole_step(province: Office) -> None:
    document = stories.incoming(province, "direction")
    outside = Assignee(part=LEAD, unit_id=stories.unit(province, "snv"))
    inside = Assignee(part=CO, unit_id=stories.unit(province, "phong-th-ninh-thuan"))
    form = Form(opinion="Giao Sở", assignees=(outside, inside))
    stories.check_refusal(
        province, Invalid, lambda: stories.move(province, LEADER, document, "direct", form)
    )


@pytest.mark.parametrize(
    "words",
    ["Câu một\r\nCâu hai", 'Dấu " và \\ và {}', "Cờ 🇻🇳", "Dấu rời: Tru\u031bo\u031b\u0300ng"],
)
def test_whatever_is_written_as_an_opinion_is_kept_under_the_seal(
    both_provinces: Office, words: str
) -> None:
    document = stories.incoming(both_provinces, "in_progress")
    stories.move(both_provinces, SPECIALIST, document, "report", Form(opinion=words))
    assert story(both_provinces, document)[-1] == "report"
    assert stories.problems(both_provinces) == []


def test_an_opinion_with_a_loose_mark_after_a_line_break_does_not_ruin_the_log(
    province: Office,
) -> None:
    document = stories.incoming(province, "in_progress")
    stories.move(province, SPECIALIST, document, "report", Form(opinion="Một\n\u0303hai"))
    assert stories.problems(province) == []


def _row(office: Office, document: str):  # type: ignore[no-untyped-def]  # a row of many columns
    with office.look(acting(office, "vt.tinh")) as work:
        return dossier.read(work, document).own_delivery
