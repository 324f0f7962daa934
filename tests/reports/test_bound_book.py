"""A bound book, read back: every line in its place on paper, every cell its own kind in a sheet."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pytest

from office.reports import bound_book, spreadsheet
from office.reports.bound_book import BoundBook, Column, Cover, End, Row
from tests.reports.measuring import MM
from tests.reports.test_render import streams

COLUMNS = (
    Column("Số đến", 20, centred=True, digits=2),
    Column("Ngày đến", 30, centred=True),
    Column("Trích yếu", 150),
    Column("Thời hạn", 60),
)
DUE = datetime(2019, 11, 29, 10, 0, tzinfo=UTC)
NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def book(rows: list[Row], **cover: object) -> BoundBook:
    said: dict[str, object] = {
        "organ": "Ủy ban nhân dân tỉnh Ninh Thuận", "parent_organ": "Cơ quan trên",
        "name": "Sổ theo dõi giải quyết văn bản đến", "year": 2019,
        "days": (date(2019, 1, 2), date(2019, 11, 30)), "numbers": ("01", "90"), "volume": 3,
        "series": "Sổ chung",
    }  # fmt: skip
    return BoundBook(
        cover=Cover(**(said | cover)),  # type: ignore[arg-type]  # a table of what a cover says
        columns=COLUMNS,
        rows=rows,
        end=End(sentences=("Quyển này ghi 90 số.",), place="Ninh Thuận"),
    )


def lines(count: int) -> list[Row]:
    return [
        (n, date(2019, 11, n % 28 + 1), f"Về việc thứ {n} " * 9, DUE) for n in range(1, count + 1)
    ]


def pages_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range() for page in document]


def test_the_cover_says_what_the_decree_asks_and_each_sheet_repeats_its_head() -> None:
    made = bound_book.printed(book(lines(90)))
    cover, *sheets = pages_of(made.pdf)
    for words in (
        "CƠ QUAN TRÊN", "ỦY BAN NHÂN DÂN TỈNH NINH THUẬN", "SỔ THEO DÕI GIẢI QUYẾT VĂN BẢN ĐẾN",
        "Năm: 2019", "Từ ngày 02/01/2019 đến ngày 30/11/2019", "Từ số 01 đến số 90",
        "Quyển số: 03", "Sổ chung",
    ):  # fmt: skip
        assert words in cover
    assert "Trang" not in cover
    assert len(sheets) == made.pages - 1 > 2
    for number, sheet in enumerate(sheets, 2):
        assert f"Trang {number}/{made.pages}" in sheet
        assert "quyển 3, số 01 – 90" in sheet
    for sheet in sheets[:-1]:
        assert all(title in sheet for title in ("Số đến", "(1)", "(4)"))
    assert "NGƯỜI LẬP SỔ" in sheets[-1]
    assert "Quyển này ghi 90 số." in sheets[-1]
    found = re.findall(r"Về việc thứ (\d+) Về", " ".join("\n".join(sheets).split()))
    assert sorted(set(map(int, found))) == list(range(1, 91))


def test_it_lies_across_with_room_to_bind_at_the_inner_edge_of_each_sheet() -> None:
    document = pypdfium2.PdfDocument(bound_book.printed(book(lines(40))).pdf)
    for nth, page in enumerate(document):
        width, height = page.get_size()
        assert (round(width * MM), round(height * MM)) == (297, 210)
        edges = [item.get_bounds() for item in page.get_objects()]
        left = min(edge[0] for edge in edges) * MM
        right = (width - max(edge[2] for edge in edges)) * MM
        inner = left if nth % 2 == 0 else right
        assert inner >= 24


def test_the_same_book_is_the_same_bytes_tagged_and_in_vietnamese() -> None:
    first, again = (bound_book.printed(book(lines(5))).pdf for _ in range(2))
    assert first == again
    document = pypdfium2.PdfDocument(first)
    assert pypdfium2.raw.FPDFCatalog_IsTagged(document.raw)
    title = "Sổ theo dõi giải quyết văn bản đến năm 2019, quyển 3, số 01 – 90"
    assert document.get_metadata_dict()["Title"] == title
    assert b"/Lang(vi)" in streams(first).replace(b"/Lang (", b"/Lang(")


def test_what_stands_in_a_cell_is_words_and_never_a_page_of_its_own() -> None:
    nasty = '<img src="http://x/"> {{ 7*7 }} & "q"'
    [_, sheet, *_] = pages_of(bound_book.printed(book([(7, None, nasty, DUE)])).pdf)
    assert '<img src="http://x/"> {{ 7*7 }} & "q"' in " ".join(sheet.split())
    assert "07" in sheet
    assert "17:00 29/11/2019" in sheet


def test_a_volume_has_its_measure_and_longer_books_are_cut() -> None:
    many = lines(bound_book.MOST_ROWS + 5)
    with pytest.raises(ValueError, match="a volume holds"):
        bound_book.printed(book(many))
    assert [len(part) for part in bound_book.cut(many)] == [bound_book.MOST_ROWS, 5]
    with pytest.raises(ValueError, match="cells for 4 columns"):
        bound_book.printed(book([(1, None)]))


def sheet_of(content: bytes, n: int) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(content)) as inside:
        return ElementTree.fromstring(inside.read(f"xl/worksheets/sheet{n}.xml"))  # noqa: S314 (our own file)


def xlsx_of(made: BoundBook) -> bytes:
    into = io.BytesIO()
    spreadsheet.book_into(into, made)
    return into.getvalue()


@pytest.mark.parametrize("words", ["=1+1", "+84", "-5 độ", "@SUM(A1)", "  =cmd|' /C calc'!A0"])
def test_a_sheet_has_typed_cells_and_no_formula_whatever_a_subject_begins_with(words: str) -> None:
    content = xlsx_of(book([(7, date(2019, 11, 4), words, DUE)]))
    sheet = sheet_of(content, 2)
    cells = {cell.get("r"): cell for cell in sheet.iterfind(".//m:c", NS)}
    assert sheet.find(".//m:f", NS) is None
    assert cells["A3"].findtext("m:v", namespaces=NS) == "7"
    assert cells["B3"].findtext("m:v", namespaces=NS) == "43773"  # 4 November 2019
    assert float(cells["D3"].findtext("m:v", namespaces=NS) or 0) % 1 == pytest.approx(17 / 24)
    assert cells["C3"].get("t") in ("inlineStr", "s")
    assert "".join(cells["C3"].itertext()) == words
    with zipfile.ZipFile(io.BytesIO(content)) as inside:
        assert 'quotePrefix="1"' in inside.read("xl/styles.xml").decode()


def test_a_sheet_is_ready_to_print_and_the_same_bytes_each_time() -> None:
    content = xlsx_of(book(lines(3)))
    assert content == xlsx_of(book(lines(3)))
    sheet = sheet_of(content, 2)
    pane = sheet.find(".//m:pane", NS)
    setup = sheet.find("m:pageSetup", NS)
    assert pane is not None
    assert (pane.get("ySplit"), pane.get("state")) == ("2", "frozen")
    assert setup is not None
    assert setup.get("orientation") == "landscape"
    with zipfile.ZipFile(io.BytesIO(content)) as inside:
        assert "Print_Titles" in inside.read("xl/workbook.xml").decode()
    cover = "".join(sheet_of(content, 1).itertext())
    assert "Quyển số: 03" in cover
    assert "Từ số 01 đến số 90" in cover
