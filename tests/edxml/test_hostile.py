"""No packet from outside can harm the office: it is read, or refused in words, quickly."""

import base64
import io
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from office.edxml.attachments import attach
from office.edxml.limits import MEBIBYTE, Limits
from office.edxml.reader import read
from office.edxml.values import DocumentPacket, StatusPacket, Unreadable
from office.edxml.writer import write
from tests.edxml.packets import PATHS, document, numbered, sample

NEW = sample("edoc_new")
SAMPLES = [path.read_bytes() for path in PATHS]
QUICKLY = 2.0  # seconds
THOROUGHLY = settings(deadline=5000, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>'
BOMB = b"""<!DOCTYPE edXML [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;">]>"""


@contextmanager
def quickly() -> Iterator[None]:
    """Fail if what is done inside takes much of the processor's time."""
    begun = time.process_time()
    yield
    assert time.process_time() - begun < QUICKLY


def refusal(data: bytes, limits: Limits | None = None) -> str:
    """Return why a packet is refused, and that it was refused quickly."""
    with quickly(), pytest.raises(Unreadable) as refused:
        read(data, limits or Limits())
    assert refused.value.vi
    return refused.value.en


def understood_or_refused(data: bytes) -> bool:
    """Read anything; whatever is no packet must be refused in words."""
    try:
        return isinstance(read(data), DocumentPacket | StatusPacket)
    except Unreadable as refused:
        return bool(refused.vi and refused.en)


@st.composite
def mutilated(draw: st.DrawFn) -> bytes:
    """Take a sample and flip, cut, repeat or insert bytes in it."""
    data = bytearray(draw(st.sampled_from(SAMPLES)))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data)))
        length = draw(st.sampled_from([0, 1, 2, 40, 2000]))
        piece = draw(
            st.binary(max_size=8)
            | st.sampled_from([b"<", b">", b"&", b"<!--", b"]]>", b"\xff\xfe", b'"', b"</", b"PK"])
            | st.just(bytes(data[at : at + length]) * 2)
        )
        data[at : at + length] = piece
    return bytes(data)


@THOROUGHLY
@given(data=mutilated())
def test_a_damaged_packet_is_read_or_refused_in_words(data: bytes) -> None:
    assert understood_or_refused(data)


@THOROUGHLY
@given(data=st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode("utf-16")))
def test_bytes_of_any_kind_are_refused_in_words(data: bytes) -> None:
    assert understood_or_refused(data)


@THOROUGHLY
@given(content=st.binary(max_size=300), name=st.sampled_from(["a.pdf", "b.xlsx", "c.zip", "d"]))
def test_a_broken_archive_never_breaks_the_reading(content: bytes, name: str) -> None:
    inside = io.BytesIO()
    with zipfile.ZipFile(inside, "w") as archive:
        archive.writestr("x", b"y" * 50)
    packed = bytearray(inside.getvalue())
    for position, byte in enumerate(content[: len(packed) // 4]):
        packed[(position * 37 + byte) % len(packed)] = byte
    assert understood_or_refused(with_payload(name, b"PK\x03\x04" + bytes(packed[4:])))


def with_payload(name: str, payload: bytes) -> bytes:
    """Put raw bytes under a name into the recall sample's only file."""
    data = sample("edoc_revocation").replace(b"vanban.pdf", name.encode())
    old = b"JVBERi0xLjQKJWRlbW8KMSAwIG9iajw8Pj5lbmRvYmoKdHJhaWxlcjw8Pj4KJSVFT0YK"
    assert old in data
    return data.replace(old, base64.b64encode(payload))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_doctype_is_refused_in_every_encoding(encoding: str) -> None:
    text = NEW.decode().replace(DECLARATION.decode(), BOMB.decode())
    assert "DOCTYPE" in refusal(text.encode(encoding))


def test_a_doctype_is_refused_behind_comments_and_in_lower_case() -> None:
    assert "DOCTYPE" in refusal(NEW.replace(DECLARATION, b"<!-- > --><?a ?>" + BOMB))
    assert "DOCTYPE" in refusal(NEW.replace(DECLARATION, BOMB.lower()))


def test_an_encoding_that_could_hide_a_doctype_is_refused() -> None:
    hidden = b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x+AD4-<x/>'
    assert "utf-7" in refusal(hidden)


def test_a_file_of_this_machine_never_gets_into_a_packet(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("canary")
    doctype = f'<!DOCTYPE edXML [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'.encode()
    data = NEW.replace(DECLARATION, doctype).replace("Liên thông".encode(), b"&x;")
    assert "canary" not in refusal(data)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not xml",
        b"<" * 100_000,
        b"<a>" * 1_000_000,
        b"<a>" * 60 + b"</a>" * 60,
        b"<a/>" * 1_000_000,
        b"<a>" + b"<b></b>" * 300_000 + b"</a>",
        b"<a " + b"b='c' " * 1_000_000 + b"/>",
        b'<a b="' + b"x" * 10_000_000 + b'"/>',
        b"<a><!--" + b"-" * 5_000_000,
        b"<a><![CDATA[" + b"]" * 5_000_000,
        b"<a>" + b"&#1;" + b"</a>",
        b"<a xmlns:b='c'>" + b"<b:d xmlns:e='f'/>" * 100_000,
        b"<" + b"a" * 1_000_000 + b"/>",
        b"<r>" + (b"<a " + b" ".join(b"b%d=''" % i for i in range(900)) + b"/>") * 5_000 + b"</r>",
        NEW.replace(b"</edXML:From>", b""),
    ],
    ids=lambda data: repr(data[:12]),
)
def test_what_is_malformed_or_endless_is_refused_quickly(data: bytes) -> None:
    assert refusal(data)


@pytest.mark.parametrize(
    "old", [b">123<", b">1<", b">2024/05/06<", b">vanban.pdf<", b">0<", b">application/pdf<"]
)
@pytest.mark.parametrize("text", [" \u200b", "9", "/", "2014/05/06 ", "á"])
def test_an_endless_text_takes_no_time(old: bytes, text: str) -> None:
    assert old in NEW
    with quickly():
        assert understood_or_refused(NEW.replace(old, b">1" + (text * 2_000_000).encode() + b"1<"))


def test_endless_warnings_take_no_time() -> None:
    organ = "<To><OrganId>{}</OrganId><Email>" + "x" * 101 + "</Email></To>"
    many = "".join(organ.format(number) for number in range(20_000)).encode()
    first = b"<edXML:DocumentId>000"
    with quickly():
        packet = document(NEW.replace(first, many + first, 1))
    assert (len(packet.recipients), len(packet.warnings)) == (20_002, 100)


def test_a_packet_that_is_too_large_is_refused_before_it_is_looked_at() -> None:
    assert "too large" in refusal(NEW, Limits(packet_bytes=len(NEW) - 1))


def test_a_file_that_is_too_large_is_refused() -> None:
    assert "too large" in refusal(NEW, Limits(attachment_bytes=10))


def test_too_many_files_are_refused() -> None:
    assert "too many attachments" in refusal(NEW, Limits(attachments=2))


def test_files_that_are_too_much_together_are_refused() -> None:
    assert "too large" in refusal(NEW, Limits(total_bytes=60))


@pytest.mark.parametrize("name", ["a.xlsx", "a.txt", "a.docx"])
def test_an_archive_bomb_is_refused(name: str) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x", b"\0" * 20 * MEBIBYTE)
    assert "unpacks to too much" in refusal(with_payload(name, bomb.getvalue()))


def test_an_archive_that_lies_about_its_size_is_refused() -> None:
    lying = io.BytesIO()
    with zipfile.ZipFile(lying, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x", b"\0" * 5000)
    data = lying.getvalue().replace((5000).to_bytes(4, "little"), (50).to_bytes(4, "little"))
    assert "broken" in refusal(with_payload("a.txt", data))


def test_text_that_is_not_base64_is_refused() -> None:
    assert "base64" in refusal(NEW.replace(b"JVBERi0xLjQK", b"JVBERi0x*jQK"))


def test_a_comment_cannot_split_a_text() -> None:
    split = NEW.replace(b"<edXML:CodeNumber>123", b"<edXML:CodeNumber>1<!-- x -->2<?y z?>3")
    assert document(split).number == "123"


def test_a_file_of_fifty_megabytes_is_read() -> None:
    file = attach("lon.pdf", b"%PDF-" + bytes(50 * MEBIBYTE - 5))
    packet = replace(document(NEW), attachments=(file,))
    assert document(write(packet, numbered())).attachments == (file,)
