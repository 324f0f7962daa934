"""An administrator's pages about people, and the head's page of changed rights."""

import re

from office.runtime import Office
from tests.stories import person
from tests.web.desk import Desk, words


def test_an_account_is_opened_given_a_capacity_and_the_head_confirms(province: Office) -> None:
    desk = Desk(province, "qt.tinh")
    opened = desk.send("/admin/people/new", login="moi", name="Người Mới")
    assert opened.status_code == 200
    assert len(re.findall(r'class="secret">', words(opened))) == 2
    where = f"/admin/people/{person(province, 'moi')}"
    desk.see(where)
    sent = {"unit": "Sở Nội vụ", "role": "clerk", "position": "Văn thư", "since": "2019-11-11"}
    assert desk.send(f"{where}/grant", **sent).status_code == 302
    assert "Sở Nội vụ" in desk.read(where)
    head = Desk(province, "gd.snv")
    assert "1 thay đổi quyền" in head.read("/")
    page = head.read("/rights")
    (change,) = re.findall(r"/rights/(\d+)/confirm", page)
    assert head.send(f"/rights/{change}/confirm").status_code == 302
    assert "đã xác nhận" in head.read("/rights")
    assert "thay đổi quyền của người" not in head.read("/")


def test_a_form_that_is_refused_keeps_what_was_typed(province: Office) -> None:
    desk = Desk(province, "qt.tinh")
    where = f"/admin/people/{person(province, 'cv.th')}"
    desk.see(where)
    sent = {"unit": "Sở Không Có", "role": "clerk", "position": "Văn thư sở"}
    answer = desk.send(f"{where}/grant", **sent)
    assert answer.status_code == 422
    assert "Không có đơn vị nào tên “Sở Không Có”." in words(answer)
    assert 'value="Văn thư sở"' in words(answer)
    taken = desk.send("/admin/people/new", login="cv.th", name="Trùng Tên")
    assert taken.status_code == 422
    assert 'value="Trùng Tên"' in words(taken)


def test_a_password_is_shown_once(province: Office) -> None:
    desk = Desk(province, "qt.tinh")
    where = f"/admin/people/{person(province, 'cv.th')}"
    desk.see(where)
    shown = re.findall(r'class="secret">([^<]+)<', words(desk.send(f"{where}/password")))
    assert shown[0] == "cv.th"
    assert shown[1] not in desk.read(where)


def test_an_administrators_pages_are_theirs_alone(province: Office) -> None:
    for login in ("ct.tinh", "vt.tinh", "ttra.tinh"):
        desk = Desk(province, login)
        for address in ("/admin/people", "/admin/people/new", "/admin/people/1", "/admin/check"):
            assert desk.see(address).status_code in (404, 422), (login, address)


def test_what_cannot_work_is_shown(province: Office) -> None:
    assert "chưa có người dùng nào" in Desk(province, "qt.tinh").read("/admin/check")
