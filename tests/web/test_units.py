"""An administrator's pages about units, and what the head of the agency sees of them."""

import re

import pytest

from office.runtime import Office
from office.services import people
from tests import stories
from tests.web.desk import Desk, words

VX, TH = "phong-vx-ninh-thuan", "phong-th-ninh-thuan"
DECISION = "Quyết định 12/QĐ-UBND"


def test_the_tree_names_what_each_unit_holds_and_where_a_clerk_is_missing(
    province: Office,
) -> None:
    stories.draft(province)
    page = Desk(province, "qt.tinh").read("/admin/units")
    line = re.search(rf'/{stories.unit(province, VX)}">.*?</li>', page, re.DOTALL)
    assert line is not None
    assert "đang giữ 1 việc" in line.group()
    clerk = re.search(rf'/{stories.unit(province, "snv")}">(.*?)</li>', page, re.DOTALL)
    assert clerk is not None
    assert "chưa có văn thư" not in clerk.group()
    with province.work() as work:
        people.revoke(work, "vt.snv", "snv", "clerk")
    page = Desk(province, "qt.tinh").read("/admin/units")
    clerk = re.search(rf'/{stories.unit(province, "snv")}">(.*?)</li>', page, re.DOTALL)
    assert clerk is not None
    assert "chưa có văn thư" in clerk.group()


def test_a_unit_is_renamed_and_the_head_confirms_it(province: Office) -> None:
    desk, where = Desk(province, "qt.tinh"), f"/admin/units/{stories.unit(province, VX)}"
    desk.see(where)
    fields = {"name": "Phòng Văn hóa", "abbreviation": "VH", "rename_reason": DECISION}
    assert desk.send(f"{where}/rename", **fields).status_code == 302
    page = desk.read(where)
    assert "<h1>Phòng Văn hóa</h1>" in page
    assert "Phòng Văn hóa - Xã hội (VX)" in page
    head = Desk(province, "ct.tinh")
    assert "1 thay đổi quyền của người hoặc thay đổi đơn vị" in head.read("/")
    (change,) = re.findall(r"/rights/units/(\d+)/confirm", head.read("/rights"))
    assert head.send(f"/rights/units/{change}/confirm").status_code == 302
    page = head.read("/rights")
    assert "/rights/units/" not in page
    assert "đã xác nhận" in page
    assert "thay đổi đơn vị trong cơ quan chờ" not in head.read("/")


def test_a_form_that_is_refused_stays_open_with_what_was_typed(province: Office) -> None:
    desk, where = Desk(province, "qt.tinh"), f"/admin/units/{stories.unit(province, VX)}"
    desk.see(where)
    sent = {"name": "Phòng Mới", "rename_since": "2019-11-01", "rename_reason": DECISION}
    answer = desk.send(f"{where}/rename", **sent)
    assert answer.status_code == 422
    assert "từ hôm nay trở đi" in words(answer)
    assert 'value="Phòng Mới"' in words(answer)
    assert words(answer).count('<details class="panel" open>') == 1


def test_a_unit_is_added_below_and_moved(province: Office) -> None:
    desk = Desk(province, "qt.tinh")
    office = f"/admin/units/{stories.unit(province, 'vp-ubnd-ninh-thuan')}"
    desk.see(office)
    new = {"key": "phong-cds", "kind": "phong", "new_name": "Phòng Chuyển đổi số"}
    assert desk.send(f"{office}/add", **new, add_reason=DECISION).status_code == 302
    made = stories.unit(province, "phong-cds")
    assert "Phòng Chuyển đổi số" in desk.read("/admin/units")
    where, parent = f"/admin/units/{made}", stories.unit(province, "ubnd-ninh-thuan")
    assert desk.send(f"{where}/move", move_reason=DECISION).status_code == 422
    sent = {"parent": parent, "move_reason": DECISION}
    assert desk.send(f"{where}/move", **sent).status_code == 302
    assert "dưới UBND tỉnh Ninh Thuận" in desk.read(where)


def test_closing_shows_what_it_means_before_anything_changes(province: Office) -> None:
    stories.draft(province)
    room, heir = (stories.unit(province, key) for key in (VX, TH))
    desk, where = Desk(province, "qt.tinh"), f"/admin/units/{room}"
    desk.see(where)
    nobody = desk.send(f"{where}/close", close_reason=DECISION)
    assert "hãy chọn đơn vị kế thừa" in words(nobody)
    assert 'name="do"' not in words(nobody)
    sent = {"heir": heir, "close_reason": DECISION}
    shown = words(desk.send(f"{where}/close", **sent))
    assert "1 dự thảo đang giữ" in shown
    assert "Đơn vị kế thừa: Phòng Tổng hợp." in shown
    assert desk.see(where).status_code == 200
    assert desk.send(f"{where}/close", **sent, do="close").status_code == 302
    assert desk.see(where).status_code == 404
    assert "Phòng Văn hóa - Xã hội → " in desk.read("/admin/units")
    assert "Đơn vị đã giải thể" in Desk(province, "ct.tinh").read("/handover")


@pytest.mark.parametrize("login", ["ct.tinh", "vt.tinh", "ttra.tinh"])
def test_the_tree_is_for_administrators(province: Office, login: str) -> None:
    desk = Desk(province, login)
    assert desk.see("/admin/units").status_code == 422
