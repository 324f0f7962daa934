"""More time: asked for, allowed by whoever gave the part or stands above, never by the way."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from office.domain.asks import LEAD, Assignee, Form
from office.domain.errors import Invalid, OfficeError, Refused
from office.models.deliveries import Assignment, Delivery
from office.models.supervision import Extension
from office.runtime import Office
from tests import stories
from tests.make import MORNING, Clock
from tests.services.attacks import found_after
from tests.services.test_concurrency import at_once, one_wins, taking

LEADER, DEPUTY = ("ct.tinh", "leader"), ("pct.tinh", "leader")
CLERK, CHIEF = ("vt.tinh", "clerk"), ("cvp.tinh", "chief_of_office")
HEAD, LEAD_HAND = ("tp.vx", "unit_head"), ("cv.vx", "specialist")
HELPER = ("cv.th", "specialist")
WHY = "Chờ số liệu của các huyện"
GIVEN = MORNING + timedelta(days=7)
MORE = MORNING + timedelta(days=14)


def assigned(office: Office, login: str = "cv.vx") -> str:
    """Receive a document whose lead and co-handler have a week."""
    document = stories.incoming(office, "direction")
    lead, co = stories.directive(office).assignees
    person = stories.person(office, login) if login else None
    parts = (
        Assignee(part=LEAD, unit_id=lead.unit_id, person_id=person, due_at=GIVEN),
        Assignee(part=co.part, unit_id=co.unit_id, due_at=GIVEN),
    )
    stories.move(office, LEADER, document, "direct", Form(opinion="Giao", assignees=parts))
    return document


def rows(office: Office, model: Any) -> list[Any]:
    """Return the rows of a table, oldest first."""
    with office.look() as work:
        table = model.__table__
        return list(work.db.execute(select(table).order_by(table.c.id)))


def part_id(office: Office, part: str = "lead") -> int:
    """Return the key of the open part of a kind."""
    return next(int(r.id) for r in rows(office, Assignment) if r.part == part and r.until is None)


def asking(due_at: datetime = MORE) -> Form:
    """Return a form that asks for more time."""
    return Form(reason=WHY, due_at=due_at)


def test_time_asked_for_and_allowed_moves_the_deadline_and_keeps_the_old_one(
    both_provinces: Office,
) -> None:
    office = both_provinces
    document = assigned(office)
    stories.move(office, LEAD_HAND, document, "ask_extension", asking())
    assert rows(office, Delivery)[0].due_at == GIVEN
    form = Form(which=part_id(office))
    stories.move(office, LEADER, document, "allow_extension", form)
    (delivery,), (kept,) = rows(office, Delivery), rows(office, Extension)
    assert delivery.due_at == MORE
    assert delivery.holder_person_id == stories.person(office, "cv.vx")
    assert (kept.old_due_at, kept.asked_due_at, kept.new_due_at) == (GIVEN, MORE, MORE)
    assert (kept.reason, kept.status) == (WHY, "allowed")
    assert kept.asked_by == stories.person(office, "cv.vx")
    assert kept.settled_by == stories.person(office, "ct.tinh")
    assert stories.problems(office) == []


def test_a_co_handlers_deadline_moves_without_the_items(province: Office) -> None:
    document = assigned(province)
    stories.move(province, HELPER, document, "ask_extension", asking())
    form = Form(which=part_id(province, "co"), due_at=MORE - timedelta(days=1))
    stories.move(province, LEADER, document, "allow_extension", form)
    assert rows(province, Delivery)[0].due_at == GIVEN
    dues = {row.part: row.due_at for row in rows(province, Assignment)}
    assert dues == {"lead": GIVEN, "co": MORE - timedelta(days=1)}
    assert stories.problems(province) == []


def test_a_refusal_has_a_reason_and_changes_no_deadline(province: Office) -> None:
    document = assigned(province)
    stories.move(province, LEAD_HAND, document, "ask_extension", asking())
    which = part_id(province)
    no = Form(which=which, reason="Ngắn")
    stories.check_refusal(
        province, Refused, lambda: stories.move(province, LEADER, document, "refuse_extension", no)
    )
    no = Form(which=which, reason="Việc này không thể chậm hơn")
    stories.move(province, LEADER, document, "refuse_extension", no)
    (kept,) = rows(province, Extension)
    assert (kept.status, kept.answer, kept.new_due_at) == ("refused", no.reason, None)
    assert rows(province, Delivery)[0].due_at == GIVEN
    stories.move(province, LEAD_HAND, document, "ask_extension", asking())
    assert [row.n for row in rows(province, Extension)] == [1, 2]
    assert stories.problems(province) == []


@pytest.mark.parametrize("who", [CLERK, CHIEF, HEAD])
def test_below_the_assigner_nobody_gives_more_time(province: Office, who: tuple[str, str]) -> None:
    document = assigned(province)
    form = Form(reason=WHY, which=part_id(province), due_at=MORE)
    stories.check_refusal(
        province, Refused, lambda: stories.move(province, who, document, "extend", form)
    )
    stories.move(province, DEPUTY, document, "extend", form)
    assert rows(province, Extension)[0].asked_by is None
    assert stories.problems(province) == []


def test_a_unit_head_gives_time_within_what_the_unit_was_given(province: Office) -> None:
    document = assigned(province, "")
    early = GIVEN - timedelta(days=3)
    heir = Assignee(
        part=LEAD,
        unit_id=stories.unit(province, "phong-vx-ninh-thuan"),
        person_id=stories.person(province, "cv.vx"),
        due_at=early,
    )
    stories.move(province, HEAD, document, "forward", Form(assignees=(heir,)))
    stories.move(province, LEAD_HAND, document, "ask_extension", asking(GIVEN))
    beyond = Form(which=part_id(province), due_at=GIVEN + timedelta(minutes=1))
    stories.check_refusal(
        province, Refused, lambda: stories.move(province, HEAD, document, "allow_extension", beyond)
    )
    stories.move(province, HEAD, document, "allow_extension", Form(which=part_id(province)))
    assert rows(province, Delivery)[0].due_at == GIVEN
    assert stories.problems(province) == []


def test_passing_on_is_no_way_to_more_time(province: Office) -> None:
    document = assigned(province)
    heir = Assignee(
        part=LEAD,
        unit_id=stories.unit(province, "phong-th-ninh-thuan"),
        person_id=stories.person(province, "cv.th"),
        due_at=GIVEN + timedelta(minutes=1),
    )
    form = Form(assignees=(heir,))
    for who in (LEAD_HAND, HEAD):
        stories.check_refusal(
            province,
            Invalid,
            lambda who=who: stories.move(province, who, document, "forward", form),  # type: ignore[misc]  # bound here
        )


def test_who_asks_does_not_decide(province: Office) -> None:
    document = assigned(province, "tp.vx")
    stories.move(province, HEAD, document, "ask_extension", asking())
    stories.check_refusal(
        province,
        Refused,
        lambda: stories.move(
            province, HEAD, document, "allow_extension", Form(which=part_id(province))
        ),
    )


@pytest.mark.parametrize("due_at", [GIVEN, GIVEN - timedelta(days=1), MORNING])
def test_more_time_is_later_than_what_there_is(province: Office, due_at: datetime) -> None:
    document = assigned(province)
    stories.check_refusal(
        province,
        OfficeError,
        lambda: stories.move(province, LEAD_HAND, document, "ask_extension", asking(due_at)),
    )
    just = asking(GIVEN + timedelta(milliseconds=1))
    stories.move(province, LEAD_HAND, document, "ask_extension", just)
    assert len(rows(province, Extension)) == 1


def test_a_second_request_waits_for_the_answer_to_the_first(province: Office) -> None:
    document = assigned(province)
    stories.move(province, LEAD_HAND, document, "ask_extension", asking())
    assert not stories.offered(province, LEAD_HAND, document)["ask_extension"].open
    direct = Form(reason=WHY, which=part_id(province), due_at=MORE)
    stories.check_refusal(
        province, Refused, lambda: stories.move(province, LEADER, document, "extend", direct)
    )


def test_time_asked_for_too_long_ago_needs_another_date(province: Office, clock: Clock) -> None:
    document = assigned(province)
    stories.move(province, LEAD_HAND, document, "ask_extension", asking())
    clock.tick(days=15)
    which = part_id(province)
    stories.check_refusal(
        province,
        Invalid,
        lambda: stories.move(province, LEADER, document, "allow_extension", Form(which=which)),
    )
    form = Form(which=which, due_at=MORE + timedelta(days=9))
    stories.move(province, LEADER, document, "allow_extension", form)
    assert rows(province, Delivery)[0].due_at == form.due_at
    assert stories.problems(province) == []


@pytest.mark.parametrize("ending", ["report", "send_back", "take_back"])
def test_a_request_lapses_when_its_part_ends(province: Office, ending: str) -> None:
    document = assigned(province)
    stories.move(province, LEAD_HAND, document, "ask_extension", asking())
    who = LEADER if ending == "take_back" else LEAD_HAND
    form = Form(reason="Chưa đủ căn cứ để làm", opinion="Đã xong")
    stories.move(province, who, document, ending, form)
    assert [row.status for row in rows(province, Extension)] == ["lapsed"]
    assert stories.problems(province) == []


def test_of_two_who_extend_at_once_one_is_told_to_look_again(both_provinces: Office) -> None:
    office = both_provinces
    document = assigned(office)
    which = part_id(office)
    with office.look() as work:
        revision = work.db.scalar(select(Delivery.revision))
    acts = [
        taking(
            office, who, document, "extend",
            form=Form(reason=WHY, which=which, due_at=due), revision=revision,
        )
        for who, due in ((LEADER, MORE), (DEPUTY, MORE + timedelta(days=1)))
    ]  # fmt: skip
    one_wins(at_once(acts))
    (kept,) = rows(office, Extension)
    assert rows(office, Delivery)[0].due_at == kept.new_due_at
    assert stories.problems(office) == []


def test_a_request_is_decided_once_though_two_decide_at_once(both_provinces: Office) -> None:
    office = both_provinces
    document = assigned(office)
    stories.move(office, LEAD_HAND, document, "ask_extension", asking())
    form = Form(which=part_id(office), reason="Việc này không thể chậm hơn")
    acts = [
        taking(office, LEADER, document, "allow_extension", form=form),
        taking(office, DEPUTY, document, "refuse_extension", form=form),
    ]
    one_wins(at_once(acts))
    assert rows(office, Extension)[0].status in ("allowed", "refused")
    assert stories.problems(office) == []


@pytest.mark.parametrize(
    "attack",
    [
        "extensions SET reason = 'Không vì gì cả'",
        "extensions SET old_due_at = '2019-11-01 00:00:00.000000'",
        "extensions SET settled_by = 1",
        "extensions SET status = 'refused', new_due_at = NULL",
        "extensions SET new_due_at = '2020-11-01 00:00:00.000000'",
        "assignments SET due_at = '2020-11-01 00:00:00.000000' WHERE part = 'lead'",
        "deliveries SET due_at = '2020-11-01 00:00:00.000000'",
    ],
)
def test_every_extension_is_sealed(province: Office, attack: str) -> None:
    document = assigned(province)
    stories.move(province, LEAD_HAND, document, "ask_extension", asking())
    stories.move(province, LEADER, document, "allow_extension", Form(which=part_id(province)))
    assert found_after(province, f"UPDATE {attack}") != []
    assert found_after(province, "DELETE FROM extensions") != []
