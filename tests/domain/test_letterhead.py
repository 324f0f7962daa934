"""Reading a letter's head: what is proposed, and that nonsense proposes nothing harmful."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.domain import letterhead
from office.domain.letterhead import Segment

LETTER = """ỦY BAN NHÂN DÂN
TỈNH NINH THUẬN
Số: 128/UBND-VXNV
V/v triển khai chính quyền điện tử
tại các huyện, thành phố
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Ninh Thuận, ngày 08 tháng 11 năm 2019
Kính gửi: Các sở, ban, ngành
Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ"""

DECISION = """BỘ NỘI VỤ                 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 45/2019/QĐ-BNV
Hà Nội, ngày 5 tháng 3 năm 2019
QUYẾT ĐỊNH
Về việc ban hành Quy chế làm việc
của các cơ quan chuyên môn
BỘ TRƯỞNG BỘ NỘI VỤ
Căn cứ Luật Tổ chức Chính phủ"""


def test_an_official_letter_is_read() -> None:
    found = letterhead.read(LETTER)
    assert found.issuer == "ỦY BAN NHÂN DÂN TỈNH NINH THUẬN"
    assert (found.number, found.notation) == ("128", "UBND-VXNV")
    assert found.issued_on == date(2019, 11, 8)
    assert found.title == "CÔNG VĂN"
    assert found.subject == "triển khai chính quyền điện tử tại các huyện, thành phố"


def test_a_decision_is_read_and_its_authority_is_no_subject() -> None:
    found = letterhead.read(DECISION)
    assert found.issuer == "BỘ NỘI VỤ"
    assert (found.number, found.notation) == ("45", "2019/QĐ-BNV")
    assert found.title == "QUYẾT ĐỊNH"
    assert found.subject == "ban hành Quy chế làm việc của các cơ quan chuyên môn"


def test_letters_that_came_apart_are_composed_and_keep_their_marks() -> None:
    found = letterhead.read(unicodedata.normalize("NFD", LETTER))
    assert found == letterhead.read(LETTER)
    assert unicodedata.is_normalized("NFC", found.subject)


def test_the_organ_below_its_parent_is_the_issuer() -> None:
    text = "UBND TỈNH NINH THUẬN\nSỞ THÔNG TIN\nVÀ TRUYỀN THÔNG\nSố: 3/STTTT-CNTT"
    assert letterhead.read(text).issuer == "SỞ THÔNG TIN VÀ TRUYỀN THÔNG"


@pytest.mark.parametrize("line", ["Số:      /UBND-VX", "Số : /UBND - VX", "SỐ: /UBND-VX"])
def test_a_number_written_by_hand_leaves_the_notation(line: str) -> None:
    found = letterhead.read(f"UBND TỈNH\n{line}")
    assert (found.number, found.notation) == ("", "UBND-VX")


@pytest.mark.parametrize("line", ["ngày 31 tháng 02 năm 2019", "ngày 5 tháng 13 năm 2019"])
def test_a_day_that_is_none_is_not_proposed(line: str) -> None:
    assert letterhead.read(f"Ninh Thuận, {line}").issued_on is None


def test_the_left_column_is_read_before_the_right() -> None:
    left, right = (60.0, 280.0), (300.0, 540.0)
    rows = [
        ("UBND TỈNH NINH THUẬN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("Số: 5/UBND", "Độc lập - Tự do - Hạnh phúc"),
        ("V/v báo cáo", "Ninh Thuận, ngày 1 tháng 2 năm 2019"),
    ]
    segments = [
        Segment(span[0], 50.0 + 16 * row, span[1], 62.0 + 16 * row, text)
        for row, pair in enumerate(rows)
        for span, text in zip((left, right), pair, strict=True)
    ]
    text = letterhead.in_reading_order(reversed(segments), 595, 842)
    assert text.splitlines() == [pair[0] for pair in rows] + [pair[1] for pair in rows]


@given(st.text(alphabet=st.characters(), max_size=2000))
def test_whatever_is_read_proposes_only_what_a_field_can_hold(text: str) -> None:
    found = letterhead.read(text)
    assert len(found.number) <= letterhead.LONGEST_NUMBER
    assert len(found.notation) <= letterhead.LONGEST_NOTATION
    assert len(found.issuer) <= letterhead.LONGEST_ISSUER
    assert len(found.subject) <= letterhead.LONGEST_SUBJECT
    for said in (found.number, found.notation, found.issuer, found.subject):
        assert unicodedata.is_normalized("NFC", said)
        assert said.isprintable()


WORDS = st.sampled_from(
    ["triển khai", "báo cáo", "kế hoạch", "về đất đai", "năm học mới", "phòng cháy", "ở Bác Ái"]
)


@given(
    st.integers(1, 99999),
    st.sampled_from(["UBND-VX", "SNV-CCHC", "STTTT-CNTT", "QĐ-UBND", "UBND-NC1"]),
    st.dates(date(1990, 1, 1), date(2030, 12, 31)),
    st.lists(WORDS, min_size=1, max_size=12),
)
def test_what_is_printed_in_a_head_is_what_is_proposed(
    number: int, notation: str, day: date, words: list[str]
) -> None:
    text = (
        f"SỞ NỘI VỤ\nSố: {number}/{notation}\nV/v {' '.join(words)}\n"
        f"Ninh Thuận, ngày {day.day:02} tháng {day.month:02} năm {day.year}\nKính gửi: UBND"
    )
    found = letterhead.read(text)
    assert (found.issuer, found.number, found.notation) == ("SỞ NỘI VỤ", str(number), notation)
    assert (found.issued_on, found.subject) == (day, " ".join(words))


@given(st.text(max_size=300))
def test_bare_text_keeps_its_length(text: str) -> None:
    assert len(letterhead.bare(text)) == len(text)


def test_a_page_of_nothing_but_figures_is_read_in_no_time() -> None:
    hostile = ("Số" + " " * 9000 + "1" * 9000 + "/A" * 2000 + "\n") * 3
    assert not letterhead.read(hostile).subject
