"""Files of packets are never refused for what they hold: they are marked, and kept in hand."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from office.domain.errors import NotFound, Refused
from office.edxml.attachments import attach
from office.edxml.reader import read
from office.edxml.values import DocumentPacket
from office.edxml.writer import write
from office.runtime import Office
from office.services.files import previews
from office.services.views import dossier
from tests import papers, stories
from tests.edxml.packets import numbered
from tests.make import acting
from tests.scanner import SIGNATURE, scanner

FILES = {
    "công văn.pdf": papers.pdf("Công văn"),
    "mã.pdf": papers.pdf_with("/S /JavaScript /JS (x)"),
    "macro.docm": papers.package({"word/vbaProject.bin": b"x"}),
    "chạy.exe": b"MZ\x90\x00",
}


def received(office: Office, files: dict[str, bytes]) -> str:
    packet = read(stories.sample(stories.REQUEST))
    assert isinstance(packet, DocumentPacket)
    attachments = tuple(attach(name, content) for name, content in files.items())
    data = write(replace(packet, attachments=attachments), numbered())
    receipt = stories.take(office, data)
    assert receipt.verdict == "accepted", receipt
    with office.look() as work:
        return str(work.db.scalar(text("SELECT public_id FROM documents")))


def cautions(office: Office, document: str) -> dict[str, str]:
    with office.look(acting(office, "vt.tinh")) as work:
        return {f.name: f.caution for f in dossier.read(work, document).attachments}


def test_what_acts_is_marked_and_the_packet_is_delivered(both_provinces: Office) -> None:
    document = received(both_provinces, FILES)
    assert cautions(both_provinces, document) == {
        "công văn.pdf": "", "mã.pdf": "active", "macro.docm": "active", "chạy.exe": "active",
    }  # fmt: skip
    assert stories.problems(both_provinces) == []


def test_a_file_with_a_virus_is_kept_back(province: Office) -> None:
    infected = papers.pdf_with("/X (" + SIGNATURE.decode() + ")")
    with scanner() as address:
        province.settings = replace(province.settings, clamd=address)
        document = received(province, {"a.pdf": infected, "b.pdf": papers.pdf("b")})
    assert cautions(province, document) == {"a.pdf": "infected", "b.pdf": ""}
    with province.look(acting(province, "vt.tinh")) as work:
        with pytest.raises(Refused, match="mã độc"):
            dossier.attachment(work, document, 1)
        assert dossier.attachment(work, document, 2).name == "b.pdf"
        row = next(f for f in dossier.read(work, document).attachments if f.caution)
        with pytest.raises(NotFound):
            previews.of_attachment(work, row)


def test_what_nobody_scanned_is_marked_like_what_acts(province: Office) -> None:
    province.settings = replace(province.settings, clamd="127.0.0.1:1")
    document = received(province, {"b.pdf": papers.pdf("b")})
    assert cautions(province, document) == {"b.pdf": "active"}


def test_a_mark_that_was_taken_away_is_noticed(province: Office) -> None:
    received(province, FILES)
    with province.work() as work:
        work.db.execute(text("UPDATE attachments SET caution = ''"))
    assert any("warnings about files" in said for said in stories.problems(province))
