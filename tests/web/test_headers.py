"""What every page tells the browser."""

import re

import pytest

from office.app import create_app
from office.runtime import Office
from tests.stories import incoming
from tests.web.desk import Desk

PAGES = ("/", "/inbox/arrivals", "/membership", "/nothing-here", "/documents/" + "0" * 32)


def test_every_page_lets_nothing_in_from_elsewhere(province: Office) -> None:
    desk = Desk(province, "vt.tinh")
    document = f"/documents/{incoming(province, 'accepted')}"
    for address in (*PAGES, document, f"{document}/actions/register", "/log", "/drafts/new"):
        answer = desk.see(address)
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'"), address
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cache-Control"] == "no-store", address
        assert not re.search(r"<script>| style=| on\w+=", answer.text), address


def test_assets_are_kept_for_a_year_under_an_address_with_their_hash(province: Office) -> None:
    desk = Desk(province, "vt.tinh")
    found = re.findall(r'(?:href|src)="(/assets/[^"]+)"', desk.see("/").text)
    assert any("bootstrap.min.css" in address for address in found)
    for address in found:
        answer = desk.see(address)
        assert answer.status_code == 200, address
        assert "v=" in address
        assert answer.cache_control.max_age == 365 * 24 * 3600


@pytest.mark.parametrize(
    "address", ["/assets/office/../wording.py", "/assets/flask/app.py", "/assets/office/none.css"]
)
def test_nothing_else_of_a_package_is_served(province: Office, address: str) -> None:
    assert create_app(province).test_client().get(address).status_code == 404


def test_a_form_without_its_token_changes_nothing(province: Office) -> None:
    document = incoming(province, "arrived")
    desk = Desk(province, "vt.tinh")
    act = f"/documents/{document}/actions/accept"
    posted = ("/sign-in", "/sign-out", "/membership", act)
    for address in posted:
        answer = desk.client.post(address, data={"revision": "1"})
        assert answer.status_code == 400, address
        assert "Hãy tải lại trang" in answer.text
    assert "Chờ tiếp nhận</span>" in desk.read(f"/documents/{document}")


def test_a_fault_shows_no_detail(province: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(province, "vt.tinh")
    app = desk.client.application
    monkeypatch.setitem(app.view_functions, "home.index", lambda: 1 // 0)
    answer = desk.client.get("/")
    assert answer.status_code == 500
    assert "Văn phòng gặp lỗi" in answer.text
    assert "ZeroDivision" not in answer.text


def test_what_is_too_large_is_said_to_be(province: Office) -> None:
    desk = Desk(province, "vt.tinh")
    desk.client.application.config["MAX_CONTENT_LENGTH"] = 1000
    answer = desk.send("/membership", membership="1" * 2000)
    assert answer.status_code == 413
    assert "quá lớn" in answer.text
