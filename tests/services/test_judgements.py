"""Signatures of PDFs that come in: looked at, kept, told in words; none valid by default."""

import unicodedata
from pathlib import Path

import pytest
from sqlalchemy import text

from office.jobs import handlers, run
from office.runtime import Office
from office.services.files import judgements
from office.signing import make
from tests import stories
from tests.make import Clock
from tests.services import letters_in
from tests.signing import forgeries, notary
from tests.web.desk import Desk


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> notary.Notary:
    """Open an authority, and sign with it."""
    return notary.Notary(tmp_path_factory.mktemp("authority"))


def test_before_it_was_looked_at_nothing_is_said_to_be_valid(
    both_provinces: Office, here: notary.Notary, clock: Clock
) -> None:
    clock.now = notary.NOW
    letters_in.trusted(both_provinces, here)
    document = letters_in.receive(both_provinces, here.signed(notary.paper()))
    before = letters_in.told(both_provinces, document)
    assert (before.sound, before.words.en) == (False, "Its signatures have not been looked at yet.")
    run.drain(both_provinces)
    found = letters_in.told(both_provinces, document)
    assert found.sound
    assert notary.NAME in found.signers[0].vi
    assert stories.problems(both_provinces) == []


def test_who_is_not_trusted_is_said_not_to_be(province: Office, here: notary.Notary) -> None:
    document = letters_in.receive(province, here.signed(notary.paper()))
    run.drain(province)
    found = letters_in.told(province, document)
    assert (found.sound, "không thuộc tổ chức được tin cậy" in found.words.vi) == (False, True)


def test_what_was_changed_after_signing_is_shown_in_red_on_the_page(
    province: Office, here: notary.Notary
) -> None:
    letters_in.trusted(province, here)
    document = letters_in.receive(province, forgeries.replaced(here.signed(notary.paper())))
    run.drain(province)
    page = Desk(province, "vt.tinh").read(f"/documents/{document}")
    assert "Nội dung bị thay đổi sau khi ký." in page
    assert 'class="caution">Nội dung' in page


def test_an_unsigned_file_is_said_to_be_so_and_looking_twice_changes_nothing(
    province: Office,
) -> None:
    document = letters_in.receive(province, notary.paper())
    run.drain(province)
    assert letters_in.told(province, document).unsigned
    with province.look() as work:
        assert judgements.waiting(work, document) == {}
    handlers.judge(province, {"document": document})
    assert len(letters_in.acts(province, document, "judge")) == 1
    assert "Tệp không có chữ ký số." in Desk(province, "vt.tinh").read(f"/documents/{document}")


FORGED = {
    "a changed byte": (forgeries.changed, "Chữ ký không khớp với nội dung: tệp đã bị sửa."),
    "a replaced page": (forgeries.replaced, "Nội dung bị thay đổi sau khi ký."),
    "bytes added": (
        forgeries.added,
        "Sau chữ ký cuối, tệp bị ghi thêm dữ liệu mà không ai ký.",
    ),
}


@pytest.mark.parametrize("how", FORGED)
def test_a_forged_letter_is_told_in_the_right_words_on_its_page(
    province: Office, here: notary.Notary, clock: Clock, how: str
) -> None:
    clock.now = notary.NOW
    letters_in.trusted(province, here)
    forge, words = FORGED[how]
    check_told(province, letters_in.receive(province, forge(here.signed(notary.paper()))), words)


def check_told(office: Office, document: str, words: str) -> None:
    """Assert that a document's page, its story and the form of taking it in say so."""
    run.drain(office)
    desk = Desk(office, "vt.tinh")
    page = desk.read(f"/documents/{document}")
    assert f'class="caution">{words}' in page
    assert words.rstrip(".") in page.split('class="timeline"')[1]
    [record] = letters_in.acts(office, document, "judge")
    assert record["judged"][0]["sha256"] == letters_in.files(office, document)[0].digest
    assert words in desk.read(f"/intake/{document}")
    assert stories.problems(office) == []


def test_a_revoked_signer_is_told_on_the_page(
    province: Office, tmp_path: Path, clock: Clock
) -> None:
    clock.now = notary.NOW
    other = notary.Notary(tmp_path / "other")
    content = other.signed(notary.paper())
    other.authority.revoke(other.certificate(other.leader).serial_number)
    letters_in.trusted(province, other)
    check_told(
        province, letters_in.receive(province, content), "Chứng thư số của người ký đã bị thu hồi."
    )


def test_a_look_alike_is_told_on_the_page(
    province: Office, here: notary.Notary, tmp_path: Path, clock: Clock
) -> None:
    clock.now = notary.NOW
    letters_in.trusted(province, here)
    twin = notary.Notary(tmp_path / "twin")
    words = "Chứng thư số của người ký không thuộc tổ chức được tin cậy."
    check_told(province, letters_in.receive(province, twin.signed(notary.paper())), words)


def test_every_pdf_of_a_packet_is_looked_at_however_it_is_wrapped_or_called(
    province: Office, here: notary.Notary, clock: Clock
) -> None:
    """A wrapped file, one that hides its beginning, two that are the same; no archive's inside."""
    clock.now = notary.NOW
    letters_in.trusted(province, here)
    signed = here.signed(notary.paper())
    files = {
        "cong-van": signed,  # a name without ending travels wrapped in an archive
        "kem.pdf": forgeries.zipped("goc.pdf", signed),
        "lui.pdf": b"\n\n" + signed,
        "mot.pdf": signed,
        "nhieu.zip": forgeries.zipped("trong.pdf", forgeries.replaced(signed)),
    }
    document = letters_in.receive_files(province, files)
    run.drain(province)
    found = {}
    for one in letters_in.files(province, document):
        judged = judgements.told("packet", one)
        found[one.name] = judged.words.vi if judged else None
    assert found["cong-van"] == found["mot.pdf"] == "Chữ ký hợp lệ, nội dung nguyên vẹn."
    assert found["kem.pdf"] == "Không kiểm tra được chữ ký: tệp không phải PDF."
    assert found["lui.pdf"] not in (None, found["mot.pdf"])  # shown by readers, signed by nobody
    assert "bên trong không được kiểm tra" in str(found["nhieu.zip"])
    [record] = letters_in.acts(province, document, "judge")
    assert len(record["judged"]) == 3  # the same bytes are looked at once
    assert stories.problems(province) == []


def test_what_was_found_is_sealed_with_the_signers_and_with_whom_the_office_trusted(
    both_provinces: Office, here: notary.Notary, clock: Clock
) -> None:
    clock.now = notary.NOW
    letters_in.trusted(both_provinces, here)
    document = letters_in.receive(both_provinces, here.sealed(here.signed(notary.paper())))
    run.drain(both_provinces)
    [record] = letters_in.acts(both_provinces, document, "judge")
    assert record["store"] == here.trust.fingerprint
    [judged] = record["judged"]
    assert judged["verdict"] == "sound"
    assert [one["signer"] for one in judged["signatures"]] == [notary.NAME, notary.ORGAN]
    assert judged["at"] == notary.NOW.timestamp() * 1000
    assert stories.problems(both_provinces) == []


@pytest.mark.parametrize(
    "planted",
    [
        "UPDATE file_judgements SET verdict = 'sound'",
        "UPDATE file_judgements SET signatures = '[]'",
        "UPDATE file_judgements SET store = digest",
        "DELETE FROM file_judgements",
        "INSERT INTO file_judgements SELECT document_id, seq + 1, digest, 'sound', '[]', store,"
        " judged_at FROM file_judgements",
    ],
)
def test_a_judgement_changed_behind_the_offices_back_is_found(
    province: Office, here: notary.Notary, clock: Clock, planted: str
) -> None:
    clock.now = notary.NOW
    letters_in.trusted(province, here)
    letters_in.receive(province, forgeries.replaced(here.signed(notary.paper())))
    run.drain(province)
    assert stories.problems(province) == []
    with province.work() as work:
        work.db.execute(text(planted))
    [problem] = stories.problems(province)
    assert "has other judgements than the log says" in problem


def test_words_of_a_certificate_in_another_spelling_do_not_break_the_seal(
    province: Office, tmp_path: Path, clock: Clock
) -> None:
    clock.now = notary.NOW
    loose = notary.Notary(tmp_path / "loose")
    loose.authority.issue("person:nfd", unicodedata.normalize("NFD", notary.NAME), notary.ORGAN)
    letters_in.trusted(province, loose)
    key, content = loose.ring.of_person("nfd"), notary.paper()
    document = letters_in.receive(province, make.sign(content, key, notary.order(content)))
    run.drain(province)
    assert notary.NAME in letters_in.told(province, document).signers[0].vi
    assert stories.problems(province) == []
