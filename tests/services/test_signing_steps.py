"""A letter is signed by its leader, numbered, signed for the agency, and issued as that file."""

import hashlib
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import select

from office.domain.documents import Content
from office.domain.errors import Refused
from office.domain.signatures import Report
from office.edxml import reader
from office.edxml.values import DocumentPacket
from office.models.signings import Signing
from office.reports import render
from office.runtime import Office
from office.services import step
from office.services.documents import File
from office.services.outgoing import drafting
from office.services.outgoing.drafting import Recipient
from office.services.places import units
from office.services.signing import leader
from office.services.views import dossier
from office.services.wire import packets
from office.signing import make, trust, verify
from tests import holders, stories
from tests.holders import ring
from tests.make import acting
from tests.services.test_concurrency import at_once, one_wins, taking
from tests.web.desk import Desk

__all__ = ["ring"]


@pytest.fixture
def keyed(province: Office, ring: Path) -> Office:
    holders.give_keys(province, ring)
    return province


@pytest.fixture
def both_keyed(both_provinces: Office, ring: Path) -> Office:
    holders.give_keys(both_provinces, ring)
    return both_provinces


def files(office: Office, document: str, who: str = "vt.tinh") -> list[dossier.Row]:
    with office.look(acting(office, who)) as work:
        return list(dossier.read(work, document).attachments)


def words(pdf: bytes) -> str:
    """Return what is read on the first page, fields and all."""
    return " ".join(told_by_stdin("pdftotext", pdf).split())


def told_by_stdin(program: str, content: bytes) -> str:
    run = subprocess.run(  # noqa: S603 (tools of the machine)
        [program, "-layout", "-l", "1", "-", "-"], input=content, capture_output=True, check=True
    )
    return run.stdout.decode()


def content(office: Office, digest: str) -> bytes:
    return office.storage.read(digest)


def issued(office: Office, document: str = "") -> tuple[str, bytes]:
    document = document or stories.draft(office, "signing")
    holders.signed(office, document)
    stories.act(office, document, "issue")
    return document, content(office, files(office, document)[0].digest)


def judged(office: Office, pdf: bytes) -> Report:
    """Say what the office's own judge says of a file."""
    with office.look() as work:
        return verify.verify(BytesIO(pdf), trust.of_office(office.settings), work.at)


def told_by(*program: str | Path) -> str:
    """Return what another's program says of a file."""
    return subprocess.run(program, capture_output=True, text=True, check=True).stdout  # noqa: S603 (tools of the machine)


def ways(office: Office) -> list[tuple[str, str, str]]:
    """Return whose signatures are in the record, how they were made, and by which key."""
    with office.look() as work:
        rows = work.db.execute(
            select(Signing.whose, Signing.way, Signing.serial).order_by(Signing.id)
        )
        return [tuple(row) for row in rows]


def look(office: Office, document: str, who: tuple[str, str] = holders.LEADER) -> leader.Shown:
    actor = acting(office, *who)
    return leader.show(lambda: office.look(actor), document)


def test_the_file_that_is_issued_carries_both_signatures_and_all_tools_find_them_sound(
    keyed: Office, tmp_path: Path
) -> None:
    _, pdf = issued(keyed)
    report = judged(keyed, pdf)
    assert report.sound
    assert [one.field for one in report.signatures] == [make.LEADER, make.AGENCY]
    file = tmp_path / "signed.pdf"
    file.write_bytes(pdf)
    root = keyed.settings.signing_home / "trust/roots/root.pem"
    check = ("-m", "pyhanko", "sign", "validate", "--pretty-print", "--no-revocation-check")
    told = told_by(sys.executable, *check, "--trust-replace", "--trust", root, file)
    assert told.count("The signature is judged VALID.") == 2
    assert told_by("pdfsig", "-nocert", file).count("Signature is Valid.") == 2
    assert stories.problems(keyed) == []
    page = words(pdf)
    assert "Số: 01/UBND-VX" in page
    assert "Ninh Thuận, ngày 08 tháng 11 năm 2019" in page
    assert "mô phỏng" in page


def test_the_story_says_which_key_signed_and_that_it_is_simulated(keyed: Office) -> None:
    document = stories.draft(keyed, "signing")
    holders.sign(keyed, document)
    page = Desk(keyed, "vt.tinh").read(f"/documents/{document}")
    assert "người ký đã ký số (chứng thư số" in page
    assert "của Lưu Xuân Vĩnh), chữ ký mô phỏng" in page


def test_the_file_that_is_signed_has_no_number_and_no_day_yet(keyed: Office) -> None:
    document = stories.draft(keyed, "signing")
    shown = look(keyed, document)
    holders.sign_seen(keyed, document, holders.LEADER, shown)
    (kept,) = (file for file in files(keyed, document) if file.form == "signed")
    signed = content(keyed, kept.digest)
    assert signed.startswith(shown.pdf), "the bytes that were shown are the bytes that were signed"
    assert hashlib.sha256(shown.pdf).hexdigest() == shown.digest
    page = words(signed)
    assert "/UBND-VX" in page
    assert "01/UBND-VX" not in page
    assert "ngày 08" not in page


def test_a_key_signs_no_other_bytes_than_those_that_were_seen(keyed: Office) -> None:
    document = stories.draft(keyed, "signing")
    shown = look(keyed, document)
    with pytest.raises(Refused) as refusal:
        holders.sign_seen(
            keyed, document, holders.LEADER, leader.Shown(
                pdf=b"", digest="0" * 64, revision=shown.revision, signer={}, key=None
            ),
        )  # fmt: skip
    assert refusal.value.reasons == (make.OTHER_BYTES,)
    assert stories.state_of(keyed, document) == "signing"
    assert ways(keyed) == []


def test_a_letter_that_changes_between_look_and_press_is_not_signed(keyed: Office) -> None:
    document = stories.draft(keyed, "signing")
    shown = look(keyed, document)
    stories.move(keyed, holders.LEADER, document, "return_unsigned", stories.REASON)
    with keyed.work(acting(keyed, "cv.vx")) as work:
        changed = Content(type_code="CV", subject="V/v khác", body="Khác hẳn.")
        drafting.edit(work, document, changed, revision=step.read(work, document).revision)
    for action in ("submit", "approve_content", "approve_form"):
        stories.act(keyed, document, action)
    with pytest.raises(Refused) as refusal:
        holders.sign_seen(keyed, document, holders.LEADER, shown)
    assert make.OTHER_BYTES in refusal.value.reasons
    assert ways(keyed) == []


def test_whoever_has_a_key_cannot_sign_unseen(keyed: Office) -> None:
    document = stories.draft(keyed, "signing")
    stories.check_refusal(
        keyed, Refused, lambda: stories.move(keyed, holders.LEADER, document, "sign")
    )


def test_without_a_key_a_letter_is_signed_on_paper_and_the_record_says_so(
    province: Office,
) -> None:
    document, pdf = issued(province)
    assert ways(province) == [("leader", "paper", ""), ("agency", "paper", "")]
    assert judged(province, pdf).signatures == ()
    page = Desk(province, "vt.tinh").read(f"/documents/{document}")
    assert "chưa ký số (ký giấy)" in page
    assert "chưa ký số của cơ quan (đóng dấu giấy)" in page
    assert "người ký đã ký số" not in page
    assert stories.problems(province) == []


def test_a_pdf_beside_the_letter_gets_the_mark_and_the_agencys_signature(keyed: Office) -> None:
    document = stories.draft(keyed)
    beside = render.pdf("<p>Phụ lục</p>", title="Phụ lục")
    with keyed.work(acting(keyed, "cv.vx")) as work:
        drafting.attach(work, document, File("phu-luc.pdf", beside, "application/pdf"))
    for action in ("submit", "approve_content", "approve_form"):
        stories.act(keyed, document, action)
    issued(keyed, document)
    (signed,) = (file for file in files(keyed, document) if file.original is not None)
    pdf = content(keyed, signed.digest)
    assert pdf.startswith(beside)
    assert [one.field for one in judged(keyed, pdf).signatures] == [make.ATTACHMENT]
    assert "01/UBND-VX; 2019-11-08T" in words(pdf)


def test_a_return_and_a_signature_in_the_same_instant_one_holds(both_keyed: Office) -> None:
    office = both_keyed
    document = stories.draft(office, "signing")
    shown = look(office, document)
    one_wins(
        at_once([
            lambda: holders.sign_seen(office, document, holders.LEADER, shown),
            taking(office, holders.DEPUTY, document, "return_unsigned", revision=shown.revision),
        ])
    )  # fmt: skip
    signed = stories.state_of(office, document) == "signed"
    assert len(ways(office)) == (1 if signed else 0)
    assert stories.problems(office) == []


def test_of_two_leaders_at_once_one_signature_stands(both_keyed: Office) -> None:
    office = both_keyed
    document = stories.draft(office, "signing")
    both: list[Callable[[], object]] = []
    for who in (holders.LEADER, holders.DEPUTY):
        shown = look(office, document, who)
        both.append(lambda who=who, shown=shown: holders.sign_seen(office, document, who, shown))
    one_wins(at_once(both))
    assert [row[:2] for row in ways(office)] == [("leader", "digital")]
    assert len([file for file in files(office, document) if file.form == "signed"]) == 1
    assert stories.problems(office) == []


def test_the_packet_that_leaves_carries_the_sealed_file(keyed: Office) -> None:
    with keyed.work() as work:
        outside = units.external(work, "000.00.00.H42", "UBND tỉnh Ninh Bình")
    document = stories.draft(keyed, "signing", (Recipient(unit_id=outside),))
    _, pdf = issued(keyed, document)
    with keyed.look() as work:
        data = packets.document(work, document)
    assert data is not None
    sent = reader.read(data)
    assert isinstance(sent, DocumentPacket)
    assert [file.content for file in sent.attachments] == [pdf]
