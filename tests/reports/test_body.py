"""Plain text becomes the paragraphs that the decree asks for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from office.reports.body import Part, blocks

DECISION = """CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH

Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015
Căn cứ Luật Lưu trữ;
Theo đề nghị của Giám đốc Sở Nội vụ,

QUYẾT ĐỊNH:

Điều 1. Ban hành Quy chế.
Điều 2. Quyết định có hiệu lực
từ ngày ký."""


def test_grounds_end_with_semicolons_and_the_last_with_a_stop() -> None:
    grounds = [one.text for one in blocks(DECISION) if one.part is Part.GROUND]
    assert grounds == [
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
        "Căn cứ Luật Lưu trữ;",
        "Theo đề nghị của Giám đốc Sở Nội vụ.",
    ]


def test_a_decision_has_headings_and_articles_with_bold_leads() -> None:
    read = blocks(DECISION)
    headings = [one.text for one in read if one.part is Part.HEADING]
    assert headings == ["CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH", "QUYẾT ĐỊNH:"]
    articles = [(one.lead, one.text) for one in read if one.part is Part.ARTICLE]
    assert articles == [
        ("Điều 1.", "Ban hành Quy chế."),
        ("Điều 2.", "Quyết định có hiệu lực từ ngày ký./."),
    ]


def test_lines_cut_by_hand_are_one_paragraph_and_items_are_their_own() -> None:
    text = "Sở đề nghị các đơn vị\nthực hiện:\n1. Rà soát;\na) Quy chế;\n- Báo cáo\nvề Sở."
    assert [one.text for one in blocks(text)] == [
        "Sở đề nghị các đơn vị thực hiện:",
        "1. Rà soát;",
        "a) Quy chế;",
        "- Báo cáo về Sở./.",
    ]


def test_a_sentence_of_an_ordinary_letter_that_begins_so_is_no_ground() -> None:
    [one] = blocks("Căn cứ tình hình, Sở đề nghị báo cáo.", bare_grounds=False)
    assert (one.part, one.text) == (Part.PLAIN, "Căn cứ tình hình, Sở đề nghị báo cáo./.")
    [lead, _] = blocks("Căn cứ Nghị định 30, Sở yêu cầu:\n\n1. Báo cáo.")
    assert (lead.part, lead.text[-1]) == (Part.PLAIN, ":")


def test_chapters_are_headings() -> None:
    text = "Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi"
    assert [one.part for one in blocks(text)] == [Part.HEADING, Part.HEADING, Part.ARTICLE]


def test_the_end_is_marked_once() -> None:
    assert blocks("Trân trọng./.") == blocks("Trân trọng.") == blocks("Trân trọng")


def test_an_empty_body_has_no_paragraphs() -> None:
    assert blocks(" \n\n ") == ()


@given(body=st.text(alphabet="Căn cứ Điều1.;:/-\nQĐ a)"), bare=st.booleans())
def test_no_word_is_lost_or_made_up(body: str, bare: bool) -> None:
    def bones(text: str) -> str:
        return "".join(one for one in text if one.isalnum())

    read = blocks(body, bare_grounds=bare)
    assert bones("".join(one.lead + one.text for one in read)) == bones(body)
