"""What units and people carry before more is given to them, at a price that does not grow."""

from office.domain.asks import CO, LEAD, Assignee, Form
from office.runtime import Office
from office.services.books import registration
from office.services.books.registration import Letter
from office.services.views import burdens, dossier, my_work
from office.services.views.burdens import Burden
from tests.make import Clock, acting
from tests.stories import act, draft, incoming, move, person, unit
from tests.web.test_inbox import counted


def carried(office: Office, login: str = "ct.tinh") -> dict[str, Burden]:
    with office.look(acting(office, login)) as work:
        return {one.name: one for one in burdens.of_agency(work)}


def letter(office: Office, number: int) -> str:
    kept = Letter(
        issuer_unit_id=unit(office, "snv"), type_code="CV", number_text=str(number),
        notation="SNV-VT", issued_on=None, subject=f"V/v việc số {number}",
    )  # fmt: skip
    with office.work(acting(office, "vt.tinh")) as work:
        return registration.enter_paper(work, kept)


def given(office: Office, number: int) -> str:
    """Let a letter be led by cv.vx, with another division beside."""
    document = letter(office, number)
    act(office, document, "register")
    act(office, document, "submit_in")
    vx, th = unit(office, "phong-vx-ninh-thuan"), unit(office, "phong-th-ninh-thuan")
    parts = (
        Assignee(part=LEAD, unit_id=vx, person_id=person(office, "cv.vx")),
        Assignee(part=CO, unit_id=th),
    )
    move(office, ("ct.tinh", "leader"), document, "direct", Form(opinion="Giao", assignees=parts))
    return document


def test_what_somebody_holds_is_late_or_helps_with_is_counted(
    both_provinces: Office, clock: Clock
) -> None:
    given(both_provinces, 1)
    given(both_provinces, 2)
    assert carried(both_provinces)["Lâm Hoàng Nam"].held == 2
    clock.tick(days=30)
    found = carried(both_provinces)
    nam, vx, th = (
        found[name] for name in ("Lâm Hoàng Nam", "Phòng Văn hóa - Xã hội", "Phòng Tổng hợp")
    )
    assert (nam.held, nam.late, nam.helping) == (vx.held, vx.late, vx.helping) == (2, 2, 0)
    assert (th.held, th.late, th.helping) == (0, 0, 2)
    assert found["Hồ Thị Ngọc Diệp"].held == 0


def test_what_is_done_is_carried_no_longer(province: Office) -> None:
    incoming(province, "completed")
    assert carried(province)["Lâm Hoàng Nam"].held == 0


def test_another_agency_sees_its_own_people_only(province: Office) -> None:
    given(province, 1)
    assert "Lâm Hoàng Nam" not in carried(province, "vt.bacai")


def test_the_freest_of_a_unit_comes_first(province: Office) -> None:
    given(province, 1)
    names = list(carried(province))
    assert names.index("Hồ Thị Ngọc Diệp") < names.index("Lâm Hoàng Nam")


def test_the_price_is_two_statements_however_many_they_are(province: Office) -> None:
    for count in range(5):
        given(province, count)
    with province.look(acting(province, "ct.tinh")) as work, counted(province) as said:
        burdens.of_agency(work)
    assert len(said) == 2


def test_whoever_made_a_document_or_would_confirm_their_own_work_is_named(
    province: Office,
) -> None:
    document = draft(province, "signing")
    leader = acting(province, "ct.tinh")
    with province.look(leader) as work:
        against = burdens.conflicts(work, dossier.read(work, document).document)
    hands = [person(province, login) for login in ("cv.vx", "tp.vx", "cvp.tinh")]
    assert set(against) == {leader.person_id, *hands}
    assert ["soạn" in against[hands[0]].vi, "nội dung" in against[hands[1]].vi] == [True, True]


def test_my_work_is_apart_by_part_with_the_nearest_deadline_first(
    both_provinces: Office, clock: Clock
) -> None:
    office = both_provinces
    first = given(office, 1)
    clock.tick(days=1)
    given(office, 2)
    with office.look(acting(office, "cv.vx")) as work:
        lead, co, info = my_work.piles(work)
    assert (lead.count, co.count, info.count) == (2, 0, 0)
    assert lead.tasks[0].public_id == first
    assert [task.when for task in lead.tasks] == ["", ""]
    with office.look(acting(office, "tp.th")) as work:
        assert [pile.count for pile in my_work.piles(work)] == [0, 2, 0]


def test_late_and_nearly_late_are_told_apart(province: Office, clock: Clock) -> None:
    given(province, 1)  # due in seven working days: Tuesday 19 November
    seen = []
    for days in (0, 6, 6):  # Friday the 8th, Thursday the 14th, Wednesday the 20th
        clock.tick(days=days)
        with province.look(acting(province, "cv.vx")) as work:
            (pile, *_) = my_work.piles(work)
        seen.append((pile.tasks[0].when, pile.late))
    clock.tick(days=-3)  # Sunday the 17th
    with province.look(acting(province, "cv.vx")) as work:
        seen.append((my_work.piles(work)[0].tasks[0].when, my_work.piles(work)[0].late))
    assert seen == [("", 0), ("", 0), ("late", 1), ("nearly", 0)]


def test_my_work_costs_three_statements(province: Office) -> None:
    for count in range(3):
        given(province, count)
    with province.look(acting(province, "cv.vx")) as work, counted(province) as said:
        my_work.piles(work)
    assert len(said) == 3
