"""Working copies in the office: made once, sealed, the scans untouched, verified."""

import io
from datetime import timedelta

import pypdfium2
import pytest
from sqlalchemy import text

from office.domain.errors import Invalid
from office.jobs import run
from office.runtime import Office
from office.services.books import registration
from office.services.books.registration import Letter
from office.services.documents import File
from office.services.views import dossier
from tests import papers, stories
from tests.make import acting
from tests.stories import unit

CLERK = ("vt.tinh", "clerk")
SCANS = {"trang 1.jpg": papers.picture(), "trang 2.tif": papers.picture("TIFF", 2)}


def enter(office: Office, scans: dict[str, bytes], place: str = "", **named: object) -> str:
    letter = Letter(
        issuer_unit_id=unit(office, "snv"), type_code="CV", number_text="12", notation="SNV-VP",
        issued_on=None, subject="báo cáo biên chế", place=place, **named,  # type: ignore[arg-type]  # further fields
    )  # fmt: skip
    with office.work(acting(office, *CLERK)) as work:
        files = [File(name, io.BytesIO(content)) for name, content in scans.items()]
        return registration.enter_paper(work, letter, files)


def read(office: Office, document: str) -> dossier.Dossier:
    with office.look(acting(office, *CLERK)) as work:
        return dossier.read(work, document)


def content(office: Office, document: str, name: str) -> bytes:
    row = next(f for f in read(office, document).attachments if f.name == name)
    return office.storage.read(row.digest)


def acts(office: Office, document: str) -> list[str]:
    return [happening.record["act"] for happening in read(office, document).story]


def test_pictures_are_joined_and_stamped_and_stay_as_they_were(both_provinces: Office) -> None:
    office = both_provinces
    document = enter(office, SCANS)
    run.drain(office)
    assert len(pypdfium2.PdfDocument(content(office, document, "Bản quét.pdf"))) == 3
    stories.act(office, document, "register")
    run.drain(office)
    stamped = pypdfium2.PdfDocument(content(office, document, "Số đến 01.pdf"))
    assert len(stamped) == 3
    words = " ".join(stamped[0].get_textpage().get_text_range().split())
    assert "Số: 01" in words
    assert "UBND TỈNH NINH THUẬN" in words.upper()
    assert {name: content(office, document, name) for name in SCANS} == SCANS
    assert acts(office, document) == ["enter", "join", "register", "stamp"]
    assert stories.problems(office) == []


def test_a_copy_is_made_once_however_often_it_is_promised(province: Office) -> None:
    document = enter(province, SCANS)
    stories.act(province, document, "register")
    run.drain(province)
    with province.work() as work:
        work.db.execute(text("UPDATE outbox SET settled_at = NULL, due_at = posted_at"))
    run.drain(province)
    assert sorted(acts(province, document)) == ["enter", "join", "register", "stamp"]


def test_the_stamp_bears_the_day_of_arrival_not_of_registering(province: Office) -> None:
    yesterday = province.work
    with yesterday() as work:
        day = work.today - timedelta(days=2)
    document = enter(province, {"a.pdf": papers.pdf("Công văn")}, arrived_on=day)
    stories.act(province, document, "register")
    run.drain(province)
    stamped = pypdfium2.PdfDocument(content(province, document, "Số đến 01.pdf"))
    assert f"{day:%d/%m/%Y}" in stamped[0].get_textpage().get_text_range()


def test_scans_nobody_can_open_have_no_copy_and_stop_nothing(province: Office) -> None:
    document = enter(province, {"hỏng.pdf": b"%PDF-1.7 nothing"})
    stories.act(province, document, "register")
    run.drain(province)
    assert acts(province, document) == ["enter", "register"]
    with province.look() as work:
        assert work.db.scalar(text("SELECT count(*) FROM outbox WHERE settled_at IS NULL")) == 0


def test_a_letter_without_pages_has_no_copy(province: Office) -> None:
    document = enter(province, {"a.txt": b"ghi ch\xc3\xba"})
    stories.act(province, document, "register")
    run.drain(province)
    assert acts(province, document) == ["enter", "register"]


def test_the_place_of_the_original_is_kept_and_sealed(province: Office) -> None:
    document = enter(province, {}, place="  Tủ 2, \n kệ 3 ")
    assert read(province, document).document.place == "Tủ 2, kệ 3"
    assert stories.problems(province) == []
    with province.work() as work:
        work.db.execute(text("UPDATE documents SET place = 'Tủ 9'"))
    assert any("is not what was received" in said for said in stories.problems(province))


def test_a_place_too_long_to_be_one_is_refused(province: Office) -> None:
    with pytest.raises(Invalid, match="200 ký tự"):
        enter(province, {}, place="x" * 201)


def test_a_copy_that_was_exchanged_is_noticed(province: Office) -> None:
    document = enter(province, SCANS)
    run.drain(province)
    other = province.storage.put(papers.pdf("Khác")).digest
    with province.work() as work:
        work.db.execute(text("UPDATE attachments SET digest = :d WHERE rendered"), {"d": other})
    assert any("printed form" in said for said in stories.problems(province))
    assert document


def test_a_file_that_acts_is_refused_by_name_and_nothing_is_entered(province: Office) -> None:
    bad = {"công văn.pdf": papers.pdf_with("/S /Launch")}
    stories.check_refusal(province, Invalid, lambda: enter(province, bad))
