"""Tables and annexes are read off plain text, and nothing that was typed is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from office.reports.body import Block, Paragraph, Part, blocks
from office.reports.opening import enacted
from office.reports.sections import cut, roman
from office.reports.tables import Table

GROUNDED = "Căn cứ Luật Lưu trữ\n\nĐiều 1. Ban hành Quy chế."


def tables(text: str) -> list[Table]:
    return [block for block in blocks(text) if isinstance(block, Table)]


def headings(read: tuple[Block, ...]) -> list[str]:
    return [b.text for b in read if isinstance(b, Paragraph) and b.part is Part.HEADING]


def test_bars_and_tabs_draw_the_same_table() -> None:
    bars = "Kết quả:\n| STT | Đơn vị |\n|---|---|\n| 1 | Sở Nội vụ |"
    tabs = "Kết quả:\nSTT\tĐơn vị\n1\tSở Nội vụ"
    assert tables(bars) == tables(tabs) == [Table((("STT", "Đơn vị"), ("1", "Sở Nội vụ")))]


def test_a_list_copied_with_tabs_and_a_lone_row_are_no_table() -> None:
    assert tables("1.\tRà soát;\n2.\tBáo cáo.") == []
    assert tables("| chỉ một dòng |") == []
    assert tables("Tên\tviệc") == []


def test_rows_too_short_are_filled_and_too_wide_ones_stay_lines() -> None:
    [table] = tables("| a | b | c |\n| 1 |")
    assert table.lines == (("1", "", ""),)
    wide = "|" + "x|" * 40
    assert tables(f"{wide}\n{wide}") == []


def test_a_table_at_the_end_is_followed_by_the_mark_of_the_end() -> None:
    assert blocks("a\tb\n1\t2")[-1] == Paragraph(Part.PLAIN, "./.")


def test_a_line_between_arrows_stands_in_the_middle() -> None:
    middle = blocks("-> Kính trình <-\nTiếp theo.")[0]
    assert middle == Paragraph(Part.CENTRE, "Kính trình")


def test_annexes_are_cut_off_numbered_and_titled() -> None:
    text, annexes = cut("Nội dung.\n\nPhụ lục 1\nDANH SÁCH\nđơn vị\n\n- Sở.\n\nPHỤ LỤC\nBảng")
    assert text.strip() == "Nội dung."
    assert [(a.heading, a.title) for a in annexes] == [
        ("Phụ lục I", "DANH SÁCH đơn vị"),
        ("Phụ lục II", "Bảng"),
    ]
    assert annexes[0].blocks == (Paragraph(Part.PLAIN, "- Sở."),)  # no ./. under an annex


def test_a_single_annex_needs_no_number_and_a_sentence_is_none() -> None:
    _, [only] = cut("Nội dung.\nPhụ lục\nBảng")
    assert only.heading == "Phụ lục"
    assert cut("Phụ lục I kèm theo Công văn này.")[1] == ()


def test_what_is_put_in_force_has_its_type_and_its_own_end() -> None:
    _, [rules] = cut("Điều 1.\n\nVăn bản kèm theo\nQUY CHẾ\nCông tác văn thư\n\nĐiều 1. Phạm vi")
    assert (rules.heading, rules.title, rules.attached) == ("QUY CHẾ", "Công tác văn thư", True)
    assert rules.blocks[-1] == Paragraph(Part.ARTICLE, "Phạm vi./.", lead="Điều 1.")


def test_a_decision_says_who_decides_once_whether_it_was_typed_or_not() -> None:
    typed = blocks("GIÁM ĐỐC SỞ\n\n" + GROUNDED.replace("Điều", "QUYẾT ĐỊNH:\n\nĐiều"))
    added = enacted(blocks(GROUNDED), "QUYẾT ĐỊNH:", "GIÁM ĐỐC SỞ")
    assert added == typed == enacted(typed, "QUYẾT ĐỊNH:", "NGƯỜI KHÁC")
    assert headings(enacted(blocks("Điều 1. a"), "QUYẾT ĐỊNH:", "X")) == []
    assert headings(enacted(blocks(GROUNDED), "", "X")) == []


@given(number=st.integers(1, 89))
def test_annexes_are_counted_as_the_romans_did(number: int) -> None:
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in roman(number)]
    signed = [-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True)]
    assert sum(signed) == number


LINES = st.lists(
    st.sampled_from([
        "Phụ lục", "PHỤ LỤC II", "Văn bản kèm theo", "Căn cứ a", "| a | b |", "|---|---|", "x\ty",
        "", "Điều 1. c", "-> d <-", "CHƯƠNG HAI", "1. e", "1.\tf", "|", "||", "Chương I",
    ]),
    max_size=14,
)  # fmt: skip


@given(lines=LINES)
def test_no_word_of_any_section_is_lost(lines: list[str]) -> None:
    def words(text: str) -> list[str]:
        return sorted("".join(one if one.isalnum() else " " for one in text.lower()).split())

    text, annexes = cut("\n".join(lines))
    said = [_said(block) for part in (blocks(text), *(a.blocks for a in annexes)) for block in part]
    titles = [f"{a.title} {a.heading if a.attached else ''}" for a in annexes]
    marks = {"phụ lục", "phụ lục ii", "văn bản kèm theo"}
    typed = " ".join(line for line in lines if line.lower() not in marks)
    assert words(" ".join(said + titles)) == words(typed)


def _said(block: Block) -> str:
    if isinstance(block, Table):
        return " ".join(cell for row in block.rows for cell in row)
    return f"{block.lead} {block.text}"
