"""What people of such offices complain of: who has it, who is away, whose right it is.

Each test plays a complaint as it was told, and checks what we promise instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import select, text

from office.domain.asks import CO, LEAD, Assignee, Form
from office.domain.errors import NotFound, OfficeError, Refused, Unsure
from office.domain.folders import folders_of
from office.models.movements import Movement
from office.models.people import Membership, Person
from office.runtime import Office
from office.services import routing
from office.services.accounts import staff
from office.services.views import dossier, inboxes
from tests import stories
from tests.make import Clock, acting
from tests.services import test_handover as handover
from tests.services.lending import CHAIRMAN, lend, standing_in
from tests.services.test_absences import SPECIALIST, enter
from tests.web.desk import Desk

LEADER, CLERK = ("ct.tinh", "leader"), ("vt.tinh", "clerk")


def holders(office: Office, document: str) -> list[tuple[str, str]]:
    """Return every desk that has something to do with a document: login and folder."""
    with office.look() as work:
        people = work.db.execute(
            select(Person.login, Membership.role).join(
                Membership, Membership.person_id == Person.id
            )
        ).all()
    return [found for login, role in people for found in _desk(office, document, login, role)]


def _desk(office: Office, document: str, login: str, role: str) -> Iterator[tuple[str, str]]:
    with office.look(acting(office, login, role)) as work:
        for folder in folders_of(role):
            if folder.task and folder.states:
                page = inboxes.page(work, folder.name)
                if document in [item.public_id for item in page.items]:
                    yield login, folder.name


def test_pain_05_ghosts_stuck_in_the_wrong_inbox_or_shown_in_two(province: Office) -> None:
    document = stories.receive(province)
    for action, state in zip(stories.INCOMING, stories.INCOMING_STATES[:-1], strict=True):
        desks = holders(province, document)
        assert len({folder for _, folder in desks}) == 1, (state, desks)
        stories.act(province, document, action)
    assert holders(province, document) == []  # completed, and nobody's work any more
    assert stories.problems(province) == []


def open_to(office: Office, who: tuple[str, str], document: str) -> set[str]:
    """Return the names of the actions that are open to somebody."""
    return {name for name, offer in stories.offered(office, who, document).items() if offer.open}


def test_pain_06_parallel_routing_made_who_has_it_ambiguous(province: Office) -> None:
    document = stories.incoming(province, "in_progress")
    lead, helper = ("cv.vx", "specialist"), ("cv.th", "specialist")
    before = {
        name for name, offer in stories.offered(province, lead, document).items() if offer.open
    }
    stories.move(province, helper, document, "report_part", stories.RESULT)
    after = {
        name for name, offer in stories.offered(province, lead, document).items() if offer.open
    }
    assert "report" in after
    assert before == after  # no button of the lead's vanished
    with province.look(acting(province, "cv.vx")) as work:
        own = dossier.read(work, document).own_delivery
    assert own is not None
    assert own.holder_person_id == stories.person(province, "cv.vx")


def test_pain_07_a_unit_is_dissolved_and_its_documents_are_out_of_reach(province: Office) -> None:
    document = stories.incoming(province, "in_progress")
    with province.work() as work:
        gone = "UPDATE units SET valid_to = '2019-11-08' WHERE key = 'phong-vx-ninh-thuan'"
        work.db.execute(text(gone))
    province.forget()
    (pile,) = handover.piles(province, LEADER)
    assert (pile.why, [item.public_id for item in pile.items]) == ("closed", [document])
    assert document in Desk(province, "ct.tinh").read("/handover")
    parts = (Assignee(part=LEAD, unit_id=stories.unit(province, "phong-th-ninh-thuan")),)
    form = Form(reason="Phòng Văn xã đã giải thể", assignees=parts)
    stories.move(province, LEADER, document, "reassign", form)
    assert handover.piles(province, LEADER) == []


def test_pain_08_absent_people_keep_receiving_work(province: Office, clock: Clock) -> None:
    enter(province, SPECIALIST, "cv.vx", 0, 2)
    document = stories.incoming(province, "direction")
    with pytest.raises(Unsure):  # at assignment
        stories.move(province, LEADER, document, "direct", stories.directive(province))
    aware = frozenset({stories.person(province, "cv.vx")})
    known = replace(stories.directive(province), aware_of=aware)
    stories.move(province, LEADER, document, "direct", known)
    assert handover.piles(province, LEADER)[0].why == "away"
    clock.tick(days=4)
    assert handover.piles(province, LEADER) == []
    with province.look(acting(province, "cv.vx")) as work:
        due = dossier.read(work, document).own_delivery
    assert due is not None
    enter(province, SPECIALIST, "cv.vx", 7, 7)  # 19 November, when it is due
    assert handover.piles(province, LEADER)[0].items[0].public_id == document


def test_pain_09_a_substitute_sees_too_much_or_acts_in_the_wrong_name(province: Office) -> None:
    document = stories.incoming(province, "direction")
    other = stories.draft(province, "signing")
    key = lend(province, CHAIRMAN, "tp.vx")
    actor = standing_in(province, "tp.vx", key)
    with pytest.raises(OfficeError), province.work(actor) as work:
        routing.move(work, other, "sign")  # signing was not lent
    with province.work(actor) as work:
        routing.move(work, document, "direct", stories.directive(province))
    with province.look() as work:
        record = work.db.scalars(select(Movement.body).order_by(Movement.id.desc())).first()
    assert record is not None
    assert "Hồ Thị Ngọc Diệp".encode() in record
    assert "Trần Quốc Khải".encode() in record
    handover.left(province, "ct.tinh")  # who has left lends nothing: a vacancy is no absence
    with pytest.raises(NotFound):
        standing_in(province, "tp.vx", key)


def test_pain_16_rights_linger_after_a_move_or_vanish_too_early(province: Office) -> None:
    document = stories.incoming(province, "in_progress")
    page = f"/documents/{document}"
    desk = Desk(province, "cv.vx")
    assert desk.see(page).status_code == 200
    handover.left(province, "cv.vx")
    with province.work(acting(province, "qt.tinh")) as work:
        staff.grant(work, "cv.th", "phong-vx-ninh-thuan", "specialist")
    assert "Có 1 thay đổi quyền" in Desk(province, "ct.tinh").read("/")  # until it is confirmed
    assert stories.subject_of(province, document) not in desk.see(page).get_data(as_text=True)
    assert "Lâm Hoàng Nam" in Desk(province, "ct.tinh").read(page)  # what they did stays theirs


def test_pain_20_sending_is_not_assigning_and_the_trace_is_lost(province: Office) -> None:
    document = stories.incoming(province, "registered")
    lead = Assignee(part=LEAD, unit_id=stories.unit(province, "phong-vx-ninh-thuan"))
    co = Assignee(part=CO, unit_id=stories.unit(province, "phong-th-ninh-thuan"))
    stories.move(province, CLERK, document, "transfer", Form(assignees=(lead, co)))
    vx = stories.unit(province, "phong-vx-ninh-thuan")
    person = Assignee(part=LEAD, unit_id=vx, person_id=stories.person(province, "cv.vx"))
    stories.move(province, ("tp.vx", "unit_head"), document, "forward", Form(assignees=(person,)))
    answer = stories.draft(province, "issued", ("ubnd-bac-ai",))
    with province.look(acting(province, "vt.tinh")) as work:
        acts = [told.record["act"] for told in dossier.read(work, document).story]
        sent = [told.record["act"] for told in dossier.read(work, answer).story]
    assert acts[-2:] == ["transfer", "forward"]
    assert sent[-1] == "issue"
    story = Desk(province, "vt.tinh").read(f"/documents/{document}")
    assert story.index("Đã chuyển tiếp") < story.index("Đã chuyển xử lý")  # newest first, both told


def test_pain_24_where_did_the_button_go(province: Office) -> None:
    document = stories.incoming(province, "direction")
    page = Desk(province, "cv.vx").read(f"/documents/{stories.draft(province, 'signing')}")
    assert "vì sao chưa được?" in page
    clerk = Desk(province, "vt.tinh").read(f"/documents/{document}")
    closed = clerk[clerk.index("Việc chưa làm được") :]
    assert "Bút phê và phân công" in closed
    assert "Việc này do: " in closed  # the rule
    assert "Trần Quốc Khải" in closed  # who can
    assert "chưa thấy trên hệ thống" in closed  # whether they are there
    assert f"/documents/{document}/nudges/direct" in closed  # and one press to ask
    with pytest.raises(Refused):
        stories.move(province, CLERK, document, "direct", stories.directive(province))
