"""Paper from the clerk's screens: printed, stamped, sent, received, copied, lent."""

import io
import re
import zipfile

import pypdfium2
import pytest

from office.runtime import Office
from tests import stories
from tests.services.paper_stories import (
    BAC_AI,
    SNV,
    came,
    entries,
    issued,
    posting,
    printing,
    standings,
)
from tests.services.test_certified_copies import on_paper
from tests.stories import person, unit
from tests.web.desk import Desk, words


def text_of(pdf: bytes) -> str:
    opened = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join(" ".join(p.get_textpage().get_text_range().split()) for p in opened)
    finally:
        opened.close()


def test_a_clerk_prints_stamps_and_sends_on_three_screens(province: Office) -> None:
    document = issued(province)
    desk = Desk(province, "vt.tinh")
    assert f'href="/papers/{document}"' in desk.read("/papers")
    page = desk.read(f"/papers/{document}")
    assert page.count("chưa in") == 2
    assert "1 trang, in hai mặt 1 tờ một bản" in page
    units = [str(unit(province, key)) for key in (BAC_AI, SNV)]
    answer = desk.send(f"/papers/{document}/print", unit=units, each="1", duplex="1")
    assert answer.mimetype == "application/pdf"
    assert len(pypdfium2.PdfDocument(answer.data)) == 1
    again = desk.send(f"/papers/{document}/print", unit=units, each="1")
    assert again.status_code == 422
    assert "In thêm phải ghi lý do" in words(again)
    assert "2 bản đã in, chờ đóng dấu" in desk.read(f"/papers/{document}")
    assert desk.send(f"/papers/{document}/stamp").status_code == 302
    page = desk.read("/post")
    legs = re.findall(r'name="delivery" value="(\d+)"', page)
    assert len(legs) == 2
    labels = desk.see("/post/envelopes?form=labels")
    assert "Kính gửi: Ủy ban nhân dân huyện Bác Ái" in text_of(labels.data)
    fields = {f"way_{units[0]}": "hand", f"note_{units[0]}": "Giao tận tay"}
    assert desk.send("/post", delivery=legs, day="2019-11-08", **fields).status_code == 302
    book = desk.read("/post/book")
    assert "Giao trực tiếp · Giao tận tay" in book
    assert standings(province, document) == {BAC_AI: "posted", SNV: "posted"}
    late = desk.send("/post", delivery=legs[:1], **{f"to_{legs[0]}": units[0]})
    assert late.status_code == 422
    assert "không còn bản nào chờ gửi" in words(late)
    assert stories.problems(province) == []


def test_the_book_of_the_post_as_pdf_and_sheet(province: Office) -> None:
    document = issued(province)
    printing(province, document, BAC_AI, stamped=True)
    posting(province, document, note="Bì A4")
    desk = Desk(province, "vt.tinh")
    told = text_of(desk.see("/post/book.pdf?since=2019-11-01").data)
    for part in (
        "SỔ GỬI VĂN BẢN ĐI BƯU ĐIỆN", "Từ ngày 01/11/2019 đến ngày 08/11/2019", "Ngày chuyển",
        "Số, ký hiệu văn bản", "Nơi nhận văn bản", "Số lượng bì", "Ký nhận và dấu bưu điện",
        "Ghi chú", "08/11/2019", "UBND huyện Bác Ái", "Bì A4", "Sổ này ghi 1 dòng, gồm 1 bì.",
    ):  # fmt: skip
        assert part in told, part
    sheet = desk.see("/post/book.xlsx")
    with zipfile.ZipFile(io.BytesIO(sheet.data)) as package:
        assert "xl/workbook.xml" in package.namelist()
    assert desk.see("/post/book.doc").status_code == 404
    assert desk.see("/post/book?since=x").status_code == 422
    assert Desk(province, "cv.vx").see("/post/book").status_code == 404


def test_a_line_is_proved_and_made_void_from_the_book(province: Office) -> None:
    document = issued(province)
    printing(province, document, BAC_AI, stamped=True)
    line = posting(province, document)
    desk = Desk(province, "vt.tinh")
    desk.read("/post/book")
    assert desk.send(f"/post/book/{line}/proof", code="RN123456789VN").status_code == 302
    assert desk.send(f"/post/book/{line}/void", reason="x").status_code == 422
    assert desk.send(f"/post/book/{line}/void", reason="Ghi nhầm nơi nhận").status_code == 302
    book = desk.read("/post/book")
    assert "RN123456789VN" in book
    assert "Đã hủy: Ghi nhầm nơi nhận" in book
    stranger = Desk(province, "vt.bacai")
    stranger.read("/post/book")
    assert stranger.send(f"/post/book/{line}/void", reason="Không phải").status_code == 404


def test_a_recipient_notes_the_paper_and_the_sender_sees_it(province: Office) -> None:
    document = issued(province)
    desk = Desk(province, "vt.bacai")
    page = desk.read(f"/documents/{document}")
    assert "Chưa nhận bản giấy; hạn đến" in page
    assert f'href="/documents/{document}/paper"' in desk.read("/paper/awaited")
    desk.read(f"/documents/{document}/paper")
    short = desk.send(f"/documents/{document}/paper", day="2019-11-08", sheets="0")
    assert short.status_code == 422
    sent = desk.send(
        f"/documents/{document}/paper", day="2019-11-08", sheets="2", condition="opened"
    )
    assert sent.status_code == 302, words(sent)
    assert "Đã nhận bản giấy ngày 08/11/2019: 2 tờ, Bì rách, bị bóc." in desk.read(
        f"/documents/{document}"
    )
    sender = Desk(province, "vt.tinh").read(f"/documents/{document}")
    assert "đã nhận bản giấy — tại UBND huyện Bác Ái" in sender or "đã nhận bản giấy;" in sender
    form = desk.read(f"/documents/{document}/paper")
    (entry,) = re.findall(r'name="entry" value="(\d+)"', form)
    gone = desk.send(f"/documents/{document}/paper", entry=entry, reason="Nhầm văn bản")
    assert gone.status_code == 302
    assert entries(province)[-1] == ("receive", -1, -2)
    assert Desk(province, "vt.sgddt").see(f"/documents/{document}/paper").status_code == 404


def test_a_copy_is_made_from_the_documents_page(province: Office) -> None:
    document = issued(province)
    clerk, leader = Desk(province, "vt.tinh"), Desk(province, "ct.tinh")
    form = f"/documents/{document}/copies"
    assert "chưa giao ai ký bản sao" in clerk.read(form)
    leader.read("/copies/signers")
    named = leader.send(
        "/copies/signers",
        person=str(person(province, "cvp.tinh")),
        position="Chánh Văn phòng",
        authority="TL. CHỦ TỊCH",
        basis="Quy chế văn thư",
    )
    assert named.status_code == 302, words(named)
    (signer,) = re.findall(r'<option value="(\d+)"[^>]*>[^<]*Chánh Văn phòng', clerk.read(form))
    wrong = clerk.send(form, kind="SY", form="electronic", signer=signer)
    assert wrong.status_code == 422
    assert "không sao từ bản điện tử sang bản điện tử" in words(wrong)
    made = clerk.send(form, kind="SY", form="paper", signer=signer, copies="2", duplex="1")
    assert made.status_code == 302, words(made)
    assert "01/SY-UBND" in clerk.read(f"/documents/{document}")
    page = clerk.read("/copies")
    (file,) = re.findall(r'href="(/copies/\d+/file)"', page)
    assert "SAO Y" in text_of(clerk.see(file).data)
    assert Desk(province, "vt.bacai").see(file).status_code == 404
    assert "01/SY-UBND" in text_of(clerk.see("/copies.pdf").data)
    key = file.split("/")[2]
    assert clerk.send(f"/copies/{key}/cancel", reason="Sao nhầm").status_code == 302
    assert "Đã hủy: Sao nhầm" in clerk.read("/copies")
    assert "thôi giao" in leader.read("/copies/signers").casefold()


def test_a_file_copy_is_lent_and_comes_back(province: Office) -> None:
    document = issued(province)
    desk = Desk(province, "vt.tinh")
    form = f"/documents/{document}/lend"
    desk.read(form)
    unit_name = "Phòng Văn hóa - Xã hội"
    wrong = desk.send(form, borrower="", allowed_by="Chánh Văn phòng")
    assert wrong.status_code == 422
    lent = desk.send(
        form, borrower="Lâm Hoàng Nam", unit=unit_name, allowed_by="Chánh Văn phòng", dossier="01"
    )
    assert lent.status_code == 302, words(lent)
    assert "Bản lưu đang do Lâm Hoàng Nam mượn" in desk.read(f"/documents/{document}")
    page = desk.read("/file-copies")
    (back,) = re.findall(r'action="(/file-copies/\d+/return)"', page)
    assert desk.send(back, note="Đủ trang").status_code == 302
    assert "Đủ trang" in desk.read("/file-copies")
    told = text_of(desk.see("/file-copies.pdf").data)
    assert "SỔ SỬ DỤNG BẢN LƯU" in told
    assert unit_name in told


@pytest.mark.parametrize("address", ["/papers", "/post", "/paper/awaited"])
def test_whoever_is_no_clerk_has_no_paper_to_see_to(province: Office, address: str) -> None:
    assert Desk(province, "cv.vx").see(address).status_code == 422
    page = Desk(province, "vt.sgddt").read(address)
    assert 'class="nothing"' in page


def test_an_auditor_reads_the_books_of_those_below(province: Office) -> None:
    document = issued(province)
    printing(province, document, BAC_AI, stamped=True)
    posting(province, document)
    came(province, document)
    auditor = Desk(province, "ttra.tinh")
    assert "UBND huyện Bác Ái" in auditor.read("/post/book")
    assert auditor.see("/post/book.pdf").status_code == 404  # each book is bound by its own
    for address in ("/copies", "/file-copies"):
        assert 'class="nothing"' in auditor.read(address)
    assert stories.problems(province) == []


@pytest.mark.parametrize(
    ("dpi", "told"), [(200, "Bản quét 200 dpi, ảnh màu."), (150, "Chưa đủ để sao ra điện tử")]
)
def test_how_paper_was_scanned_is_told_before_it_is_copied(
    province: Office, dpi: int, told: str
) -> None:
    document = on_paper(province, dpi)
    assert told in Desk(province, "vt.tinh").read(f"/documents/{document}/copies")
