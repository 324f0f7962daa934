"""A file read as a draft: the head and the foot left out, the words in their order."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from office.domain import draft_reading
from office.domain.draft_reading import Line

HEAD = [
    ["t", [
        ["ỦY BAN NHÂN DÂN\nTỈNH NINH THUẬN",
         "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"],
        ["Số: 12/UBND-VX\nV/v triển khai cải cách\nhành chính năm 2020",
         "Ninh Thuận, ngày 05 tháng 11 năm 2019"],
    ]],
]  # fmt: skip
DECIDED = ["t", [
    ["ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    ["Số: 12/QĐ-UBND", "Ninh Thuận, ngày 05 tháng 11 năm 2019"],
]]  # fmt: skip
RECEIVERS = "Nơi nhận:\n- Như trên;\n- Lưu: VT, VX."
FOOT = [["t", [[RECEIVERS, "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nNguyễn Văn A"]]]]


def p(text: str, centred: bool = False) -> list[object]:
    return ["p", text, centred]


def test_a_letter_is_read_whom_it_greets_what_about_and_what_it_says() -> None:
    read = draft_reading.of_blocks(
        [*HEAD, p("Kính gửi:"), p("- Các sở, ban, ngành;"), p("- UBND các huyện."),
         p("Thực hiện Kế hoạch số 5, đề nghị:"), p("1. Báo cáo."), p("Xin cảm ơn./."), *FOOT]
    )  # fmt: skip
    assert (read.title, read.subject) == ("CÔNG VĂN", "triển khai cải cách hành chính năm 2020")
    assert read.addressees == ("Các sở, ban, ngành", "UBND các huyện")
    assert read.receivers == ("Như trên;", "Lưu: VT, VX.")
    assert read.body == "Thực hiện Kế hoạch số 5, đề nghị:\n\n1. Báo cáo.\n\nXin cảm ơn"


def test_a_decision_is_read_with_its_grounds_tables_and_annexes() -> None:
    table = ["t", [["TT", "Việc | hạn"], ["1", "Họp"]]]
    read = draft_reading.of_blocks(
        [DECIDED, p("QUYẾT ĐỊNH", True), p("Về việc thành lập", True), p("Tổ công tác", True),
         p("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH", True), p("Căn cứ Luật A;"), p("QUYẾT ĐỊNH:", True),
         p("Điều 1. Thành lập."), table, p("Điều 2. Thi hành./."), *FOOT,
         p("Phụ lục I", True), p("DANH SÁCH", True), p("(Kèm theo Quyết định số …/QĐ-UBND)"),
         p("1. Ông A")]
    )  # fmt: skip
    assert (read.title, read.subject) == ("QUYẾT ĐỊNH", "Về việc thành lập Tổ công tác")
    assert read.body == (
        "Căn cứ Luật A;\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Thành lập.\n\n| TT | Việc / hạn |\n| 1 | Họp |"
        "\n\nĐiều 2. Thi hành\n\nPhụ lục I\nDANH SÁCH\n\n1. Ông A"
    )
    assert "CỘNG HÒA" not in read.body
    assert "Nguyễn Văn A" not in read.body


def test_plain_words_without_any_head_are_all_of_them_the_text() -> None:
    read = draft_reading.of_blocks([p("Đề nghị các đơn vị báo cáo."), p("Trân trọng.")])
    assert read.body == "Đề nghị các đơn vị báo cáo.\n\nTrân trọng."
    assert (read.title, read.subject, read.addressees) == ("", "", ())


def test_words_are_composed_and_signs_nobody_sees_are_gone() -> None:
    read = draft_reading.of_blocks([p("U\u0309y\u202e ban\u0000 nhân  dân\u00a0báo cáo việc này.")])
    assert read.body == "Ủy ban nhân dân báo cáo việc này."


LINES = st.builds(
    Line,
    st.sampled_from(
        ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Số: 1/A-B", "V/v thử", "QUYẾT ĐỊNH", "Kính gửi: A",
         "Kính gửi:", "- B;", "Điều 1. x", "./.", "Nơi nhận:", "TM. ỦY BAN",
         "Phụ lục I", "| a | b |",
         "HỎA TỐC", "chữ thường.", "", "-----", "Hà Nội, ngày 1 tháng 2 năm 2019"]
    ) | st.text(max_size=30),
    st.booleans(),
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(LINES, max_size=25))
def test_whatever_stands_there_is_read_without_a_fault(lines: list[Line]) -> None:
    read = draft_reading.of_lines(lines)
    said = "".join(line.text for line in lines)
    assert set("".join(read.body.split())) <= set("".join(said.split()) + draft_reading.ATTACHED)


@pytest.mark.parametrize("mark", ["HỎA TỐC", "DỰ THẢO", "KHẨN"])
def test_stamps_are_no_text(mark: str) -> None:
    read = draft_reading.of_blocks([HEAD[0], p(mark), p("Kính gửi: Sở Nội vụ"), p("Báo cáo.")])
    assert (read.addressees, read.body) == (("Sở Nội vụ",), "Báo cáo.")
