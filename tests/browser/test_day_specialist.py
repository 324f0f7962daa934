"""A specialist's day: asking, being asked, giving back, and answering with a letter."""

import pytest
from playwright.sync_api import expect

from office.domain.asks import CO, INFORMED, LEAD, Assignee, Form
from office.jobs import run
from office.runtime import Office
from tests import stories
from tests.browser.day import Day

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
QUESTION = "Có nên mời các huyện dự họp không?"
BODY = "Kính gửi: Văn phòng Chính phủ.\n\nTỉnh báo cáo kết quả như sau."


@pytest.fixture
def document(province: Office) -> str:
    """Hand in a document in progress: cv.vx leads, one division helps, one is informed."""
    found = stories.incoming(province, "direction")

    def part(which: str, key: str, login: str = "") -> Assignee:
        person = stories.person(province, login) if login else None
        return Assignee(part=which, unit_id=stories.unit(province, key), person_id=person)

    parts = (
        part(LEAD, "phong-vx-ninh-thuan", "cv.vx"),
        part(CO, "phong-th-ninh-thuan", "cv.th"),
        part(INFORMED, "phong-kt-ninh-thuan", "cv.kt"),
    )
    form = Form(opinion="Giao phòng VX chủ trì", assignees=parts)
    stories.move(province, ("ct.tinh", "leader"), found, "direct", form)
    return found


def test_opinions_are_asked_and_given_and_work_goes_back_to_its_assigner(
    province: Office, day: Day, document: str
) -> None:
    subject = stories.subject_of(province, document)
    lead, helper, reader = day.comes("cv.vx"), day.comes("cv.th"), day.comes("cv.kt")
    lead.document("Đang xử lý", subject)
    lead.follow("Xin ý kiến…")
    lead.write("Nội dung", QUESTION)
    lead.choose("Đơn vị, người, dòng 1", "Bùi Gia Huy")
    lead.press("Xin ý kiến", "Xong: Đã xin ý kiến")
    assert stories.state_of(province, document) == "in_progress"

    reader.document("Nhận để biết", subject)
    reader.press("Đã xem", "Xong: Đã xem")
    reader.document("Chờ cho ý kiến góp ý", subject)
    reader.follow("Cho ý kiến góp ý…")
    reader.reads(QUESTION)
    reader.write("Ý kiến", "Nên mời, vì có nội dung ngân sách.")
    reader.press("Cho ý kiến góp ý", "Xong: Đã cho ý kiến góp ý")

    helper.document("Phối hợp", subject)
    helper.follow("Báo xong phần phối hợp…")
    helper.write("Ý kiến", "Đã gửi số liệu.")
    helper.press("Báo xong phần phối hợp", "Xong: Đã xong phần phối hợp")

    lead.document("Đang xử lý", subject)
    lead.reads("Nên mời, vì có nội dung ngân sách.")
    lead.unfold("Việc chưa làm được")
    lead.unfold("Đôn đốc")
    lead.reads("Người làm được")
    ask = lead.main.get_by_role("button", name="Nhờ Trần Quốc Khải: Đôn đốc").first
    lead.hand.take(ask)
    lead.window.is_told("Đã nhờ Trần Quốc Khải.")
    lead.follow("Trả lại người giao…")
    lead.write("Lý do", "Không thuộc lĩnh vực của phòng")
    lead.press("Trả lại người giao", "Xong: Trả lại người giao")
    assert stories.state_of(province, document) == "direction"
    day.ends()


def test_the_answer_is_drafted_reviewed_signed_issued_and_closes_the_item(
    province: Office, day: Day, document: str
) -> None:
    subject = stories.subject_of(province, document)
    lead = day.comes("cv.vx")
    lead.document("Đang xử lý", subject)
    lead.follow("Soạn văn bản trả lời", "Soạn")
    lead.write("Trích yếu", "trả lời yêu cầu báo cáo")
    lead.write("Nội dung", BODY)
    expect(lead.main.locator(".kept-status")).to_contain_text("Đã lưu nháp lúc")
    lead.home()  # the draft is kept while one looks elsewhere
    lead.document("Đang xử lý", subject)
    lead.follow("Soạn văn bản trả lời", "Soạn")
    expect(lead.window.field("Nội dung")).to_have_value(BODY)
    lead.press("Lưu", "Đã lưu dự thảo.")
    lead.follow("‹ Về văn bản", "trả lời yêu cầu báo cáo")
    lead.press("Trình duyệt", "Xong: Chờ duyệt nội dung.")
    for login, folder, *buttons in (
        ("tp.vx", "Chờ duyệt nội dung", "Duyệt nội dung"),
        ("cvp.tinh", "Chờ kiểm tra thể thức", "Đạt thể thức"),
        ("ct.tinh", "Chờ ký", "Ký…", "Đã ký trên giấy"),
        ("vt.tinh", "Chờ cấp số", "Cấp số"),
        ("vt.tinh", "Chờ ký số cơ quan", "Ký số cơ quan…", "Đã đóng dấu trên giấy"),
    ):
        somebody = day.comes(login, "Chánh Văn phòng UBND" if login == "cvp.tinh" else "")
        somebody.document(folder, "trả lời yêu cầu báo cáo")
        for page in buttons[:-1]:
            somebody.follow(page)
        somebody.press(buttons[-1], "Xong: ")
    run.drain(province)
    somebody.document("Chờ phát hành", "trả lời yêu cầu báo cáo")
    somebody.press("Phát hành", "Xong: ")
    assert stories.state_of(province, document) == "completed"
    somebody.menu("Sổ văn bản")
    day.ends()


def test_two_people_on_the_same_item_lose_nothing(
    province: Office, day: Day, document: str
) -> None:
    subject = stories.subject_of(province, document)
    lead, leader = day.comes("cv.vx"), day.comes("ct.tinh")
    lead.document("Đang xử lý", subject)
    lead.follow("Báo cáo kết quả…")
    lead.write("Ý kiến", "Kết quả tôi đã gõ, không được mất")
    leader.document("Văn bản đến: tất cả", subject)
    leader.follow("Đôn đốc…")
    leader.choose("Phần việc của", "Chủ trì")
    leader.write("Nội dung", "Báo cáo ngay trong ngày")
    leader.press("Đôn đốc", "Xong: Đã đôn đốc")
    lead.press("Báo cáo kết quả")
    lead.reads("Vừa có thay đổi")
    expect(lead.window.field("Ý kiến")).to_have_value("Kết quả tôi đã gõ, không được mất")
    lead.press("Báo cáo kết quả", "Xong: Đã báo cáo kết quả.")
    day.ends(but="409 (CONFLICT)")
