"""A clerk's whole Monday at the demonstration province, as one story, from post to book."""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from office.jobs import run
from office.models.registers import RegisterEntry
from office.runtime import Office
from tests import holders, papers, stories
from tests.browser.day import Day, Somebody
from tests.services.test_intake import letter, take, to

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
URGENT = "Ứng phó áp thấp nhiệt đới và mưa lũ"
REQUEST = "báo cáo tình hình gửi, nhận văn bản điện tử"
VISIT = "trao đổi kinh nghiệm triển khai hệ thống một cửa"
TRAINING = "tổ chức tập huấn kỹ năng sử dụng phần mềm"
PAPER = "V/v xin ý kiến quy hoạch thư viện huyện"
BULK = "V/v tuyển dụng viên chức"
WRONG = "Gửi nhầm nơi nhận, đề nghị gửi Sở Nội vụ"
#: Packets of the morning: the sample, its number, and what it is on this morning.
PACKETS = (
    ("01_vpcp_report_request", b"9871/", b"9990/", b">9871<", b">9990<"),
    ("03_bnv_training_with_paper", b"5520/", b"5590/", b">5520<", b">5590<"),
    ("04_nghe_an_visit", b"8034/", b"8090/", b">8034<", b">8090<"),
    ("02_vpcp_urgent", b"9902/", b"9999/", b">9902<", b">9999<"),
)
#: What the demonstration day gave already in the book of arrivals.
BEFORE = 3


@pytest.fixture
def province(demonstration: Office) -> Office:
    """Work at the demonstration province."""
    return demonstration


@pytest.fixture
def morning(province: Office) -> Office:
    """Let the morning's post arrive, and others leave work for the clerk."""
    for name, *numbers in PACKETS:
        data = stories.sample(f"to_ninh_thuan/{name}")
        for old, new in zip(numbers[::2], numbers[1::2], strict=True):
            data = data.replace(old, new)
        assert stories.take(province, data, name).verdict == "accepted"
    for number in ("1", "2"):  # what letters of this department got before
        take(province, letter(province, number), "transfer", to(province, "phong-vx-ninh-thuan"))
    draft = stories.draft(province, "signing")
    with ThreadPoolExecutor(1) as aside:  # the browser has this thread's event loop
        aside.submit(holders.sign, province, draft).result()
    run.drain(province)
    return province


@pytest.fixture
def scans(tmp_path: Path) -> tuple[Path, Path]:
    """Hand in two scans of one letter: a PDF of two pages, a TIFF of two."""
    pdf, tiff = tmp_path / "công văn 45.pdf", tmp_path / "phụ lục.tif"
    pdf.write_bytes(papers.pdf("Số: 45/SNV-VP về quy hoạch thư viện", "Trang hai"))
    tiff.write_bytes(papers.picture("TIFF", frames=2))
    return pdf, tiff


def test_a_clerks_monday(
    morning: Office, day: Day, scans: tuple[Path, Path], tmp_path: Path
) -> None:
    thuy = day.comes("vt.tinh")
    sees_what_arrived(thuy)
    registers(thuy)
    refuses(thuy)
    accepts_and_returns(thuy)
    enters_paper(thuy, scans)
    for _ in range(2):
        letter(morning, "31")
    meets_a_duplicate(thuy)
    types_for_a_leader(thuy, tmp_path)
    many = [letter(morning, str(number), f"{BULK} đợt {number}") for number in (41, 42, 43)]
    registers_many(thuy, morning, many)
    issues(thuy)
    prints(thuy)
    run.drain(morning)
    reads_what_came(thuy)
    finds(thuy)
    day.ends()
    given = numbers(morning)
    assert given == list(range(1, len(given) + 1))


def numbers(office: Office) -> list[int]:
    """Return the numbers of the province's book of arrivals."""
    with office.look() as work:
        book = select(RegisterEntry.register_id).where(RegisterEntry.number == BEFORE + 3)
        given = select(RegisterEntry.number).where(RegisterEntry.register_id.in_(book))
        return sorted(work.db.scalars(given))


def sees_what_arrived(thuy: Somebody) -> None:
    """Urgent first, unread bold, counts on the folder and in the menu."""
    thuy.menu("Chờ tiếp nhận")
    expect(thuy.main.locator("h1")).to_contain_text("4")
    expect(thuy.main.locator("h1")).to_contain_text("4 chưa đọc")
    lines = thuy.main.locator("table.list tbody tr")
    expect(lines).to_have_count(4)
    expect(lines.first).to_contain_text(URGENT)
    link = lines.first.locator("td.wide > a").first
    assert link.evaluate("el => Number(getComputedStyle(el).fontWeight)") >= 600


def opens(thuy: Somebody, words: str) -> None:
    """Open the line of the list that says these words."""
    row = thuy.main.locator("table.list tbody tr", has_text=words).first
    thuy.hand.take(row.locator("td.wide > a").first)
    thuy.main.locator(".doc").wait_for()
    thuy.day.look(thuy.window)


def is_refused(thuy: Somebody, words: str, why: str) -> None:
    """Press a button, and be told why not; the browser itself remarks on such an answer."""
    thuy.press(words, why)
    noise = [one for one in thuy.window.troubles if "422" not in one]
    thuy.day.wrong[:] = [one for one in thuy.day.wrong if "422" not in one]
    thuy.window.troubles[:] = noise


def registers(thuy: Somebody) -> None:
    """The urgent one on one screen; the next one opens by itself."""
    thuy.hand.take(thuy.main.get_by_role("link", name="Vào sổ", exact=True).first)
    thuy.window.see(URGENT)
    expect(thuy.main.locator(".big-number")).to_have_text("06")
    thuy.day.look(thuy.window)
    thuy.press("Vào sổ và sang văn bản tiếp", "Xong: Đã tiếp nhận; Đã vào sổ, số đến 06; Đã trình.")
    thuy.window.see("Vào sổ: V/v")  # the next one


def refuses(thuy: Somebody) -> None:
    """A reason of nothing but spaces is sent back, and stays to be mended."""
    thuy.menu("Chờ tiếp nhận")
    opens(thuy, TRAINING)
    thuy.follow("Từ chối tiếp nhận…")
    thuy.write("Lý do", "Gửi nhầm" + " " * 8)
    is_refused(thuy, "Từ chối tiếp nhận", "10 ký tự")
    expect(thuy.window.field("Lý do")).to_have_value(re.compile("Gửi nhầm"))
    thuy.write("Lý do", WRONG)
    thuy.press("Từ chối tiếp nhận", "Xong: Từ chối tiếp nhận")


def accepts_and_returns(thuy: Somebody) -> None:
    """One that was accepted turns out to belong elsewhere."""
    thuy.menu("Chờ tiếp nhận")
    opens(thuy, VISIT)
    thuy.press("Tiếp nhận", "Xong: Đã tiếp nhận.")
    thuy.menu("Chờ vào sổ")
    opens(thuy, "8090")
    thuy.follow("Trả lại bên gửi…")
    thuy.write("Lý do", WRONG)
    thuy.press("Trả lại bên gửi", "Xong: Đã trả lại bên gửi")


def enters_paper(thuy: Somebody, scans: tuple[Path, Path]) -> None:
    """A letter on paper: both scans are looked at before anything is kept."""
    thuy.menu("Nhập văn bản giấy")
    thuy.hand.hand_in("Chọn hoặc thả tệp quét", *scans)
    thuy.main.locator(".staged strong", has_text="phụ lục.tif").wait_for()
    thuy.main.locator("img.scan-first").wait_for()
    expect(thuy.main.locator(".page-strip a")).to_have_count(4)
    thuy.day.look(thuy.window)
    thuy.write("Cơ quan ban hành", "Sở Nội vụ")
    thuy.choose("Loại văn bản", "Công văn")
    thuy.write("Số", "45")
    thuy.write("Ký hiệu", "SNV-VP")
    thuy.write("Ngày ban hành", "2019-11-08")
    thuy.write("Trích yếu", PAPER)
    thuy.write("Nơi để bản gốc", "Tủ 2, kệ 3")
    thuy.press("Lưu và vào sổ", "Đã nhập văn bản giấy; hãy vào sổ.")
    thuy.press("Vào sổ", "Xong: Đã vào sổ, số đến 07")
    expect(thuy.main).to_contain_text("Tủ 2, kệ 3")


def meets_a_duplicate(thuy: Somebody) -> None:
    """What looks like another is registered only once the clerk has said that they saw it."""
    thuy.menu("Chờ vào sổ")
    row = thuy.main.locator("tr", has_text="31/").last
    thuy.hand.take(row.get_by_role("link", name="Vào sổ", exact=True))
    thuy.window.see("Vào sổ")
    thuy.day.look(thuy.window)
    is_refused(thuy, "Vào sổ và chuyển theo gợi ý", "trùng")
    thuy.tick("Tôi đã xem, văn bản này vẫn phải vào sổ")
    thuy.press("Vào sổ và chuyển theo gợi ý", "số đến 08")


def types_for_a_leader(thuy: Somebody, folder: Path) -> None:
    """The chairman wrote on paper: the clerk types it, with its scan."""
    scan = folder / "bút phê.jpg"
    scan.write_bytes(papers.picture())
    thuy.menu("Văn bản đến: tất cả")
    opens(thuy, "9999/")
    thuy.follow("Nhập bút phê thay lãnh đạo…")
    thuy.choose("Lãnh đạo đã bút phê", "Trần Quốc Khải")
    thuy.hand.hand_in("Bản chụp bút phê", scan)
    thuy.write("Ý kiến", "Giao P. Tổng hợp chủ trì, P. VX phối hợp, báo cáo trước 15/11.")
    thuy.press("Đề xuất phân công")
    thuy.main.locator(".proposal").wait_for()
    thuy.day.look(thuy.window)
    thuy.press("Nhập bút phê thay lãnh đạo", "Xong: Đã nhập bút phê")


def registers_many(thuy: Somebody, office: Office, many: list[str]) -> None:
    """Three at once, of which a colleague takes one before; the failed one again alone."""
    thuy.menu("Chờ vào sổ")
    for number in (41, 42, 43):
        thuy.tick(f"Chọn {number}/SNV-VT")
    take(office, many[1])
    thuy.press("Vào sổ", "2 xong · 1 chưa được")
    failed = thuy.main.locator(".results tbody tr", has_text="đợt 42")
    expect(failed).to_contain_text("vừa được người khác xử lý")
    thuy.press("Làm lại những văn bản chưa được")
    expect(failed).to_contain_text("không ở bước vào sổ")
    thuy.follow("‹ Về danh sách", "Chờ vào sổ")


def issues(thuy: Somebody) -> None:
    """What the chairman signed gets its number and the agency's signature, and goes out."""
    thuy.menu("Chờ cấp số")
    opens(thuy, "V/v trả lời")
    thuy.press("Cấp số", "Xong: Đã cấp số")
    thuy.menu("Chờ ký số cơ quan")
    opens(thuy, "V/v trả lời")
    thuy.follow("Ký số cơ quan…", "Ký số cơ quan")
    thuy.day.look(thuy.window)
    thuy.press("Ký số cơ quan lên tệp này", "Xong: Đã ký số cơ quan")
    thuy.menu("Chờ phát hành")
    opens(thuy, "V/v trả lời")
    thuy.press("Phát hành", "Xong: Đã phát hành")


def prints(thuy: Somebody) -> None:
    """The slip of the urgent one is opened to be printed."""
    thuy.menu("Văn bản đến: tất cả")
    opens(thuy, "9999/")
    thuy.follow("Phiếu giải quyết")
    thuy.window.see("Phiếu giải quyết")
    thuy.day.look(thuy.window)
    with thuy.window.page.expect_popup() as opened:  # the office stays open where it was
        thuy.press("Mở phiếu PDF để in")
    opened.value.close()
    thuy.menu("Văn bản đến: tất cả")
    opens(thuy, "9999/")
    thuy.reads("in phiếu; 1 trang, 1 bản")


def reads_what_came(thuy: Somebody) -> None:
    """The bell says how much is new; all is marked as read."""
    bell = thuy.window.page.locator("a.bell")
    thuy.home()
    expect(bell).to_contain_text("chưa đọc")
    thuy.hand.take(bell)
    thuy.window.see("Thông báo")
    thuy.day.look(thuy.window)
    thuy.press("Đánh dấu đã đọc tất cả")
    expect(bell.locator(".bell-count")).to_have_count(0)


def finds(thuy: Somebody) -> None:
    """Without a single mark, and in the book."""
    thuy.menu("Tìm kiếm", "Tìm kiếm văn bản")
    thuy.write("Từ cần tìm", "quy hoach thu vien")
    thuy.press("Tìm", "1 văn bản")
    opens(thuy, PAPER)
    thuy.menu("Sổ văn bản")
    thuy.hand.take(thuy.main.get_by_role("link", name="Sổ đăng ký văn bản đến").first)
    expect(thuy.main.locator("table.book")).to_contain_text(PAPER)
    thuy.day.look(thuy.window)
