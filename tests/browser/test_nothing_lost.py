"""What somebody typed stays theirs: after a refusal, another's change, Back; and twice is once."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select, update

from office.models.documents import Document
from office.models.movements import Movement
from office.models.people import UserSession
from office.runtime import Office
from tests import stories
from tests.browser.conftest import SignIn
from tests.browser.window import Window

pytestmark = pytest.mark.browser
#: Long enough for the browser, which counts the blanks; too short for the office.
TOO_SHORT = "thiếu            "
OPINION = "Giao phòng chủ trì, báo cáo trước ngày 15/11."


def test_a_reason_too_short_is_still_there_after_the_refusal(
    province: Office, sign_in: SignIn
) -> None:
    document = stories.incoming(province, "arrived")
    clerk = sign_in("vt.tinh")
    clerk.open(f"/documents/{document}/actions/refuse")
    clerk.fill("Lý do", TOO_SHORT)
    clerk.press("Từ chối tiếp nhận")
    clerk.is_told("Lý do")
    expect(clerk.field("Lý do")).to_have_value(TOO_SHORT)
    clerk.fill("Lý do", "thiếu phụ lục kèm theo")
    clerk.press("Từ chối tiếp nhận")
    clerk.is_told("Xong: Từ chối tiếp nhận.")


@pytest.mark.parametrize("script", [True, False], ids=["with-script", "without-script"])
def test_a_directive_with_two_leads_comes_back_as_it_was_typed(
    province: Office, sign_in: SignIn, script: bool
) -> None:
    leader = sign_in("ct.tinh", script=script)
    typed = write_directive(leader, stories.incoming(province, "direction"))
    leader.field("Vai trò, dòng 2").select_option("lead")
    leader.press("Bút phê và phân công")
    leader.is_told("chủ trì")
    assert what_is_typed(leader) == {**typed, "part": "lead"}


def test_what_was_typed_is_still_there_when_somebody_was_faster(
    province: Office, sign_in: SignIn
) -> None:
    document = stories.incoming(province, "direction")
    leader = sign_in("ct.tinh")
    typed = write_directive(leader, document)
    stories.act(province, document, "direct")
    leader.press("Bút phê và phân công")
    leader.is_told("Chưa thực hiện được")
    expect(leader.field("Ý kiến")).to_have_value(typed["opinion"])
    expect(leader.main.locator(".changed")).to_contain_text("Đã phân công")


def test_a_draft_refused_keeps_its_text(province: Office, sign_in: SignIn) -> None:
    drafter = sign_in("cv.vx")
    write_draft(drafter)
    drafter.field("Trích yếu").evaluate("field => field.removeAttribute('maxlength')")
    drafter.fill("Trích yếu", "x" * 501)
    drafter.press("Lưu")
    drafter.is_told("500")
    expect(drafter.field("Nội dung")).to_have_value(OPINION)


def test_the_back_button_brings_back_what_was_typed(province: Office, sign_in: SignIn) -> None:
    leader = sign_in("ct.tinh")
    typed = write_directive(leader, stories.incoming(province, "direction"))
    leader.page.locator(".brand").click()
    leader.see("Chủ tịch")
    leader.page.go_back()
    leader.see("Bút phê và phân công")
    assert what_is_typed(leader) == typed


def test_a_session_that_ends_meanwhile_loses_no_text(province: Office, sign_in: SignIn) -> None:
    document = stories.incoming(province, "direction")
    leader = sign_in("ct.tinh")
    typed = write_directive(leader, document)
    with province.work() as work:
        work.db.execute(update(UserSession).values(revoked_at=work.wall))
    leader.press("Bút phê và phân công")
    leader.see("Đăng nhập")
    assert stories.state_of(province, document, "ct.tinh") == "direction"
    leader.sign_in_here("ct.tinh")
    while "/actions/direct" not in leader.page.url:
        assert leader.page.go_back() is not None
    assert what_is_typed(leader) == typed
    leader.press("Bút phê và phân công")
    leader.is_told("Xong: Đã phân công.")


def test_a_button_pressed_twice_acts_once(province: Office, sign_in: SignIn) -> None:
    document = stories.incoming(province, "direction")
    leader = sign_in("ct.tinh")
    write_directive(leader, document)
    press_twice(leader, "Bút phê và phân công")
    assert acts(province, document).count("direct") == 1
    assert stories.problems(province) == []


def test_a_step_without_a_form_pressed_twice_acts_once(province: Office, sign_in: SignIn) -> None:
    document = stories.incoming(province, "arrived")
    clerk = sign_in("vt.tinh")
    clerk.open(f"/documents/{document}")
    press_twice(clerk, "Tiếp nhận")
    assert acts(province, document).count("accept") == 1


def test_the_second_press_does_not_take_the_next_document_of_the_folder(
    province: Office, sign_in: SignIn
) -> None:
    for packet in ("01_vpcp_report_request", "02_vpcp_urgent", "04_nghe_an_visit"):
        stories.receive(province, f"to_ninh_thuan/{packet}")
    clerk = sign_in("vt.tinh")
    clerk.open_document("Chờ tiếp nhận", "Ứng phó áp thấp nhiệt đới")
    press_twice(clerk, "Tiếp nhận")
    clerk.open("/inbox/arrivals")
    expect(clerk.main.locator("tbody tr")).to_have_count(2)


@pytest.mark.parametrize(
    ("page", "login"), [("/drafts/new", "cv.vx"), ("/paper/secret", "vt.tinh")]
)
def test_a_form_sent_twice_by_a_slow_line_begins_one_thing(
    province: Office, sign_in: SignIn, page: str, login: str
) -> None:
    window = sign_in(login)
    if login == "cv.vx":
        write_draft(window)
    else:
        window.open(page)
    form = window.main.locator("form").first
    fields = form.evaluate("form => Object.fromEntries(new FormData(form))")
    sent: dict[str, str | float | bool] = {k: v for k, v in fields.items() if isinstance(v, str)}
    for _ in range(2):
        window.context.request.post(window.address + page, form=sent)
    with province.look() as work:
        assert work.db.scalar(select(func.count()).select_from(Document)) == 1


def write_directive(leader: Window, document: str) -> dict[str, str]:
    """Type a directive with its rows and do not send it; return what was typed."""
    leader.open(f"/documents/{document}/actions/direct")
    leader.fill("Ý kiến", OPINION)
    leader.field("Đơn vị, người, dòng 1").select_option(label="Cả đơn vị: Phòng Tổng hợp")
    leader.field("Ngày hết hạn, dòng 1").fill("2019-11-15")
    leader.field("Đơn vị, người, dòng 2").select_option(label="Châu Thị Mai Lan (Chuyên viên)")
    leader.field("Vai trò, dòng 2").select_option("info")
    return what_is_typed(leader)


def what_is_typed(leader: Window) -> dict[str, str]:
    """Return the fields that `write_directive` fills, as they stand on the page."""
    labels = {
        "opinion": "Ý kiến",
        "lead": "Đơn vị, người, dòng 1",
        "day": "Ngày hết hạn, dòng 1",
        "who": "Đơn vị, người, dòng 2",
        "part": "Vai trò, dòng 2",
    }
    return {name: leader.field(label).input_value() for name, label in labels.items()}


def write_draft(drafter: Window) -> None:
    """Type a draft and do not send it."""
    drafter.open("/drafts/new")
    drafter.field("Loại văn bản").select_option(label="Công văn")
    drafter.fill("Trích yếu", "sử dụng văn bản điện tử")
    drafter.fill("Nội dung", OPINION)


def press_twice(window: Window, words: str) -> None:
    """Press a button twice as hands do, and wait until the office has dealt with both."""
    button = window.main.get_by_role("button", name=words, exact=True)
    button.dblclick(delay=60, no_wait_after=True)
    window.page.wait_for_load_state("networkidle")
    window.page.wait_for_timeout(300)  # what the browser no longer waits for, the office still does


def acts(office: Office, document: str) -> list[str]:
    """Return the actions in a document's log."""
    with office.look() as work:
        row = select(Document.id).where(Document.public_id == document).scalar_subquery()
        found = select(Movement.action).where(Movement.document_id == row)
        return list(work.db.scalars(found))
