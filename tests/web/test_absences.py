"""Pages of absences and of absent people's work; and forms that assign."""

import re

import pytest
from sqlalchemy import select

from office.models.people import Person
from office.runtime import Office
from tests import stories
from tests.make import Clock
from tests.services.test_absences import SPECIALIST, enter
from tests.services.test_handover import WHY, holder, left
from tests.services.test_part_heirs import shared, waiting
from tests.web.desk import Desk, words

ENTRY = {"first_day": "2019-11-12", "last_day": "15/11/2019", "kind": "leave", "note": "về quê"}


def test_somebody_enters_and_takes_back_an_absence(province: Office) -> None:
    desk = Desk(province, "cv.vx")
    assert desk.send("/absences", **ENTRY).status_code == 302
    page = desk.read("/absences")
    assert "Nghỉ phép" in page
    assert "Nghỉ phép" not in Desk(province, "cv.th").read("/absences").split("<tbody>")[-1]
    (key,) = re.findall(r"/absences/(\d+)/withdraw", page)
    assert Desk(province, "cv.th").send(f"/absences/{key}/withdraw").status_code == 404
    assert desk.send(f"/absences/{key}/withdraw").status_code == 302
    assert "Chưa ai trong cơ quan" in desk.read("/absences")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"first_day": ""}, "Hãy ghi ngày đầu"),
        ({"first_day": "hôm nay"}, "không phải một ngày"),
        ({"last_day": "2019-11-01"}, "Ngày cuối trước ngày đầu"),
        ({"kind": ""}, "Hãy chọn lý do"),
        ({"first_day": "0001-01-01", "last_day": "9999-12-31"}, "không quá 366 ngày"),
    ],
)
def test_a_refused_absence_keeps_what_was_typed(
    province: Office, typed: dict[str, str], said: str
) -> None:
    answer = Desk(province, "cv.vx").send("/absences", **{**ENTRY, **typed})
    assert answer.status_code == 422
    assert said in words(answer)
    assert 'value="về quê"' in words(answer)


def test_a_form_that_assigns_says_who_is_away_and_asks_once(province: Office) -> None:
    document = stories.incoming(province, "direction")
    enter(province, SPECIALIST, "cv.vx", 4, 7)
    desk = Desk(province, "ct.tinh")
    form = f"/documents/{document}/actions/direct"
    assert "Lâm Hoàng Nam (Chuyên viên) — vắng 12/11–15/11/2019" in desk.read(form)
    who = f"{stories.unit(province, 'phong-vx-ninh-thuan')}-{stories.person(province, 'cv.vx')}"
    typed = {
        "opinion": "Giao phòng VX", "part-0": "lead", "who-0": who, "day-0": "2019-11-13",
    }  # fmt: skip
    asked = desk.send(form, revision=desk.revision(form), **typed)
    assert asked.status_code == 422
    assert "Lâm Hoàng Nam vắng 12/11–15/11/2019" in words(asked)
    assert "Giao phòng VX" in words(asked)
    (aware,) = re.findall(r'name="aware" value="(\d+)"', asked.text)
    taken = desk.send(form, revision=desk.revision(form), aware=aware, **typed)
    assert taken.status_code == 302
    page = desk.read(f"/documents/{document}")
    assert "(vắng 12/11–15/11/2019)" in page
    assert "Người giữ vắng khi đến hạn" in page
    assert "người giữ vắng 12/11–15/11/2019" in desk.read("/inbox/incoming-all")


def test_the_page_of_a_document_says_that_its_holder_is_away_now(province: Office) -> None:
    document = stories.incoming(province, "in_progress")
    assert "Người giữ đang vắng" not in Desk(province, "tp.vx").read(f"/documents/{document}")
    enter(province, SPECIALIST, "cv.vx", 0, 0)
    desk = Desk(province, "tp.vx")
    assert "Người giữ đang vắng" in desk.read(f"/documents/{document}")
    unit = stories.unit(province, "phong-vx-ninh-thuan")
    assert "vắng 08/11/2019" in desk.read(f"/holding/{unit}")


def test_a_head_hands_over_from_the_page(province: Office, clock: Clock) -> None:
    document = stories.incoming(province, "in_progress")
    left(province, "cv.vx")
    desk = Desk(province, "tp.vx")
    assert "mồ côi" in desk.read("/handover")
    assert "1 việc do người vắng hoặc đã thôi việc giữ" in desk.read("/")
    unit, gone = stories.unit(province, "phong-vx-ninh-thuan"), stories.person(province, "cv.vx")
    head = stories.person(province, "tp.vx")
    fields = {"giver": gone, "unit": unit, "items": [document], "who-0": f"{unit}-{head}"}
    short = desk.send("/handover", **fields, reason="ngắn")
    assert short.status_code == 422
    assert "ít nhất 10 ký tự" in words(short)
    assert desk.send("/handover", **fields, reason=WHY).status_code == 302
    assert holder(province, document) == head
    assert "Không có việc nào" in desk.read("/handover")
    assert WHY in desk.read(f"/documents/{document}")


def test_a_head_hands_a_part_over_from_the_page_and_the_story_names_both(
    province: Office, clock: Clock
) -> None:
    document = shared(province)
    left(province, "cv.th")
    desk = Desk(province, "tp.th")
    page = desk.read("/handover")
    assert "Phối hợp" in page
    unit, gone = stories.unit(province, "phong-th-ninh-thuan"), stories.person(province, "cv.th")
    key = waiting(province).key
    head = stories.person(province, "tp.th")
    fields = {"giver": gone, "unit": unit, "items": [key], "who-0": f"{unit}-{head}"}
    assert desk.send("/handover", **fields, reason=WHY).status_code == 302
    assert "Không có việc nào" in desk.read("/handover")
    told = desk.read(f"/documents/{document}")
    assert "bàn giao phần việc" in told
    with province.look() as work:
        names = {one.id: one.name for one in work.db.execute(select(Person.id, Person.name))}
    assert names[gone] in told
    assert names[head] in told


@pytest.mark.parametrize(
    "typed", [{}, {"items": ["x" * 300]}, {"who-0": "1-"}, {"giver": "🙂", "unit": "-1"}]
)
def test_a_handover_of_nothing_moves_nothing(province: Office, typed: dict[str, object]) -> None:
    document = stories.incoming(province, "in_progress")
    left(province, "cv.vx")
    fields = {"reason": WHY, "items": [document], **typed}

    def act() -> None:
        answer = Desk(province, "tp.vx").send("/handover", **fields)
        assert answer.status_code in (404, 409, 422), answer.status_code

    act()
    assert holder(province, document) == stories.person(province, "cv.vx")


def test_clerk_and_administrator_see_that_work_waits_and_no_form(province: Office) -> None:
    stories.incoming(province, "in_progress")
    left(province, "cv.vx")
    for login, subject in (("vt.tinh", True), ("qt.tinh", False)):
        page = Desk(province, login).read("/handover")
        assert "Lâm Hoàng Nam" in page
        assert 'action="/handover"' not in page
        assert ("/documents/" in page) == subject
    assert Desk(province, "ttra.tinh").see("/handover").status_code == 404
