"""Work of absent people: what is listed to whom, and how it is handed over."""

import pytest
from sqlalchemy import select, text

from office.domain.errors import Conflict, Invalid, OfficeError, Refused
from office.models.deliveries import Delivery
from office.models.documents import Document
from office.runtime import Office
from office.services.leaving import handover
from office.services.leaving.handover import Heir, Pile
from office.services.views.dossier import read as read_document
from tests import stories
from tests.make import Clock, acting
from tests.services.test_absences import SPECIALIST, enter

HEAD, LEADER = ("tp.vx", "unit_head"), ("ct.tinh", "leader")
WHY = "Người giữ đi công tác dài ngày"
URGENT = "to_ninh_thuan/02_vpcp_urgent"


def piles(office: Office, who: tuple[str, str | None]) -> list[Pile]:
    with office.look(acting(office, *who)) as work:
        return handover.piles(work)


def left(office: Office, login: str) -> None:
    with office.work() as work:
        sql = (
            "UPDATE memberships SET valid_to = '2019-11-08'"
            " WHERE person_id = (SELECT id FROM persons WHERE login = :login)"
        )
        work.db.execute(text(sql), {"login": login})


def hand(
    office: Office, who: tuple[str, str | None], documents: list[str], to: str = "tp.vx",
    reason: str = WHY,
) -> None:  # fmt: skip
    unit = stories.unit(office, "phong-vx-ninh-thuan")
    giver = (stories.person(office, "cv.vx"), unit)
    heir = Heir(unit_id=unit, person_id=stories.person(office, to), reason=reason)
    with office.work(acting(office, *who)) as work:
        handover.hand_over(work, documents, giver, heir)


def holder(office: Office, document: str) -> int | None:
    with office.look() as work:
        return work.db.scalar(
            select(Delivery.holder_person_id)
            .join(Document, Document.id == Delivery.document_id)
            .where(Document.public_id == document)
        )


def test_what_an_absent_person_holds_is_named_to_head_and_leader(
    both_provinces: Office,
) -> None:
    office = both_provinces
    document = stories.incoming(office, "in_progress")
    assert piles(office, HEAD) == []
    enter(office, SPECIALIST, "cv.vx", 0, 2)
    for who in (HEAD, LEADER, ("vt.tinh", None)):
        (pile,) = piles(office, who)
        assert (pile.why, pile.name, pile.count) == ("away", "Lâm Hoàng Nam", 1)
        assert [item.public_id for item in pile.items] == [document]
    assert piles(office, ("tp.th", None)) == []
    assert piles(office, ("vt.bacai", None)) == []


def test_an_absence_counts_on_the_day_it_is_due_and_not_between(province: Office) -> None:
    document = stories.incoming(province, "in_progress")
    with province.look() as work:
        due = work.db.scalar(select(Delivery.due_at).where(Delivery.closed_at.is_(None)))
        assert due is not None
        days = (due.date() - work.today).days
    enter(province, SPECIALIST, "cv.vx", 1, days - 1)
    assert piles(province, HEAD) == []
    enter(province, SPECIALIST, "cv.vx", days, days)
    assert [item.public_id for item in piles(province, HEAD)[0].items] == [document]


def test_the_administrator_is_told_how_much_but_no_subject(province: Office) -> None:
    stories.incoming(province, "in_progress")
    left(province, "cv.vx")
    (pile,) = piles(province, ("qt.tinh", None))
    assert (pile.why, pile.count, list(pile.items)) == ("left", 1, [])


def test_a_head_hands_over_all_at_once_and_each_is_sealed(both_provinces: Office) -> None:
    office = both_provinces
    documents = [
        stories.incoming(office, "in_progress", name) for name in (stories.REQUEST, URGENT)
    ]
    enter(office, SPECIALIST, "cv.vx", 0, 2)
    hand(office, HEAD, documents)
    assert {holder(office, one) for one in documents} == {stories.person(office, "tp.vx")}
    with office.look(acting(office, *LEADER)) as work:
        for one in documents:
            record = read_document(work, one).story[-1].record
            assert (record["act"], record["reason"]) == ("forward", WHY)
    assert stories.problems(office) == []


def test_orphans_are_handed_over_by_the_leader_above(province: Office) -> None:
    document = stories.incoming(province, "in_progress")
    assert not stories.offered(province, LEADER, document)["forward"].open
    left(province, "cv.vx")
    (pile,) = piles(province, LEADER)
    assert pile.why == "left"
    hand(province, LEADER, [document])
    assert holder(province, document) == stories.person(province, "tp.vx")
    assert piles(province, LEADER) == []
    assert not stories.offered(province, LEADER, document)["forward"].open
    assert stories.problems(province) == []


def test_what_a_unit_that_closed_holds_goes_to_another(province: Office) -> None:
    document = stories.incoming(province, "in_progress")
    with province.work() as work:
        work.db.execute(
            text("UPDATE units SET valid_to = '2019-11-08' WHERE key = 'phong-vx-ninh-thuan'")
        )
    province.forget()
    (pile,) = piles(province, LEADER)
    assert pile.why == "closed"
    th = stories.unit(province, "phong-th-ninh-thuan")
    heir = Heir(unit_id=th, person_id=stories.person(province, "cv.th"), reason=WHY)
    with province.work(acting(province, *LEADER)) as work:
        handover.hand_over(work, [document], (pile.person_id, pile.unit_id), heir)
    assert holder(province, document) == stories.person(province, "cv.th")
    assert stories.problems(province) == []


def test_nothing_is_given_to_who_left_or_to_a_unit_that_closed(province: Office) -> None:
    document = stories.incoming(province, "direction")
    form = stories.directive(province)
    left(province, "cv.vx")
    stories.check_refusal(
        province, Invalid, lambda: stories.move(province, LEADER, document, "direct", form)
    )


def test_a_draft_goes_to_another_drafter_who_then_submits_it(province: Office) -> None:
    document = stories.draft(province)
    left(province, "cv.vx")
    (pile,) = piles(province, HEAD)
    assert [item.public_id for item in pile.items] == [document]
    hand(province, HEAD, [document])
    stories.move(province, ("tp.vx", "unit_head"), document, "submit")
    assert not stories.offered(province, HEAD, document)["approve_content"].open
    assert stories.problems(province) == []


def test_a_draft_under_review_keeps_its_drafter(province: Office) -> None:
    document = stories.draft(province, "content_review")
    stories.check_refusal(province, Refused, lambda: hand(province, HEAD, [document]))


@pytest.mark.parametrize(
    ("who", "to", "reason", "refusal"),
    [
        (("cv.th", None), "tp.vx", WHY, OfficeError),
        (("vt.tinh", None), "tp.vx", WHY, Refused),
        (HEAD, "vt.bacai", WHY, Invalid),
        (HEAD, "tp.vx", "ngắn", Invalid),
    ],
)
def test_a_handover_that_may_not_be_moves_nothing(
    province: Office, who: tuple[str, str | None], to: str, reason: str, refusal: type[Exception]
) -> None:
    documents = [stories.incoming(province, "in_progress"), stories.draft(province)]
    enter(province, SPECIALIST, "cv.vx", 0, 2)
    stories.check_refusal(province, refusal, lambda: hand(province, who, documents, to, reason))


def test_one_item_that_cannot_move_keeps_all_where_they_are(province: Office) -> None:
    mine = stories.incoming(province, "in_progress")
    other = stories.incoming(province, "confirmation", URGENT)
    enter(province, SPECIALIST, "cv.vx", 0, 2)
    stories.check_refusal(province, Refused, lambda: hand(province, HEAD, [mine, other]))


def test_what_somebody_else_holds_by_now_is_a_conflict(province: Office, clock: Clock) -> None:
    document = stories.incoming(province, "in_progress")
    enter(province, SPECIALIST, "cv.vx", 0, 2)
    hand(province, HEAD, [document])
    clock.tick(days=3)
    stories.check_refusal(province, Conflict, lambda: hand(province, HEAD, [document], "cv.vx"))


def test_orphans_are_named_to_who_checks_and_are_no_fault_of_the_log(province: Office) -> None:
    document = stories.incoming(province, "in_progress")
    stories.draft(province)
    with province.look() as work:
        assert handover.orphans(work) == []
    left(province, "cv.vx")
    with province.look() as work:
        named = [orphan.en for orphan in handover.orphans(work)]
    assert len(named) == 2
    assert document in named[0]
    assert stories.problems(province) == []
