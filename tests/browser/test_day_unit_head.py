"""A unit head's whole working day: takes in what the unit is given, hands it on, looks after it."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import text

from office.domain.asks import CO, LEAD, Assignee, Form
from office.runtime import Office
from tests import stories
from tests.browser.day import Day, Somebody
from tests.make import MORNING, Clock
from tests.services.test_intake import letter, take

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]
GIVEN, HELP, LEFT = "V/v khảo sát thư viện", "V/v kiểm kê đất đai", "V/v hội thao công chức"
LIMIT = MORNING + timedelta(days=14)


def test_a_unit_heads_day(province: Office, clock: Clock, day: Day) -> None:
    given, helped, left = (give(province, *one) for one in enumerate((GIVEN, HELP, LEFT), 41))
    head = day.comes("tp.vx")
    hands_on(head)
    helps(head)
    nam = day.comes("cv.vx")
    asks_for_time(nam)
    allows(head)
    assert stories.state_of(province, given) == "in_progress"
    chases(head)
    leaves(province)
    clock.tick(days=1)
    hands_over(head)
    reports(head)
    leader = day.comes("ct.tinh")
    closes(leader)
    reads_the_book(leader)
    assert stories.state_of(province, given) == "completed"
    assert [stories.state_of(province, one) for one in (helped, left)] == ["in_progress"] * 2
    day.ends()


def give(office: Office, number: int, subject: str) -> str:
    """Let the chairman give a letter: to the unit, to help with, to one person of the unit."""
    document = letter(office, str(number), subject)
    take(office, document, "submit")
    here, there = (stories.unit(office, f"phong-{name}-ninh-thuan") for name in ("vx", "th"))
    ours = Assignee(part=LEAD, unit_id=here, due_at=LIMIT)
    theirs = Assignee(part=CO, unit_id=there, due_at=LIMIT)
    nam = Assignee(part=LEAD, unit_id=here, person_id=stories.person(office, "cv.vx"))
    lead = Assignee(part=LEAD, unit_id=there, due_at=LIMIT)
    co = Assignee(part=CO, unit_id=here, due_at=LIMIT - timedelta(days=7))
    parts = {GIVEN: (ours, theirs), HELP: (lead, co), LEFT: (nam,)}[subject]
    form = Form(opinion="Xử lý theo quy định", assignees=parts)
    stories.move(office, ("ct.tinh", "leader"), document, "direct", form)
    return document


def hands_on(head: Somebody) -> None:
    """Give what the unit was given to Nam, with a day of his own."""
    head.menu("Đang xử lý")
    head.opens(GIVEN)
    head.follow("Chuyển tiếp…")
    head.choose("Đơn vị, người, dòng 1", "Lâm Hoàng Nam")
    head.write("Ngày hết hạn", "2019-11-13")
    head.press("Chuyển tiếp", "Xong: Đã chuyển tiếp")


def helps(head: Somebody) -> None:
    """Do the unit's part in what another unit leads."""
    head.menu("Phối hợp")
    head.opens(HELP)
    head.follow("Báo xong phần phối hợp…")
    head.write("Ý kiến, kết quả phối hợp", "Phòng không có đất phải kiểm kê")
    head.press("Báo xong phần phối hợp", "Xong: Đã xong phần phối hợp")


def asks_for_time(nam: Somebody) -> None:
    """Ask for two more days than the head gave."""
    nam.opens(GIVEN)
    nam.follow("Xin gia hạn…")
    nam.write("Ngày hết hạn", "2019-11-15")
    nam.write("Lý do", "Chờ thư viện huyện gửi số liệu")
    nam.press("Xin gia hạn", "Xong: Đã xin gia hạn")


def allows(head: Somebody) -> None:
    """Allow what is within the unit's own time; the old day stays on the page."""
    head.menu("Chờ cho gia hạn")
    head.opens(GIVEN)
    head.follow("Cho gia hạn…")
    expect(head.main.locator(".question")).to_contain_text("xin đến 17:00 15/11/2019: Chờ thư viện")
    head.press("Cho gia hạn", "Xong: Đã cho gia hạn")
    head.menu("Ai đang giữ", "Ai đang giữ gì")
    head.follow("Phòng Văn hóa - Xã hội")
    head.opens(GIVEN)
    beside = head.main.locator("section:has(> #beside)")
    expect(beside).to_contain_text("Hạn cũ 17:00 13/11/2019")
    expect(beside).to_contain_text("hạn mới 17:00 15/11/2019")
    expect(beside).to_contain_text("Người quyết định: Hồ Thị Ngọc Diệp")


def chases(head: Somebody) -> None:
    """Remind Nam of what she gave him."""
    head.follow("Đôn đốc…")
    head.choose("Phần việc của", "Chủ trì")
    head.write("Nội dung đôn đốc", "Gửi dự thảo báo cáo trước chiều thứ năm")
    head.press("Đôn đốc", "Xong: Đã đôn đốc")
    expect(head.main).to_contain_text("Lần đôn đốc thứ 1")


def leaves(office: Office) -> None:
    """Let Nam leave the unit at the end of the day."""
    gone = "UPDATE memberships SET valid_to = '2019-11-08' WHERE person_id = :nam"
    nam = stories.person(office, "cv.vx")
    with office.work() as work:
        work.db.execute(text(gone), {"nam": nam})


def hands_over(head: Somebody) -> None:
    """Take over herself what Nam has left behind."""
    head.menu("Việc của người vắng")
    expect(head.main).to_contain_text("Không còn làm việc ở đơn vị")
    head.choose("Người nhận bàn giao", "Hồ Thị Ngọc Diệp")
    head.write("Lý do bàn giao", "Anh Nam chuyển công tác")
    head.press("Bàn giao", "Đã bàn giao 2 việc.")


def reports(head: Somebody) -> None:
    """Report the result of what she has taken over."""
    head.menu("Đang xử lý")
    head.opens(GIVEN)
    head.follow("Báo cáo kết quả…")
    head.write("Ý kiến", "Đã khảo sát bảy thư viện huyện")
    head.press("Báo cáo kết quả", "Xong: Đã báo cáo kết quả")


def closes(leader: Somebody) -> None:
    """Confirm what the unit has reported."""
    leader.menu("Chờ xác nhận hoàn thành")
    leader.opens(GIVEN)
    leader.press("Xác nhận hoàn thành", "Xong: Hoàn thành")


def reads_the_book(leader: Somebody) -> None:
    """Read in the follow-up book how often it was put off and reminded of."""
    leader.menu("Sổ văn bản")
    leader.follow("Sổ theo dõi giải quyết văn bản đến", "Sổ theo dõi")
    row = leader.main.locator("tr", has_text=GIVEN)
    expect(row).to_contain_text("Phòng Văn hóa - Xã hội — Hồ Thị Ngọc Diệp")
