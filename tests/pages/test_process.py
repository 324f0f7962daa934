"""Strangers' files in the child process: what is drawn, what is read, what a hostile one costs."""

import io
import json
import time
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from office.pages import process
from office.pages.process import Late, Limits, Source, Unreadable
from tests import papers

PDF = "application/pdf"


def pages(source: Source) -> int:
    return int(json.loads(process.run("look", [source], Limits()))["pages"])


def drawn(source: Source, page: int = 0, width: int = 400) -> Image.Image:
    made = process.run("picture", [source], Limits(), page=page, width=width, form="webp")
    return Image.open(io.BytesIO(made))


@pytest.mark.parametrize(
    ("content", "kind", "count"),
    [
        (papers.pdf("Một", "Hai", "Ba"), PDF, 3),
        (papers.picture(), "image/jpeg", 1),
        (papers.picture("PNG"), "image/png", 1),
        (papers.picture("TIFF", 4), "image/tiff", 4),
    ],
)
def test_each_page_of_each_kind_is_drawn(content: bytes, kind: str, count: int) -> None:
    source = Source(content, kind)
    assert pages(source) == count
    for page in range(count):
        image = drawn(source, page)
        assert (image.format, image.width) == ("WEBP", 400)
        assert min(image.convert("L").tobytes()) < 120  # there is something on it


def test_the_frames_of_a_scan_are_its_pages_in_order() -> None:
    source = Source(papers.picture("TIFF", 3), "image/tiff")
    columns = [drawn(source, page).convert("L").crop((120, 0, 121, 560)) for page in range(3)]
    darkest = [min(range(560), key=column.tobytes().__getitem__) for column in columns]
    assert darkest == sorted(darkest)
    assert len(set(darkest)) == 3


def test_a_page_that_is_not_there_is_not_drawn() -> None:
    with pytest.raises(Unreadable):
        drawn(Source(papers.picture(), "image/jpeg"), 1)


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7 nothing", b"\xff\xd8\xff\xe0broken", b"", b"\x89PNG\r\n\x1a\nxxxx"]
)
@pytest.mark.parametrize("kind", [PDF, "image/jpeg"])
def test_a_broken_file_is_unreadable_and_nothing_worse(content: bytes, kind: str) -> None:
    with pytest.raises(Unreadable):
        drawn(Source(content, kind))


def test_a_picture_of_too_many_pixels_is_not_unpacked() -> None:
    out = io.BytesIO()
    Image.new("1", (40_000, 4_000)).save(out, "PNG")
    with pytest.raises(Unreadable):
        drawn(Source(out.getvalue(), "image/png"))


def endless() -> bytes:
    """Return a small PDF whose page would be drawn for minutes."""
    work = b"q 1 0 0 1 0 0 cm " + b"0 0 m 600 800 l 0 800 l 600 0 l f* " * 3
    inner = b"/F Do " * 40
    forms = b"".join(
        b"%d 0 obj <</Type/XObject/Subtype/Form/BBox[0 0 600 800]"
        b"/Resources<</XObject<</F %d 0 R>>>>/Length %d>>\nstream\n%s\nendstream endobj\n"
        % (n, n + 1, len(inner), inner)
        for n in range(5, 12)
    )
    last = (
        b"12 0 obj <</Type/XObject/Subtype/Form/BBox[0 0 600 800]/Length %d>>\nstream\n%s\n"
        b"endstream endobj\n"
    )
    return (
        b"%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
        b"2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n"
        b"3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        b"/Resources<</XObject<</F 5 0 R>>>>>> endobj\n"
        b"4 0 obj <</Length 240>>\nstream\n" + inner + b"\nendstream endobj\n"
        + forms + last % (len(work), work) + b"trailer <</Root 1 0 R>>\n%%EOF"
    )  # fmt: skip


def test_a_file_that_would_be_drawn_for_ever_is_stopped_by_its_time() -> None:
    source, begun = Source(endless(), PDF), time.monotonic()
    limits = Limits(cpu=1, wall=10.0)
    with pytest.raises(Unreadable) as stopped:
        process.run("picture", [source], limits, page=0, width=900, form="webp")
    assert time.monotonic() - begun < 9
    assert not isinstance(stopped.value, Late)


def test_a_child_that_takes_too_long_is_late_which_is_not_remembered() -> None:
    with pytest.raises(Late):
        process.run(
            "picture", [Source(endless(), PDF)], Limits(cpu=30, wall=0.5),
            page=0, width=900, form="webp",
        )  # fmt: skip


def test_a_child_gets_no_more_memory_than_it_may_take() -> None:
    big = Source(papers.picture(size=(4000, 4000)), "image/jpeg")
    assert drawn(big).width == 400
    with pytest.raises(Unreadable):
        process.run("picture", [big], Limits(memory=120 << 20), page=0, width=400, form="webp")


def test_a_child_writes_no_more_than_it_may() -> None:
    with pytest.raises(Unreadable):
        process.run(
            "picture", [Source(papers.pdf(), PDF)], Limits(output=100),
            page=0, width=900, form="webp",
        )  # fmt: skip


@given(st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_file_broken_anywhere_never_takes_the_server_along(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from([papers.picture(), papers.picture("TIFF", 2)]))
    place = data.draw(st.integers(0, len(whole) - 1))
    broken = whole[:place] + data.draw(st.binary(max_size=40)) + whole[place + 20 :]
    with suppress(Unreadable):
        assert drawn(Source(broken, "image/jpeg")).width == 400
