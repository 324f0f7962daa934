"""The registers as pages and files: ten columns, every number, no formula, no secret."""

import csv
import io

import pytest

from office.domain.asks import Form
from office.reports import spreadsheet
from office.runtime import Office
from office.services.books import register_book, registration
from office.services.books.registration import Letter
from office.services.outgoing.drafting import Recipient
from tests import stories
from tests.make import acting
from tests.web.desk import Desk

IN = [
    "Ngày đến", "Số đến", "Tác giả", "Số, ký hiệu văn bản", "Ngày tháng văn bản",
    "Tên loại và trích yếu nội dung", "Đơn vị hoặc người nhận", "Ngày chuyển", "Ký nhận", "Ghi chú",
]  # fmt: skip
OUT = [
    "Số, ký hiệu văn bản", "Ngày tháng văn bản", "Tên loại và trích yếu nội dung", "Người ký",
    "Nơi nhận văn bản", "Đơn vị, người nhận bản lưu", "Số lượng bản", "Ngày chuyển", "Ký nhận",
    "Ghi chú",
]  # fmt: skip
CLERK = ("vt.tinh", "clerk")


def book(office: Office, direction: str, series: str = "all") -> register_book.Book:
    """Return the province's register of a direction and series."""
    with office.look(acting(office, *CLERK)) as work:
        found = register_book.books(work)
    return next(b for b in found if (b.direction, b.series) == (direction, series))


def rows(office: Office, desk: Desk, direction: str, series: str = "all") -> list[list[str]]:
    """Return the lines of a register as the file has them."""
    answer = desk.see(f"/registers/{book(office, direction, series).id}.csv")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))


def paper(office: Office, subject: str, number: str = "1") -> str:
    """Enter and register a paper letter."""
    issuer = stories.unit(office, "snv")
    letter = Letter(
        issuer_unit_id=issuer, type_code="BC", number_text=number, notation="BC-SNV",
        issued_on=None, subject=subject,
    )  # fmt: skip
    with office.work(acting(office, *CLERK)) as work:
        document = registration.enter_paper(work, letter)
    stories.act(office, document, "register")
    return document


def test_the_incoming_register_has_the_ten_columns_of_the_decree(both_provinces: Office) -> None:
    stories.incoming(both_provinces, "in_progress")
    desk = Desk(both_provinces, "vt.tinh")
    head, line = rows(both_provinces, desk, "in")
    assert head == IN
    assert line[:3] == ["08/11/2019", "01", "Văn phòng Chính phủ"]
    assert line[6] == "Phòng Văn hóa - Xã hội — Lâm Hoàng Nam"
    assert line[7] == "08/11/2019"
    page = desk.read(f"/registers/{book(both_provinces, 'in').id}")
    assert [title for title in IN if f">{title}</th>" in page] == IN
    assert line[5] in page


def test_the_outgoing_register_names_few_recipients_and_counts_many(both_provinces: Office) -> None:
    with both_provinces.look() as work:
        communes = [u.key for u in work.tree.units.values() if u.kind.code == "ubnd_xa"]
    snv = stories.unit(both_provinces, "snv")
    told = Recipient(unit_id=snv, channel="paper", paper_reason="Bản đồ khổ lớn")
    stories.draft(both_provinces, "issued", recipients=[*communes, told])
    head, line = rows(both_provinces, Desk(both_provinces, "vt.tinh"), "out", "nhom:B")
    assert head == OUT
    assert line[0] == "01/UBND-VX"
    assert line[3] == "Trần Quốc Khải"
    assert line[4] == "Sở Nội vụ; 65 UBND cấp xã"
    assert line[5:8] == ["VT, Phòng Văn hóa - Xã hội", "1", "08/11/2019"]


def test_a_cancelled_number_stays_with_its_reason(province: Office) -> None:
    document = stories.draft(province, "numbered")
    stories.move(province, CLERK, document, "cancel_number", Form(reason="Soạn nhầm mẫu văn bản"))
    desk = Desk(province, "vt.tinh")
    _, line = rows(province, desk, "out", "nhom:B")
    assert line[0] == "01/UBND-VX"
    assert line[9] == "Số đã hủy: Soạn nhầm mẫu văn bản"
    page = desk.read(f"/registers/{book(province, 'out', 'nhom:B').id}")
    assert 'class="cancelled"' in page


def test_a_secret_stub_has_a_number_and_no_subject(province: Office) -> None:
    with province.work(acting(province, *CLERK)) as work:
        registration.enter_secret(work, "in", "toi_mat")
    _, line = rows(province, Desk(province, "vt.tinh"), "in", "mat")
    assert line[1] == "01"
    assert line[5] == "Văn bản Tối mật (không ghi trích yếu)"
    assert line[2:5] == ["", "", ""]


def test_a_subject_that_is_a_formula_is_text_in_the_file(province: Office) -> None:
    paper(province, '=HYPERLINK("http://xau.vn")', number="=1+1")
    _, line = rows(province, Desk(province, "vt.tinh"), "in")
    assert line[3].startswith("'=1+1")
    assert not any(cell.lstrip().startswith(("=", "+", "@")) for cell in line)


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "  =1", "＝1"])
def test_no_cell_begins_a_formula(cell: str) -> None:
    assert spreadsheet.safe(cell) == f"'{cell}"


def test_the_book_is_read_page_by_page_without_missing_a_number(province: Office) -> None:
    for number in range(5):
        paper(province, f"báo cáo {number}", str(number))
    kept = book(province, "in")
    with province.look(acting(province, *CLERK)) as work:
        page, seen = register_book.page(work, kept, limit=2), []
        while True:
            seen += [line.number for line in page.lines]
            if page.older is None:
                break
            page = register_book.page(work, kept, page.older, limit=2)
        every = [line.number for line in register_book.every(work, kept)]
    assert seen == [5, 4, 3, 2, 1]
    assert every == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("login", ["vt.tinh", "ct.tinh", "ttra.tinh"])
def test_clerk_leader_and_auditor_read_the_register(province: Office, login: str) -> None:
    paper(province, "báo cáo")
    desk = Desk(province, login)
    assert "Sổ đăng ký văn bản đến" in desk.read("/registers")
    assert "báo cáo" in desk.read(f"/registers/{book(province, 'in').id}")


@pytest.mark.parametrize("login", ["cv.vx", "tp.vx", "vt.bacai", "qt.tinh"])
def test_nobody_else_knows_that_it_is_there(province: Office, login: str) -> None:
    paper(province, "báo cáo")
    desk = Desk(province, login)
    number = book(province, "in").id
    for address in (f"/registers/{number}", f"/registers/{number}.csv", "/registers/99999999999"):
        assert desk.see(address).status_code == 404
    assert f"/registers/{number}" not in desk.read("/registers")
