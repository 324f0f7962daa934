"""Charts on paper: printed without a complaint, in parts that fit, with their figures beside."""

import logging
import re

import pypdfium2
import pytest

from office.reports import charts, child
from office.reports.pages import PAGES
from tests.reports import chart_samples as samples

SHEET = """<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Biểu đồ</title>
<style>@page {{ size: A4; margin: 20mm 15mm 20mm 30mm }}
body {{ font: 13pt/1.3 "Times New Roman", Tinos, serif }} {css}</style></head>
<body>{charts}</body></html>"""


def sheet(units: tuple[str, ...]) -> str:
    css, _, _ = PAGES.loader.get_source(PAGES, "chart.css")  # type: ignore[union-attr]  # it has one
    figures = [charts.figure(one, paper=True) for one in samples.every(units, links=True)]
    return SHEET.format(css=css, charts="".join(figures))


def printed(units: tuple[str, ...]) -> list[str]:
    pdf, _ = child.make(sheet(units), "Biểu đồ", "vi")
    pages = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range() for page in pages]


def test_every_chart_is_printed_without_a_complaint(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        pages = printed(samples.UNITS)
    assert [record.getMessage() for record in caplog.records] == []
    assert len(pages) >= 4
    words = " ".join(" ".join(pages).split())
    assert "Định nghĩa: paper.split/1" in words
    assert "Mục tiêu 90 % (NQ 17/NQ-CP)" in words


def test_every_unit_of_a_long_league_is_on_some_page() -> None:
    units = tuple(f"UBND xã số {nth:03}" for nth in range(70))
    pages = printed(units)
    found = {name for page in pages for name in re.findall(r"UBND xã số \d{3}", page)}
    assert sorted(found) == sorted(units)


def test_a_picture_names_its_face_and_leads_nowhere() -> None:
    page = sheet(samples.UNITS)
    assert page.count("<svg") == page.count('font-family="Times New Roman')
    assert "<a " not in page
    assert "<details" not in page
