"""Somebody's own account on the page: sessions, password, second factor."""

import re
from datetime import UTC, datetime

import pyotp

from office.runtime import Office
from tests.make import PASSWORD
from tests.web.desk import Desk, words

NEW = "một câu dễ nhớ"
SECRET = re.compile(r'class="secret">([A-Z2-7]+)<')


def test_the_sessions_are_listed_and_another_is_ended(province: Office) -> None:
    here, elsewhere = Desk(province, "vt.tinh"), Desk(province, "vt.tinh")
    page = here.read("/account")
    assert page.count("<strong>Phiên này</strong>") == 1
    (other,) = re.findall(r"/account/sessions/(\d+)/end", page)
    assert here.send(f"/account/sessions/{other}/end").status_code == 302
    assert "/sign-in" in elsewhere.client.get("/").location
    assert here.see("/account").status_code == 200


def test_all_other_sessions_end_at_once(province: Office) -> None:
    here, *others = (Desk(province, "vt.tinh") for _ in range(3))
    here.send("/account/sessions/end")
    assert all("/sign-in" in other.client.get("/").location for other in others)
    assert here.see("/").status_code == 200


def test_a_new_password_is_kept_and_ends_the_other_sessions(province: Office) -> None:
    here, elsewhere = Desk(province, "vt.tinh"), Desk(province, "vt.tinh")
    answer = here.send("/account/password", password=PASSWORD, new=NEW, again=NEW)
    assert answer.status_code == 302
    assert "Đã đổi mật khẩu" in here.read("/account")
    assert "/sign-in" in elsewhere.client.get("/").location
    here.send("/sign-out")
    here.see("/sign-in")
    assert here.send("/sign-in", login="vt.tinh", password=PASSWORD).status_code == 422
    assert here.send("/sign-in", login="vt.tinh", password=NEW).status_code == 302


def test_a_password_that_cannot_be_kept_changes_nothing_and_says_why(province: Office) -> None:
    here, elsewhere = Desk(province, "vt.tinh"), Desk(province, "vt.tinh")
    for sent, said in (
        ({"password": "sai", "new": NEW, "again": NEW}, "Mật khẩu hiện tại không đúng."),
        ({"password": PASSWORD, "new": NEW, "again": "khác"}, "không giống nhau"),
        ({"password": PASSWORD, "new": "ngắn", "again": "ngắn"}, "ít nhất 8 ký tự"),
    ):
        answer = here.send("/account/password", **sent)
        assert answer.status_code == 422
        assert said in words(answer)
    assert elsewhere.client.get("/").status_code == 200


def test_the_second_factor_is_set_up_asked_for_and_taken_away(province: Office) -> None:
    desk = Desk(province, "vt.tinh")
    desk.send("/account/second-factor")
    page = desk.read("/account")
    found = SECRET.search(page)
    assert found is not None
    assert 'src="data:image/svg+xml' in page
    app = pyotp.TOTP(found.group(1))
    assert desk.send("/account/second-factor/confirm", code="000000").status_code == 422
    kept = desk.send("/account/second-factor/confirm", code=app.at(datetime.now(UTC)))
    codes = re.findall(r"<code>([0-9a-f]{4}-[0-9a-f]{4})</code>", words(kept))
    assert len(codes) == 10
    desk.send("/sign-out")
    desk.see("/sign-in")
    answer = desk.send("/sign-in?next=/inbox/arrivals", login="vt.tinh", password=PASSWORD)
    assert "/sign-in/code" in answer.location
    assert "/sign-in" in desk.client.get("/").location
    desk.see(answer.location)
    assert desk.send("/sign-in/code", code="000000").status_code == 422
    through = desk.send("/sign-in/code?next=/inbox/arrivals", code=codes[0])
    assert through.location == "/inbox/arrivals"
    desk.see("/account")
    assert desk.send("/account/second-factor/end", password="sai").status_code == 422
    assert desk.send("/account/second-factor/end", password=PASSWORD).status_code == 302
    assert "Bắt đầu cài đặt" in desk.read("/account")


def test_the_account_is_there_before_a_capacity_is_chosen(province: Office) -> None:
    desk = Desk(province, "vt.tinh")
    desk.send("/sign-out")
    desk.see("/sign-in")
    desk.send("/sign-in", login="cvp.tinh", password=PASSWORD)
    assert "Đặng Minh Trí" in desk.read("/account")
