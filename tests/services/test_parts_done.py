"""Co-handlers report their own part, the informed see it; the item stays with its lead."""

import pytest
from sqlalchemy import select

from office.domain.asks import CO, INFORMED, LEAD, Assignee, Form
from office.domain.errors import Refused
from office.models.deliveries import Assignment
from office.runtime import Office
from office.services.views import dossier, inboxes
from tests import stories
from tests.make import Clock, acting
from tests.services.attacks import found_after

LEADER = ("ct.tinh", "leader")
HELPER = ("cv.th", "specialist")
READER = ("cv.kt", "specialist")
SAID = Form(opinion="Phòng TH nhất trí, đã gửi số liệu")


def given(office: Office) -> str:
    """Receive a document that cv.vx leads, another division co-handles, a third is told of."""
    document = stories.incoming(office, "direction")
    parts = (
        *stories.directive(office).assignees,
        Assignee(part=INFORMED, unit_id=stories.unit(office, "phong-kt-ninh-thuan")),
    )
    stories.move(office, LEADER, document, "direct", Form(opinion="Giao", assignees=parts))
    return document


def part(office: Office, kind: str) -> Assignment:
    """Return the newest row of a kind of part."""
    with office.look() as work:
        rows = select(Assignment.__table__).where(Assignment.part == kind)
        return work.db.execute(rows.order_by(Assignment.id.desc())).first()  # type: ignore[return-value]  # a row, read by name


def folder(office: Office, who: tuple[str, str], name: str) -> list[str]:
    """Return the documents that somebody sees in a folder."""
    with office.look(acting(office, *who)) as work:
        return [item.public_id for item in inboxes.page(work, name).items]


def test_a_co_handler_reports_and_the_item_stays_where_it_is(
    both_provinces: Office, clock: Clock
) -> None:
    office = both_provinces
    document = given(office)
    with office.look(acting(office, *LEADER)) as work:
        before = dossier.read(work, document).own_delivery
    clock.tick(hours=1)
    stories.move(office, HELPER, document, "report_part", SAID)
    with office.look(acting(office, *LEADER)) as work:
        after = dossier.read(work, document).own_delivery
    assert before is not None
    assert after is not None
    kept = ("state", "holder_unit_id", "holder_person_id", "held_since", "due_at")
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]
    assert after.revision == before.revision + 1
    row = part(office, CO)
    assert (row.outcome, row.opinion) == ("done", SAID.opinion)
    assert part(office, LEAD).until is None
    assert stories.problems(office) == []


def test_a_part_is_reported_once_by_its_own_people_with_words(province: Office) -> None:
    document = given(province)
    for who, form in ((HELPER, Form()), (("cv.vx", "specialist"), SAID), (READER, SAID)):
        stories.check_refusal(
            province,
            Refused,
            lambda who=who, form=form: stories.move(province, who, document, "report_part", form),  # type: ignore[misc]  # bound here
        )
    stories.move(province, HELPER, document, "report_part", SAID)
    assert not stories.offered(province, HELPER, document)["report_part"].open
    assert folder(province, HELPER, "co-handling") == []


def test_a_part_given_to_a_person_is_not_a_colleagues(province: Office) -> None:
    document = stories.incoming(province, "direction")
    lead, _ = stories.directive(province).assignees
    unit = stories.unit(province, "phong-th-ninh-thuan")
    named = Assignee(part=CO, unit_id=unit, person_id=stories.person(province, "cv.th"))
    form = Form(opinion="Giao", assignees=(lead, named))
    stories.move(province, LEADER, document, "direct", form)
    assert not stories.offered(province, ("tp.th", "unit_head"), document)["report_part"].open
    assert stories.offered(province, HELPER, document)["report_part"].open


def test_the_lead_may_report_before_the_co_handler_has(province: Office) -> None:
    document = given(province)
    stories.act(province, document, "report")
    stories.move(province, HELPER, document, "report_part", SAID)
    stories.act(province, document, "confirm")
    assert stories.state_of(province, document) == "completed"
    assert stories.problems(province) == []


def test_who_is_informed_says_seen_once_and_never_has_a_task(
    province: Office, clock: Clock
) -> None:
    document = given(province)
    assert folder(province, READER, "for-information") == [document]
    clock.tick(days=60)
    with province.look(acting(province, *READER)) as work:
        counted = {f.name: n for f, n in inboxes.counts(work)}
        assert inboxes.late(work) == []
    assert not any(counted.values())
    assert part(province, INFORMED).due_at is None
    stories.move(province, READER, document, "mark_seen")
    assert part(province, INFORMED).outcome == "seen"
    assert not stories.offered(province, READER, document)["mark_seen"].open
    assert stories.problems(province) == []


@pytest.mark.parametrize(
    "attack",
    [
        "assignments SET opinion = 'Không nhất trí' WHERE part = 'co'",
        "assignments SET outcome = 'returned' WHERE part = 'info'",
        "assignments SET until = '2019-11-20 00:00:00.000000' WHERE part = 'co'",
        "assignments SET assigner_role = 'clerk' WHERE part = 'lead'",
        "assignments SET assigner_id = 1 WHERE part = 'lead'",
        "assignments SET outer_due_at = '2020-11-20 00:00:00.000000' WHERE part = 'lead'",
    ],
)
def test_what_was_reported_and_by_whom_it_was_assigned_is_sealed(
    province: Office, attack: str
) -> None:
    document = given(province)
    stories.move(province, HELPER, document, "report_part", SAID)
    stories.move(province, READER, document, "mark_seen")
    assert found_after(province, f"UPDATE {attack}") != []
