"""One letter from its first draft to 72 inboxes, and back again: seen from both sides."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from office.jobs import run
from office.runtime import Office
from office.services.accounts import demonstration_people
from tests import holders
from tests.browser.day import Day, Somebody
from tests.holders import ring
from tests.make import CHEAP, PASSWORD

__all__ = ["ring"]
pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
SUBJECT = "tăng cường sử dụng văn bản điện tử trong cơ quan nhà nước"
BODY = """Từ ngày 15 tháng 11 năm 2019, văn bản không mật được gửi và nhận hoàn toàn điện tử.

Yêu cầu các đơn vị thực hiện nghiêm túc."""
MENDED = BODY + "\n\nBáo cáo kết quả trước ngày 20 tháng 12 năm 2019."
FULL = MENDED + "\n\nGiao Sở Nội vụ theo dõi, đôn đốc việc thực hiện."
THIN, UNCLEAR = "Thiếu thời hạn báo cáo của đơn vị", "Chưa rõ đơn vị theo dõi thực hiện"
WRONG_PLACE = "Huyện không thuộc đối tượng áp dụng"
WITHDRAWN = "Gửi nhầm xã chưa có đường truyền"
#: Beside those of the demonstration: a clerk of a commune that keeps the letter.
ONE_MORE = (
    "login,name,unit,role,position",
    "vt.phuochoa,Pi Năng Sơn,ubnd-xa-phuoc-hoa,clerk,Văn thư",
)
BETTER = "đẩy mạnh sử dụng văn bản điện tử trong cơ quan nhà nước"


def test_a_letter_is_issued_to_72_units_refused_recalled_and_replaced(
    province: Office, day: Day, ring: Path
) -> None:
    holders.give_keys(province, ring)
    with province.work() as work:
        demonstration_people.load(work, ONE_MORE, PASSWORD, CHEAP)
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

    leader, clerk = day.comes("ct.tinh"), day.comes("vt.tinh")
    goes_out(province, leader, clerk, SUBJECT)

    refuses(day.comes("vt.bacai"))
    commune = day.comes("vt.phuocdai")
    takes(commune, "Chờ tiếp nhận", "Tiếp nhận")
    recalls(clerk)
    agrees(commune)
    is_gone(day.comes("vt.phuocthang"))
    follows_up(clerk)

    begins_a_replacement(drafter)
    takes(head, "Chờ duyệt nội dung", "Duyệt nội dung", BETTER)
    takes(chief, "Chờ kiểm tra thể thức", "Đạt thể thức", BETTER)
    goes_out(province, leader, clerk, BETTER)
    both_sides_see_the_replacement(clerk, day.comes("vt.phuochoa"))
    day.ends()


def goes_out(province: Office, leader: Somebody, clerk: Somebody, subject: str) -> None:
    """Leader's signature on the file they saw, number and day, the agency's signature, release."""
    leader.document("Chờ ký", subject)
    leader.follow("Ký…", "Ký văn bản")
    leader.reads("chữ ký mô phỏng")
    leader.press("Ký số tệp này", "Xong: Đã ký")
    takes(clerk, "Chờ cấp số", "Cấp số", subject)
    clerk.document("Chờ ký số cơ quan", subject)
    clerk.follow("Ký số cơ quan…", "Ký số cơ quan")
    clerk.press("Ký số cơ quan lên tệp này", "Xong: Đã ký số cơ quan")
    takes(clerk, "Chờ phát hành", "Phát hành", subject)
    run.drain(province)


def writes(drafter: Somebody) -> None:
    """Write the letter and choose every district and every commune by a button each."""
    drafter.home()
    drafter.hand.take(drafter.main.get_by_role("link", name="Soạn dự thảo").first)
    drafter.follow("Bắt đầu từ trang trắng", "Soạn dự thảo")
    drafter.choose("Loại văn bản", "Công văn")
    drafter.write("Trích yếu", SUBJECT)
    drafter.write("Nội dung", BODY)
    drafter.press("Lưu và chọn nơi nhận", "Đã lưu dự thảo.")
    for count in ("(7)", "(65)"):
        drafter.hand.take(drafter.main.get_by_role("button", name=count).last)
    expect(drafter.main.locator(".keep-bar")).to_contain_text("Đã chọn 72 nơi nhận")
    drafter.press("Lưu và về văn bản", "Đã lưu 72 nơi nhận.")
    drafter.press("Trình duyệt", "Xong: Chờ duyệt nội dung.")


def takes(somebody: Somebody, folder: str, button: str, subject: str = SUBJECT) -> None:
    """Take the one step that waits for this person."""
    somebody.document(folder, subject)
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


def begins_a_replacement(drafter: Somebody) -> None:
    """Replace the letter; whoever had it is among the recipients already."""
    drafter.menu("Văn bản đi: tất cả")
    drafter.opens(SUBJECT)
    drafter.follow("Thay thế, sửa đổi, đính chính…", "Thay thế, sửa đổi, đính chính")
    drafter.hand.take(drafter.main.get_by_role("radio", name="Thay thế").first)
    drafter.press("Lập dự thảo")
    drafter.sees("Dự thảo")
    drafter.write("Trích yếu", BETTER)
    drafter.press("Lưu và trình duyệt", "Xong: Chờ duyệt nội dung.")


def both_sides_see_the_replacement(clerk: Somebody, recipient: Somebody) -> None:
    """The old letter names the new one, at the sender and at a recipient."""
    for somebody, folder in ((clerk, "Đã phát hành, chờ lưu"), (recipient, "Chờ tiếp nhận")):
        somebody.document(folder, SUBJECT)
        somebody.reads("Bị thay thế bởi")
