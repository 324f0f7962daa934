"""One urgent document from its arrival to its completion, as four people see it."""

import re

import pytest
from playwright.sync_api import expect

from office.runtime import Office
from office.services.views import inboxes
from tests import stories
from tests.browser.conftest import SignIn
from tests.browser.window import Window
from tests.make import DATA, acting

pytestmark = pytest.mark.browser
PACKET = DATA / "demonstration" / "packets" / "02_vpcp_urgent.edxml"
RESULT = "Đã trình Kế hoạch ứng phó; các huyện đã nhận."


def arrive(office: Office) -> tuple[str, str]:
    """Receive the urgent packet; return the address of its page and its subject."""
    receipt = stories.take(office, PACKET.read_bytes(), PACKET.name)
    assert receipt.verdict == "accepted", receipt
    with office.look(acting(office, "vt.tinh")) as work:
        item = inboxes.page(work, "arrivals").items[0]
    return f"/documents/{item.public_id}", item.subject


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_four_people_bring_an_urgent_document_to_its_end(
    province: Office, sign_in: SignIn, script: bool
) -> None:
    document, subject = arrive(province)
    clerk = sign_in("vt.tinh", script=script)
    leader = sign_in("ct.tinh", script=script)
    head = sign_in("tp.th", script=script)
    specialist = sign_in("cv.th", script=script)

    register(clerk, document, subject)
    direct(leader, document, subject, script)
    pass_on(head, document, subject)
    report(specialist, document, subject)

    leader.open_document("Chờ xác nhận hoàn thành", subject)
    expect(leader.main.locator(".story")).to_contain_text(RESULT)
    leader.press("Xác nhận hoàn thành")
    leader.is_told("Xong: Hoàn thành.")
    for window in (clerk, leader, head, specialist):
        assert "Đã kết thúc" in window.holder(document)
        expect(window.main.locator(".doc-head")).to_contain_text("Hoàn thành")
        assert window.troubles == []
    assert stories.problems(province) == []


def register(clerk: Window, document: str, subject: str) -> None:
    """Accept, enter under the number that the page foretold, and submit."""
    clerk.open_document("Chờ tiếp nhận", subject)
    clerk.press("Tiếp nhận")
    clerk.is_told("Xong: Đã tiếp nhận.")
    assert "UBND tỉnh Ninh Thuận" in clerk.holder(document)

    clerk.open_document("Chờ vào sổ", subject)
    clerk.follow("Vào sổ…")
    expect(clerk.main.locator(".big-number")).to_have_text(re.compile("^0?1$"))
    clerk.press("Vào sổ")
    clerk.is_told("Xong: Đã vào sổ, số đến")

    clerk.open_document("Chờ trình", subject)
    expect(clerk.main.locator(".facts")).to_contain_text("Số đến")
    clerk.press("Trình lãnh đạo")
    clerk.is_told("Xong: Đã trình.")
    assert "UBND tỉnh Ninh Thuận" in clerk.holder(document)
    expect(clerk.main.locator(".doc-head")).to_contain_text("Chờ cho ý kiến")


def direct(leader: Window, document: str, subject: str, script: bool) -> None:
    """Write the directive: one division leads until a day, another helps."""
    leader.open_document("Chờ cho ý kiến", subject)
    leader.follow("Bút phê và phân công…")
    leader.fill("Ý kiến", "Giao Phòng Tổng hợp chủ trì, trình ngay trong ngày.")
    leader.field("Đơn vị, người, dòng 1").select_option(label="Cả đơn vị: Phòng Tổng hợp")
    leader.field("Ngày hết hạn, dòng 1").fill("2019-11-11")
    leader.field("Giờ hết hạn, dòng 1").fill("10:00")
    row = 2
    if script:  # the table grows by script; without one its rows must do
        leader.press("Thêm dòng")
        row = 7
    leader.field(f"Vai trò, dòng {row}").select_option("co")
    leader.field(f"Đơn vị, người, dòng {row}").select_option(
        label="Cả đơn vị: Phòng Văn hóa - Xã hội"
    )
    leader.press("Bút phê và phân công")
    leader.is_told("Xong: Đã phân công.")
    held = leader.holder(document)
    assert "Phòng Tổng hợp" in held
    assert re.search(r"10:00,? .*11/11/2019|11/11/2019.* 10:00", held), held
    expect(leader.main.locator("section:has(> #parts)")).to_contain_text("Phòng Văn hóa - Xã hội")


def pass_on(head: Window, document: str, subject: str) -> None:
    """Give the lead to a specialist by name."""
    head.open_document("Đang xử lý", subject)
    head.follow("Chuyển tiếp…")
    head.field("Đơn vị, người").select_option(label="Châu Thị Mai Lan (Chuyên viên)")
    head.press("Chuyển tiếp")
    head.is_told("Xong: Đã chuyển tiếp.")
    held = head.holder(document)
    assert "Phòng Tổng hợp — Châu Thị Mai Lan" in held
    assert "11/11/2019" in held


def report(specialist: Window, document: str, subject: str) -> None:
    """Report the result without ever touching the mouse."""
    keyboard = specialist.page.keyboard
    specialist.open("/")
    specialist.reach(specialist.main.get_by_role("link", name="Đang xử lý"))
    keyboard.press("Enter")
    specialist.see("Đang xử lý")
    specialist.reach(specialist.main.get_by_role("link", name=subject))
    keyboard.press("Enter")
    specialist.see(subject)
    specialist.reach(specialist.main.get_by_role("link", name="Báo cáo kết quả…"))
    keyboard.press("Enter")
    specialist.see("Báo cáo kết quả")
    specialist.reach(specialist.field("Ý kiến"))
    keyboard.type(RESULT)
    specialist.reach(specialist.main.get_by_role("button", name="Báo cáo kết quả"))
    keyboard.press("Enter")
    specialist.is_told("Xong: Đã báo cáo kết quả.")
    assert "UBND tỉnh Ninh Thuận" in specialist.holder(document)
    expect(specialist.main.locator(".doc-head")).to_contain_text("Chờ xác nhận hoàn thành")
