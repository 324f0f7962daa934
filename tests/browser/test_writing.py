"""Nothing typed is ever lost: a closed tab, a dropped line, an ended session, a second tab."""

import pytest
from playwright.sync_api import Route, expect
from sqlalchemy import update

from office.models.people import UserSession
from office.runtime import Office
from office.services.writing import kept_texts
from tests import stories
from tests.browser.conftest import SignIn
from tests.browser.window import Window
from tests.make import acting

pytestmark = pytest.mark.browser
OPINION = "Chuyển Phòng Văn xã xử lý, đ/c Nam tham mưu; VP để biết. Hạn 3 ngày làm việc."
LATER = "Chờ số liệu của các huyện rồi mới giao."
KEPT = "Đã lưu nháp lúc"
BACK = "Đã khôi phục nội dung bạn đang viết lúc"


def open_form(window: Window, document: str, action: str = "direct") -> None:
    assert window.open(f"/documents/{document}/actions/{action}") == 200


def wait_kept(window: Window, words: str = KEPT) -> None:
    """Wait until the page says that it has kept what was typed."""
    expect(window.main.locator(".kept-status")).to_contain_text(words)


def test_a_closed_tab_loses_nothing(province: Office, sign_in: SignIn) -> None:
    document = stories.incoming(province, "direction")
    leader = sign_in("ct.tinh")
    open_form(leader, document)
    leader.fill("Ý kiến", OPINION)
    leader.field("Vai trò, dòng 2").select_option("info")
    leader.field("Ngày hết hạn, dòng 2").fill("2019-11-20")
    wait_kept(leader)
    leader.page.close()
    leader.page = leader.context.new_page()
    open_form(leader, document)
    leader.is_told(BACK)
    expect(leader.field("Ý kiến")).to_have_value(OPINION)
    expect(leader.field("Vai trò, dòng 2")).to_have_value("info")
    expect(leader.field("Ngày hết hạn, dòng 2")).to_have_value("2019-11-20")
    assert leader.troubles == []


def test_leaving_before_the_pause_is_over_loses_nothing(province: Office, sign_in: SignIn) -> None:
    document = stories.incoming(province, "direction")
    leader = sign_in("ct.tinh")
    open_form(leader, document)
    leader.fill("Ý kiến", OPINION)
    leader.open("/")
    leader.page.wait_for_timeout(300)
    open_form(leader, document)
    expect(leader.field("Ý kiến")).to_have_value(OPINION)


def test_a_dropped_line_loses_nothing(province: Office, sign_in: SignIn) -> None:
    document = stories.incoming(province, "direction")
    leader = sign_in("ct.tinh")
    open_form(leader, document)
    leader.context.set_offline(True)
    leader.fill("Ý kiến", OPINION)
    wait_kept(leader, "Mất kết nối")
    leader.press("Bút phê và phân công")  # does not leave the page while the line is down
    expect(leader.field("Ý kiến")).to_have_value(OPINION)
    assert kept(province) == 0
    leader.context.set_offline(False)
    wait_kept(leader)
    assert kept(province) == 1


def test_a_tab_closed_while_the_line_is_down_loses_nothing(
    province: Office, sign_in: SignIn
) -> None:
    document = stories.incoming(province, "direction")
    leader = sign_in("ct.tinh")
    open_form(leader, document)
    leader.context.set_offline(True)
    leader.fill("Ý kiến", OPINION)
    wait_kept(leader, "Mất kết nối")
    leader.page.close()
    leader.context.set_offline(False)
    leader.page = leader.context.new_page()
    open_form(leader, document)
    leader.is_told(BACK)
    expect(leader.field("Ý kiến")).to_have_value(OPINION)
    assert held(leader) == []


def test_what_arrived_though_its_answer_was_lost_is_held_no_longer(
    province: Office, sign_in: SignIn
) -> None:
    document = stories.incoming(province, "direction")
    leader = sign_in("ct.tinh")
    open_form(leader, document)
    leader.page.route("**/kept/**", lose_the_answer)
    leader.fill("Ý kiến", OPINION)
    wait_kept(leader, "Mất kết nối")
    assert (kept(province), len(held(leader))) == (1, 1)
    leader.page.close()
    leader.page = leader.context.new_page()
    open_form(leader, document)
    leader.is_told(BACK)
    expect(leader.field("Ý kiến")).to_have_value(OPINION)
    expect(leader.main.locator(".kept-other")).to_have_count(0)
    assert held(leader) == []


def test_what_was_typed_after_the_last_that_arrived_is_shown_beside_it(
    province: Office, sign_in: SignIn
) -> None:
    document = stories.incoming(province, "direction")
    leader = sign_in("ct.tinh")
    open_form(leader, document)
    leader.page.route("**/kept/**", lose_the_answer, times=1)
    leader.fill("Ý kiến", OPINION)
    wait_kept(leader, "Mất kết nối")
    leader.context.set_offline(True)
    leader.fill("Ý kiến", LATER)
    leader.press("Bút phê và phân công")  # does not leave the page, but holds what is there
    leader.page.close()
    leader.context.set_offline(False)
    leader.page = leader.context.new_page()
    open_form(leader, document)
    leader.is_told(BACK)
    expect(leader.field("Ý kiến")).to_have_value(OPINION)
    expect(leader.main.locator(".kept-other")).to_contain_text(LATER)
    assert len(held(leader)) == 1


def test_what_one_could_not_send_the_next_at_the_machine_does_not_see(
    province: Office, sign_in: SignIn
) -> None:
    document = stories.incoming(province, "direction")
    window = sign_in("ct.tinh")
    open_form(window, document)
    window.context.set_offline(True)
    window.fill("Ý kiến", OPINION)
    wait_kept(window, "Mất kết nối")
    window.context.set_offline(False)
    window.context.clear_cookies()
    window.sign_in("pct.tinh")
    open_form(window, document)
    expect(window.field("Ý kiến")).to_have_value("")
    assert OPINION not in window.page.content()


def test_a_session_that_ended_gives_the_text_back_after_signing_in(
    province: Office, sign_in: SignIn
) -> None:
    document = stories.incoming(province, "direction")
    leader = sign_in("ct.tinh", script=False)
    open_form(leader, document)
    leader.fill("Ý kiến", OPINION)
    with province.work() as work:
        work.db.execute(update(UserSession).values(revoked_at=work.wall))
    leader.press("Bút phê và phân công")
    leader.see("Đăng nhập")
    assert stories.state_of(province, document, "ct.tinh") == "direction"
    leader.sign_in_here("ct.tinh")
    leader.see("Bút phê và phân công")
    leader.is_told(BACK)
    expect(leader.field("Ý kiến")).to_have_value(OPINION)


def test_without_a_script_a_button_keeps_and_another_throws_away(
    province: Office, sign_in: SignIn
) -> None:
    document = stories.incoming(province, "direction")
    leader = sign_in("ct.tinh", script=False)
    open_form(leader, document)
    leader.fill("Ý kiến", OPINION)
    leader.press("Lưu nháp")
    leader.is_told(KEPT)
    expect(leader.field("Ý kiến")).to_have_value(OPINION)
    leader.press("Bỏ nội dung này")
    leader.is_told("Đã bỏ nội dung viết dở.")
    expect(leader.field("Ý kiến")).to_have_value("")


def test_a_page_older_than_the_session_holds_its_text_until_it_is_loaded_again(
    province: Office, sign_in: SignIn
) -> None:
    document = stories.incoming(province, "direction")
    leader = sign_in("ct.tinh")
    open_form(leader, document)
    old = leader.page
    leader.page = leader.context.new_page()
    leader.context.clear_cookies()
    leader.sign_in("ct.tinh")
    leader.page = old
    leader.fill("Ý kiến", OPINION)
    wait_kept(leader, "Hãy tải lại trang")
    leader.press("Bút phê và phân công")  # it would be refused: the page stays, with the text
    expect(leader.field("Ý kiến")).to_have_value(OPINION)
    leader.page.reload()
    leader.is_told(BACK)
    expect(leader.field("Ý kiến")).to_have_value(OPINION)


def test_a_refused_form_is_kept_as_well(province: Office, sign_in: SignIn) -> None:
    document = stories.incoming(province, "direction")
    leader = sign_in("ct.tinh")
    open_form(leader, document)
    leader.fill("Ý kiến", OPINION)
    leader.press("Bút phê và phân công")
    leader.is_told("chủ trì")
    wait_kept(leader)
    leader.page.close()
    leader.page = leader.context.new_page()
    open_form(leader, document)
    expect(leader.field("Ý kiến")).to_have_value(OPINION)


def test_of_two_tabs_the_newest_wins_and_says_so(province: Office, sign_in: SignIn) -> None:
    document = stories.incoming(province, "direction")
    leader = sign_in("ct.tinh")
    open_form(leader, document)
    first = leader.page
    leader.page = leader.context.new_page()
    open_form(leader, document)
    leader.fill("Ý kiến", "thẻ hai")
    wait_kept(leader)
    leader.page = first
    leader.fill("Ý kiến", "thẻ một viết sau")
    wait_kept(leader, "Một trang khác của bạn cũng đang viết mẫu này")
    leader.page = leader.context.new_page()
    open_form(leader, document)
    expect(leader.field("Ý kiến")).to_have_value("thẻ một viết sau")


def test_a_draft_being_written_survives_its_tab(province: Office, sign_in: SignIn) -> None:
    drafter = sign_in("cv.vx")
    drafter.open("/drafts/new")
    drafter.field("Loại văn bản").select_option(label="Công văn")
    drafter.fill("Trích yếu", "sử dụng văn bản điện tử")
    drafter.fill("Nội dung", OPINION * 50)
    wait_kept(drafter)
    drafter.page.close()
    drafter.page = drafter.context.new_page()
    drafter.open("/drafts/new")
    expect(drafter.field("Nội dung")).to_have_value(OPINION * 50)
    drafter.press("Lưu")
    drafter.is_told("Đã lưu dự thảo.")
    drafter.open("/drafts/new")
    expect(drafter.field("Nội dung")).to_have_value("")


def lose_the_answer(route: Route) -> None:
    """Let the office have what was sent, and the page no answer."""
    route.fetch()
    route.abort("connectionreset")


def held(window: Window) -> list[str]:
    """Return the names of the texts that the browser holds itself."""
    return list(
        window.page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('kept '))")
    )


def kept(office: Office, login: str = "ct.tinh") -> int:
    with office.look(acting(office, login)) as work:
        return kept_texts.count(work)
