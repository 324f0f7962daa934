"""The pages of the ledger: its lines, sums, filters, counter-entries and the sheet; later prints,
bound volumes and void signatures on their pages."""

import io
import zipfile
from pathlib import Path

from office.runtime import Office
from tests import stories
from tests.holders import ring
from tests.services import test_bound_volumes as volumes
from tests.services import test_paper_facts as facts
from tests.services import test_void_signatures as signatures
from tests.services.paper_stories import BAC_AI, SGDDT, delivery, issued, printing
from tests.services.test_ledger_book import full
from tests.stories import unit
from tests.web.desk import Desk, words
from tests.web.test_recipients import count_queries

__all__ = ["ring"]
#: Statements the page costs, however much paper there is: frozen, so that growth is a decision.
STATEMENTS = 10


def test_the_ledger_shows_every_fact_its_sums_and_takes_one_back(province: Office) -> None:
    document = full(province)
    desk = Desk(province, "vt.tinh")
    page = desk.read("/paper/ledger")
    for told in ("Sổ giấy tờ", "In phiếu giải quyết", "Đóng quyển sổ", "mục hủy", "Gửi đi",
                 "gửi sau, văn bản đã gửi điện tử", "người của cơ quan gửi in"):  # fmt: skip
        assert told in page
    assert "không đếm được" in page  # what is printed past the button
    before = facts.happened(province)
    sent = {"source": "paper", "entry": "4", "of": document}
    refused = desk.send("/paper/ledger/correction", **sent, reason="x")
    assert refused.status_code == 422
    assert "5 ký tự" in words(refused)
    done = desk.send("/paper/ledger/correction?event=stamp", **sent, reason="Ghi nhầm lượt")
    assert done.status_code == 302
    assert done.location.endswith("/paper/ledger?event=stamp")
    assert facts.happened(province) == [*before, ("stamp", "", -1, 0, 0)]
    assert stories.problems(province) == []


def test_the_sheet_holds_what_the_page_shows(province: Office) -> None:
    full(province)
    answer = Desk(province, "vt.tinh").see("/paper/ledger.xlsx?event=again")
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answer.data)) as book:
        told = book.read("xl/worksheets/sheet1.xml").decode()
    assert told.count("<row ") == 2  # the titles, and one print
    assert "In lại từ bản điện tử: người của cơ quan gửi in" in told


def test_the_ledger_speaks_english(province: Office) -> None:
    full(province)
    desk = Desk(province, "vt.tinh")
    desk.client.set_cookie("lang", "en")
    page = desk.read("/paper/ledger")
    for told in ("Ledger of paper", "Register bound", "counter-entry", "sheets were used"):
        assert told in page


def test_the_page_costs_as_many_statements_whatever_is_in_the_ledger(province: Office) -> None:
    desk = Desk(province, "vt.tinh")
    desk.read("/paper/ledger")
    full(province)
    desk.read("/paper/ledger")
    assert count_queries(province, desk, "/paper/ledger") <= STATEMENTS


def test_an_address_that_is_none_shows_the_first_page(province: Office) -> None:
    full(province)
    desk = Desk(province, "vt.tinh")
    for after in ("x", "2019-11-08_1_paper", "2019-99-08_1_paper_1", "2019-11-08_9_x_1",
                  f"2019-11-08_{'9' * 15}_paper_1"):  # fmt: skip
        assert "Sổ giấy tờ" in desk.read(f"/paper/ledger?after={after}")
    assert desk.see("/paper/ledger?since=hôm+qua").status_code == 422


def test_a_recipient_prints_from_the_page_of_the_letter(province: Office) -> None:
    document = issued(province)
    desk = Desk(province, "vt.sgddt")
    assert f"/documents/{document}/print-paper" in desk.read(f"/documents/{document}")
    assert "không đếm được" in desk.read(f"/documents/{document}/print-paper")
    wrong = desk.send(f"/documents/{document}/print-paper", copies="0")
    assert wrong.status_code == 422
    made = desk.send(f"/documents/{document}/print-paper", copies="2", duplex="1")
    assert (made.status_code, made.mimetype) == (200, "application/pdf")
    assert facts.happened(province) == [("again", "electronic", 2, 1, 2)]


def test_paper_follows_from_the_page_of_the_copies_and_the_matrix_tells(province: Office) -> None:
    document = issued(province)
    desk = Desk(province, "vt.tinh")
    page = desk.read(f"/papers/{document}")
    assert "Gửi thêm bản giấy cho nơi đã gửi điện tử" in page
    assert 'id="paper-reasons"' in page
    sent = {"unit": str(unit(province, SGDDT)), "each": "1", "own": "0", "stamped": "1"}
    refused = desk.send(f"/papers/{document}/print", **sent)
    assert refused.status_code == 422
    assert "đã gửi điện tử, không kèm bản giấy" in words(refused)
    made = desk.send(f"/papers/{document}/print", **sent, reason=facts.WHY)
    assert made.mimetype == "application/pdf"
    desk.send("/post", delivery=str(delivery(province, document, SGDDT)))
    assert "gửi thêm 1 bản giấy sau" in desk.read(f"/documents/{document}/tracking")
    assert "giấy gửi sau:" in desk.read(f"/documents/{document}")
    assert "bên gửi gửi thêm bản giấy sau" in Desk(province, "vt.sgddt").read(
        f"/documents/{document}"
    )


def test_the_recipients_page_offers_reasons_and_takes_any(province: Office) -> None:
    draft = stories.draft(province, "draft", [BAC_AI])
    page = Desk(province, "cv.vx").read(f"/documents/{draft}/recipients")
    assert "Văn bản kèm hồ sơ, tài liệu bản gốc" in page
    assert page.count('list="paper-reasons"') >= 2


def test_a_volume_is_noted_as_bound_where_it_was_made(province: Office) -> None:
    of, key = volumes.volume(province)
    desk = Desk(province, "vt.tinh")
    address = f"/registers/{of.id}/volumes"
    assert "Đã in, đóng quyển" in desk.read(address)
    assert desk.send(f"{address}/{key}/paper", copies="0").status_code == 422
    assert desk.send(f"{address}/{key}/paper", copies="1").status_code == 302
    assert "đã đóng ngày 08/11/2019" in desk.read(address)
    again = desk.send(f"{address}/{key}/paper", copies="1")
    assert again.status_code == 422
    gone = desk.send(f"{address}/paper/1/correction", reason="Ghi nhầm quyển")
    assert gone.status_code == 302
    assert "đã đóng ngày" not in desk.read(address)
    leader = Desk(province, "ct.tinh")
    assert "Ghi đã đóng quyển" not in leader.read(address)


def test_a_void_signature_stands_on_the_page_of_both_sides(province: Office, ring: Path) -> None:
    document = signatures.signed(province, ring)
    desk = Desk(province, "vt.tinh")
    address = f"/documents/{document}/signatures/void"
    assert address in desk.read(f"/documents/{document}")
    assert "Chữ ký số của cơ quan" in desk.read(address)
    assert desk.send(address, whose="agency", reason="x").status_code == 422
    done = desk.send(address, whose="agency", reason=signatures.WHY)
    assert done.status_code == 302
    for login in ("vt.tinh", "vt.bacai"):
        page = Desk(province, login).read(f"/documents/{document}")
        assert "Chữ ký số của cơ quan ban hành không còn hiệu lực" in page
        assert signatures.WHY in page
        assert "hủy hiệu lực chữ ký số" in page  # in its story
    assert address not in Desk(province, "vt.bacai").read(f"/documents/{document}")
    back = {"do": "restore", "whose": "agency", "reason": "Kiểm tra lại, còn hiệu lực"}
    assert desk.send(address, **back).status_code == 302
    assert "không còn hiệu lực" not in desk.read(f"/documents/{document}")


def test_late_paper_is_offered_while_nobody_has_it(province: Office) -> None:
    document = issued(province)
    printing(province, document, SGDDT, reason=facts.WHY)
    page = Desk(province, "vt.tinh").read(f"/papers/{document}")
    assert "Gửi thêm bản giấy cho nơi đã gửi điện tử" not in page  # it stands in the list now
    assert "giấy gửi sau" in page
