"""Parts: exactly one lead, held by units of the agency and by people who work there today."""

from datetime import date

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from office.domain.asks import CO, INFORMED, LEAD, Assignee, Form
from office.domain.errors import Invalid, Refused
from office.models.deliveries import Assignment
from office.models.people import Membership, Person
from office.runtime import Office
from tests import stories

LEADER = ("ct.tinh", "leader")


def parts(office: Office) -> list[tuple[str, int | None, str]]:
    """Return every part ever given: what, to which person, with which outcome."""
    with office.look() as work:
        rows = work.db.execute(select(Assignment.__table__).order_by(Assignment.id))
        return [(row.part, row.person_id, row.outcome) for row in rows]


def direct(office: Office, document: str, *assignees: Assignee) -> None:
    """Let the leader give the parts."""
    form = Form(opinion="Giao việc", assignees=assignees)
    stories.move(office, LEADER, document, "direct", form)


def someone(office: Office, login: str, unit: str, part: str = LEAD) -> Assignee:
    """Return a part for a person in a unit."""
    person = stories.person(office, login)
    return Assignee(part=part, unit_id=stories.unit(office, unit), person_id=person)


def test_parts_open_with_the_directive_and_close_with_the_work(province: Office) -> None:
    stories.incoming(province, "completed")
    lead = stories.person(province, "cv.vx")
    assert parts(province) == [(LEAD, lead, "done"), (CO, None, "done")]


def test_a_returned_directive_leaves_its_parts_as_returned(province: Office) -> None:
    document = stories.incoming(province, "in_progress")
    stories.move(province, ("cv.vx", "specialist"), document, "send_back", stories.REASON)
    assert {outcome for _, _, outcome in parts(province)} == {"returned"}


def test_the_database_itself_refuses_a_second_open_lead(both_provinces: Office) -> None:
    stories.incoming(both_provinces, "in_progress")
    with both_provinces.look() as work:
        lead = work.db.execute(select(Assignment.__table__).where(Assignment.part == LEAD)).one()
    second = {**lead._mapping, "id": None}
    del second["id"]
    with pytest.raises(IntegrityError), both_provinces.work() as work:
        work.db.execute(insert(Assignment), second)
    with both_provinces.work() as work:
        work.db.execute(insert(Assignment), {**second, "part": CO})


def test_two_leads_in_one_form_are_refused(province: Office) -> None:
    document = stories.incoming(province, "direction")
    two = (
        someone(province, "cv.vx", "phong-vx-ninh-thuan"),
        someone(province, "cv.th", "phong-th-ninh-thuan"),
    )
    stories.check_refusal(province, Refused, lambda: direct(province, document, *two))


@pytest.mark.parametrize("unit", ["snv", "ubnd-bac-ai", "vp-sgddt"])
def test_a_unit_of_another_agency_gets_no_part(province: Office, unit: str) -> None:
    document = stories.incoming(province, "direction")
    other = Assignee(part=LEAD, unit_id=stories.unit(province, unit))
    stories.check_refusal(province, Invalid, lambda: direct(province, document, other))


def test_a_person_of_another_unit_gets_no_part_in_this_one(province: Office) -> None:
    document = stories.incoming(province, "direction")
    wrong = someone(province, "cv.th", "phong-vx-ninh-thuan")
    stories.check_refusal(province, Invalid, lambda: direct(province, document, wrong))
    direct(province, document, someone(province, "cv.th", "phong-th-ninh-thuan"))
    assert stories.problems(province) == []


@pytest.mark.parametrize("end", [date(2019, 11, 8), date(2019, 2, 1)])
def test_who_has_left_gets_no_part(province: Office, end: date) -> None:
    document = stories.incoming(province, "direction")
    lead = someone(province, "cv.vx", "phong-vx-ninh-thuan")
    with province.work() as work:
        work.db.execute(
            update(Membership).where(Membership.person_id == lead.person_id).values(valid_to=end)
        )
    stories.check_refusal(province, Invalid, lambda: direct(province, document, lead))


def test_who_leaves_tomorrow_still_gets_one(province: Office) -> None:
    document = stories.incoming(province, "direction")
    lead = someone(province, "cv.vx", "phong-vx-ninh-thuan")
    with province.work() as work:
        work.db.execute(
            update(Membership)
            .where(Membership.person_id == lead.person_id)
            .values(valid_to=date(2019, 11, 9))
        )
    direct(province, document, lead)
    assert stories.state_of(province, document) == "in_progress"


def test_a_closed_account_gets_no_part(province: Office) -> None:
    document = stories.incoming(province, "direction")
    lead = someone(province, "cv.vx", "phong-vx-ninh-thuan")
    with province.work() as work:
        work.db.execute(update(Person).where(Person.id == lead.person_id).values(active=False))
    stories.check_refusal(province, Invalid, lambda: direct(province, document, lead))


@pytest.mark.parametrize("login", ["qt.tinh", "ttra.tinh"])
def test_an_administrator_or_auditor_does_not_get_the_lead(province: Office, login: str) -> None:
    document = stories.incoming(province, "direction")
    lead = someone(province, login, "ubnd-ninh-thuan")
    stories.check_refusal(province, Invalid, lambda: direct(province, document, lead))


def test_work_can_be_done_again_although_its_lead_has_left(province: Office) -> None:
    document = stories.incoming(province, "confirmation")
    with province.work() as work:
        work.db.execute(
            update(Membership)
            .where(Membership.person_id == stories.person(province, "cv.vx"))
            .values(valid_to=date(2019, 11, 8))
        )
    stories.move(province, LEADER, document, "rework", stories.REASON)
    assert stories.state_of(province, document) == "in_progress"


def test_who_only_reads_has_no_deadline_and_the_others_have(province: Office) -> None:
    document = stories.incoming(province, "direction")
    direct(
        province,
        document,
        someone(province, "cv.vx", "phong-vx-ninh-thuan"),
        someone(province, "cv.th", "phong-th-ninh-thuan", CO),
        someone(province, "cv.kt", "phong-kt-ninh-thuan", INFORMED),
    )
    with province.look() as work:
        due = work.db.scalars(select(Assignment.due_at).order_by(Assignment.id)).all()
    assert [moment is not None for moment in due] == [True, True, False]
