"""An auditor's day: what happened at the demonstration province is found, proved, and watched."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import expect

from office.commands import verify
from office.runtime import Office
from tests.browser.day import Day, Somebody

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
FLOOD = "Ứng phó áp thấp nhiệt đới và mưa lũ"
FRIDAY = "2019-11-08"


@pytest.fixture
def province(demonstration: Office) -> Office:
    """Work at the demonstration province."""
    return demonstration


def test_an_auditors_day(province: Office, day: Day, tmp_path: Path) -> None:
    liem = day.comes("ttra.tinh")
    searches_the_log(liem)
    reads_a_story(liem)
    asks_who_held_it(liem)
    asks_what_somebody_held(liem)
    looks_at_exceptions(liem)
    checks_the_seals(liem)
    takes_evidence(liem, tmp_path / "bundle.zip")
    is_watched_too(liem)
    day.ends()


def entries(liem: Somebody) -> list[str]:
    """Return the lines of the log that the page shows."""
    found = liem.main.locator("table.log tbody tr")
    found.first.wait_for()
    return found.all_inner_texts()


def searches_the_log(liem: Somebody) -> None:
    """By document, by person and act and day, by unit; a seal stands beside each entry."""
    liem.menu("Nhật ký")
    liem.write("Số ký hiệu hoặc trích yếu", "8034")
    liem.press("Tìm")
    expect(liem.window.field("Số ký hiệu hoặc trích yếu")).to_have_value("8034")
    found = entries(liem)
    assert all("8034/UBND-CN" in line and "nguyên vẹn" in line for line in found)
    liem.follow("Xóa điều kiện", "Nhật ký")
    expect(liem.window.field("Số ký hiệu hoặc trích yếu")).to_have_value("")
    liem.write("Người", "Trần Quốc Khải")
    liem.choose("Việc đã làm", "Đã phân công")
    liem.write("Từ ngày", FRIDAY)
    liem.write("Đến hết ngày", FRIDAY)
    liem.press("Tìm")
    liem.main.get_by_text("Tất cả 1 mục.").wait_for()
    assert "Trần Quốc Khải" in entries(liem)[0]
    liem.day.look(liem.window)
    liem.follow("Xóa điều kiện", "Nhật ký")
    expect(liem.window.field("Người")).to_have_value("")
    liem.write("Đơn vị của người làm", "UBND xã Phước Thắng")
    liem.press("Tìm")
    expect(liem.window.field("Đơn vị của người làm")).to_have_value("UBND xã Phước Thắng")
    assert all("Phước Thắng" in line for line in entries(liem))


def reads_a_story(liem: Somebody) -> None:
    """From the log to the document, whose story is told in sentences."""
    liem.menu("Nhật ký")
    liem.write("Số ký hiệu hoặc trích yếu", "9902/VPCP-NN")
    liem.press("Tìm")
    expect(liem.window.field("Số ký hiệu hoặc trích yếu")).to_have_value("9902/VPCP-NN")
    liem.hand.take(liem.main.get_by_role("link", name="9902/VPCP-NN").first)
    liem.sees(FLOOD)
    story = liem.main.locator(".story")
    for words in ("Nguyễn Thị Bích Thủy", "Trần Quốc Khải", "P. Kinh tế ngành: hồ Sông Cái"):
        expect(story).to_contain_text(words)
    expect(story.locator(".seal-bad")).to_have_count(0)


def asks_who_held_it(liem: Somebody) -> None:
    """Between the directive and the naming of a person the division held it."""
    liem.write("Ai giữ lúc", f"{FRIDAY}T07:52")
    liem.press("Xem")
    liem.window.see("Ai giữ lúc trước")
    expect(liem.main.locator(".holder").first).to_contain_text("Phòng Tổng hợp")
    expect(liem.main.locator(".holder").first).not_to_contain_text("Châu Thị Mai Lan")
    liem.day.look(liem.window)
    liem.write("Lúc", f"{FRIDAY}T07:55")
    liem.press("Xem lúc đó")
    expect(liem.main.locator(".holder").first).to_contain_text("Châu Thị Mai Lan")


def asks_what_somebody_held(liem: Somebody) -> None:
    """The desk of a specialist, as it was."""
    liem.menu("Ai giữ lúc trước")
    liem.write("Người", "Châu Thị Mai Lan")
    liem.write("Lúc", f"{FRIDAY}T07:55")
    liem.press("Xem lúc đó")
    expect(liem.main.locator("table.list")).to_contain_text(FLOOD)
    liem.day.look(liem.window)


def looks_at_exceptions(liem: Somebody) -> None:
    """What was late, moved, refused or done for another, each with its definition."""
    liem.menu("Việc bất thường")
    liem.write("Từ ngày", FRIDAY)
    liem.write("Đến hết ngày", "2019-11-11")
    liem.press("Xem")
    expect(liem.window.field("Từ ngày")).to_have_value(FRIDAY)
    row = liem.main.locator("table.exceptions tbody tr").filter(
        has=liem.window.page.locator("strong")
    )
    kind = row.first.get_by_role("link")
    words = kind.inner_text()
    liem.hand.take(kind)
    liem.window.see(words)
    expect(liem.main.locator("table.log tbody tr").first).to_be_visible()
    liem.day.look(liem.window)


def checks_the_seals(liem: Somebody) -> None:
    """Every seal is computed anew, and every state rebuilt."""
    liem.menu("Nhật ký")
    liem.press("Kiểm tra toàn bộ nhật ký", "Nhật ký nguyên vẹn")


def takes_evidence(liem: Somebody, file: Path) -> None:
    """A bundle holds without the office; one that was touched does not."""
    liem.menu("Nhật ký")
    liem.write("Số ký hiệu hoặc trích yếu", "9902/VPCP-NN")
    liem.press("Tìm")
    expect(liem.window.field("Số ký hiệu hoặc trích yếu")).to_have_value("9902/VPCP-NN")
    with liem.window.page.expect_download() as taken:
        liem.press("Xuất gói bằng chứng")
    assert taken.value.suggested_filename == "bang-chung-nhat-ky.zip"
    taken.value.save_as(file)
    checked = CliRunner().invoke(verify.command, ["--bundle", str(file)])
    assert (checked.exit_code, "nguyên vẹn" in checked.output) == (0, True), checked.output
    name = "Châu Thị Mai Lan".encode()
    data = file.read_bytes()
    assert name in data
    file.write_bytes(data.replace(name, "Châu Thị Mai Lân".encode(), 1))
    assert CliRunner().invoke(verify.command, ["--bundle", str(file)]).exit_code == 1


def is_watched_too(liem: Somebody) -> None:
    """What the auditor asked and took stands on a page of its own."""
    liem.menu("Thanh tra đã xem gì")
    table = liem.main.locator("table.list")
    for words in ("Đỗ Thanh Liêm", "9902/VPCP-NN", "Trần Quốc Khải", "Châu Thị Mai Lan"):
        expect(table).to_contain_text(words)
