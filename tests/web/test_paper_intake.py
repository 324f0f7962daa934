"""Paper letters entered by a clerk, and secret documents that are numbers alone."""

import io
import re
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from office.models.documents import Document
from office.models.units import Unit, UnitIdentifier
from office.reports.letter import Letter, render
from office.runtime import Office
from office.services.views import dossier
from tests import papers, stories
from tests.make import acting
from tests.web.desk import Desk, words

LETTER = {
    "issuer": "Sở Nội vụ", "type_code": "CV", "number": "15", "notation": "SNV-VP",
    "issued_on": "2019-11-06", "subject": "báo cáo biên chế", "urgency": "1",
}  # fmt: skip


def entered(office: Office, location: str) -> dossier.Dossier:
    """Return the letter whose register form is at this address."""
    with office.look(acting(office, "vt.tinh")) as work:
        return dossier.read(work, location.split("/")[2])


def count(office: Office) -> int:
    """Return how many documents the office has."""
    with office.look() as work:
        return work.db.scalar(select(func.count()).select_from(Document)) or 0


def test_a_paper_letter_goes_on_to_be_registered(province: Office) -> None:
    desk = Desk(province, "vt.tinh")
    answer = desk.send("/paper/new", **LETTER, files=[(io.BytesIO(b"%PDF-1.7"), "quét.pdf")])
    assert answer.status_code == 302
    assert answer.location.endswith("/actions/register")
    assert "Số đến tiếp theo" in desk.read(answer.location)
    read = entered(province, answer.location)
    assert (read.symbol, read.document.subject) == ("15/SNV-VP", "báo cáo biên chế")
    assert read.document.issuer_unit_id == stories.unit(province, "snv")
    assert [file.name for file in read.attachments] == ["quét.pdf"]
    assert stories.problems(province) == []


def test_an_agency_nobody_knows_is_entered_by_its_name_and_gets_no_code(
    both_provinces: Office,
) -> None:
    desk = Desk(both_provinces, "vt.tinh")
    first, again = (
        entered(both_provinces, desk.send("/paper/new", **{**LETTER, "issuer": name}).location)
        for name in ("Hội Nông dân  tỉnh", "hội nông dân tỉnh")
    )
    unit_id = first.document.issuer_unit_id
    assert again.document.issuer_unit_id == unit_id
    with both_provinces.look() as work:
        codes = work.db.scalars(select(UnitIdentifier).where(UnitIdentifier.unit_id == unit_id))
        assert codes.all() == []
        assert work.tree[unit_id].name == "Hội Nông dân tỉnh"


def test_an_identifier_printed_on_the_letter_decides(province: Office) -> None:
    desk = Desk(province, "vt.tinh")
    letter = {**LETTER, "issuer": "Bộ Nội vụ", "organ_code": "000.00.00.g07"}
    read = entered(province, desk.send("/paper/new", **letter).location)
    with province.look() as work:
        assert work.tree[read.document.issuer_unit_id].code() == "000.00.00.G07"


@pytest.mark.parametrize(
    "bad",
    [
        {"issuer": ""},
        {"organ_code": "không phải mã"},
        {"type_code": ""},
        {"subject": " "},
        {"issued_on": "hôm qua"},
        {"urgency": "9"},
        {"number": "99999999999999"},
    ],
)
def test_a_letter_with_a_fault_is_refused_and_stays_typed(
    province: Office, bad: dict[str, str]
) -> None:
    desk = Desk(province, "vt.tinh")
    answer = desk.send("/paper/new", **{**LETTER, "notation": "gõ dở", **bad})
    assert answer.status_code == 422
    assert "gõ dở" in words(answer)
    assert count(province) == 0


def test_a_refused_letter_leaves_no_new_agency_behind(province: Office) -> None:
    desk = Desk(province, "vt.tinh")
    desk.send("/paper/new", **{**LETTER, "issuer": "Hội Nông dân tỉnh", "subject": ""})
    with province.look() as work:
        assert work.db.scalar(select(func.count()).where(Unit.kind == "external")) == 0


def scanned(desk: Desk, do: str, **fields: Any) -> tuple[str, list[str]]:
    """Press a button of the intake form; return the page and the keys of its uploads."""
    answer = desk.send("/paper/new", **{**LETTER, **fields}, do=do)
    page = words(answer)
    return page, re.findall(r'name="staged" value="([0-9a-f]{32})"', page)


def pages_of(*names: str) -> list[tuple[io.BytesIO, str]]:
    return [(io.BytesIO(papers.pdf("SỞ NỘI VỤ", f"Trang hai của {name}")), name) for name in names]


def test_scans_are_looked_at_before_anything_is_kept(province: Office) -> None:
    desk = Desk(province, "vt.tinh")
    page, keys = scanned(desk, "stage", files=pages_of("một.pdf", "hai.pdf"), subject="đang gõ")
    assert len(keys) == 2
    assert f'src="/uploads/{keys[0]}/pages/1.webp"' in page
    assert f"/uploads/{keys[1]}/pages/2" in page
    assert "đang gõ" in page
    assert count(province) == 0
    assert desk.see(f"/uploads/{keys[0]}/pages/1.webp").mimetype == "image/webp"
    assert "Trang 2 / 2" in desk.read(f"/uploads/{keys[1]}/pages/2")


def test_scans_are_put_in_order_and_taken_off(province: Office) -> None:
    desk = Desk(province, "vt.tinh")
    _, keys = scanned(desk, "stage", files=pages_of("một.pdf", "hai.pdf", "ba.pdf"))
    _, moved = scanned(desk, f"up-{keys[2]}", staged=keys)
    assert moved == [keys[0], keys[2], keys[1]]
    _, left = scanned(desk, f"drop-{keys[0]}", staged=moved)
    assert left == [keys[2], keys[1]]
    answer = desk.send("/paper/new", **LETTER, staged=left, place="Tủ 2, kệ 3")
    read = entered(province, answer.location)
    assert [file.name for file in read.attachments] == ["ba.pdf", "hai.pdf"]
    assert read.document.place == "Tủ 2, kệ 3"
    assert stories.problems(province) == []


def test_a_refused_letter_keeps_its_scans(province: Office) -> None:
    desk = Desk(province, "vt.tinh")
    page, keys = scanned(desk, "save", files=pages_of("một.pdf"), subject="")
    assert "Hãy nhập trích yếu" in page
    assert "<strong>một.pdf</strong>" in page
    answer = desk.send("/paper/new", **LETTER, staged=keys)
    assert [file.name for file in entered(province, answer.location).attachments] == ["một.pdf"]


def test_a_file_that_acts_is_refused_by_name_and_the_others_stay(province: Office) -> None:
    desk = Desk(province, "vt.tinh")
    bad = (io.BytesIO(papers.pdf_with("/S /JavaScript")), "mã.pdf")
    page, keys = scanned(desk, "save", files=[bad, *pages_of("một.pdf")])
    assert "“mã.pdf” là PDF có mã JavaScript" in page
    assert len(keys) == 1
    assert count(province) == 0


HEAD = render(
    Letter(
        organ="Sở Nội vụ", number_symbol="1587/SNV-CCHC", place="Ninh Thuận",
        issued_on=date(2019, 11, 6), type_name="Công văn", subject="cải cách hành chính",
        body="Kính gửi.", position="GIÁM ĐỐC", signer_name="Nguyễn Đức Tín",
    )
)  # fmt: skip
EMPTY = dict.fromkeys(("issuer", "type_code", "number", "notation", "issued_on", "subject"), "")


def value_of(page: str, name: str) -> str:
    """Return what stands in a field of the form."""
    found = re.search(rf'id="{name}" name="{name}"[^>]*?value="([^"]*)"', page)
    return found.group(1) if found else ""


def test_what_was_read_is_proposed_and_never_filled_in_by_itself(province: Office) -> None:
    desk = Desk(province, "vt.tinh")
    page, keys = scanned(desk, "stage", files=[(io.BytesIO(HEAD), "quét.pdf")], **EMPTY)
    proposed = page.split('class="proposals"')[1].split("</section>")[0]
    for value in ("Sở Nội vụ", "Công văn", "1587", "SNV-CCHC", "06/11/2019", "cải cách hành chính"):
        assert value in proposed
    assert [value_of(page, name) for name in ("issuer", "number", "notation")] == ["", "", ""]
    page, _ = scanned(desk, "use-number", staged=keys, **EMPTY)
    assert [value_of(page, name) for name in ("issuer", "number", "notation")] == ["", "1587", ""]


def test_filling_the_empty_fields_changes_nothing_that_was_typed(province: Office) -> None:
    desk = Desk(province, "vt.tinh")
    _, keys = scanned(desk, "stage", files=[(io.BytesIO(HEAD), "quét.pdf")], **EMPTY)
    typed = {**EMPTY, "number": "9999", "issuer": "Sở Tư pháp"}
    page, _ = scanned(desk, "use-all", staged=keys, **typed)
    assert (value_of(page, "number"), value_of(page, "issuer")) == ("9999", "Sở Tư pháp")
    assert (value_of(page, "notation"), value_of(page, "issued_on")) == ("SNV-CCHC", "2019-11-06")
    assert ">cải cách hành chính</textarea>" in page
    assert '<option value="CV" selected' in page


def test_a_server_that_cannot_read_pictures_says_so(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("office.pages.reading.can_read", lambda: False)
    desk = Desk(province, "vt.tinh")
    page, _ = scanned(desk, "stage", files=[(io.BytesIO(papers.picture()), "quét.jpg")])
    assert "chưa cài tesseract tiếng Việt" in page


def test_a_secret_document_is_a_number_and_nothing_else(province: Office) -> None:
    desk = Desk(province, "vt.tinh")
    page = desk.read("/paper/secret")
    assert "Không nhập nội dung bí mật nhà nước" in page
    form = page.split("<main")[1]
    assert "textarea" not in form
    assert 'type="file"' not in form
    answer = desk.send(
        "/paper/secret", direction="in", secrecy="mat", subject="không được giữ", body="bí mật"
    )
    assert "số 01" in desk.read(answer.location)
    with province.look() as work:
        row = work.db.execute(select(Document.subject, Document.body, Document.secrecy)).one()
    assert tuple(row) == ("", "", "mat")


def test_only_a_clerk_enters_paper(province: Office) -> None:
    desk = Desk(province, "cv.vx")
    for address in ("/paper/new", "/paper/secret"):
        assert desk.see(address).status_code == 422
    assert desk.send("/paper/new", **LETTER).status_code == 422
    assert desk.send("/paper/secret", direction="in", secrecy="mat").status_code == 422
    assert count(province) == 0
