"""A leader's day: directing, being away and stood in for, following up, and bringing to an end."""

import pytest
from playwright.sync_api import expect

from office.runtime import Office
from tests import stories
from tests.browser.day import Day, Somebody

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
DIRECTIVE = "Giao P. VX chủ trì, P. TH phối hợp, báo cáo trước 15/11"
LATER = "Chờ số liệu của các huyện, đề nghị thêm thời gian"
RESULT = "Đã tổng hợp số liệu, kèm dự thảo báo cáo."


def test_from_the_directive_to_completion_with_co_handlers(province: Office, day: Day) -> None:
    document = stories.incoming(province, "direction")
    subject = stories.subject_of(province, document)
    leader = day.comes("ct.tinh")
    leader.document("Chờ cho ý kiến", subject)
    leader.follow("Bút phê và phân công…")
    leader.write("Ý kiến", DIRECTIVE)
    leader.press("Đề xuất phân công", "Đề xuất 2 dòng")
    expect(leader.window.field("Ngày hết hạn, dòng 1")).to_have_value("2019-11-14")
    leader.unfold("Ai đang có bao nhiêu việc")
    leader.press("Bút phê và phân công", "Xong: Đã phân công.")
    works_together(day, subject)
    lead = day.comes("cv.vx")
    lead.document("Đang xử lý", subject)
    lead.reads("Phối hợp đã trả lời: 1/1")
    reports(lead, "Đã xem")

    leader.document("Chờ xác nhận hoàn thành", subject)
    leader.follow("Yêu cầu làm lại…")
    leader.write("Lý do", "Thiếu số liệu của huyện Bác Ái")
    leader.press("Yêu cầu làm lại", "Xong: Yêu cầu làm lại")
    lead.document("Đang xử lý", subject)
    reports(lead, RESULT)
    leader.document("Chờ xác nhận hoàn thành", subject)
    leader.reads(RESULT)
    leader.press("Xác nhận hoàn thành", "Xong: Hoàn thành.")
    assert stories.state_of(province, document) == "completed"
    day.ends()


def reports(lead: Somebody, result: str) -> None:
    """Report a result on the document that is open."""
    lead.follow("Báo cáo kết quả…")
    lead.write("Ý kiến", result)
    lead.press("Báo cáo kết quả", "Xong: Đã báo cáo kết quả.")


def works_together(day: Day, subject: str) -> None:
    """The head of the leading division passes it on; the other division does its part."""
    head = day.comes("tp.vx")
    head.document("Đang xử lý", subject)
    head.follow("Chuyển tiếp…")
    head.choose("Đơn vị, người", "Lâm Hoàng Nam")
    head.press("Chuyển tiếp", "Xong: Đã chuyển tiếp.")

    helper = day.comes("tp.th")
    helper.document("Phối hợp", subject)
    helper.follow("Báo xong phần phối hợp…")
    helper.write("Ý kiến", "Nhất trí với dự thảo.")
    helper.press("Báo xong phần phối hợp", "Xong: Đã xong phần phối hợp")


def test_who_is_away_is_stood_in_for_and_both_are_named(province: Office, day: Day) -> None:
    document = stories.incoming(province, "direction")
    subject = stories.subject_of(province, document)
    leader = day.comes("ct.tinh")
    leader.menu("Vắng mặt")
    leader.write("Ngày cuối", "2019-11-12")
    leader.choose("Lý do vắng", "Đi công tác")
    leader.press("Ghi vắng mặt", "Đã ghi vắng mặt")
    leader.menu("Ủy quyền")
    leader.follow("Ủy quyền mới")
    leader.choose("Người làm thay", "Phạm Thị Hồng Vân")
    leader.write("Đến hết ngày", "2019-11-12")
    leader.tick("Cho ý kiến, phân công")
    leader.write("Văn bản làm căn cứ", "Công văn 12/UBND-VP ngày 07/11/2019")
    leader.press("Ủy quyền", "Đã ủy quyền")

    deputy = day.comes("pct.tinh")
    deputy.hand.take(deputy.window.page.locator("details.capacity > summary"))
    lent = deputy.window.page.get_by_role("button", name="Thay Trần Quốc Khải")
    deputy.hand.take(lent)
    deputy.sees("Chủ tịch")
    deputy.document("Chờ cho ý kiến", subject)
    deputy.follow("Bút phê và phân công…")
    deputy.write("Ý kiến", "Giao Phòng Tổng hợp chủ trì.")
    deputy.choose("Đơn vị, người, dòng 1", "Cả đơn vị: Phòng Tổng hợp")
    deputy.press("Bút phê và phân công", "Xong: Đã phân công.")
    deputy.menu("Văn bản đến: tất cả")
    deputy.hand.take(deputy.main.get_by_role("link", name=subject).first)
    deputy.sees(subject)
    story = deputy.main.locator(".story")
    expect(story).to_contain_text("Phạm Thị Hồng Vân")
    expect(story).to_contain_text("Trần Quốc Khải")
    assert deputy.window.page.get_by_role("link", name="Ủy quyền mới").count() == 0
    day.ends()


def test_work_is_followed_chased_lengthened_and_taken_back(province: Office, day: Day) -> None:
    document = stories.incoming(province, "in_progress")
    subject = stories.subject_of(province, document)
    leader, lead = day.comes("ct.tinh"), day.comes("cv.vx")
    for n in (1, 2):
        leader.menu("Theo dõi công việc")
        leader.document("Văn bản đến: tất cả", subject)
        leader.follow("Đôn đốc…")
        leader.choose("Phần việc của", "Chủ trì")
        leader.write("Nội dung", f"Báo cáo tiến độ lần {n}")
        leader.press("Đôn đốc", "Xong: Đã đôn đốc")
        leader.document("Văn bản đến: tất cả", subject)
        leader.reads(f"Lần đôn đốc thứ {n}")

    asks_for_more_time(lead, subject)
    leader.document("Chờ cho gia hạn", subject)
    leader.follow("Cho gia hạn…")
    leader.choose("Phần việc của", "Phòng Văn hóa")
    leader.press("Cho gia hạn", "Xong: Đã cho gia hạn")
    leader.document("Văn bản đến: tất cả", subject)
    leader.reads("hạn mới 17:00 20/12/2019")

    leader.follow("Thu hồi xử lý…")
    leader.write("Lý do", "Chuyển sang phòng khác xử lý")
    leader.press("Thu hồi xử lý", "Xong: Đã thu hồi xử lý")
    leader.document("Chờ cho ý kiến", subject)
    assert stories.state_of(province, document) == "direction"
    day.ends()


def asks_for_more_time(lead: Somebody, subject: str) -> None:
    """See the reminders, and ask for more time with a reason."""
    lead.document("Bị đôn đốc", subject)
    lead.reads("Báo cáo tiến độ lần 2")
    lead.follow("Xin gia hạn…")
    lead.write("Lý do", LATER)
    lead.write("Ngày hết hạn", "2019-12-20")
    lead.press("Xin gia hạn", "Xong: Đã xin gia hạn")
