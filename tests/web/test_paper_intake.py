"""Paper letters entered by a clerk, and secret documents that are numbers alone."""

import io

import pytest
from sqlalchemy import func, select

from office.models.documents import Document
from office.models.units import Unit, UnitIdentifier
from office.runtime import Office
from office.services import dossier
from tests import stories
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
