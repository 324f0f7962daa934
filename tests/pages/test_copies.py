"""Working copies: scans in one PDF, and the arrival stamp at its true size."""

import ctypes
import io
from datetime import date
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image

from office.pages import process
from office.pages.process import Limits, Source
from office.reports import stamp
from office.reports.stamp import Stamp
from tests import papers

PDF = "application/pdf"
MM = 72 / 25.4
STAMP = Stamp(organ="Ủy ban nhân dân tỉnh Ninh Thuận", number="07", arrived_on=date(2019, 11, 8))


def made(act: str, *sources: Source) -> Any:
    whole = process.run(act, list(sources), Limits(output=1 << 28))
    return pypdfium2.PdfDocument(whole)


def stamped(*sources: Source) -> Any:
    return made("stamp", *sources, Source(stamp.render(STAMP), PDF))


def stamp_on(page: Any) -> tuple[float, float, float, float]:
    """Return (left, top, width, height) in mm of the stamp as it is seen on a page."""
    forms = [o for o in page.get_objects(max_depth=1) if o.type == pdfium.FPDF_PAGEOBJ_FORM]
    found = forms[-1]
    box = [ctypes.c_float() for _ in range(4)]
    assert pdfium.FPDFPageObj_GetBounds(found, *box)
    left, bottom, right, top = (edge.value for edge in box)
    return left / MM, (page.get_height() - top) / MM, (right - left) / MM, (top - bottom) / MM


def red_box(page: Any) -> tuple[float, float]:
    """Return the width and height in mm of what is red on the drawn page."""
    drawn = page.render(scale=10 / MM).to_pil().convert("RGB")  # ten dots a millimetre
    red = drawn.getchannel("R").point(lambda v: 255 if v > 120 else 0)
    not_green = drawn.getchannel("G").point(lambda v: 255 if v < 120 else 0)
    left, top, right, bottom = Image.composite(red, not_green, not_green).getbbox()
    return (right - left) / 10, (bottom - top) / 10


def test_the_stamp_is_fifty_by_thirty_five_millimetres_on_paper() -> None:
    page = stamped(Source(papers.pdf("Công văn"), PDF))[0]
    width, height = red_box(page)
    assert (width, height) == (pytest.approx(50, abs=0.25), pytest.approx(35, abs=0.25))
    _, _, wide, high = stamp_on(page)
    assert (wide, high) == (pytest.approx(50, abs=0.6), pytest.approx(35, abs=0.6))


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_page_that_was_turned_is_stamped_upright_and_as_large(turned: int) -> None:
    source = pypdfium2.PdfDocument(papers.pdf("Công văn"))
    source[0].set_rotation(turned)
    out = io.BytesIO()
    source.save(out)
    page = stamped(Source(out.getvalue(), PDF))[0]
    width, height = red_box(page)
    assert (width, height) == (pytest.approx(50, abs=0.25), pytest.approx(35, abs=0.25))


def test_the_stamp_says_what_the_decree_asks_for_in_vietnamese() -> None:
    words = stamped(Source(papers.picture(), "image/jpeg"))[0].get_textpage().get_text_range()
    said = " ".join(words.split())
    for part in ("ỦY BAN NHÂN DÂN TỈNH NINH THUẬN", "ĐẾN", "Số: 07", "Ngày: 08/11/2019", "Chuyển:",
                 "Số và ký hiệu HS:"):  # fmt: skip
        assert part in said


def test_the_stamp_covers_no_words_where_there_is_room() -> None:
    plain = pypdfium2.PdfDocument(papers.pdf("Một dòng chữ " * 60))
    words = plain[0].get_textpage()
    left, top, width, height = stamp_on(stamped(Source(papers.pdf("Một dòng chữ " * 60), PDF))[0])
    page_height = plain[0].get_height() / MM
    boxes = [[edge / MM for edge in words.get_rect(n)] for n in range(words.count_rects())]
    for near, low, far, high in boxes:
        beside = far <= left or near >= left + width
        above_or_below = page_height - low <= top or page_height - high >= top + height
        assert beside or above_or_below


def test_only_the_first_page_is_stamped_and_all_pages_are_there() -> None:
    copy = stamped(
        Source(papers.picture(), "image/jpeg"),
        Source(papers.picture("TIFF", 2), "image/tiff"),
        Source(papers.pdf("Một", "Hai"), PDF),
    )
    assert len(copy) == 5
    assert "ĐẾN" in copy[0].get_textpage().get_text_range()
    assert all("ĐẾN" not in copy[n].get_textpage().get_text_range() for n in range(1, 5))


def test_a_page_smaller_than_the_stamp_is_stamped_all_the_same() -> None:
    page = stamped(Source(papers.picture(size=(100, 80)), "image/jpeg"))[0]
    assert page.get_width() < 50 * MM
    assert "ĐẾN" in page.get_textpage().get_text_range()


def test_a_jpeg_goes_into_the_joined_file_byte_for_byte() -> None:
    scan = papers.picture()
    copy = made("join", Source(scan, "image/jpeg"))
    (image,) = copy[0].get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE])
    assert bytes(image.get_data(decode_simple=False)) == scan


def test_a_scan_keeps_its_size_on_paper() -> None:
    page = made("join", Source(papers.picture(), "image/jpeg"))[0]  # 620 × 877 dots, 75 an inch
    assert page.get_size() == (
        pytest.approx(620 * 72 / 75, 0.01),
        pytest.approx(877 * 72 / 75, 0.01),
    )
