"""What the office sends is laid out as the official library does it, and reads back the same."""

import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from office.edxml.attachments import attach, wrapped
from office.edxml.reader import read
from office.edxml.values import DocumentPacket, Organ, Packet, ResponseFor, StatusPacket
from office.edxml.writer import write
from tests.edxml.packets import PATHS, SAMPLES, document, documents, numbered, sample, statuses

SLOWLY = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
WRAPPED = re.compile(rb'(2016">)UEs[^<]*')
SIGNATURE = re.compile(rb" +<Signature>.*</Signature>\r\n", re.DOTALL)
EMPTY_DUE_DATE = b"        <edXML:DueDate/>\r\n"
LETTER = DocumentPacket(
    sender=Organ(organ_id="H43", name="UBND tỉnh Ninh Thuận"),
    recipients=(Organ(organ_id="H41", name="UBND tỉnh Nghệ An"),),
    number="1",
    notation="UBND",
    subject="V/v thử",
)


def rewritten(data: bytes, packet: Packet) -> bytes:
    """Write a packet again with the ids that its sample has."""
    attachments = packet.attachments if isinstance(packet, DocumentPacket) else ()
    recorded = re.findall(rb"<ContentId>cid:([^<]*)", data)
    ids = []
    for content_id, attachment in zip(recorded, attachments, strict=True):
        ids.append(content_id.decode())
        ids += ["entry"] if wrapped(attachment.name, attachment.content) else []
    return write(packet, iter(ids).__next__)


@pytest.mark.parametrize(
    "path", [path for path in PATHS if path.parent == SAMPLES], ids=lambda path: path.stem
)
def test_an_official_packet_is_written_byte_for_byte_as_the_library_wrote_it(path: Path) -> None:
    data = path.read_bytes()
    again = rewritten(data, read(data))
    unsigned = SIGNATURE.sub(b"", data)
    assert WRAPPED.sub(rb"\1", again) == WRAPPED.sub(rb"\1", unsigned)
    assert read(again) == read(data)


@pytest.mark.parametrize(
    "path", [path for path in PATHS if path.parent != SAMPLES], ids=lambda path: path.stem
)
def test_a_packet_to_ninh_thuan_is_written_as_it_came_but_for_an_empty_due_date(path: Path) -> None:
    data = path.read_bytes()
    again = rewritten(data, read(data))
    expected = data.replace(EMPTY_DUE_DATE, b"")
    assert WRAPPED.sub(rb"\1", again) == WRAPPED.sub(rb"\1", expected)
    assert read(again) == read(data)


@SLOWLY
@given(packet=documents())
def test_every_document_packet_reads_back_as_it_was_written(packet: DocumentPacket) -> None:
    assert read(write(packet, numbered())) == packet


@SLOWLY
@given(packet=statuses)
def test_every_status_packet_reads_back_as_it_was_written(packet: StatusPacket) -> None:
    assert read(write(packet, numbered())) == packet


def test_a_letter_that_says_little_is_still_written_whole() -> None:
    again = document(write(LETTER, numbered()))
    assert (again.paper, again.steering, again.type_code) == (False, 0, 18)
    assert again.trace == (("H43", None),)


def test_ids_are_asked_for_once_a_file_and_once_more_for_a_wrapping() -> None:
    files = (attach("a.pdf", b"%PDF-1"), attach("b.txt", b"chu"), attach("c.docx", b"tho"))
    data = write(replace(LETTER, attachments=files), numbered())
    ids = re.findall(rb"<ContentId>cid:[0-9-]+0(\d)<", data)
    assert ids == [b"1", b"2", b"4"]
    assert document(data).attachments == files


def test_the_same_packet_is_written_the_same_twice() -> None:
    packet = read(sample("edoc_new"))
    assert write(packet, numbered()) == write(packet, numbered())


@pytest.mark.parametrize(
    "packet",
    [
        replace(LETTER, subject=""),
        replace(LETTER, recipients=()),
        replace(LETTER, number=None, notation=None),
        replace(LETTER, subject="bad \x00 character"),
        replace(LETTER, subject="half a \ud800 character"),
        replace(LETTER, sent_at=datetime(2024, 5, 6)),  # noqa: DTZ001 - the fault under test
        StatusPacket(sender=LETTER.sender, response_for=ResponseFor(organ_id="H41"), code=1),
    ],
)
def test_a_packet_that_nobody_could_use_is_not_written(packet: Packet) -> None:
    with pytest.raises(ValueError, match=r"lacks|cannot carry|zone"):
        write(packet, numbered())
