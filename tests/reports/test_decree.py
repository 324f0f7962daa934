"""Printed pages beside the decree: each box at its place, in its letters (NĐ 30/2020, Phụ lục I).

Where a table says `at`, the place is the decree's own drawing of the page, in hundredths of the
frame of 165 × 257 mm, two millimetres allowed. What the decree says in words (centred under,
on one line with, as long as) is asked by tests of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

import pytest

from office.reports.forms import STAMPS
from office.reports.letter import printed
from tests.reports import samples
from tests.reports.measuring import BOTTOM, LEFT, RIGHT, TOP, Page, Words

NEAR = 2.0  # mm
UPRIGHT, BOLD, ITALIC, BOTH = "upright", "bold", "italic", "bold italic"


class Rule(NamedTuple):
    """One box of the decree: what stands in it, how large, how, and where (edge → hundredths)."""

    box: str
    words: str
    size: tuple[float, float]
    style: str
    at: Mapping[str, float]


HEAD = [
    Rule("1 quốc hiệu", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", (12, 13), BOLD,
         {"right": 98, "top": 0}),
    Rule("1 tiêu ngữ", "Độc lập - Tự do - Hạnh phúc", (13, 14), BOLD, {}),
]  # fmt: skip
OFFICIAL = [
    *HEAD,
    Rule("2 cơ quan", "ỦY BAN NHÂN DÂN TỈNH NINH THUẬN", (12, 13), BOLD, {"middle": 22, "top": 0}),
    Rule("3 số", "Số: 1204/UBND-VX", (13, 13), UPRIGHT, {"middle": 21.5, "top": 6}),
    Rule("4 ngày", "Ninh Thuận, ngày 12 tháng 11 năm 2019", (13, 14), ITALIC, {"top": 6}),
    Rule("5b V/v", "V/v triển khai Nghị định số 110/2004/NĐ-CP về công tác văn thư", (12, 13),
         UPRIGHT, {"middle": 21}),
    Rule("9a kính gửi", "Kính gửi:", (13, 14), UPRIGHT, {"left": 41, "top": 19}),
    Rule("9a danh sách", "- Các sở, ban, ngành;", (13, 14), UPRIGHT, {}),
    Rule("6 nội dung", "yêu cầu các cơ quan, đơn vị:", (13, 14), UPRIGHT, {}),
    Rule("9b nơi nhận", "Nơi nhận:", (12, 12), BOTH, {"left": 0}),
    Rule("9b danh sách", "- Lưu: VT, VX.", (11, 11), UPRIGHT, {"left": 0}),
    Rule("7a quyền hạn", "TM. ỦY BAN NHÂN DÂN", (13, 14), BOLD, {}),
    Rule("7a chức vụ", "PHÓ CHỦ TỊCH", (13, 14), BOLD, {}),
    Rule("7b họ tên", "Phạm Thị Hồng Vân", (13, 14), BOLD, {}),
    Rule("12 người soạn", "PL.(72)", (11, 11), UPRIGHT, {"left": 0}),
    Rule("13 địa chỉ", "Số 450 đường Thống Nhất", (11, 12), UPRIGHT, {"top": 95}),
]  # fmt: skip
DECISION = [
    *HEAD,
    Rule("2 chủ quản", "ỦY BAN NHÂN DÂN TỈNH NINH THUẬN", (12, 13), UPRIGHT,
         {"middle": 22, "top": 0}),
    Rule("2 cơ quan", "SỞ NỘI VỤ", (12, 13), BOLD, {"middle": 22}),
    Rule("4 ngày", "Ninh Thuận, ngày 12 tháng 11 năm 2019", (13, 14), ITALIC, {}),
    Rule("5a tên loại", "QUYẾT ĐỊNH", (13, 14), BOLD, {"middle": 50, "top": 13}),
    Rule("5a trích yếu", "Về việc ban hành Quy chế công tác văn thư", (13, 14), BOLD,
         {"middle": 50}),
    Rule("6 thẩm quyền", "GIÁM ĐỐC SỞ NỘI VỤ", (13, 14), BOLD, {"middle": 50}),
    Rule("6 căn cứ", "Căn cứ Quyết định số 28/2018/QĐ-TTg ngày 12 tháng 7 năm 2018;", (13, 14),
         ITALIC, {}),
    Rule("6 căn cứ cuối", "Theo đề nghị của Chánh Văn phòng Sở.", (13, 14), ITALIC, {}),
    Rule("6 quyết định", "QUYẾT ĐỊNH:", (13, 14), BOLD, {"middle": 50}),
    Rule("6 điều", "Điều 2.", (13, 14), BOLD, {}),
    Rule("6 lời điều", "Quyết định này có hiệu lực từ ngày ký.", (13, 14), UPRIGHT, {}),
    Rule("9b danh sách", "- Như Điều 3;", (11, 11), UPRIGHT, {"left": 0}),
    Rule("7a chức vụ", "GIÁM ĐỐC", (13, 14), BOLD, {}),
]  # fmt: skip
OTHERS = [
    ("1.1", Rule("5a", "NGHỊ QUYẾT", (13, 14), BOLD, {"middle": 50, "top": 13})),
    ("1.1", Rule("6", "QUYẾT NGHỊ:", (13, 14), BOLD, {"middle": 50})),
    ("1.4", Rule("5a", "THÔNG BÁO", (13, 14), BOLD, {"middle": 50, "top": 13})),
    ("1.4 tờ trình", Rule("9a", "Kính gửi: Ủy ban nhân dân tỉnh Ninh Thuận", (13, 14), UPRIGHT,
                          {"left": 41})),
    ("1.4 báo cáo", Rule("9a", "Kính gửi: Văn phòng Chính phủ", (13, 14), UPRIGHT,
                         {"left": 41})),
    ("1.6", Rule("5a", "CÔNG ĐIỆN", (13, 14), BOLD, {"middle": 50, "top": 13})),
    ("1.6", Rule("9a", "ỦY BAN NHÂN DÂN TỈNH NINH THUẬN điện:", (13, 14), UPRIGHT, {})),
    ("1.6", Rule("10b", "HỎA TỐC", (13, 14), BOLD, {})),
    ("1.7", Rule("6", "tỉnh Ninh Thuận trân trọng kính mời:", (13, 14), UPRIGHT, {})),
    ("1.8", Rule("5a", "GIẤY GIỚI THIỆU", (13, 14), BOLD, {"middle": 50, "top": 13})),
    ("1.9", Rule("7a", "THƯ KÝ", (13, 14), BOLD, {"middle": 25})),
    ("1.9", Rule("7a", "CHỦ TỌA", (13, 14), BOLD, {"middle": 75})),
    ("1.10", Rule("5a", "GIẤY NGHỈ PHÉP", (13, 14), BOLD, {"middle": 50, "top": 13})),
]  # fmt: skip


@cache
def page(form: str, number: int = 1) -> Page:
    """Return a page of the sample of a form."""
    return Page(printed(samples.FORMS[form]).pdf, number)


def mm(edge: str, hundredths: float) -> float:
    """Return where an edge should be, in mm of the sheet."""
    start, whole = (TOP, BOTTOM - TOP) if edge in ("top", "bottom") else (LEFT, RIGHT - LEFT)
    return start + whole * hundredths / 100


def check(found: Words, rule: Rule) -> None:
    """Assert that words are printed as a rule says."""
    assert found.face.startswith(("Tinos", "Times", "Liberation-Serif"))
    assert rule.size[0] <= found.size <= rule.size[1]
    assert found.style == rule.style
    for edge, hundredths in rule.at.items():
        assert abs(getattr(found, edge) - mm(edge, hundredths)) <= NEAR, edge


@pytest.mark.parametrize("rule", OFFICIAL, ids=lambda rule: rule.box)
def test_each_box_of_an_official_letter_is_the_decrees(rule: Rule) -> None:
    check(page("1.5").find(rule.words), rule)


@pytest.mark.parametrize("rule", DECISION, ids=lambda rule: rule.box)
def test_each_box_of_a_decision_is_the_decrees(rule: Rule) -> None:
    nth = 1 if rule.words == "GIÁM ĐỐC" else 0  # who decides begins with the same words
    check(page("1.2").find(rule.words, nth), rule)


@pytest.mark.parametrize(("form", "rule"), OTHERS, ids=lambda one: getattr(one, "words", one))
def test_boxes_of_the_other_forms_are_the_decrees(form: str, rule: Rule) -> None:
    check(page(form).find(rule.words), rule)


@pytest.mark.parametrize("form", samples.FORMS)
def test_every_page_is_a4_and_nothing_stands_outside_the_frame(form: str) -> None:
    sheet = page(form)
    assert (round(sheet.width), round(sheet.height)) == (210, 297)
    for box in sheet.all():
        assert box.left >= LEFT - 0.5
        assert box.right <= RIGHT + 0.5
        assert box.top >= TOP - 0.5
        assert box.bottom <= BOTTOM + 0.5


@pytest.mark.parametrize("form", samples.FORMS)
def test_the_rule_under_the_motto_is_as_long_as_the_motto(form: str) -> None:
    motto = page(form).find("Độc lập - Tự do - Hạnh phúc")
    [rule] = page(form).rules_under(motto)
    assert abs(rule.left - motto.left) < 1
    assert abs(rule.right - motto.right) < 1


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ("1.5", "ỦY BAN NHÂN DÂN TỈNH NINH THUẬN"),
        ("1.2", "SỞ NỘI VỤ"),
        ("1.1", "Về việc thông qua kế hoạch giám sát năm 2020"),
        ("1.4", "Kết luận của Chủ tịch Ủy ban nhân dân tỉnh tại cuộc họp tháng 11"),
    ],
)
def test_short_rules_are_a_third_to_a_half_of_their_line_and_centred(form: str, words: str) -> None:
    found = page(form).find(words)
    [rule] = page(form).rules_under(found)
    longest = max(line.width for line in found.lines)
    assert 1 / 3 <= rule.width / longest <= 1 / 2
    assert abs(rule.middle - found.middle) < 1


def test_number_and_day_stand_on_one_line_each_centred_under_its_own() -> None:
    sheet = page("1.5")
    number, day = sheet.find("Số"), sheet.find("Ninh Thuận, ngày")
    assert abs(number.top - day.top) < 0.5
    for under, over in (
        ("Số: 1204/UBND-VX", "ỦY BAN NHÂN DÂN"),
        (OFFICIAL[4].words, HEAD[0].words),
    ):
        assert abs(sheet.find(under).middle - sheet.find(over).middle) < 1


def test_what_a_letter_is_about_stands_six_points_under_its_number() -> None:
    sheet = page("1.5")
    gap = sheet.find("V/v").top - sheet.find("1204/UBND").bottom
    lead = 2.0  # what the lines leave above and under their letters
    assert abs(gap - lead - 6 * 25.4 / 72) < 1


def test_dashes_of_the_addressees_stand_under_the_colon() -> None:
    sheet = page("1.5")
    colon, dash = sheet.find("Kính gửi:").right, sheet.find("- Các sở, ban").left
    assert abs(colon - dash) < NEAR


def test_receivers_and_authority_begin_on_one_line() -> None:
    sheet = page("1.5")
    assert abs(sheet.find("Nơi nhận:").top - sheet.find("TM. ỦY BAN NHÂN DÂN").top) < NEAR


def test_the_signature_stands_in_the_middle_between_authority_and_name() -> None:
    made = printed(samples.OFFICIAL)
    place, sheet = made.places["signature"], Page(made.pdf)
    over, name = sheet.find("PHÓ CHỦ TỊCH"), sheet.find("Phạm Thị Hồng Vân")
    assert place.page == 1
    assert over.bottom <= place.top < place.bottom <= name.top + 0.5
    assert abs((place.left + place.right) / 2 - over.middle) < 1
    assert abs(over.middle - name.middle) < 1


def test_paragraphs_are_apart_and_begin_a_centimetre_in() -> None:
    sheet = page("1.5")
    first, second = sheet.find("1. Phổ biến"), sheet.find("2. Báo cáo")
    for item in (first, second):
        assert 10 - 0.5 <= item.left - LEFT <= 12.7 + 0.5
    baseline = second.top - sheet.find("vi quản lý.").top
    assert baseline >= (14 + 6) * 25.4 / 72  # a single line and six points at least


@pytest.mark.parametrize(("urgency", "width"), [("KHẨN", 20), ("HỎA TỐC", 30), ("THƯỢNG KHẨN", 40)])
def test_stamps_of_urgency_have_their_size_and_their_place(urgency: str, width: int) -> None:
    sheet = Page(printed(samples.urgent(urgency)).pdf)
    [frame] = [box for box in sheet.drawn() if 7 < box.height < 9]
    assert abs(frame.width - width) < 0.5
    assert abs(frame.height - 8) < 0.5
    assert abs(frame.left - mm("left", 0)) < NEAR
    assert abs(frame.top - mm("top", 25)) < NEAR
    words = sheet.find(urgency)
    assert frame.left < words.left < words.right < frame.right
    assert (STAMPS[urgency].width, STAMPS[urgency].height) == (width, 8)


def test_the_foot_of_the_first_page_has_a_rule_over_its_whole_width() -> None:
    words = page("1.5").find("Số 450 đường Thống Nhất")
    [rule] = [b for b in page("1.5").drawn() if b.width > 160]
    assert (round(rule.left), round(rule.right)) == (30, 195)
    assert rule.top < words.top


def test_pages_are_numbered_in_the_middle_of_the_upper_margin_from_the_second() -> None:
    many = samples.long(60)
    second = Page(printed(many).pdf, 2).number()
    assert second is not None
    assert second.said == "2"
    assert abs(second.middle - (LEFT + RIGHT) / 2) < NEAR
    assert 13 <= second.size <= 14
    assert second.style == UPRIGHT
    assert Page(printed(many).pdf, 1).number() is None


def test_annexes_have_their_heading_and_page_numbers_of_their_own() -> None:
    sheet = page("1.4 báo cáo", 2)
    check(sheet.find("Phụ lục I"), Rule("", "", (14, 14), BOLD, {"middle": 50, "top": 0}))
    check(
        sheet.find("SỐ LIỆU CHI TIẾT THEO TỪNG THÁNG"), Rule("", "", (13, 14), BOLD, {"middle": 50})
    )
    source = sheet.find("(Kèm theo Báo cáo số …/BC-UBND ngày … tháng … năm … của Ủy ban")
    assert source.style == ITALIC
    assert page("1.4 báo cáo", 4).find("Phụ lục II").top > TOP
    numbers = [page("1.4 báo cáo", number).number() for number in range(1, 5)]
    assert [one.said if one else "" for one in numbers] == ["", "", "2", ""]


def test_the_head_of_a_table_is_printed_again_on_the_next_page() -> None:
    for number in (2, 3):
        assert page("1.4 báo cáo", number).find("Ghi chú").style == BOLD


def test_what_a_decision_puts_in_force_has_a_head_of_its_own() -> None:
    sheet = page("1.2", 2)
    check(sheet.find("QUY CHẾ"), Rule("", "", (13, 14), BOLD, {"middle": 50, "top": 13}))
    check(sheet.find(HEAD[0].words), HEAD[0])
    assert sheet.find("(Kèm theo Quyết định số …/QĐ-SNV").style == ITALIC


def test_a_copys_strip_begins_with_a_rule_over_the_whole_frame() -> None:
    sheet = Page(samples.copied().pdf)
    [rule] = [b for b in sheet.drawn() if b.width > 160]
    assert (round(rule.left), round(rule.right)) == (30, 195)
    check(sheet.find("SAO Y"), Rule("1", "", (13, 14), BOLD, {}))
    check(sheet.find("Số: 05/SY-UBND"), Rule("3", "", (13, 13), UPRIGHT, {"middle": 22}))
    assert rule.top < sheet.find("SAO Y").top < sheet.find("Số: 05/SY-UBND").top


LINE = "Ủy ban nhân dân các huyện, thành phố kiểm đếm tàu thuyền vào nơi trú tránh. "


@pytest.mark.parametrize("count", range(20, 34))
@pytest.mark.parametrize("last", ["Ngắn gọn.", LINE * 4])
def test_the_signature_is_with_two_lines_of_the_text_at_least(count: int, last: str) -> None:
    body = "\n\n".join([*(f"{n}. Báo cáo." for n in range(count)), last])
    made = printed(samples.with_body(body))
    sheet = Page(made.pdf, made.places["signature"].page)
    over = sheet.find("TM. ỦY BAN NHÂN DÂN").top
    lines = [line for line in sheet.baselines() if TOP < line < over]
    assert len(lines) >= 2


@pytest.mark.parametrize("form", samples.FORMS)
def test_the_same_letter_is_the_same_bytes(form: str) -> None:
    assert printed(samples.FORMS[form]).pdf == printed(samples.FORMS[form]).pdf
