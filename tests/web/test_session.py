"""Signing in and out, and in which capacity one works."""

import re

import pytest

from office.app import create_app
from office.runtime import Office
from office.services.accounts.signing_in import FAILURES_PER_LOGIN
from office.services.places import demonstration_clock
from tests.make import MORNING
from tests.web.desk import Desk, words


def without_token(page: str) -> str:
    return re.sub(r'name="csrf_token" value="[^"]+"', "", page)


def test_nobody_sees_a_page_before_signing_in(province: Office) -> None:
    client = create_app(province).test_client()
    for address in ("/", "/inbox/arrivals", "/documents/" + "0" * 32, "/log", "/admin"):
        answer = client.get(address)
        assert answer.status_code == 302, address
        assert answer.location.startswith("/sign-in"), address


def test_a_person_with_one_capacity_starts_to_work_at_once(province: Office) -> None:
    page = Desk(province, "vt.tinh").read("/")
    assert "Nguyễn Thị Bích Thủy" in page
    assert "UBND tỉnh Ninh Thuận" in page


def test_after_signing_in_one_is_where_one_wanted_to_be(province: Office) -> None:
    client = create_app(province).test_client()
    assert client.get("/inbox/arrivals").location == "/sign-in?next=/inbox/arrivals"


@pytest.mark.parametrize(
    "address", ["//evil.example", "https://evil.example", "/\\evil.example", "evil", "/a\r\nX: 1"]
)
def test_signing_in_never_leads_out_of_the_office(province: Office, address: str) -> None:
    desk = Desk(province, "vt.tinh")
    answer = desk.client.get("/sign-in", query_string={"next": address})
    assert answer.location == "/"


def test_a_person_with_several_capacities_is_asked_and_may_change(province: Office) -> None:
    desk = Desk(province, "cvp.tinh", position="Văn phòng UBND tỉnh")
    assert "Chánh Văn phòng · Văn phòng UBND tỉnh Ninh Thuận" in desk.read("/")
    other = desk.read("/membership").split('name="membership" value="')[1].split('"')[0]
    assert desk.send("/membership", membership=other).status_code == 302
    assert "Chánh Văn phòng · UBND tỉnh Ninh Thuận</h1>" in desk.read("/")


def test_nobody_takes_a_capacity_of_somebody_else(province: Office) -> None:
    clerk = Desk(province, "cvp.tinh")
    theirs = clerk.read("/membership").split('name="membership" value="')[1].split('"')[0]
    desk = Desk(province, "vt.tinh")
    assert desk.send("/membership", membership=theirs).status_code == 404
    assert "Văn thư" in desk.read("/")


def test_a_wrong_password_says_no_more_than_that_and_keeps_the_login(province: Office) -> None:
    desk = Desk(province, "vt.tinh")
    desk.send("/sign-out")
    desk.see("/sign-in")
    known = desk.send("/sign-in", login="vt.tinh", password="sai")
    unknown = desk.send("/sign-in", login="nobody", password="sai")
    assert known.status_code == unknown.status_code == 422
    assert "Sai tên đăng nhập hoặc mật khẩu." in words(known)
    assert without_token(words(known)).replace("vt.tinh", "nobody") == without_token(words(unknown))


def test_after_too_many_failures_even_the_right_password_waits(province: Office) -> None:
    desk = Desk(province, "cv.vx")
    desk.send("/sign-out")
    desk.see("/sign-in")
    for _ in range(FAILURES_PER_LOGIN):
        assert desk.send("/sign-in", login="vt.tinh", password="sai").status_code == 422
    answer = desk.send("/sign-in", login="vt.tinh", password="đường vào Bác Ái")
    assert answer.status_code == 429
    assert "Hãy thử lại sau 15 phút" in words(answer)


def test_a_session_that_was_signed_out_cannot_be_replayed(province: Office) -> None:
    desk = Desk(province, "vt.tinh")
    kept = desk.client.get_cookie("office")
    assert kept is not None
    desk.send("/sign-out")
    desk.client.set_cookie("office", kept.value)
    assert desk.client.get("/").status_code == 302


def test_signing_in_again_changes_the_key_and_ends_the_old_session(province: Office) -> None:
    desk = Desk(province, "vt.tinh")
    before = desk.client.get_cookie("office")
    assert before is not None
    desk.read("/")
    desk.send("/sign-in", login="ct.tinh", password="đường vào Bác Ái")
    assert "Trần Quốc Khải" in desk.read("/")
    desk.client.set_cookie("office", before.value)
    assert desk.client.get("/").status_code == 302


def test_the_cookie_is_closed_to_scripts_and_other_sites(province: Office) -> None:
    answer = create_app(province).test_client().get("/sign-in")
    cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_the_invented_people_are_listed_only_in_a_demonstration(province: Office) -> None:
    client = create_app(province).test_client()
    assert "ct.bacai" not in words(client.get("/sign-in"))
    with province.work() as work:
        demonstration_clock.start(work.db, work.wall, MORNING)
    page = words(client.get("/sign-in"))
    assert "ct.bacai" in page
    assert "Trình diễn — đồng hồ văn phòng: " in page
    assert 'value="ct.bacai"' in words(client.get("/sign-in?as=ct.bacai"))
