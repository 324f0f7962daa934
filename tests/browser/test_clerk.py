"""A clerk's hours in a real browser: three interactions to registered, many at once, by keys."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from office.runtime import Office
from office.web import bulk
from tests import stories
from tests.browser import crawl
from tests.browser.conftest import SignIn
from tests.browser.hands import Keyboard, Mouse
from tests.browser.test_every_page import keep
from tests.browser.window import Window
from tests.services.test_batches import letters, numbers
from tests.services.test_intake import letter, take, to

pytestmark = pytest.mark.browser
MOST = 3
SCRIPTS = pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])


@pytest.fixture
def arrivals(province: Office) -> list[str]:
    """Hand in three arrivals as the list shows them, the urgent one first."""
    names = ("01_vpcp_report_request", "04_nghe_an_visit", "02_vpcp_urgent")
    found = [stories.incoming(province, name=f"to_ninh_thuan/{name}") for name in names]
    return found[::-1]


def is_registered(window: Window, number: str) -> None:
    """Wait until the page says that the one before was registered and submitted."""
    window.is_told(f"Xong: Đã tiếp nhận; Đã vào sổ, số đến {number}; Đã trình.")


@SCRIPTS
def test_by_mouse_from_the_inbox_to_registered(
    province: Office, sign_in: SignIn, arrivals: list[str], script: bool
) -> None:
    window = sign_in("vt.tinh", script=script)
    window.open("/inbox/arrivals")
    hand, go_on = Mouse(window), window.button("Vào sổ và sang văn bản tiếp")
    hand.take(window.link("Vào sổ"))
    window.see("Vào sổ")
    hand.take(go_on)
    is_registered(window, "01")
    assert hand.done <= MOST
    assert arrivals[1] in window.page.url  # the next one is open already
    hand.take(go_on)
    is_registered(window, "02")
    assert arrivals[2] in window.page.url
    assert stories.state_of(province, arrivals[0]) == "direction"
    assert stories.problems(province) == []
    assert window.troubles == []


def test_by_keyboard_alone_from_the_inbox_to_registered(
    province: Office, sign_in: SignIn, arrivals: list[str]
) -> None:
    window = sign_in("vt.tinh")
    window.open("/inbox/arrivals")
    hand = Keyboard(window)
    hand.press_key("j")
    hand.press_key("v")
    window.see("Vào sổ")
    hand.press_key("v")
    is_registered(window, "01")
    assert hand.done <= MOST
    hand.press_key("v")
    is_registered(window, "02")
    assert [stories.state_of(province, one) for one in arrivals] == [
        "direction", "direction", "arrived",
    ]  # fmt: skip
    assert window.troubles == []


def test_without_a_script_one_access_key_belongs_to_each_main_action(
    province: Office, sign_in: SignIn, arrivals: list[str]
) -> None:
    window = sign_in("vt.tinh", script=False)
    window.open("/inbox/arrivals")
    # A driven browser swallows Alt with a letter, so what the key belongs to is pressed.
    for heading in ("Vào sổ", "Vào sổ"):
        window.main.locator("[accesskey=v]").press("Enter")
        window.see(heading)
    is_registered(window, "01")
    assert stories.state_of(province, arrivals[0]) == "direction"


def test_keys_move_through_a_list_and_are_still_while_somebody_types(
    sign_in: SignIn, arrivals: list[str]
) -> None:
    window = sign_in("vt.tinh")
    page, keyboard = window.page, window.page.keyboard
    window.open("/inbox/arrivals")
    for keys, line in (("j", 0), ("j", 1), ("jjj", 2), ("k", 1)):
        keyboard.type(keys)
        expect(page.locator("td.wide > a:first-child").nth(line)).to_be_focused()
    keyboard.press("x")
    expect(page.locator("input[name=item]").nth(1)).to_be_checked()
    keyboard.press("Enter")
    page.wait_for_url(re.compile(arrivals[1]))
    keyboard.press("j")
    page.wait_for_url(re.compile(arrivals[2]))
    keyboard.press("k")
    page.wait_for_url(re.compile(arrivals[1]))
    window.follow("Từ chối tiếp nhận…")
    window.fill("Lý do", "")
    window.field("Lý do").press_sequentially("vjkxut/")
    assert window.field("Lý do").input_value() == "vjkxut/"
    window.open(f"/documents/{arrivals[1]}?from=arrivals.0-1")
    window.main.get_by_text("Phím tắt").first.click()
    window.press("Tắt phím tắt")
    window.press("Bật phím tắt")
    keyboard.press("u")
    page.wait_for_url(re.compile("/inbox/arrivals"))


@SCRIPTS
def test_many_are_registered_at_once_and_the_failed_again(
    province: Office, sign_in: SignIn, script: bool
) -> None:
    first, second, third = letters(province, 3)
    window = sign_in("vt.tinh", script=script)
    window.open("/inbox/to-register")
    window.follow("Chọn cả trang")
    expect(window.main.get_by_role("checkbox", checked=True)).to_have_count(3)
    take(province, second)  # a colleague is faster
    window.press("Vào sổ")
    window.see("Vào sổ: 3 văn bản")
    window.is_told("2 xong · 1 chưa được")
    rows = window.main.locator(".results tbody tr")
    expect(rows.nth(0)).to_contain_text("Đã vào sổ, số đến 02")
    expect(rows.nth(1)).to_contain_text("vừa được người khác xử lý")
    window.press("Làm lại những văn bản chưa được")
    expect(rows.nth(1)).to_contain_text("không ở bước vào sổ")
    assert numbers(province) == [1, 2, 3]
    assert stories.state_of(province, third) == stories.state_of(province, first) == "registered"
    window.follow("‹ Về danh sách")
    window.see("Chờ vào sổ")
    assert window.troubles == []


def test_a_batch_of_many_goes_on_by_itself_and_shows_how_far_it_is(
    province: Office, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    letters(province, 12)
    monkeypatch.setattr(bulk, "TURN", timedelta(0))  # one line a request
    window = sign_in("vt.tinh")
    window.open("/inbox/to-register?tick=all")
    window.press("Vào sổ")
    window.is_told("12 xong · 0 chưa được")
    assert numbers(province) == list(range(1, 13))


def test_the_screens_serve_everybody(
    province: Office, sign_in: SignIn, arrivals: list[str], screenshots: Path | None
) -> None:
    for number in ("1", "2"):
        take(province, letter(province, number), "transfer", to(province, "phong-vx-ninh-thuan"))
    letter(province, "2")
    again = letter(province, "2")
    take(province, letter(province, "31"))
    window = sign_in("vt.tinh", bypass_csp=True)
    wrong: list[str] = []
    addresses = [
        "/inbox/arrivals?tick=all", "/inbox/to-submit", f"/intake/{again}?from=to-register",
        f"/intake/{arrivals[0]}?from=arrivals",
    ]  # fmt: skip
    for address in addresses:
        window.open(address)
        wrong += crawl.faults(window, address)
        keep(window, "screen", address, screenshots)
        wrong += crawl.barriers(window, address)
    window.open("/inbox/to-register?tick=all")
    window.press("Vào sổ")
    window.see("Vào sổ: 2 văn bản")
    wrong += crawl.faults(window, "/bulk")
    keep(window, "screen", "/bulk", screenshots)
    wrong += crawl.barriers(window, "/bulk")
    assert wrong == [], "\n".join(wrong)
