"""A clerk's day: what came in, what is on paper, many at once, and finding it again."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from office.jobs import run
from office.runtime import Office
from tests import papers, stories
from tests.browser.day import Day, Somebody
from tests.services.test_batches import letters, numbers
from tests.services.test_intake import take

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
URGENT = "ứng phó bão"
REQUEST = "báo cáo"
WHY = "Gửi nhầm nơi nhận, đề nghị gửi lại đúng đơn vị"


@pytest.fixture
def papers_at_hand(tmp_path: Path) -> tuple[Path, Path]:
    """Hand in a letter scanned into a PDF of two pages, and a photograph of a directive."""
    letter, directive = tmp_path / "công văn quét.pdf", tmp_path / "bút phê.jpg"
    letter.write_bytes(papers.pdf("Trang một", "Trang hai"))
    directive.write_bytes(papers.picture("JPEG"))
    return letter, directive


def test_what_arrived_is_accepted_refused_returned_and_registered(
    province: Office, day: Day
) -> None:
    names = (
        "01_vpcp_report_request",
        "02_vpcp_urgent",
        "03_bnv_training_with_paper",
        "04_nghe_an_visit",
    )
    found = {name[:2]: stories.incoming(province, name=f"to_ninh_thuan/{name}") for name in names}
    subjects = {key: stories.subject_of(province, one) for key, one in found.items()}
    clerk = day.comes("vt.tinh")
    expect(clerk.main.get_by_role("link", name="Chờ tiếp nhận")).to_contain_text("4")
    refuses_and_returns(clerk, subjects)
    assert [stories.state_of(province, found[key]) for key in ("03", "04")] == [
        "refused", "returned",
    ]  # fmt: skip

    clerk.home()
    clerk.hand.take(clerk.main.get_by_role("link", name="Chờ tiếp nhận").first)
    clerk.sees("Chờ tiếp nhận")
    lines = clerk.main.locator("td.wide > a:first-child")
    expect(lines).to_have_count(2)
    expect(lines.first).to_have_text(subjects["02"])  # urgent first
    clerk.follow("Vào sổ")
    clerk.press("Vào sổ và sang văn bản tiếp", "số đến 01; Đã trình")
    clerk.press("Vào sổ và sang văn bản tiếp", "số đến 02; Đã trình")
    assert [stories.state_of(province, found[key]) for key in ("01", "02")] == ["direction"] * 2
    run.drain(province)  # the index follows each act
    prints_and_finds(clerk, subjects["02"])
    day.ends()


def refuses_and_returns(clerk: Somebody, subjects: dict[str, str]) -> None:
    """Refuse one letter, with a reason too short at first; send another back later."""
    clerk.document("Chờ tiếp nhận", subjects["03"])
    clerk.follow("Từ chối tiếp nhận…")
    clerk.write("Lý do", "nhầm")
    clerk.press("Từ chối tiếp nhận")
    expect(clerk.window.field("Lý do")).to_have_value("nhầm")  # told what to mend, nothing lost
    clerk.write("Lý do", WHY)
    clerk.press("Từ chối tiếp nhận", "Xong: Từ chối tiếp nhận")
    clerk.document("Chờ tiếp nhận", subjects["04"])
    clerk.press("Tiếp nhận", "Xong: Đã tiếp nhận")  # and the next one is open
    clerk.document("Chờ vào sổ", subjects["04"])
    clerk.follow("Trả lại bên gửi…")
    clerk.write("Lý do", WHY)
    clerk.press("Trả lại bên gửi", "Xong: Đã trả lại bên gửi")


def prints_and_finds(clerk: Somebody, subject: str) -> None:
    """Find the letter again by words without accents, and open its slip."""
    clerk.hand.search("ung pho ap thap")
    clerk.sees("Tìm kiếm")
    clerk.hand.take(clerk.main.get_by_role("link", name=subject).first)
    clerk.sees(subject)
    clerk.follow("Phiếu luân chuyển, mã QR", "Phiếu")
    clerk.menu("Sổ văn bản")
    clerk.hand.take(clerk.main.get_by_role("link", name=re.compile("văn bản đến")).first)
    clerk.sees("2019")
    clerk.reads(subject)


def test_paper_is_taken_in_and_a_directive_typed_for_a_leader(
    province: Office, day: Day, papers_at_hand: tuple[Path, Path]
) -> None:
    letter, directive = papers_at_hand
    clerk = day.comes("vt.tinh")
    clerk.follow("Nhập văn bản giấy")
    clerk.hand_in("Chọn hoặc thả tệp quét", letter)
    clerk.main.locator("img.scan-first").wait_for()
    assert clerk.main.locator(".page-strip a").count() == 2
    clerk.write("Cơ quan ban hành", "Sở Nội vụ")
    clerk.choose("Loại văn bản", "Công văn")
    clerk.write("Số", "88")
    clerk.write("Ký hiệu", "SNV-VT")
    clerk.write("Ngày ban hành", "2019-11-07")
    expect(clerk.window.field("Ngày ban hành")).to_have_value("2019-11-07")
    clerk.write("Trích yếu", "V/v đào tạo văn thư cấp xã")
    clerk.write("Nơi để bản gốc", "Tủ 2, kệ 3")
    clerk.press("Lưu và vào sổ", "hãy vào sổ")
    clerk.press("Vào sổ", "số đến 01")
    clerk.reads("Tủ 2, kệ 3")
    clerk.press("Trình lãnh đạo", "Xong: Đã trình")
    clerk.follow("Nhập bút phê thay lãnh đạo…")
    clerk.choose("Lãnh đạo đã bút phê", "Trần Quốc Khải")
    clerk.hand_in("Bản chụp bút phê", directive)
    clerk.write("Ý kiến", "Giao Phòng Tổng hợp chủ trì.")
    clerk.choose("Đơn vị, người, dòng 1", "Cả đơn vị: Phòng Tổng hợp")
    clerk.press("Nhập bút phê thay lãnh đạo", "Xong: Đã nhập bút phê")
    clerk.reads("Trần Quốc Khải")
    day.ends()


def test_many_are_registered_at_once_and_only_the_failed_again(province: Office, day: Day) -> None:
    _, second, _ = letters(province, 3)
    clerk = day.comes("vt.tinh")
    clerk.hand.take(clerk.main.get_by_role("link", name="Chờ vào sổ").first)
    clerk.sees("Chờ vào sổ")
    clerk.follow("Chọn cả trang", "Chờ vào sổ")
    expect(clerk.main.get_by_role("checkbox", checked=True)).to_have_count(3)
    take(province, second)  # a colleague is faster
    clerk.press("Vào sổ", "2 xong · 1 chưa được")
    rows = clerk.main.locator(".results tbody tr")
    expect(rows.nth(1)).to_contain_text("vừa được người khác xử lý")
    clerk.press("Làm lại những văn bản chưa được")
    expect(rows.nth(1)).to_contain_text("không ở bước vào sổ")
    assert numbers(province) == [1, 2, 3]
    day.ends()
