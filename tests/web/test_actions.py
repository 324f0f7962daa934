"""Taking actions on pages: forms, refusals that keep what was typed, and where one goes next."""

import re

from office.runtime import Office
from office.services.books import registration
from office.services.books.registration import Letter
from office.services.views import inboxes
from tests.make import acting
from tests.stories import RESULT, act, incoming, move, person, receive, unit
from tests.web.desk import Desk, words


def state(office: Office, document: str) -> str:
    with office.look(acting(office, "vt.tinh")) as work:
        found = inboxes.page(work, "incoming-all", limit=100).items
        return next(item.state for item in found if item.public_id == document)


def letter(office: Office, number: str = "12") -> str:
    kept = Letter(
        issuer_unit_id=unit(office, "snv"), type_code="CV", number_text=number,
        notation="SNV-VT", issued_on=None, subject=f"V/v việc số {number}",
    )  # fmt: skip
    with office.work(acting(office, "vt.tinh")) as work:
        return registration.enter_paper(work, kept)


def test_an_action_without_a_form_is_one_press_on_the_page(province: Office) -> None:
    document = receive(province)
    desk = Desk(province, "vt.tinh")
    address = f"/documents/{document}"
    answer = desk.send(f"{address}/actions/accept", revision=desk.revision(address))
    assert answer.status_code == 302
    assert answer.location == address
    assert state(province, document) == "accepted"
    assert "Xong: Đã tiếp nhận." in desk.read(address)


def test_registering_shows_the_next_number_before_it_is_given(province: Office) -> None:
    first = incoming(province, "registered")
    second = letter(province)
    desk = Desk(province, "vt.tinh")
    form = f"/documents/{second}/actions/register"
    assert '<strong class="big-number">02</strong>' in desk.read(form)
    desk.send(form, revision=desk.revision(form))
    assert "số đến 02" in desk.read(f"/documents/{second}")
    assert state(province, first) == state(province, second) == "registered"


def test_a_lookalike_is_shown_before_registering(province: Office) -> None:
    act(province, letter(province), "register")
    again = letter(province)
    page = Desk(province, "vt.tinh").read(f"/documents/{again}/actions/register")
    assert "Có thể trùng" in page
    assert "12/SNV-VT" in page
    assert "(số đến 01)" in page
    other = letter(province, "13")
    page = Desk(province, "vt.tinh").read(f"/documents/{other}/actions/register")
    assert "Có thể trùng" not in page


def test_a_reason_too_short_is_refused_and_kept_on_the_page(province: Office) -> None:
    document = receive(province)
    desk = Desk(province, "vt.tinh")
    form = f"/documents/{document}/actions/refuse"
    answer = desk.send(form, revision=desk.revision(form), reason="sai <chỗ>")
    assert answer.status_code == 422
    assert "ít nhất 10 ký tự" in words(answer)
    assert "sai &lt;chỗ&gt;</textarea>" in answer.text
    assert state(province, document) == "arrived"


def test_an_assignment_that_is_refused_keeps_every_row(province: Office) -> None:
    document = incoming(province, "direction")
    desk = Desk(province, "ct.tinh")
    form = f"/documents/{document}/actions/direct"
    vx, cv = unit(province, "phong-vx-ninh-thuan"), person(province, "cv.vx")
    rows = {
        "part-0": "lead", "who-0": f"{vx}-{cv}", "day-0": "2019-11-20", "hour-0": "10:30",
        "part-1": "lead", "who-1": str(vx), "day-1": "", "hour-1": "",
    }  # fmt: skip
    answer = desk.send(form, revision=desk.revision(form), opinion="Giao phòng VX", **rows)
    assert answer.status_code == 422
    assert "đúng một đơn vị hoặc người chủ trì (đang có 2)" in words(answer)
    assert "Giao phòng VX</textarea>" in words(answer)
    assert f'<option value="{vx}-{cv}" selected>' in answer.text
    assert f'<option value="{vx}" selected>' in answer.text
    assert 'value="2019-11-20"' in answer.text
    assert 'value="10:30"' in answer.text
    assert state(province, document) == "direction"


def test_a_deadline_that_is_no_date_is_refused_and_kept(province: Office) -> None:
    document = incoming(province, "direction")
    desk = Desk(province, "ct.tinh")
    form = f"/documents/{document}/actions/direct"
    vx = str(unit(province, "phong-vx-ninh-thuan"))
    typed = {"part-0": "lead", "who-0": vx, "day-0": "31/02/2019", "opinion": "Giao"}
    answer = desk.send(form, revision=desk.revision(form), **typed)
    assert answer.status_code == 422
    assert "Thời hạn không đúng: 31/02/2019" in words(answer)


def test_a_leader_directs_and_assigns_with_a_deadline(province: Office) -> None:
    document = incoming(province, "direction")
    desk = Desk(province, "ct.tinh")
    form = f"/documents/{document}/actions/direct"
    vx, th = unit(province, "phong-vx-ninh-thuan"), unit(province, "phong-th-ninh-thuan")
    rows = {
        "part-0": "lead", "who-0": f"{vx}-{person(province, 'cv.vx')}", "day-0": "2019-11-20",
        "part-1": "co", "who-1": str(th), "part-2": "co", "who-2": "",
    }  # fmt: skip
    answer = desk.send(form, revision=desk.revision(form), opinion="Giao phòng VX", **rows)
    assert answer.status_code == 302, words(answer)
    page = desk.read(f"/documents/{document}")
    assert "17:00 20/11/2019" in page
    assert "Chủ trì: Phòng Văn hóa - Xã hội — Lâm Hoàng Nam" in page
    assert "Phối hợp: Phòng Tổng hợp" in page


def test_the_second_of_two_hands_sees_what_the_first_did(province: Office) -> None:
    document = incoming(province, "in_progress")
    desk = Desk(province, "cv.vx")
    form = f"/documents/{document}/actions/report"
    seen = desk.revision(form)
    move(province, ("cv.vx", "specialist"), document, "report", RESULT)
    answer = desk.send(form, revision=seen, opinion="Kết quả tôi vừa viết rất dài")
    assert answer.status_code == 409
    assert "vừa được người khác xử lý" in words(answer)
    assert "Đã báo cáo kết quả" in words(answer)
    assert "Kết quả tôi vừa viết rất dài</textarea>" in words(answer)


def test_after_an_action_the_next_item_of_the_folder_comes_up(province: Office) -> None:
    first, second, third = (letter(province, number) for number in ("1", "2", "3"))
    desk = Desk(province, "vt.tinh")
    listed = re.findall(r'href="(/documents/[^"]+)"', desk.read("/inbox/to-register"))
    assert [third in listed[0], second in listed[1], first in listed[2]] == [True] * 3
    opened = listed[1]
    form = opened.replace("?", "/actions/register?")
    answer = desk.send(form, revision=desk.revision(form))
    assert answer.location.startswith(f"/documents/{first}?from=to-register.")
    form = answer.location.replace("?", "/actions/register?")
    answer = desk.send(form, revision=desk.revision(form))
    assert answer.location.startswith(f"/documents/{third}?from=to-register.")
    form = answer.location.replace("?", "/actions/register?")
    answer = desk.send(form, revision=desk.revision(form))
    assert answer.location == "/inbox/to-register"


def test_a_closed_action_opened_by_address_says_why_and_has_no_button(province: Office) -> None:
    document = incoming(province, "direction")
    desk = Desk(province, "vt.tinh")
    page = desk.read(f"/documents/{document}/actions/direct")
    assert "Lãnh đạo" in page
    assert '<button type="submit" class="btn btn-primary">' not in page
    answer = desk.send(f"/documents/{document}/actions/direct", revision="4")
    assert answer.status_code in (409, 422)
    assert state(province, document) == "direction"


def test_more_rows_carry_on_the_numbering(province: Office) -> None:
    page = Desk(province, "ct.tinh").read("/assignment-rows?first=6")
    assert 'name="who-6"' in page
    assert 'name="who-11"' in page
    assert "first=12" in page
