"""What a file is: good ones of each kind come in, what acts or pretends is refused by name."""

import io
import random
import tempfile
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.domain import filetypes, packages
from office.domain.errors import Invalid
from office.settings import FILE_TYPES
from tests import papers

SCRIPT = b"<</S /JavaScript /JS (app.alert(1))>>"
GOOD = {
    "công văn.pdf": ("application/pdf", papers.pdf_with("/Type/Catalog")),
    "quét.jpg": ("image/jpeg", papers.picture()),
    "quét.PNG": ("image/png", papers.picture("PNG")),
    "quét.tiff": ("image/tiff", papers.picture("TIFF", 2)),
    "dự thảo.docx": (papers.WORD, papers.package()),
    "bảng.xlsx": ("", papers.package(main="xl/workbook.xml")),
    "trình chiếu.pptx": ("", papers.package(main="ppt/presentation.xml")),
    "dự thảo.odt": ("application/octet-stream", papers.odf()),
    "cũ.doc": ("application/msword", papers.OLE + b"WordDocument" * 9),
    "ghi chú.txt": ("text/plain; charset=utf-8", "Ghi chú có dấu".encode()),
}
BAD = {
    "gói.zip": papers.package(),
    "gói.rar": b"Rar!\x1a\x07\x01\x00",
    "chạy.exe": b"MZ\x90\x00",
    "giả.pdf": b"MZ\x90\x00",
    "lệnh.txt": b"#!/bin/sh\nrm -rf /",
    "trang.html": b"<p>x</p>",
    "trang.txt": b"\n <!DOCTYPE html><script>x</script>",
    "hình.svg": b"<svg/>",
    "hình.png": b"<svg onload=alert(1)>",
    "lai.pdf": b"<!--%PDF-1.4--><script>x</script>",
    "ảnh.jpg": papers.picture("PNG"),
    "văn bản.txt": papers.pdf_with(""),
    "lạ.xyz": b"abc",
    "không đuôi": b"abc",
    "rỗng.pdf": b"",
    "nhị phân.txt": b"a\0b",
    "macro.docm": papers.package({"word/vbaProject.bin": papers.OLE}),
    "macro.docx": papers.package({"word/vbaProject.bin": b"x"}),
    "macro đổi tên.docx": papers.package(
        {"word/data.bin": papers.OLE + papers.wide("_VBA_PROJECT")}
    ),
    "nhận là docx.docx": papers.package(main="xl/workbook.xml"),
    "chỉ là nén.docx": papers.package(main="x.txt"),
    "tải mẫu.docx": papers.package(
        {
            "word/_rels/settings.xml.rels": '<Relationship Type="http://x/relationships/'
            'attachedTemplate" Target="http://x/a.dotm" TargetMode="External"/>'
        }
    ),
    "nhúng.docx": papers.package({"word/embeddings/setup.exe": b"MZ"}),
    "nhúng lén.docx": papers.package({"word/embeddings/a.dat": b"MZ\x90"}),
    "leo.docx": papers.package({"../../etc/passwd": "x"}),
    "macro.odt": papers.odf(members={"Basic/Standard/a.xml": "<x/>"}),
    "lẫn.odt": papers.odf("spreadsheet"),
    "macro.doc": papers.OLE + b"x" * 600 + papers.wide("_VBA_PROJECT"),
    "gói.doc": papers.OLE + papers.wide("\x01Ole10Native"),
    "mã.pdf": papers.pdf_with("/OpenAction <</S/JavaScript/JS(x)>>"),
    "mã giấu.pdf": papers.pdf_with("/OpenAction <</S/J#61vaScrip#74 /JS(x)>>"),
    "mã nén.pdf": papers.pdf_packing(SCRIPT),
    "mã nén giấu.pdf": papers.pdf_packing(SCRIPT.replace(b"JavaScript", b"#4AavaScript")),
    "nén lạ.pdf": papers.pdf_packing(SCRIPT, b"[/ASCIIHexDecode /LZWDecode]"),
    "chạy.pdf": papers.pdf_with("/A <</S /Launch /F (cmd.exe)>>"),
    "tệp.pdf": papers.pdf_with("/Names <</EmbeddedFiles 3 0 R>>"),
    "khóa.pdf": papers.pdf_with("/Encrypt 5 0 R"),
}  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_of_each_kind_comes_in(name: str) -> None:
    claimed, content = GOOD[name]
    kind = filetypes.inspect(name, claimed, content, FILE_TYPES)
    assert kind == filetypes.KINDS[filetypes.extension(name)]


@pytest.mark.parametrize("name", BAD)
def test_what_acts_or_pretends_is_refused_with_its_name(name: str) -> None:
    with pytest.raises(Invalid) as refusal:
        filetypes.inspect(name, "", BAD[name], FILE_TYPES)
    assert f"“{name}”" in str(refusal.value)


def test_the_claimed_type_must_agree_with_the_content() -> None:
    with pytest.raises(Invalid, match=r"text/html, nội dung lại là PDF"):
        filetypes.inspect("a.pdf", "text/html", papers.pdf_with(""), FILE_TYPES)


def test_a_kind_the_office_does_not_list_is_refused() -> None:
    with pytest.raises(Invalid, match=r"\(PDF\)"):
        filetypes.inspect("a.png", "", papers.picture("PNG"), ("pdf",))


def test_a_bomb_is_refused_by_its_ratio() -> None:
    bomb = papers.package({"word/media.bin": b"\0" * (packages.RATIO_FROM + 1)})
    assert len(bomb) < 100_000
    with pytest.raises(Invalid, match="bung nén ra quá lớn"):
        filetypes.inspect("a.docx", "", bomb, FILE_TYPES)


def test_an_archive_of_too_many_members_is_refused() -> None:
    many = papers.package({f"word/{n}.xml": "" for n in range(packages.MOST_MEMBERS)})
    with pytest.raises(Invalid, match="bung nén ra quá lớn"):
        filetypes.inspect("a.docx", "", many, FILE_TYPES)


def test_a_directory_that_lies_about_sizes_is_found_out_while_reading() -> None:
    honest = papers.package({"word/media.bin": b"\0" * 5_000_000})
    place = honest.rindex(b"PK\x01\x02")
    lying = honest[: place + 24] + (10).to_bytes(4, "little") + honest[place + 28 :]
    with zipfile.ZipFile(io.BytesIO(lying)) as archive:
        assert archive.infolist()[-1].file_size == 10
    with pytest.raises(Invalid):
        filetypes.inspect("a.docx", "", lying, FILE_TYPES)


def test_a_link_inside_an_archive_is_refused() -> None:
    out = io.BytesIO(papers.package())
    with zipfile.ZipFile(out, "a") as archive:
        link = zipfile.ZipInfo("word/link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(Invalid):
        filetypes.inspect("a.docx", "", out.getvalue(), FILE_TYPES)


def test_a_script_is_found_across_the_seam_of_two_windows() -> None:
    for before in range((1 << 20) - 40, (1 << 20) + 5, 3):
        content = b"%PDF-1.7" + b" " * (before - 8) + b"/S /JavaScript (x)"
        with pytest.raises(Invalid, match="JavaScript"):
            filetypes.inspect("a.pdf", "", content, FILE_TYPES)


def test_pixels_and_packed_pages_are_no_scripts() -> None:
    noise = random.Random(7).randbytes(3_000_000)  # noqa: S311 (pixels of a test, no secret)
    content = papers.pdf_with("/Type/Catalog") + b"2 0 obj <</Length 3>>\nstream\n" + noise
    assert filetypes.inspect("a.pdf", "", content, FILE_TYPES).media_type == "application/pdf"
    whole = papers.pdf("Trang có chữ", "Trang hai")
    assert filetypes.inspect("a.pdf", "", whole, FILE_TYPES).paged


@pytest.mark.parametrize("name", ["công văn.pdf", "dự thảo.docx", "mã nén.pdf", "macro.docx"])
def test_a_file_on_the_disk_is_judged_like_its_bytes_and_left_where_it_was(name: str) -> None:
    content = BAD[name] if name in BAD else GOOD[name][1]
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.seek(3)
        if name in BAD:
            with pytest.raises(Invalid):
                filetypes.inspect(name, "", file, FILE_TYPES)
        else:
            assert filetypes.inspect(name, "", file, FILE_TYPES)
        assert file.tell() == 3


@given(
    st.text(max_size=40),
    st.sampled_from([b"%PDF-1.7", b"PK\x03\x04", papers.OLE, b"\xff\xd8\xff", b""]),
    st.binary(max_size=400),
    st.sampled_from(sorted(filetypes.KINDS)),
)
def test_whatever_is_sent_is_taken_or_refused_in_words(
    name: str, begins: bytes, rest: bytes, ending: str
) -> None:
    named = f"{name}.{ending}"
    try:
        kind = filetypes.inspect(named, "", begins + rest, FILE_TYPES)
    except Invalid:
        return
    assert kind is filetypes.KINDS[ending]
    assert filetypes.danger(named, begins + rest) is None
