"""Pages of mandates: giving, choosing to act in another's place, what is shown, ending."""

import re
from html import unescape

import pytest

from office.runtime import Office
from tests import stories
from tests.make import Clock
from tests.services.lending import BASIS, CHAIRMAN, lend, revoke
from tests.web.desk import Desk, words

URGENT = "to_ninh_thuan/02_vpcp_urgent"


def form(office: Office, to: str = "tp.vx", **other: object) -> dict[str, object]:
    fields: dict[str, object] = {
        "delegate": str(stories.person(office, to)), "first_day": "2019-11-08",
        "last_day": "12/11/2019", "powers": ["direct"], "basis": BASIS,
    }  # fmt: skip
    return fields | other


def stand_in(office: Office, login: str, key: int) -> Desk:
    """Seat somebody at a browser, acting under a mandate."""
    desk = Desk(office, login)
    assert desk.send("/membership", delegation=str(key)).status_code == 302
    desk.see("/")
    return desk


def test_a_leader_lends_and_the_delegate_acts_in_their_place(province: Office) -> None:
    document = stories.incoming(province, "direction")
    leader = Desk(province, "ct.tinh")
    assert leader.send("/delegations", **form(province)).status_code == 302
    page = leader.read("/delegations?whose=given")
    assert "Hồ Thị Ngọc Diệp" in page
    assert "Đang hiệu lực" in page
    key = re.findall(r"/delegations/(\d+)/revoke", page)[0]
    desk = Desk(province, "tp.vx")
    assert "Thay Trần Quốc Khải (Chủ tịch)" in desk.read("/")
    desk = stand_in(province, "tp.vx", int(key))
    assert "Hồ Thị Ngọc Diệp thay Trần Quốc Khải" in desk.read("/inbox/direction")
    address = f"/documents/{document}"
    taken = desk.send(f"{address}/actions/note", revision=desk.revision(address))
    assert taken.status_code == 302
    story = leader.read(address)
    assert "Hồ Thị Ngọc Diệp thay Trần Quốc Khải (Chủ tịch, UBND tỉnh Ninh Thuận)" in story
    assert "Hồ Thị Ngọc Diệp thay Trần Quốc Khải" in leader.read("/log?act=note")
    assert "đã làm thay 1 lần" in leader.read("/delegations?whose=given")


def test_a_delegate_has_the_aids_of_the_form_and_no_door_that_is_closed(province: Office) -> None:
    document = stories.incoming(province, "direction")
    desk = stand_in(province, "tp.vx", lend(province, CHAIRMAN, "tp.vx"))
    form = f"/documents/{document}/actions/direct"
    fields = {"opinion": "Giao đ/c Nam chủ trì", "revision": desk.revision(form)}
    assert "Đề xuất 1 dòng" in desk.send(f"{form}/prepare", do="propose", **fields).text
    assert desk.send(f"/kept/direct?about={document}", **fields).status_code == 302
    assert fields["opinion"] in desk.read(form)
    for page in ("/", "/inbox/direction", f"/documents/{document}", form):
        for address in re.findall(r'<a [^>]*href="(/[^"#]*)"', desk.read(page)):
            assert desk.see(unescape(address)).status_code == 200, (page, address)


def test_the_same_form_sent_twice_lends_once(province: Office) -> None:
    desk = Desk(province, "ct.tinh")
    once = re.findall(r'name="once" value="(\w+)"', desk.read("/delegations/new"))[0]
    for _ in "ab":
        assert desk.send("/delegations", **form(province, once=once)).status_code == 302
    assert desk.read("/delegations?whose=given").count("Thu hồi ngay") == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"first_day": "31/02/2019"}, "không phải một ngày"),
        ({"last_day": ""}, "Hãy ghi ngày bắt đầu"),
        ({"delegate": "x" * 300}, "đang làm việc trong cơ quan"),
        ({"powers": []}, "Hãy chọn việc"),
        ({"issuers": "Bộ Không Có 🙂"}, "Bộ Không Có 🙂"),
        ({"basis": "ủy" * 400}, "Hãy ghi văn bản làm căn cứ"),
    ],
)
def test_a_refusal_keeps_what_was_typed(
    province: Office, typed: dict[str, object], said: str
) -> None:
    desk = Desk(province, "ct.tinh")
    answer = desk.send("/delegations", **form(province, shared="1", **typed))
    assert answer.status_code == 422
    assert said in words(answer)
    assert 'name="shared" value="1" checked' in words(answer)
    if "basis" not in typed:
        assert BASIS in words(answer)


def test_the_page_says_that_this_is_no_signing_by_mandate(province: Office) -> None:
    assert "TUQ." in Desk(province, "cv.vx").read("/delegations")
    page = Desk(province, "ct.tinh").read("/delegations/new")
    assert "TUQ." in page
    assert 'value="sign"' not in page


def test_who_has_nothing_to_lend_has_no_form(province: Office) -> None:
    for login in ("cv.vx", "vt.tinh", "qt.tinh"):
        desk = Desk(province, login)
        assert desk.see("/delegations/new").status_code == 404
        assert desk.see("/delegations").status_code == 200
    assert Desk(province, "cv.vx").see("/delegations?whose=agency").status_code == 404
    auditor = Desk(province, "ttra.tinh")
    assert auditor.see("/delegations?whose=given").status_code == 200
    assert "Của cơ quan tôi" in auditor.read("/delegations")


def test_whoever_stands_in_sees_no_page_beyond_it(province: Office) -> None:
    other = stories.incoming(province, "registered", URGENT)
    desk = stand_in(province, "tp.vx", lend(province, CHAIRMAN, "tp.vx"))
    for address in ("/log", "/drafts/new", "/holding", "/registers", "/absences", "/rights"):
        answer = desk.see(address)
        assert answer.status_code == 422, address
        assert "Đang làm thay Trần Quốc Khải" in words(answer)
    for address in ("/delegations/new", f"/documents/{other}"):
        assert desk.see(address).status_code == 404, address
    assert '<a href="/registers' not in desk.read("/")
    asked = desk.send("/delegations", **form(province, "cv.vx"))
    assert asked.status_code == 422
    assert "không được ủy quyền lại" in words(asked)


def test_a_mandate_that_ended_gives_way_to_no_other_capacity_unasked(
    province: Office, clock: Clock
) -> None:
    key = lend(province, CHAIRMAN, "tp.vx")
    desk = stand_in(province, "tp.vx", key)
    revoke(province, CHAIRMAN, key)
    page = desk.see("/inbox/in-progress")
    assert page.request.path == "/membership"
    assert "đã hết hạn hoặc đã bị thu hồi" in words(page)
    own = re.findall(r'name="membership" value="(\d+)"', page.text)[0]
    desk.send("/membership", membership=own)
    assert desk.see("/inbox/in-progress").request.path == "/inbox/in-progress"


@pytest.mark.parametrize("key", ["0", "999999", "x", "9" * 40, "-1"])
def test_nobody_chooses_a_mandate_that_is_not_theirs(province: Office, key: str) -> None:
    theirs = lend(province, CHAIRMAN, "pct.tinh")
    desk = Desk(province, "tp.vx")
    for asked in (key, str(theirs)):
        assert desk.send("/membership", delegation=asked).status_code == 404


def test_ending_it_from_the_page(province: Office) -> None:
    key = lend(province, CHAIRMAN, "tp.vx")
    assert Desk(province, "vt.tinh").send(f"/delegations/{key}/revoke").status_code == 404
    desk = Desk(province, "ct.tinh")
    assert desk.send(f"/delegations/{key}/revoke").status_code == 302
    assert "Đã thu hồi" in desk.read("/delegations?whose=given")
    assert desk.send(f"/delegations/{key}/revoke").status_code == 404


def test_a_delegate_sees_the_pages_and_loses_nothing_typed(province: Office) -> None:
    document = stories.incoming(province, "direction")
    key = lend(province, CHAIRMAN, "tp.vx")
    desk = stand_in(province, "tp.vx", key)
    address = f"/documents/{document}"
    picture = re.findall(rf'src="({address}/files/1/pages/1\.webp[^"]*)"', desk.read(address))[0]
    assert desk.see(picture).mimetype == "image/webp"
    form = f"{address}/actions/direct"
    typed = {"opinion": "Giao phòng VX chủ trì", "revision": desk.revision(form)}
    assert desk.send(f"/kept/direct?about={document}", **typed).location == form
    assert "Giao phòng VX chủ trì</textarea>" in desk.read(form)
    assert "Giao phòng VX chủ trì</textarea>" not in Desk(province, "ct.tinh").read(form)
