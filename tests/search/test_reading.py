"""Words of files are read apart, and a hostile file harms nothing but its own reading."""

import io
import zipfile
from pathlib import Path

import docx
import pytest

from office.reports.render import pdf
from office.search import child, reading

HTML = "<p>Báo cáo về thủy lợi Sông Cái</p>"


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for words in paragraphs:
        document.add_paragraph(words)
    document.add_table(1, 1).rows[0].cells[0].text = "trong bảng"
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def read(content: bytes, name: str) -> reading.Reading:
    return reading.read(io.BytesIO(content), name)


def test_a_pdf_is_read() -> None:
    found = read(pdf(HTML, title="Báo cáo"), "bao-cao.pdf")
    assert (found.source, "thủy lợi" in found.content) == ("pdf", True)


def test_a_word_file_is_read_with_its_tables() -> None:
    found = read(word("Kế hoạch phòng chống hạn"), "ke-hoach.DOCX")
    assert found.source == "docx"
    assert "phòng chống hạn" in found.content
    assert "trong bảng" in found.content


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_plain_text_is_read_in_the_encodings_it_comes_in(encoding: str) -> None:
    assert read("Đề án 06".encode(encoding), "a.txt") == reading.Reading("txt", "Đề án 06")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "a.txt"),
        (b"\x00" * 10, "a.txt"),
        (b"%PDF-1.7 and nothing", "a.pdf"),
        (b"PK\x03\x04 no zip", "a.docx"),
        (b"MZ\x90\x00", "virus.exe"),
        (b"\x89PNG\r\n", "scan.png"),
    ],
)
def test_what_cannot_be_read_has_no_words_and_a_reason(content: bytes, name: str) -> None:
    found = read(content, name)
    assert (found.source, found.content) == ("", "")
    assert found.fault


def test_a_word_file_that_unpacks_to_too_much_is_left_alone() -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b" " * (child.UNPACKED + 1))
    found = read(kept.getvalue(), "bom.docx")
    assert "too much" in found.fault


def test_a_reader_that_takes_too_long_is_stopped(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    slow = tmp_path / "slow.py"
    slow.write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setattr(reading, "CHILD", slow)
    monkeypatch.setattr(reading, "SECONDS", 0.3)
    assert read(b"x", "a.txt").fault == "took too long"


def test_a_long_text_is_cut() -> None:
    assert len(read("từ ".encode() * child.MOST, "a.txt").content) <= child.MOST
