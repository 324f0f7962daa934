"""Books bound as files, and numbers reserved before their document is there, on the pages."""

from office.jobs import run
from office.runtime import Office
from office.services.books import reserved
from tests import stories
from tests.make import acting
from tests.web.desk import Desk
from tests.web.test_registers import CLERK, book

WHY = "Quyết định họp chiều nay, chờ ký"


def test_a_register_is_bound_and_its_file_handed_out(province: Office) -> None:
    stories.incoming(province, "registered")
    page = f"/registers/{book(province, 'in').id}/volumes"
    clerk = Desk(province, "vt.tinh")
    assert "chưa đóng quyển nào" in clerk.read(page)
    assert clerk.send(page, kind="register", form="pdf", volume="1").status_code == 302
    assert "Đang lập sổ" in clerk.read(page)
    run.drain(province)
    made = clerk.read(page)
    assert "đã đóng đến số 01, quyển 1" in made
    assert "Lập quyển mới" in made
    (key,) = {
        line.split('"')[0].rsplit("/", 1)[1]
        for line in made.split('href="')
        if line.startswith(f"{page}/")
    }
    answer = clerk.see(f"{page}/{key}")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.data.startswith(b"%PDF")


def test_an_auditor_who_takes_a_volume_is_watched(province: Office) -> None:
    stories.incoming(province, "registered")
    page = f"/registers/{book(province, 'in').id}/volumes"
    auditor = Desk(province, "ttra.tinh")
    auditor.see(page)
    auditor.send(page, kind="register", form="xlsx")
    run.drain(province)
    (key,) = {line.split('"')[0] for line in auditor.read(page).split(f'href="{page}/')[1:]}
    assert auditor.see(f"{page}/{key}").status_code == 200
    assert "xuất gói bằng chứng" in auditor.read("/log/looks")


def test_what_cannot_be_bound_is_told_and_what_was_typed_stays(province: Office) -> None:
    stories.incoming(province, "registered")
    page = f"/registers/{book(province, 'in').id}/volumes"
    clerk = Desk(province, "vt.tinh")
    clerk.see(page)
    answer = clerk.send(page, kind="register", form="pdf", volume="1", first="7", last="9")
    assert answer.status_code == 422
    assert "Không có số nào trong khoảng đã chọn" in answer.text
    assert 'value="7"' in answer.text


def test_numbers_are_reserved_once_and_cancelled_with_a_reason(province: Office) -> None:
    clerk = Desk(province, "vt.tinh")
    assert "Không có số nào đang giữ" in clerk.read("/reserved-numbers")
    wanted = {"type_code": "QĐ", "count": "2", "reason": WHY, "once": "một lần"}
    for _ in range(2):
        assert clerk.send("/reserved-numbers", **wanted).status_code == 302
    kept = clerk.read("/reserved-numbers")
    assert kept.count("Hủy số 0") == 2
    with province.look(acting(province, *CLERK)) as work:
        first = reserved.waiting(work)[0].key
    short = clerk.send(f"/reserved-numbers/{first}/cancel", reason="thôi")
    assert short.status_code == 422
    clerk.send(f"/reserved-numbers/{first}/cancel", reason="Không ban hành nữa, đã họp lại")
    assert "đã hủy: Không ban hành nữa" in clerk.read("/reserved-numbers")
    assert "Số đang giữ" in clerk.read("/registers")


def test_a_reserved_number_is_chosen_when_the_document_is_numbered(province: Office) -> None:
    document = stories.draft(province, "signed")
    clerk = Desk(province, "vt.tinh")
    clerk.see("/reserved-numbers")
    clerk.send("/reserved-numbers", type_code="CV", count="1", reason=WHY)
    stories.draft(province, "numbered")  # takes the next number after the reserved one
    take = f"/documents/{document}/actions/number"
    form = clerk.read(take)
    assert "Số đang giữ 01" in form
    with province.look(acting(province, *CLERK)) as work:
        key = reserved.waiting(work)[0].key
    clerk.send(take, revision=clerk.revision(take), which=key)
    assert "01/UBND-VX" in clerk.read(f"/documents/{document}")


def test_who_reads_no_book_finds_no_reserved_numbers(province: Office) -> None:
    assert Desk(province, "cv.vx").see("/reserved-numbers").status_code == 404
