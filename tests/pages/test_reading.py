"""Words read off pictures: how many letters come out right, and how the office does without."""

import io
import json
import unicodedata
from datetime import date

import pypdfium2
import pytest
from PIL import Image, ImageFilter

from office.domain import letterhead
from office.domain.letterhead import Segment
from office.pages import reading
from office.pages.process import Source
from office.reports.letter import Letter, render

BODY = (
    "Thực hiện Kế hoạch số 25/KH-UBND ngày 15 tháng 01 năm 2019, Sở Nội vụ báo cáo kết quả.\n\n"
    "Các cơ quan, đơn vị đã tiếp nhận, xử lý văn bản trên môi trường điện tử; tỷ lệ văn bản đi "
    "hoàn toàn điện tử đạt chín mươi hai phần trăm, vượt chỉ tiêu được giao.\n\n"
    "Những khó khăn, vướng mắc: đường truyền ở xã Phước Đại, huyện Bác Ái còn chậm; cán bộ ở cơ "
    "sở phải kiêm nhiệm nhiều việc; một số đơn vị vẫn gửi cả bản giấy."
)
LETTER = Letter(
    parent_organ="Ủy ban nhân dân tỉnh Ninh Thuận",
    organ="Sở Nội vụ",
    number_symbol="1587/SNV-CCHC",
    place="Ninh Thuận",
    issued_on=date(2019, 11, 6),
    type_name="Công văn",
    subject="báo cáo kết quả cải cách hành chính năm 2019",
    addressees=("Ủy ban nhân dân tỉnh;",),
    body=BODY,
    position="GIÁM ĐỐC",
    signer_name="Nguyễn Đức Tín",
)
#: Of a hundred letters so many may be wrong; of those with marks, so many.
MOST_WRONG, MOST_MARKS_WRONG = 2.0, 3.0

needs_tesseract = pytest.mark.skipif(not reading.can_read(), reason="tesseract-ocr-vie is missing")


def scan() -> bytes:
    """Return the letter as a scanner makes it: 200 dpi, a little turned, a little blurred."""
    page = pypdfium2.PdfDocument(render(LETTER))[0].render(scale=200 / 72).to_pil()
    worn = page.convert("RGB").rotate(0.4, fillcolor="white").filter(ImageFilter.GaussianBlur(0.6))
    out = io.BytesIO()
    worn.save(out, "JPEG", dpi=(200, 200), quality=70)
    return out.getvalue()


def lines(told: bytes) -> tuple[str, dict[str, object]]:
    page = json.loads(told)
    segments = [Segment(*segment) for segment in page["segments"]]
    return letterhead.in_reading_order(segments, page["width"], page["height"]), page


def wrong(expected: str, found: str) -> int:
    """Return how many letters must be put in, taken out or changed (Levenshtein)."""
    row = list(range(len(found) + 1))
    for place, letter in enumerate(expected, start=1):
        before, row[0] = row[0], place
        for column, other in enumerate(found, start=1):
            change = before + (letter != other)
            before, row[column] = row[column], min(change, row[column] + 1, row[column - 1] + 1)
    return row[-1]


def marks(text: str) -> list[str]:
    """Return the letters that bear a mark, or are a đ."""
    return [letter for letter in text if letter.isalpha() and not letter.isascii()]


@needs_tesseract
def test_vietnamese_is_read_with_its_marks() -> None:
    text, _ = lines(reading.off_picture(Source(scan(), "image/jpeg"), 0))
    body = " ".join(text[text.index("Thực hiện") :].split())
    body = body[: body.index("bản giấy") + len("bản giấy")]
    printed = " ".join(BODY.split()).rstrip(".")
    rate = 100 * wrong(printed, body) / len(printed)
    assert rate <= MOST_WRONG, (rate, body)
    of_marks = 100 * wrong("".join(marks(printed)), "".join(marks(body))) / len(marks(printed))
    assert of_marks <= MOST_MARKS_WRONG, of_marks
    assert len(marks(printed)) > 80
    assert unicodedata.is_normalized("NFC", text)


@needs_tesseract
def test_a_scan_and_its_own_text_propose_the_same() -> None:
    of_scan, _ = lines(reading.off_picture(Source(scan(), "image/jpeg"), 0))
    of_file, _ = lines(reading.own(Source(render(LETTER), "application/pdf"), 0))
    found = letterhead.read(of_scan)
    assert found == letterhead.read(of_file)
    assert (found.issuer, found.number, found.notation) == ("SỞ NỘI VỤ", "1587", "SNV-CCHC")
    assert found.issued_on == LETTER.issued_on
    assert found.subject == LETTER.subject


@needs_tesseract
def test_the_words_stand_where_they_are_on_the_picture() -> None:
    _, page = lines(reading.off_picture(Source(scan(), "image/jpeg"), 0))
    assert page["width"] == reading.READ_WIDTH
    segments = page["segments"]
    assert isinstance(segments, list)
    (number,) = [s for s in segments if "1587" in s[4]]
    assert 0.1 < number[0] / reading.READ_WIDTH < 0.4
    assert number[1] < number[3] < page["height"] / 4  # type: ignore[operator]  # a number of JSON


def test_the_words_of_a_pdf_are_its_own() -> None:
    text, _ = lines(reading.own(Source(render(LETTER), "application/pdf"), 0))
    assert "Số: 1587/SNV-CCHC" in text


def test_a_picture_has_no_words_of_its_own() -> None:
    out = io.BytesIO()
    Image.new("L", (50, 50), 255).save(out, "PNG")
    _, page = lines(reading.own(Source(out.getvalue(), "image/png"), 0))
    assert page["segments"] == []
