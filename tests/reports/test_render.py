"""A page reaches nothing outside itself, and the same page is the same bytes."""

from __future__ import annotations

import base64
import re
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.reports import child, render
from office.reports.child import FetchRefused, png_of
from office.reports.render import Limits, TooMuch, pdf, printed

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
    child.make("<p>the fonts are found before anybody watches</p>", "", "vi")
    with watched() as asked:
        document, _ = child.make(page, "x", "vi")
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
    assert b'pdfaid:conformance="A"' in streams(document)
    assert b"/GTS_PDFA1" in streams(document)
    assert b"/Lang(vi)" in streams(document).replace(b"/Lang (", b"/Lang(")


def test_the_same_page_is_the_same_bytes_and_another_is_another_file() -> None:
    one = pdf("<p>Công văn</p>", title="a")
    assert pdf("<p>Công văn</p>", title="a") == one
    assert pdf("<p>Công văn.</p>", title="a") != one
    assert pdf("<p>Công văn</p>", title="b") != one


BOMBS = {
    "three thousand boxes in one another": "<div>" * 3000 + "x" + "</div>" * 3000,
    "cells over a hundred thousand columns": "<table>"
    + "<tr><td colspan=100000 rowspan=60000>x</td><td colspan=99999>y</td></tr>" * 30
    + "</table>",
    "more page than anybody writes": "<p>x" * 3_000_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_page_that_costs_too_much_is_refused_and_the_next_one_is_printed(name: str) -> None:
    with pytest.raises(TooMuch):
        printed(BOMBS[name], title="x", limits=Limits(cpu=10, wall=30))
    assert printed("<p>Công văn", title="x").pages == 1


def test_a_page_that_takes_too_long_is_stopped_by_its_time() -> None:
    long = "<p>" + "Ủy ban nhân dân các huyện, thành phố. " * 60_000
    for limits in (Limits(cpu=1, wall=60), Limits(cpu=60, wall=0.5)):
        begun = time.monotonic()
        with pytest.raises(TooMuch):
            printed(long, title="x", limits=limits)
        assert time.monotonic() - begun < 50


def test_a_printer_that_died_is_replaced_without_a_word() -> None:
    printed("<p>x", title="x")
    for press in render._idle:
        press._process.kill()
        press._process.wait()
    assert printed("<p>x", title="x").pages == 1


CLOSED_DOORS = [
    "open('/etc/passwd').read()",
    "open('/proc/self/environ').read()",
    "open('/tmp/written', 'w')",
    "open(child.__file__, 'a')",
    "__import__('socket').create_connection(('127.0.0.1', 9))",
    "__import__('socket').getaddrinfo('localhost', 80)",
    "__import__('subprocess').run(['true'])",
    "__import__('os').system('true')",
    "__import__('os').execv('/bin/true', ['true'])",
]


@pytest.mark.parametrize("door", CLOSED_DOORS)
def test_the_printing_process_opens_no_file_no_connection_and_no_program(door: str) -> None:
    code = f"""
import importlib.util, socket, subprocess, sys
spec = importlib.util.spec_from_file_location('child', {child.__file__!r})
child = importlib.util.module_from_spec(spec)
spec.loader.exec_module(child)
def serve(source, out):  # in place of the first task
    pdf, told = child.make('<p>Vẫn in được', '', 'vi')
    assert pdf.startswith(b'%PDF') and told['pages'] == 1
    try:
        {door}
    except PermissionError as refused:
        out.write(str(refused).encode())
        out.flush()
child.serve = serve
sys.argv = ['child', str(2 ** 31)]
child.main()
"""
    done = subprocess.run(  # noqa: S603 (own code, no shell)
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("the printing process may not")


def test_the_printing_process_is_bound_by_the_kernel() -> None:
    printed("<p>x", title="x", limits=Limits(memory=1234 * 1024 * 1024))
    [press] = [one for one in render._idle if one.memory == 1234 * 1024 * 1024]
    told = Path(f"/proc/{press._process.pid}/limits").read_text()
    most = {line[:26].strip(): line[26:].split()[0] for line in told.splitlines()}
    assert most["Max address space"] == str(press.memory)
    assert most["Max file size"] == "0"
    assert most["Max core file size"] == "0"
    assert int(most["Max open files"]) <= 128
    assert int(most["Max cpu time"]) < 120


def test_the_place_of_what_has_a_name_is_told_in_millimetres() -> None:
    page = "<style>@page { size: A4; margin: 20mm } body { margin: 0 }"
    page += "div { height: 10mm; width: 30mm }</style>"
    told = printed(page + "<div></div><div id='here'></div>", title="x")
    assert told.places["here"] == (1, 20.0, 30.0, 50.0, 40.0)
