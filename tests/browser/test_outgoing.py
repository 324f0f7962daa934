"""One document of our own, from a specialist's draft to a commune's inbox and back in sight."""

import pytest
from playwright.sync_api import expect

from office.jobs import run
from office.runtime import Office
from tests import stories
from tests.browser.conftest import SignIn
from tests.browser.window import Window

pytestmark = pytest.mark.browser
SUBJECT = "tăng cường sử dụng văn bản điện tử"
BODY = """Kính gửi: Ủy ban nhân dân huyện Bác Ái và các xã.

Từ ngày 15 tháng 11 năm 2019, văn bản không mật được gửi và nhận hoàn toàn điện tử.

Yêu cầu các đơn vị thực hiện."""


def test_a_draft_becomes_a_document_in_the_inbox_of_a_commune(
    province: Office, sign_in: SignIn
) -> None:
    drafter = sign_in("cv.vx")
    document = draft(drafter)
    assert "Lâm Hoàng Nam" in drafter.holder(document)
    drafter.press("Trình duyệt")
    drafter.is_told("Xong: Chờ duyệt nội dung.")
    assert "Phòng Văn hóa - Xã hội" in drafter.holder(document)

    division = sign_in("tp.vx")
    act(division, "Chờ duyệt nội dung", "Duyệt nội dung")
    assert "UBND tỉnh Ninh Thuận" in division.holder(document)
    chief = sign_in("cvp.tinh", "Chánh Văn phòng UBND tỉnh")
    act(chief, "Chờ kiểm tra thể thức", "Đạt thể thức")
    leader = sign_in("ct.tinh")
    act(leader, "Chờ ký", "Ký…", "Đã ký trên giấy")  # nobody has a key here
    clerk = sign_in("vt.tinh")
    act(clerk, "Chờ cấp số", "Cấp số")
    clerk.is_told("01/UBND-VX")
    run.drain(province)  # the printed form is made after the commit
    act(clerk, "Chờ ký số cơ quan", "Ký số cơ quan…", "Đã đóng dấu trên giấy")
    act(clerk, "Chờ phát hành", "Phát hành")

    commune = sign_in("vt.phuocdai")
    act(commune, "Chờ tiếp nhận", "Tiếp nhận")
    assert "UBND xã Phước Đại" in commune.holder(document)
    expect(commune.main.locator(".files a").first).to_be_visible()
    follow_up(clerk)
    for window in (drafter, division, chief, leader, clerk, commune):
        assert window.troubles == []
    assert stories.problems(province) == []


def draft(drafter: Window) -> str:
    """Write the letter, address it to the district with all its communes; return its page."""
    drafter.open("/")
    drafter.main.get_by_role("link", name="Soạn dự thảo").click()
    drafter.follow("Bắt đầu từ trang trắng")
    drafter.field("Loại văn bản").select_option(label="Công văn")
    drafter.fill("Trích yếu", SUBJECT)
    drafter.fill("Nội dung", BODY)
    drafter.press("Lưu và chọn nơi nhận")
    drafter.is_told("Đã lưu dự thảo.")
    drafter.main.locator("summary", has_text="UBND huyện Bác Ái").click()
    drafter.main.get_by_label("UBND huyện Bác Ái", exact=True).check()
    drafter.main.get_by_role("button", name="của UBND huyện Bác Ái (9)").click()
    expect(drafter.main.locator(".keep-bar")).to_contain_text("Đã chọn 10 nơi nhận")
    expect(drafter.main.locator(".chosen tbody tr")).to_have_count(10)
    drafter.press("Lưu và về văn bản")
    drafter.is_told("Đã lưu 10 nơi nhận.")
    return drafter.page.url


def act(window: Window, folder: str, *buttons: str) -> None:
    """Take the one step that waits for this person: a link to its page first, where it has one."""
    window.open_document(folder, SUBJECT)
    for page in buttons[:-1]:
        window.follow(page)
    window.press(buttons[-1])
    window.is_told("Xong: ")


def follow_up(clerk: Window) -> None:
    """See at the sender what each recipient did."""
    clerk.open_document("Đã phát hành, chờ lưu", SUBJECT)
    tracking = clerk.main.locator("section:has(> #tracking)")
    expect(tracking.locator("tbody tr")).to_have_count(10)
    row = tracking.locator("tbody tr", has_text="UBND xã Phước Đại")
    expect(row).to_contain_text("Chờ vào sổ")  # accepted, and now to be registered there
    expect(tracking.locator(".split")).to_contain_text("Chờ tiếp nhận 9")
