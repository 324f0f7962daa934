"""The register screen: everything on it, one press, and the next document comes up."""

import re

from office.runtime import Office
from office.services.views import inboxes
from tests.make import acting
from tests.services.test_intake import letter, take, to
from tests.stories import draft, incoming, person, state_of, unit
from tests.web.desk import Desk, words


def entries(page: str) -> list[str]:
    """Return the addresses of the register screens that a list leads to."""
    return re.findall(r'href="(/intake/[^"]+)"', page)


def press(desk: Desk, address: str, **fields: str) -> str:
    """Open a register screen, press its main button; return where that leads."""
    chosen = {"do": "next", "then": "submit", "part-0": "lead", **fields}
    answer = desk.send(address, revision=desk.revision(address), **chosen)
    assert answer.status_code == 302, words(answer)
    return str(answer.location)


def test_a_morning_of_arrivals_is_taken_in_one_press_each_the_urgent_first(
    province: Office,
) -> None:
    plain = incoming(province)
    urgent = incoming(province, name="to_ninh_thuan/02_vpcp_urgent")
    paper = letter(province)
    desk = Desk(province, "vt.tinh")
    address = entries(desk.read("/inbox/arrivals"))[0]
    assert urgent in address
    page = desk.read(address)
    assert '<strong class="big-number">01</strong>' in page
    assert "Tiếp nhận → Vào sổ" in page
    address = press(desk, address)
    assert plain in address
    assert "Xong: Đã tiếp nhận; Đã vào sổ, số đến 01; Đã trình." in desk.read(address)
    address = press(desk, address, then="")
    assert paper in address  # arrivals are done: what waits to be registered comes next
    address = press(
        desk, address, then="transfer", **{"who-0": str(unit(province, "phong-vx-ninh-thuan"))}
    )
    assert address == "/inbox/to-register"
    assert [state_of(province, one) for one in (urgent, plain, paper)] == [
        "direction", "registered", "in_progress",
    ]  # fmt: skip


def test_opening_the_screen_counts_as_reading(province: Office) -> None:
    incoming(province)
    desk = Desk(province, "vt.tinh")
    desk.read(entries(desk.read("/inbox/arrivals"))[0])
    with province.look(acting(province, "vt.tinh")) as work:
        assert inboxes.page(work, "arrivals").items[0].read


def test_staying_shows_the_document_and_keeps_the_place(province: Office) -> None:
    document = incoming(province)
    desk = Desk(province, "vt.tinh")
    address = entries(desk.read("/inbox/arrivals"))[0]
    assert press(desk, address, do="stay").startswith(f"/documents/{document}?from=arrivals.")


def test_a_refusal_keeps_what_was_chosen(province: Office) -> None:
    document = incoming(province)
    desk = Desk(province, "vt.tinh")
    address = f"/intake/{document}?from=arrivals"
    revision = desk.revision(address)
    chosen = {"do": "next", "then": "transfer", "part-0": "lead", "day-0": "2019-11-29"}
    answer = desk.send(address, revision=revision, **chosen, **{"who-0": ""})
    assert answer.status_code == 422
    assert "đúng một đơn vị hoặc người chủ trì (đang có 0)" in words(answer)
    assert 'value="transfer" checked' in answer.text
    assert 'value="2019-11-29"' in answer.text
    assert desk.send(address, **chosen).status_code == 422  # no revision
    vx = f"{unit(province, 'phong-vx-ninh-thuan')}-{person(province, 'cv.vx')}"
    desk.send(f"/documents/{document}/actions/accept", revision=revision)
    answer = desk.send(address, revision=revision, **chosen, **{"who-0": vx})
    assert answer.status_code == 409
    assert "vừa được người khác xử lý" in words(answer)
    assert f'<option value="{vx}" selected>' in answer.text
    assert state_of(province, document) == "accepted"


def test_a_duplicate_is_shown_with_its_details_and_must_be_confirmed(province: Office) -> None:
    take(province, letter(province))
    again = letter(province)
    desk = Desk(province, "vt.tinh")
    address = f"/intake/{again}?from=to-register"
    page = desk.read(address)
    assert "Có thể trùng" in page
    assert "số đến 01 · đến lúc 07:30 08/11/2019" in page
    answer = desk.send(address, revision=desk.revision(address), do="next", then="submit")
    assert answer.status_code == 422
    assert "Có thể trùng với 7/SNV-VT (số đến 01)" in words(answer)
    assert state_of(province, again) == "accepted"
    assert press(desk, address, confirmed="1") == "/inbox/to-register"
    assert state_of(province, again) == "direction"


def test_a_suggestion_says_why_and_is_followed_only_by_its_own_button(province: Office) -> None:
    for number in ("1", "2"):
        take(province, letter(province, number), "transfer", to(province, "phong-vx-ninh-thuan"))
    first, second = letter(province, "3"), letter(province, "4")
    desk = Desk(province, "vt.tinh")
    page = desk.read(f"/intake/{first}")
    assert "vì 2/2 văn bản cùng cơ quan ban hành trước đây giao cho Phòng Văn hóa - Xã hội" in page
    vx = str(unit(province, "phong-vx-ninh-thuan"))
    press(desk, f"/intake/{first}", suggested=vx)
    press(desk, f"/intake/{second}", suggested=vx, do="suggested")
    assert state_of(province, first) == "direction"
    assert state_of(province, second) == "in_progress"


def test_what_cannot_be_taken_in_says_why_and_has_no_button(province: Office) -> None:
    document = incoming(province, "direction")
    desk = Desk(province, "vt.tinh")
    page = desk.read(f"/intake/{document}")
    assert "Văn bản không ở bước vào sổ: chờ cho ý kiến." in page
    assert 'name="do"' not in page
    assert Desk(province, "vt.bacai").see(f"/intake/{document}").status_code == 404


def test_a_letter_of_ones_own_agency_is_not_taken_in(province: Office) -> None:
    sent = draft(province, "issued")
    desk = Desk(province, "vt.tinh")
    assert desk.see(f"/intake/{sent}").status_code == 404
    answer = desk.send(f"/intake/{sent}", revision="7", do="next", then="submit")
    assert answer.status_code == 404
    assert Desk(province, "vt.bacai").see(f"/intake/{sent}").status_code == 200
