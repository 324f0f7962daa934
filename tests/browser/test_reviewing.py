"""A draft under review: opinions beside its way, two returns with comments, then both approvals."""

import pytest
from playwright.sync_api import expect

from office.models.reviews import DraftApproval
from office.runtime import Office
from tests import stories
from tests.browser import crawl
from tests.browser.conftest import SignIn
from tests.browser.hands import Keyboard
from tests.browser.window import NARROW, WIDE, Window
from tests.services import reviewing

pytestmark = pytest.mark.browser
SUBJECT = "V/v báo cáo"
#: Chooses words of a paragraph as a mouse or a screen reader's cursor does.
CHOOSE = """([n, words]) => {
  const line = document.querySelector(`[data-n="${n}"] .words`).firstChild;
  const from = line.textContent.indexOf(words);
  getSelection().setBaseAndExtent(line, from, line, from + words.length);
}"""


def test_two_returns_with_comments_and_opinions_lead_to_both_approvals(
    province: Office, sign_in: SignIn
) -> None:
    document = reviewing.draft(province, "draft")
    page = f"/documents/{document}"
    drafter, head = sign_in("cv.vx"), sign_in("tp.vx")
    ask_for_opinions(drafter, page)
    sister = sign_in("cv.th")
    give_an_opinion(sister)
    drafter.open(page)
    expect(drafter.main.locator(".opinions")).to_contain_text("Không đồng ý")
    drafter.press("Trình duyệt")

    comment_on_words(head, f"{page}/comments", 2, "ngày 20", "Ghi đủ tháng, năm")
    send_back(head, f"{page}/actions/return_content")
    mend(drafter, f"/drafts/{document}", "ngày 20", "ngày 20 tháng 12 năm 2019")

    approve(head, page, "Duyệt nội dung")
    chief = sign_in("cvp.tinh", "Chánh Văn phòng UBND tỉnh")
    comment_by_keyboard(chief, f"{page}/comments")
    send_back(chief, f"{page}/actions/return_form")
    drafter.open(page)
    expect(drafter.main.locator(".approvals")).to_contain_text("Hết hiệu lực")
    mend(drafter, f"/drafts/{document}", "Trân trọng cảm ơn.", "Trân trọng./.")
    expect(drafter.main.locator(".approvals")).to_contain_text("nên phải duyệt lại")

    approve(head, page, "Duyệt nội dung")
    approve(chief, page, "Đạt thể thức")
    leader = sign_in("ct.tinh")
    leader.open(page)
    expect(leader.main.locator(".approvals .state-done")).to_have_count(2)
    assert leader.link("Ký…").is_visible()
    standing = [row.version for row in reviewing.rows(province, DraftApproval) if not row.voided_at]
    assert standing == [4, 4]
    for window in (drafter, head, sister, chief, leader):
        assert window.troubles == []
    assert stories.problems(province) == []


def test_the_page_of_comments_serves_everybody_at_both_widths(
    province: Office, sign_in: SignIn
) -> None:
    document = reviewing.draft(province)
    for n in (1, 2):
        reviewing.remark(province, reviewing.HEAD, document, paragraph=n, quote="")
    reviewing.ask(province, reviewing.HEAD, document)
    head = sign_in("tp.vx", bypass_csp=True)
    for address in (f"/documents/{document}/comments", f"/documents/{document}"):
        for size in (WIDE, NARROW):
            head.resize(size)
            head.open(address)
            assert crawl.barriers(head, address) == []
        assert crawl.faults(head, address) == []


def test_what_was_typed_of_a_comment_outlives_a_dropped_line(
    province: Office, sign_in: SignIn
) -> None:
    document = reviewing.draft(province)
    head = sign_in("tp.vx")
    head.open(f"/documents/{document}/comments")
    head.fill("Đoạn số", "2")
    head.page.context.set_offline(True)
    head.fill("Nội dung góp ý", "Ghi đủ tháng, năm")
    head.press("Ghi góp ý")
    expect(head.main.locator(".kept-status")).to_contain_text("Mất kết nối")
    head.page.context.set_offline(False)
    expect(head.field("Nội dung góp ý")).to_have_value("Ghi đủ tháng, năm")
    expect(head.main.locator(".kept-status")).to_contain_text("Đã lưu nháp")
    head.open(f"/documents/{document}/comments")
    expect(head.field("Nội dung góp ý")).to_have_value("Ghi đủ tháng, năm")


def ask_for_opinions(drafter: Window, page: str) -> None:
    """Ask a person and a whole unit, within three working days."""
    drafter.open(f"{page}/actions/ask_opinion")
    for row, whose in enumerate(
        ("Châu Thị Mai Lan (Chuyên viên)", "Cả đơn vị: Phòng Kinh tế ngành")
    ):
        drafter.main.locator(f"select[name=who-{row}]").select_option(label=whose)
    drafter.fill("Nội dung xin ý kiến", "Xin góp ý về hạn báo cáo")
    drafter.press("Xin ý kiến góp ý")
    expect(drafter.main.locator(".opinions")).to_contain_text("0/2")


def give_an_opinion(sister: Window) -> None:
    """Find the draft in one's own list, and disagree with it."""
    sister.open_document("Chờ cho ý kiến góp ý", SUBJECT)
    sister.main.get_by_role("link", name="Cho ý kiến góp ý").click()
    sister.main.get_by_label("Không đồng ý").check()
    sister.main.locator("#opinion").fill("Hạn gấp quá")
    sister.press("Cho ý kiến góp ý")
    sister.is_told("Xong: ")


def comment_on_words(window: Window, address: str, n: int, words: str, said: str) -> None:
    """Choose words in the text: they are in the form at once."""
    window.open(address)
    window.page.evaluate(CHOOSE, [n, words])
    expect(window.field("Những chữ được góp ý")).to_have_value(words)
    expect(window.field("Đoạn số")).to_have_value(str(n))
    window.fill("Nội dung góp ý", said)
    window.press("Ghi góp ý")
    expect(window.main.locator("mark")).to_have_text(words)


def comment_by_keyboard(window: Window, address: str) -> None:
    """Go to a paragraph by Tab, press Enter there, write: the whole paragraph is meant."""
    window.open(address)
    hands = Keyboard(window)
    hands.take(window.main.locator("#doan-3 a.pick"))
    expect(window.field("Nội dung góp ý")).to_be_focused()
    window.page.keyboard.type("Kết thúc bằng ./.")
    hands.take(window.button("Ghi góp ý"))
    window.is_told("Đã ghi góp ý 2.")


def send_back(window: Window, address: str) -> None:
    """Return the draft with a reason; the open comments go with it."""
    window.open(address)
    window.fill("Lý do", "Sửa theo góp ý tại đoạn")
    window.press("Trả lại")
    window.is_told("Xong: Trả lại để sửa.")


def mend(drafter: Window, address: str, old: str, new: str) -> None:
    """Change the text, settle the comment beside it without losing a letter, submit again."""
    drafter.open(address)
    text = drafter.page.locator("#body")
    text.fill(text.input_value().replace(old, new))
    drafter.main.locator(".draft-comments button[value=done]").click()
    expect(drafter.main.locator(".draft-comments form.settle")).to_have_count(0)
    assert new in text.input_value()
    drafter.press("Lưu và trình duyệt")
    drafter.is_told("Xong: Chờ duyệt nội dung.")


def approve(window: Window, page: str, button: str) -> None:
    window.open(page)
    window.press(button)
    window.is_told("Xong: ")
