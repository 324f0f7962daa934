"""The tracking matrix on the page: counts that filter, files, and one button that reminds."""

import csv
import io

from openpyxl import load_workbook

from office.runtime import Office
from tests import stories
from tests.make import Clock
from tests.web.desk import Desk

DISTRICT, OTHER = "ubnd-bac-ai", "snv"
CLERK = ("vt.bacai", "clerk")


def sent(office: Office) -> tuple[str, str]:
    """Issue a letter to two units, one of which accepts it; return its id and its matrix."""
    document = stories.draft(office, "issued", (DISTRICT, OTHER))
    stories.move(office, CLERK, document, "accept")
    return document, f"/documents/{document}/tracking"


def test_the_senders_page_leads_to_the_matrix_and_its_counts_filter(province: Office) -> None:
    document, page = sent(province)
    desk = Desk(province, "vt.tinh")
    assert page in desk.read(f"/documents/{document}")
    whole = desk.read(page)
    assert "Sở Nội vụ" in whole
    assert "Katơr Thị Hương" in whole
    assert f"{page}?step=unreceived" in whole
    waiting = desk.read(f"{page}?step=unreceived")
    assert "1 trong 2 nơi nhận" in waiting
    assert "Katơr Thị Hương" not in waiting
    assert "Không có nơi nhận nào như vậy" in desk.read(f"{page}?name=không+ai")
    assert "Katơr Thị Hương" in desk.read(f"{page}?name=bac+ai")


def test_the_clerk_reminds_all_with_one_button_and_is_told_of_whom(province: Office) -> None:
    _, page = sent(province)
    desk = Desk(province, "vt.tinh")
    desk.see(page)
    assert desk.send(f"{page}/remind").status_code == 302
    told = desk.read(page)
    assert "Nhắc tiếp nhận: đã nhắc văn thư của 1 nơi nhận." in told
    again = desk.send(f"{page}/remind")
    assert again.status_code == 422
    assert "mỗi nơi một ngày chỉ nhắc một lần" in again.text
    assert "Bên gửi nhắc tiếp nhận" not in Desk(province, "vt.bacai").read("/notifications")


def test_an_overdue_receipt_is_marked_with_the_day_it_was_due(
    province: Office, clock: Clock
) -> None:
    _, page = sent(province)
    clock.tick(days=1)
    told = Desk(province, "vt.tinh").read(page)
    assert "Quá hạn tiếp nhận" in told
    assert "phải xong trước 00:00 09/11/2019" in told


def test_a_specialist_of_the_sender_looks_and_does_not_remind(province: Office) -> None:
    _, page = sent(province)
    desk = Desk(province, "cv.vx")
    assert f'action="{page}/remind"' not in desk.read(page)
    assert desk.send(f"{page}/remind").status_code == 422


def test_the_files_hold_what_passes_the_filters(province: Office) -> None:
    _, page = sent(province)
    desk = Desk(province, "vt.tinh")
    answer = desk.see(f"{page}/csv/export?step=received")
    (head, row) = csv.reader(io.StringIO(answer.data.decode("utf-8-sig")))
    assert head[0] == "Nơi nhận"
    assert row[0] == "UBND huyện Bác Ái"
    assert "Katơr Thị Hương" in row
    sheet = load_workbook(io.BytesIO(desk.see(f"{page}/xlsx/export").data)).active
    assert sheet is not None
    assert sheet.max_row == 3


def test_the_page_to_print_has_no_pages(province: Office) -> None:
    _, page = sent(province)
    told = Desk(province, "vt.tinh").read(f"{page}?print=1")
    assert "Sở Nội vụ" in told
    assert 'rel="next"' not in told


def test_the_matrix_speaks_english(province: Office) -> None:
    _, page = sent(province)
    desk = Desk(province, "vt.tinh")
    desk.see("/language/en")
    told = desk.read(page)
    assert "Remind to accept" in told
    assert "Not received yet" in told
