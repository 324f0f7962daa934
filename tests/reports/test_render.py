"""A page reaches nothing outside itself, and the same page is the same bytes."""

from __future__ import annotations

import base64
import re
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.reports.render import FetchRefused, pdf, png_of

PNG = base64.b64encode(
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0\x90wS\xde"
    b"\0\0\0\x0cIDATx\x9cc\xf8\xcf\xc0\0\0\3\1\1\0\xc9\xfe\x92\xef\0\0\0\0IEND\xaeB`\x82"
).decode()
SECRET = "MAT-KHAU-CUA-MAY-CHU"
VECTORS = [
    '<img src="{0}">',
    '<object data="{0}"></object>',
    '<embed src="{0}">',
    '<link rel="attachment" href="{0}">',
    '<a rel="attachment" href="{0}">x</a>',
    '<link rel="stylesheet" href="{0}">',
    '<style>@import "{0}";</style>',
    "<style>@font-face {{ font-family: X; src: url({0}) }} p {{ font-family: X }}</style><p>x",
    '<p style="background: url({0})">x',
    '<p style="content: url({0})">x',
    '<ul style="list-style-image: url({0})"><li>x</ul>',
    '<svg width="9" height="9"><image href="{0}" width="9" height="9"/></svg>',
    '<svg width="9" height="9"><use href="{0}#a"/></svg>',
    '<base href="{0}"><img src="x.png">',
    "<style>@page {{ background: url({0}) }}</style>",
]
touched: list[str] = []
watching = False


def watch(event: str, arguments: tuple[object, ...]) -> None:
    """Note every file and every host that this process asks for while `watching`."""
    if watching and event in {"open", "socket.connect", "socket.getaddrinfo", "urllib.Request"}:
        touched.append(f"{event} {arguments}")


sys.addaudithook(watch)


@contextmanager
def watched() -> Iterator[list[str]]:
    """Give the list of what is asked for inside the block."""
    global watching
    touched.clear()
    watching = True
    try:
        yield touched
    finally:
        watching = False


def streams(document: bytes) -> bytes:
    """Return every stream of a PDF, unpacked where it is packed."""
    unpacked = []
    for found in re.finditer(rb"stream\r?\n(.*?)endstream", document, re.DOTALL):
        try:
            unpacked.append(zlib.decompress(found[1]))
        except zlib.error:
            unpacked.append(found[1])
    return b"\n".join(unpacked)


@pytest.mark.parametrize("vector", VECTORS)
def test_a_page_reads_no_file_and_calls_no_host(vector: str, tmp_path: Path) -> None:
    secret = tmp_path / "passwd"
    secret.write_text(SECRET)
    targets = [secret.as_uri(), str(secret), "http://127.0.0.1:9/x", "//127.0.0.1:9/x", "ftp://h/x"]
    page = "<p>Kính gửi</p>" + "".join(vector.format(target) for target in targets)
    pdf("<p>the fonts are found before anybody watches</p>", title="")
    with watched() as asked:
        document = pdf(page, title="x")
    assert [one for one in asked if "passwd" in one or not one.startswith("open ")] == []
    assert SECRET.encode() not in document + streams(document)
    assert pypdfium2.PdfDocument(document)[0].get_textpage().get_text_bounded().startswith("Kính")


def test_a_png_carried_inside_is_printed() -> None:
    document = pdf(f'<img src="data:image/png;base64,{PNG}">', title="x")
    assert len(list(pypdfium2.PdfDocument(document)[0].get_objects(filter=[3]))) == 1


@given(url=st.one_of(st.text(), st.sampled_from(["file:///etc/passwd", "data:text/html,x"])))
def test_no_other_address_is_fetched(url: str) -> None:
    with pytest.raises(FetchRefused):
        png_of(url)


def test_an_image_that_only_says_it_is_png_is_refused() -> None:
    svg = base64.b64encode(b'<svg xmlns="http://www.w3.org/2000/svg"/>').decode()
    with pytest.raises(FetchRefused):
        png_of(f"data:image/png;base64,{svg}")
    assert png_of(f"data:image/png;base64,{PNG}").startswith(b"\x89PNG")


def test_a_page_is_a_tagged_archive_file_with_its_title() -> None:
    document = pdf("<p>Công văn</p>", title="Công văn 05/BNV-VP")
    opened = pypdfium2.PdfDocument(document)
    assert opened.get_metadata_dict()["Title"] == "Công văn 05/BNV-VP"
    assert pypdfium2.raw.FPDFCatalog_IsTagged(opened.raw)
    assert b'pdfaid:part="2"' in streams(document)
    assert b"/GTS_PDFA1" in streams(document)
    assert b"/Lang(vi)" in streams(document).replace(b"/Lang (", b"/Lang(")


def test_the_same_page_is_the_same_bytes_and_another_is_another_file() -> None:
    one = pdf("<p>Công văn</p>", title="a")
    assert pdf("<p>Công văn</p>", title="a") == one
    assert pdf("<p>Công văn.</p>", title="a") != one
    assert pdf("<p>Công văn</p>", title="b") != one
