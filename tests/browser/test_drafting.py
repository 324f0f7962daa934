"""Writing a draft in a real browser: a form chosen by keys, parts put in, the page beside it."""

import pytest
from playwright.sync_api import expect

from office.runtime import Office
from office.services.views import dossier
from tests import stories
from tests.browser import crawl
from tests.browser.conftest import SignIn
from tests.browser.window import NARROW, Window
from tests.make import acting

pytestmark = pytest.mark.browser


def body_of(window: Window) -> str:
    return window.field("Nội dung").input_value()


def put_caret_after(window: Window, words: str) -> None:
    window.field("Nội dung").evaluate(
        "(field, words) => { const at = field.value.indexOf(words) + words.length;"
        " field.focus(); field.setSelectionRange(at, at); }",
        words,
    )


def drawn(window: Window) -> None:
    """Wait until the page stands beside the text, as a picture that is whole."""
    picture = window.main.locator(".print-page").first
    expect(picture).to_be_visible(timeout=30_000)
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 900


def test_a_decision_is_begun_written_and_seen_by_the_keyboard_alone(
    province: Office, sign_in: SignIn
) -> None:
    drafter = sign_in("cv.vx")
    drafter.open("/drafts/begin")
    keys = drafter.page.keyboard
    keys.type("quyet dinh thanh lap")  # the box has the focus already
    expect(drafter.main.locator(".kinds [data-find]:visible")).to_have_count(1)
    keys.press("Enter")
    drafter.see("Soạn dự thảo")
    drafter.field("Trích yếu").fill("về việc thành lập Tổ công tác")
    put_caret_after(drafter, "hoàn thành nhiệm vụ.")
    keys.press("Control+Alt+Digit2")
    keys.type("Kinh phí hoạt động")
    keys.press("Control+Alt+Digit3")
    keys.type("Từ ngân sách")
    keys.press("Control+Alt+Digit4")
    keys.type("Tỉnh")
    keys.press("Control+Alt+Digit4")
    keys.type("Huyện")
    written = body_of(drafter)
    put_in = "Điều 3. Kinh phí hoạt động\n\n1. Từ ngân sách\n\na) Tỉnh\n\nb) Huyện\n\nĐiều 3. "
    assert put_in in written
    expect(drafter.main.locator(".outline")).to_contain_text("nên là Điều 4.", timeout=15_000)
    keys.press("Control+Alt+Digit0")
    drafter.is_told("Đã đánh lại 2 số thứ tự")
    assert "Điều 4. Quyết định này có hiệu lực" in body_of(drafter)
    assert "Điều 5. Chánh Văn phòng" in body_of(drafter)
    keys.press("Control+z")  # what a button did is undone like what was typed
    assert body_of(drafter) == written
    keys.press("Control+Alt+Digit9")
    assert drafter.page.evaluate("document.getSelection().toString()") in ("…", "")
    drawn(drafter)
    assert drafter.troubles == []


def test_the_pages_are_by_a_tab_where_the_screen_is_narrow(
    province: Office, sign_in: SignIn
) -> None:
    drafter = sign_in("cv.vx")
    drafter.resize(NARROW)
    drafter.open("/drafts/new?skeleton=ke-hoach")
    for tab, shown, hidden in (
        ("Bố cục", ".draft-outline", ".draft-form"),
        ("Bản in", ".draft-print", ".draft-outline"),
        ("Soạn", ".draft-form", ".draft-print"),
    ):
        drafter.press(tab)
        expect(drafter.main.locator(shown)).to_be_visible()
        expect(drafter.main.locator(hidden)).to_be_hidden()
        if tab == "Bản in":
            drawn(drafter)
    drafter.press("Bố cục")
    drafter.main.locator(".outline a", has_text="Phụ lục I").click()
    expect(drafter.field("Nội dung")).to_be_focused()
    assert drafter.page.evaluate("document.activeElement.value.slice(document.activeElement"
                                 ".selectionStart).startsWith('Phụ lục I')")  # fmt: skip
    assert drafter.troubles == []


def test_computed_lines_are_taken_over_to_be_changed(province: Office, sign_in: SignIn) -> None:
    document = stories.draft(province)
    drafter = sign_in("cv.vx")
    drafter.open(f"/drafts/{document}")
    drafter.main.locator("summary", has_text="Kính gửi, nơi nhận").click()
    drafter.main.locator("[data-fill=receivers]").click()
    field = drafter.field("Nơi nhận (in ở cuối trang)")
    expect(field).to_have_value("Như trên;\nLưu: VT, VX.")
    field.fill("Như trên;\nUBND tỉnh (để b/c);\nLưu: VT, VX.")
    drafter.press("Lưu")
    drafter.is_told("Đã lưu dự thảo.")
    with province.look(acting(province, "cv.vx")) as work:
        layout = dossier.read(work, document).document.layout
    assert layout["receivers"] == ["Như trên;", "UBND tỉnh (để b/c);", "Lưu: VT, VX."]
    assert drafter.troubles == []


def test_opening_a_draft_to_look_at_it_keeps_nothing(province: Office, sign_in: SignIn) -> None:
    document = stories.draft(province)
    drafter = sign_in("cv.vx")
    drafter.open(f"/drafts/{document}")
    drawn(drafter)
    drafter.open("/kept")
    expect(drafter.main).to_contain_text("Không có nội dung nào viết dở.")


@pytest.mark.parametrize("script", [True, False])
def test_every_page_of_drafting_serves_everybody(
    province: Office, sign_in: SignIn, script: bool
) -> None:
    document = stories.draft(province, "content_review")
    stories.move(province, ("tp.vx", "unit_head"), document, "return_content", stories.REASON)
    drafter = sign_in("cv.vx", script=script, bypass_csp=True)
    wrong: list[str] = []
    for address in (
        "/drafts/begin", "/drafts/begin?symbol=1", "/drafts/new?skeleton=quyet-dinh-ban-hanh",
        f"/drafts/{document}", f"/documents/{document}/versions",
        f"/documents/{document}/versions?old=1&new=0&view=side",
    ):  # fmt: skip
        assert drafter.open(address) == 200
        if script and "/versions" not in address and "begin" not in address:
            drawn(drafter)
        wrong += crawl.faults(drafter, address)
        if script:
            wrong += crawl.barriers(drafter, address)
    leader = sign_in("ct.tinh", bypass_csp=True)
    assert leader.open("/templates") == 200
    wrong += crawl.faults(leader, "/templates") + crawl.barriers(leader, "/templates")
    assert wrong == [], "\n".join(wrong)
