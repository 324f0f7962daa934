"""A letter on paper, as NĐ 30/2020 lays it out."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from office.reports.letter import Letter, date_words, html, render
from office.reports.render import TooMuch

ROOT = Path(__file__).resolve().parents[2]
OFFICIAL = Letter(
    parent_organ="Ủy ban nhân dân tỉnh Ninh Thuận",
    organ="Sở Nội vụ",
    number_symbol="05/SNV-CCHC",
    place="Ninh Thuận",
    issued_on=date(2020, 2, 5),
    type_name="Công văn",
    subject="triển khai Nghị định số 30/2020/NĐ-CP",
    addressees=("Sở Tài chính", "Ủy ban nhân dân xã Phước Đại."),
    body="Sở Nội vụ đề nghị các đơn vị:\n\n1. Phổ biến Nghị định.\n\n2. Báo cáo kết quả.",
    authority="KT. Giám đốc",
    position="Phó Giám đốc",
    signer_name="Nguyễn Văn An",
    recipients=("Như trên", "Lưu: VT, CCHC"),
    typist_mark="PL.(30)",
    urgency="THƯỢNG KHẨN",
)
DECISION = replace(
    OFFICIAL,
    type_name="Quyết định",
    subject="Ban hành Quy chế công tác văn thư",
    addressees=(),
    urgency="",
    body="Căn cứ Luật Lưu trữ\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Ban hành Quy chế.",
)
LONG = "Ủy ban nhân dân các huyện, thành phố kiểm đếm tàu thuyền vào nơi trú tránh an toàn. " * 4


def pages(letter: Letter) -> list[str]:
    """Return the text of each page of the printed letter, line ends as spaces."""
    document = pypdfium2.PdfDocument(render(letter))
    texts = [page.get_textpage().get_text_bounded() for page in document]
    return [" ".join(unicodedata.normalize("NFC", text).split()) for text in texts]


def in_order(text: str, *pieces: str) -> bool:
    """Tell whether all pieces stand in `text`, one after the other."""
    at = 0
    for piece in pieces:
        at = text.find(piece, at) + len(piece)
        if at < len(piece):
            return False
    return True


def long_letter(count: int) -> Letter:
    """Write a letter of `count` paragraphs of about four lines."""
    return replace(OFFICIAL, body="\n\n".join(f"{n}. {LONG}" for n in range(1, count + 1)))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2020, 2, 5), "ngày 05 tháng 02 năm 2020"),
        (date(2020, 1, 31), "ngày 31 tháng 01 năm 2020"),
        (date(2020, 3, 9), "ngày 09 tháng 3 năm 2020"),
        (date(2019, 11, 10), "ngày 10 tháng 11 năm 2019"),
        (None, "ngày … tháng … năm …"),
    ],
)
def test_a_date_is_written_as_the_decree_writes_it(day: date | None, words: str) -> None:
    assert date_words(day) == words


@given(day=st.dates())
def test_the_words_of_a_date_say_that_date(day: date) -> None:
    numbers = [int(word) for word in date_words(day).split() if word.isdigit()]
    assert numbers == [day.day, day.month, day.year]


def test_an_official_letter_says_everything_in_order() -> None:
    [page] = pages(OFFICIAL)
    assert in_order(
        page,
        "ỦY BAN NHÂN DÂN TỈNH NINH THUẬN SỞ NỘI VỤ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc",
        "Số: 05/SNV-CCHC V/v triển khai Nghị định số 30/2020/NĐ-CP",
        "Ninh Thuận, ngày 05 tháng 02 năm 2020",
        "THƯỢNG KHẨN",
        "Kính gửi: - Sở Tài chính; - Ủy ban nhân dân xã Phước Đại.",
        "Sở Nội vụ đề nghị các đơn vị: 1. Phổ biến Nghị định. 2. Báo cáo kết quả./.",
        "Nơi nhận: - Như trên; - Lưu: VT, CCHC. PL.(30)",
        "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC",
        "Nguyễn Văn An",
    )
    assert "CÔNG VĂN" not in page
    assert "DỰ THẢO" not in page
    assert "mô phỏng" not in page


def test_a_decision_has_a_title_and_no_about_line() -> None:
    [page] = pages(DECISION)
    assert in_order(page, "QUYẾT ĐỊNH Ban hành Quy chế công tác văn thư", "Căn cứ Luật Lưu trữ.")
    assert in_order(page, "QUYẾT ĐỊNH:", "Điều 1. Ban hành Quy chế./.")
    assert "V/v" not in page
    assert "Kính gửi" not in page


def test_one_addressee_stands_on_the_line_of_the_greeting() -> None:
    [page] = pages(replace(OFFICIAL, addressees=("Bộ Nội vụ",)))
    assert "Kính gửi: Bộ Nội vụ Sở Nội vụ đề nghị" in page


def test_a_telegram_is_wired_by_its_organ() -> None:
    [page] = pages(replace(OFFICIAL, type_name="Công điện", urgency="HỎA TỐC"))
    assert in_order(page, "CÔNG ĐIỆN", "HỎA TỐC", "SỞ NỘI VỤ điện: - Sở Tài chính;")


def test_a_draft_says_so_on_every_page() -> None:
    printed = pages(replace(long_letter(12), draft=True, number_symbol="…/SNV-CCHC"))
    assert len(printed) > 1
    assert all("DỰ THẢO" in page for page in printed)
    assert "Số: …/SNV-CCHC" in printed[0]


def test_a_simulated_signature_is_named_under_the_authority() -> None:
    [page] = pages(replace(OFFICIAL, simulated_signature=True))
    note = "Ký trong hệ thống — chữ ký mô phỏng"
    assert in_order(page, "PHÓ GIÁM ĐỐC", note, "Nguyễn Văn An")


def test_pages_are_numbered_from_the_second() -> None:
    printed = pages(long_letter(20))
    assert len(printed) > 2
    assert not printed[0].endswith(" 1")
    assert all(page.endswith(f" {n}") for n, page in enumerate(printed[1:], 2))


@pytest.mark.parametrize("count", range(3, 9))
def test_the_signature_is_never_torn_nor_alone(count: int) -> None:
    last = pages(long_letter(count))[-1]
    assert in_order(last, "./.", "KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC", "Nguyễn Văn An")


def test_a_letter_to_75_offices_names_each_once() -> None:
    many = tuple(f"Ủy ban nhân dân xã số {n}" for n in range(1, 76))
    printed = pages(replace(OFFICIAL, addressees=many, recipients=(*many, "Lưu: VT")))
    text = " ".join(page.removesuffix(f" {n}") for n, page in enumerate(printed, 1))
    assert in_order(text, *(f"- {name}" for name in many), "Nơi nhận:", *many, "- Lưu: VT. PL.(30)")
    assert text.count("Ủy ban nhân dân xã số ") == 150


def test_500_paragraphs_are_printed_to_the_last() -> None:
    printed = pages(long_letter(500))
    assert len(printed) > 60
    assert "500. Ủy ban" in printed[-1] or "500. Ủy ban" in printed[-2]


def test_what_people_type_is_words_and_never_mark_up() -> None:
    typed = '<img src="file:///etc/passwd"><script>x</script> {{ 7 * 7 }} &amp; <b>x'
    [page] = pages(replace(OFFICIAL, body=typed, subject=typed, addressees=(typed,)))
    assert "".join(page.split()).count("".join(typed.split())) == 3


def test_signs_that_turn_or_hide_the_reading_are_dropped() -> None:
    page = html(replace(OFFICIAL, number_symbol="05\u202e12\u0000/SNV", body="a\ud800b\u2067c"))
    assert "Số: 0512/SNV<" in page
    assert "abc./." in page


class Words(HTMLParser):
    """Collects the tags of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.add(tag)


@settings(max_examples=50, deadline=None)
@given(typed=st.text(alphabet=st.characters(), max_size=80))
def test_any_words_make_a_page_of_the_same_tags(typed: str) -> None:
    reader = Words()
    page = html(
        replace(OFFICIAL, organ=typed, subject=typed, body=typed, recipients=(typed,), place=typed)
    )
    reader.feed(page)
    page.encode()
    known = "html head meta title style body section div p span br ul li b h1 h2 h3"
    assert reader.tags <= set(known.split()) | {"table", "thead", "tbody", "tr", "th", "td"}


@settings(max_examples=15, deadline=None)
@given(typed=st.text(alphabet=st.characters(), max_size=40))
def test_any_words_can_be_printed(typed: str) -> None:
    printed = render(replace(OFFICIAL, organ=typed, subject=typed, body=typed, signer_name=typed))
    assert len(pypdfium2.PdfDocument(printed)) >= 1


def test_a_word_that_no_line_can_hold_is_refused_and_not_printed_in_part() -> None:
    with pytest.raises(TooMuch):
        render(replace(OFFICIAL, body="a" * 1_000_000))
    assert "a" * 60 in pages(replace(OFFICIAL, body="a" * 60))[0]


def test_an_unknown_urgency_has_no_stamp() -> None:
    with pytest.raises(ValueError, match="RẤT GẤP"):
        replace(OFFICIAL, urgency="RẤT GẤP")


def test_letters_printed_at_the_same_time_do_not_disturb_one_another() -> None:
    letters = [replace(OFFICIAL, number_symbol=f"{n:02}/SNV") for n in range(1, 9)]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(render, letters))
    assert together == [render(letter) for letter in letters]


def test_a_letter_printed_in_another_process_is_the_same_bytes() -> None:
    code = (
        "import datetime, hashlib; from office.reports.letter import Letter, render;"
        f"print(hashlib.sha256(render({OFFICIAL!r})).hexdigest())"
    )
    done = subprocess.run(  # noqa: S603 (own code, no shell)
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Ho_Chi_Minh"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == hashlib.sha256(render(OFFICIAL)).hexdigest()
