"""Signatures of PDFs that come in: looked at, kept, told in words; none valid by default."""

from dataclasses import replace
from pathlib import Path

import pytest

from office.edxml import writer
from office.edxml.attachments import attach
from office.jobs import run
from office.runtime import Office
from office.services.files import judgements
from office.services.views import dossier, inboxes
from tests import stories
from tests.edxml import packets
from tests.make import Clock, acting
from tests.signing import forgeries, notary
from tests.web.desk import Desk

PACKET = "to_ninh_thuan/04_nghe_an_visit"


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> notary.Notary:
    """Open an authority, and sign with it."""
    return notary.Notary(tmp_path_factory.mktemp("authority"))


def trusted(office: Office, here: notary.Notary) -> None:
    """Let the office trust the authority."""
    store = office.settings.instance / "signing" / "trust"
    for file in Path(here.authority.trust).rglob("*"):
        if file.is_file():
            copy = store / file.relative_to(here.authority.trust)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(file.read_bytes())


def receive(office: Office, pdf: bytes) -> str:
    """Receive a packet that carries a PDF; return the document's id."""
    packet = packets.document(packets.sample(PACKET))
    sent = replace(packet, attachments=(attach("cong-van.pdf", pdf, None),))
    receipt = stories.take(office, writer.write(sent, packets.numbered()))
    assert receipt.verdict == "accepted", receipt
    with office.look(acting(office, "vt.tinh")) as work:
        return inboxes.page(work, "arrivals").items[0].public_id


def told(office: Office, document: str) -> judgements.Judged:
    """Return what is said of the one file's signatures."""
    with office.look(acting(office, "vt.tinh")) as work:
        read = dossier.read(work, document)
        found = judgements.told(read.document.origin, read.attachments[0])
    assert found is not None
    return found


def test_before_it_was_looked_at_nothing_is_said_to_be_valid(
    both_provinces: Office, here: notary.Notary, clock: Clock
) -> None:
    clock.now = notary.NOW
    trusted(both_provinces, here)
    document = receive(both_provinces, here.signed(notary.paper()))
    assert (told(both_provinces, document).sound, told(both_provinces, document).words.en) == (
        False, "Its signatures have not been looked at yet.",
    )  # fmt: skip
    run.drain(both_provinces)
    found = told(both_provinces, document)
    assert found.sound
    assert notary.NAME in found.signers[0].vi
    assert stories.problems(both_provinces) == []


def test_who_is_not_trusted_is_said_not_to_be(province: Office, here: notary.Notary) -> None:
    document = receive(province, here.signed(notary.paper()))
    run.drain(province)
    found = told(province, document)
    assert (found.sound, "không thuộc tổ chức được tin cậy" in found.words.vi) == (False, True)


def test_what_was_changed_after_signing_is_shown_in_red_on_the_page(
    province: Office, here: notary.Notary
) -> None:
    trusted(province, here)
    document = receive(province, forgeries.replaced(here.signed(notary.paper())))
    run.drain(province)
    page = Desk(province, "vt.tinh").read(f"/documents/{document}")
    assert "Nội dung bị thay đổi sau khi ký." in page
    assert 'class="caution">Nội dung' in page


def test_an_unsigned_file_is_said_to_be_so_and_looking_twice_changes_nothing(
    province: Office,
) -> None:
    document = receive(province, notary.paper())
    run.drain(province)
    assert told(province, document).unsigned
    with province.look() as work:
        assert judgements.waiting(work, document) == []
    assert "Tệp không có chữ ký số." in Desk(province, "vt.tinh").read(f"/documents/{document}")
