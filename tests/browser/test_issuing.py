"""One letter from its first draft to 72 inboxes, and back again: seen from both sides."""

import pytest
from playwright.sync_api import expect

from office.jobs import run
from office.runtime import Office
from tests.browser.day import Day, Somebody

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
SUBJECT = "tăng cường sử dụng văn bản điện tử trong cơ quan nhà nước"
BODY = """Từ ngày 15 tháng 11 năm 2019, văn bản không mật được gửi và nhận hoàn toàn điện tử.

Yêu cầu các đơn vị thực hiện nghiêm túc."""
MENDED = BODY + "\n\nBáo cáo kết quả trước ngày 20 tháng 12 năm 2019."
FULL = MENDED + "\n\nGiao Sở Nội vụ theo dõi, đôn đốc việc thực hiện."
THIN, UNCLEAR = "Thiếu thời hạn báo cáo của đơn vị", "Chưa rõ đơn vị theo dõi thực hiện"
WRONG_PLACE = "Huyện không thuộc đối tượng áp dụng"
WITHDRAWN = "Gửi nhầm xã chưa có đường truyền"


def test_a_letter_is_issued_to_72_units_refused_and_recalled(province: Office, day: Day) -> None:
    drafter = day.comes("cv.vx")
    writes(drafter)
    head, chief = day.comes("tp.vx"), day.comes("cvp.tinh", "Chánh Văn phòng UBND tỉnh")
    is_returned(head, "Chờ duyệt nội dung", THIN)
    mends(drafter, MENDED, THIN)
    takes(head, "Chờ duyệt nội dung", "Duyệt nội dung")
    is_returned(chief, "Chờ kiểm tra thể thức", UNCLEAR)
    mends(drafter, FULL, UNCLEAR)
    takes(head, "Chờ duyệt nội dung", "Duyệt nội dung")
    takes(chief, "Chờ kiểm tra thể thức", "Đạt thể thức")

    takes(day.comes("ct.tinh"), "Chờ ký", "Ký")
    clerk = day.comes("vt.tinh")
    takes(clerk, "Chờ cấp số", "Cấp số")
    run.drain(province)
    takes(clerk, "Chờ phát hành", "Phát hành")
    run.drain(province)

    refuses(day.comes("vt.bacai"))
    commune = day.comes("vt.phuocdai")
    takes(commune, "Chờ tiếp nhận", "Tiếp nhận")
    recalls(clerk)
    agrees(commune)
    is_gone(day.comes("vt.phuocthang"))
    follows_up(clerk)
    day.ends()


def writes(drafter: Somebody) -> None:
    """Write the letter and choose every district and every commune by a button each."""
    drafter.home()
    drafter.follow("Soạn dự thảo", "Dự thảo")
    drafter.choose("Loại văn bản", "Công văn")
    drafter.write("Trích yếu", SUBJECT)
    drafter.write("Nội dung", BODY)
    drafter.press("Lưu và chọn nơi nhận", "Đã lưu dự thảo.")
    for count in ("(7)", "(65)"):
        drafter.hand.take(drafter.main.get_by_role("button", name=count).last)
    expect(drafter.main.locator(".keep-bar")).to_contain_text("Đã chọn 72 nơi nhận")
    drafter.press("Lưu và về văn bản", "Đã lưu 72 nơi nhận.")
    drafter.press("Trình duyệt", "Xong: Chờ duyệt nội dung.")


def takes(somebody: Somebody, folder: str, button: str) -> None:
    """Take the one step that waits for this person."""
    somebody.document(folder, SUBJECT)
    somebody.press(button, "Xong: ")


def is_returned(reviewer: Somebody, folder: str, why: str) -> None:
    """Send it back with a reason."""
    reviewer.document(folder, SUBJECT)
    reviewer.follow("Trả lại…")
    reviewer.write("Lý do", why)
    reviewer.press("Trả lại", "Xong: Trả lại")


def mends(drafter: Somebody, body: str, why: str) -> None:
    """Read why it came back, mend it and hand it in as the next version."""
    drafter.document("Dự thảo", SUBJECT)
    drafter.reads(why)
    drafter.follow("Sửa dự thảo", "Dự thảo")
    drafter.write("Nội dung", body)
    drafter.press("Lưu và trình duyệt", "Xong: Chờ duyệt nội dung.")


def refuses(clerk: Somebody) -> None:
    """One recipient refuses it, with a reason."""
    clerk.document("Chờ tiếp nhận", SUBJECT)
    clerk.follow("Từ chối tiếp nhận…")
    clerk.write("Lý do", WRONG_PLACE)
    clerk.press("Từ chối tiếp nhận", "Xong: ")


def recalls(clerk: Somebody) -> None:
    """Ask it back from one who has not received it, and from one who has."""
    clerk.document("Đã phát hành, chờ lưu", SUBJECT)
    clerk.follow("Thu hồi…", "Thu hồi văn bản")
    clerk.reads("Lấy lại được ngay")
    clerk.write("Lý do thu hồi", WITHDRAWN)
    for unit in ("UBND xã Phước Thắng", "UBND xã Phước Đại"):
        clerk.tick(f"Chọn {unit}")
    clerk.press("Thu hồi từ nơi đã chọn", "đã lấy lại từ 1 nơi nhận; đã đề nghị 1 nơi nhận")


def agrees(clerk: Somebody) -> None:
    """Who has received it agrees: the content closes, the story stays."""
    clerk.menu("Văn bản đến: tất cả")
    clerk.opens(SUBJECT)
    clerk.reads(WITHDRAWN)
    clerk.press("Đồng ý thu hồi", "Xong: Đã đồng ý thu hồi")
    clerk.menu("Văn bản đến: tất cả")
    clerk.opens(SUBJECT)
    clerk.reads("Văn bản đã được thu hồi")
    assert "Yêu cầu các đơn vị thực hiện" not in clerk.main.inner_text()


def is_gone(clerk: Somebody) -> None:
    """Who had not received it finds nothing to receive."""
    clerk.home()
    assert clerk.main.get_by_role("link", name=SUBJECT).count() == 0


def follows_up(clerk: Somebody) -> None:
    """The sender sees each recipient's answer."""
    clerk.document("Đã phát hành, chờ lưu", SUBJECT)
    clerk.reads(WRONG_PLACE)
    clerk.reads("Nơi nhận đồng ý thu hồi")
    counts = clerk.main.locator("section:has(> #tracking) .split")
    expect(counts).to_contain_text("Chờ tiếp nhận 69")
    expect(counts).to_contain_text("Từ chối tiếp nhận 1")
    expect(counts).to_contain_text("Đã thu hồi 2")
