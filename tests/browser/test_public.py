"""The public page at a browser: opened, filled, read by whoever comes, and gone when it is shut."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from office.runtime import Office
from tests import publicity, stories
from tests.browser import crawl
from tests.browser.conftest import SignIn
from tests.browser.window import NARROW, WIDE, Window
from tests.publicity import PAGE
from tests.services.test_recalling import recall
from tests.services.test_relations import mend

pytestmark = pytest.mark.browser


@pytest.fixture
def stranger(browser: Browser, address: str) -> Window:
    """Hand in the window of somebody who never signed in."""
    return Window(browser, address, bypass_csp=True)


def test_a_leader_opens_it_a_clerk_marks_a_letter_and_a_stranger_reads_it_until_it_is_shut(
    province: Office, sign_in: SignIn, stranger: Window
) -> None:
    document = publicity.issued(province, "V/v tiếp công dân tháng 11")
    assert stranger.open(PAGE) == 404
    leader = sign_in("ct.tinh")
    leader.open("/public-page")
    leader.fill("Lý do, căn cứ", publicity.WHY)
    leader.press("Bật trang công khai")
    leader.is_told("Đã bật trang công khai.")
    clerk = sign_in("vt.tinh")
    clerk.open(f"/documents/{document}")
    clerk.main.get_by_role("link", name="Công khai trên trang thông tin").click()
    clerk.see("Công khai văn bản")
    clerk.reach(clerk.field("Lý do, căn cứ"))
    clerk.page.keyboard.type(publicity.WHY)
    clerk.reach(clerk.button("Công khai"))
    clerk.page.keyboard.press("Enter")
    clerk.is_told("Đã công khai văn bản.")
    assert stories.problems(province) == []
    publicity.attach(province, document, publicity.PDF)
    assert stranger.open(PAGE) == 200
    stranger.fill("Số ký hiệu hoặc từ trong trích yếu", "cong dan")
    stranger.press("Tìm")
    stranger.follow("V/v tiếp công dân tháng 11")
    stranger.see("V/v tiếp công dân tháng 11")
    here, file = stranger.page.url, stranger.link("Mở PDF").get_attribute("href")
    get = stranger.context.request.get
    assert get(f"{stranger.address}{file}").body() == publicity.PDF
    assert "tiếp công dân" in get(f"{stranger.address}{PAGE}/atom.xml").text()
    assert stranger.context.cookies() == []
    leader.open("/public-page")
    leader.fill("Lý do, căn cứ", "Rà soát lại toàn bộ trang")
    leader.press("Tắt trang công khai")
    leader.is_told("Đã tắt trang công khai")
    for gone in (PAGE, here, f"{PAGE}/atom.xml", f"{PAGE}/van-ban.json", f"{PAGE}/so-lieu"):
        assert stranger.open(gone) == 404, gone
    assert get(f"{stranger.address}{file}").status == 404
    assert leader.troubles == clerk.troubles == []


def test_the_pages_serve_everybody(
    province: Office, sign_in: SignIn, stranger: Window, screenshots: Path | None
) -> None:
    key = publicity.with_file(province)
    first = publicity.issued(province, "V/v sắp xếp lại các phòng, ban chuyên môn thuộc tỉnh " * 4)
    old = publicity.publish(province, first)
    publicity.publish(province, mend(province, first))
    back = publicity.issued(province, "V/v hủy họp")
    publicity.publish(province, back)
    recall(province, back)
    wrong: list[str] = []
    for path in ("", "?q=khong+co", "?x=1", f"/van-ban/{key}", f"/van-ban/{old}", "/so-lieu"):
        for language in ("vi", "en"):
            address = f"{PAGE}{path}{'&' if '?' in path else '?'}lang={language}"
            stranger.open(address)
            if "x=1" in path:
                stranger.troubles.clear()  # the browser remarks on a 400 itself
            wrong += crawl.faults(stranger, address, language)
            wrong += crawl.barriers(stranger, address)
            _keep(stranger, address, screenshots)
    clerk, leader = sign_in("vt.tinh", bypass_csp=True), sign_in("ct.tinh", bypass_csp=True)
    for window, path in ((clerk, f"/documents/{back}/publish"), (clerk, f"/documents/{back}"),
                         (leader, "/public-page")):  # fmt: skip
        window.open(path)
        wrong += crawl.faults(window, path) + crawl.barriers(window, path)
        _keep(window, path, screenshots)
    assert wrong == [], "\n".join(wrong)


def _keep(window: Window, address: str, folder: Path | None) -> None:
    if folder is None:
        return
    name = "".join(sign if sign.isalnum() else "-" for sign in address).strip("-")
    for size in (NARROW, WIDE):
        window.resize(size)
        window.page.screenshot(path=folder / f"public-{name}-{size[0]}.png", full_page=True)
