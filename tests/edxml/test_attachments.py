"""Files of a packet arrive unwrapped, under safe names, with a type that their bytes decide."""

import base64
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.edxml.attachments import attach, safe_name, wrap
from office.edxml.reader import read
from office.edxml.values import Attachment, Unreadable
from tests.edxml.packets import document, sample

NEW = sample("edoc_new")
ONE = sample("edoc_revocation")
PDF = b"%PDF-1.4\n%demo\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def archive(**entries: bytes) -> bytes:
    """Make an archive of the named entries."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in entries.items():
            made.writestr(name, content)
    return buffer.getvalue()


def received(name: str, payload: bytes) -> Attachment:
    """Receive one file whose label always says application/pdf."""
    data = ONE.replace(b"vanban.pdf", name.encode())
    data = data.replace(base64.b64encode(PDF), base64.b64encode(payload))
    (file,) = document(data).attachments
    assert file.name == name
    return file


def test_the_library_s_wrappings_are_taken_off() -> None:
    files = document(NEW).attachments
    assert [file.name for file in files] == ["vanban.pdf", "phuluc.xlsx", "ghichu.txt"]
    assert [file.description for file in files] == ["Văn bản chính", "Phụ lục", "Ghi chú"]
    assert files[0].content == PDF
    assert not files[1].content.startswith(b"PK")


@pytest.mark.parametrize("name", ["a.pdf", "a.doc", "a.docx", "a.xlsx", "a.txt", "a"])
def test_a_wrapped_file_is_unwrapped_whatever_its_label(name: str) -> None:
    assert received(name, wrap(name, PDF, "entry")).content == PDF
    assert received(name, wrap(name, PDF, "entry")).content_type == "application/pdf"


def test_an_archive_that_was_sent_as_an_archive_stays_one() -> None:
    sent = archive(one=b"1")
    assert received("a.zip", sent) == attach("a.zip", sent, "Văn bản chính")


def test_a_document_that_is_an_archive_stays_whole() -> None:
    sent = archive(**{"[Content_Types].xml": b"<x/>", "word": b"y"})
    file = received("a.docx", sent)
    assert file.content == sent
    assert file.content_type.endswith("wordprocessingml.document")


def test_an_archive_of_many_files_stays_whole() -> None:
    sent = archive(one=b"1", two=b"2")
    assert received("a.pdf", sent).content == sent
    assert received("a.pdf", sent).content_type == "application/zip"


def test_only_one_wrapping_is_taken_off() -> None:
    inner = wrap("a.txt", b"x", "inner")
    assert received("a.txt", wrap("a.txt", inner, "outer")).content == inner


def test_a_broken_wrapping_is_refused_and_a_broken_document_kept() -> None:
    assert received("a.docx", b"PK\x03\x04broken").content == b"PK\x03\x04broken"
    with pytest.raises(Unreadable, match="broken"):
        received("a.txt", b"PK\x03\x04broken")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/msword"),
        ("chữ".encode(), "text/plain"),
        (b"\x00\x01", "application/octet-stream"),
        (b"<html>", "text/plain"),
    ],
)
def test_the_bytes_decide_the_type(content: bytes, kind: str) -> None:
    assert attach("a.pdf", content).content_type == kind


def test_base64_may_be_wrapped_in_lines() -> None:
    lines = base64.encodebytes(PDF).replace(b"\n", b"\r\n    ")
    packet = document(ONE.replace(base64.b64encode(PDF), lines))
    assert packet == document(ONE)


def test_a_file_that_was_announced_and_did_not_come_is_kept_with_a_warning() -> None:
    start, end = NEW.index(b"  <AttachmentEncoded>"), NEW.index(b"</edXML>\r\n")
    packet = document(NEW[:start] + NEW[end:])
    assert [(file.name, file.content) for file in packet.attachments] == [
        ("vanban.pdf", b""),
        ("phuluc.xlsx", b""),
        ("ghichu.txt", b""),
    ]
    assert len(packet.warnings) == 3


def test_a_file_that_came_unannounced_is_kept_with_a_warning() -> None:
    start, end = NEW.index(b"    <edXML:edXMLBody>"), NEW.index(b"  </edXML:edXMLEnvelope>")
    packet = document(NEW[:start] + NEW[end:])
    assert packet.attachments == document(NEW).attachments
    assert len(packet.warnings) == 3


def test_the_manifest_gives_the_order_and_ids_marry_the_halves() -> None:
    first, second = b"000000000001</ContentId>", b"000000000002</ContentId>"
    swapped = NEW.replace(first, b"-").replace(second, first).replace(b"-\r", second + b"\r")
    assert [file.name for file in document(swapped).attachments] == [
        "phuluc.xlsx",
        "vanban.pdf",
        "ghichu.txt",
    ]


def test_an_id_needs_no_cid_and_halves_without_ids_go_by_order() -> None:
    assert document(NEW.replace(b"<ContentId>cid:", b"<ContentId>")) == document(NEW)
    assert document(NEW.replace(b"<ContentId>cid:", b"<ContentId>x")) == document(NEW)


def test_attachments_may_bear_the_prefix_and_the_manifest_another_name() -> None:
    other = NEW.replace(b"<Attachment>", b"<edXML:Attachment>").replace(
        b"</Attachment>", b"</edXML:Attachment>"
    )
    assert document(other.replace(b"edXMLManifest", b"Manifest")) == document(NEW)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\tam\\vanban.pdf", "vanban.pdf"),
        ("công văn số 1.pdf", "công văn số 1.pdf"),
        ("a\u202efdp.exe", "afdp.exe"),
        ("a\r\nb.pdf", "ab.pdf"),
        ("..", "tep-dinh-kem-7"),
        (None, "tep-dinh-kem-7"),
    ],
)
def test_a_file_name_is_only_a_name(sent: str | None, kept: str) -> None:
    assert safe_name(sent, 7) == kept


@given(raw=st.text())
def test_a_safe_name_stays_as_it_is(raw: str) -> None:
    name = safe_name(raw, 1)
    assert safe_name(name, 1) == name
    assert 0 < len(name) <= 200
    assert not {"/", "\\", "\0", "\n"} & set(name)


def test_a_name_that_had_to_be_changed_is_a_warning() -> None:
    packet = read(ONE.replace(b"vanban.pdf", b"../vanban.pdf"))
    assert packet.warnings == (
        "Tên tệp được sửa thành “vanban.pdf”. | A file was given the name “vanban.pdf”.",
    )
