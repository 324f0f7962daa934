"""The shape of a text, read off its lines, and its numbers counted anew."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from office.domain import structure
from office.domain.structure import Kind
from office.reports import body, sections
from office.reports.body import Part
from tests.make import DATA

RULES = """Căn cứ Luật A;

Căn cứ Luật B;

Điều 1. Phạm vi

1. Một

2. Hai

a) Điểm

b) Điểm

Điều 2. Hiệu lực

| Số TT | Việc |
| 1 | Một |

Văn bản kèm theo
QUY CHẾ
làm việc

Chương I

QUY ĐỊNH CHUNG

Điều 1. Phạm vi

Phụ lục
DANH SÁCH

1. Một"""


def labels(text: str) -> list[tuple[str, str, str]]:
    return [(str(i.kind), i.label, i.expected) for i in structure.outline(text)]


def test_the_outline_names_every_part_in_its_place() -> None:
    assert [(i.kind, i.level, i.label or i.words, i.many) for i in structure.outline(RULES)] == [
        (Kind.GROUND, 0, "Căn cứ", 2),
        (Kind.ARTICLE, 1, "Điều 1.", 1),
        (Kind.CLAUSE, 2, "1.", 1),
        (Kind.CLAUSE, 2, "2.", 1),
        (Kind.POINT, 3, "a)", 1),
        (Kind.POINT, 3, "b)", 1),
        (Kind.ARTICLE, 1, "Điều 2.", 1),
        (Kind.TABLE, 2, "|", 2),
        (Kind.ATTACHED, 0, "Văn bản kèm theo", 1),
        (Kind.HEADING, 0, "QUY CHẾ", 1),
        (Kind.CHAPTER, 0, "Chương I", 1),
        (Kind.HEADING, 0, "QUY ĐỊNH CHUNG", 1),
        (Kind.ARTICLE, 1, "Điều 1.", 1),
        (Kind.ANNEX, 0, "Phụ lục", 1),
        (Kind.HEADING, 0, "DANH SÁCH", 1),
        (Kind.CLAUSE, 2, "1.", 1),
    ]
    lines = RULES.split("\n")
    assert all(item.label in lines[item.line] for item in structure.outline(RULES))


def test_a_text_in_order_expects_nothing_else() -> None:
    assert [label for _, label, expected in labels(RULES) if expected] == []
    assert structure.renumbered(RULES) == (RULES, 0, 0, ())


def test_what_is_out_of_order_is_counted_anew_and_references_follow() -> None:
    text = (
        "Điều 1. Một\n\nĐiều 1. Mới\n\n1. x\n\n1. y\n\na) p\n\nc) q\n\nĐiều 2. Cũ\n\n"
        "Điều 3. Bãi bỏ Điều 2 Quyết định này, Điều 2 Luật Thủ đô; người có tên tại Điều 2"
    )
    done = structure.renumbered(text)
    assert done.text == (
        "Điều 1. Một\n\nĐiều 2. Mới\n\n1. x\n\n2. y\n\na) p\n\nb) q\n\nĐiều 3. Cũ\n\n"
        "Điều 4. Bãi bỏ Điều 3 Quyết định này, Điều 2 Luật Thủ đô; người có tên tại Điều 2"
    )
    assert (done.parts, done.references) == (5, 1)
    assert done.doubtful == ("đô; người có tên tại Điều 2",)


def test_a_list_that_begins_again_after_a_paragraph_begins_again() -> None:
    text = "Kết quả:\n\n1. A\n\n2. B\n\nKiến nghị:\n\n1. C\n\n2. D"
    assert structure.renumbered(text).parts == 0
    assert structure.renumbered(text.replace("Kiến nghị:\n\n1.", "Kiến nghị:\n\n5.")).parts == 2


def test_an_article_that_an_amendment_puts_between_stays() -> None:
    assert structure.renumbered("Điều 1. A\n\nĐiều 1a. B\n\nĐiều 2. C").parts == 0


def test_points_follow_the_vietnamese_alphabet() -> None:
    text = "1. Gồm:\n" + "\n".join(f"{letter}) x" for letter in "abcdefg")
    points = structure.renumbered(text).text.split("\n")[1:]
    assert [point[0] for point in points] == list("abcdđeg")


LINES = st.sampled_from(
    ["Điều 1. A", "Điều 7. B theo Điều 2 Quyết định này", "1. c", "3. d", "a) e", "k) g", "",
     "Văn bản kèm theo", "Phụ lục I", "Chương II", "chữ thường", "| a | b |", "1.1. h", "I. I"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(LINES, max_size=30).map("\n".join))
def test_counting_anew_twice_is_counting_once(text: str) -> None:
    once = structure.renumbered(text)
    again = structure.renumbered(once.text)
    assert (again.text, again.parts) == (once.text, 0)
    assert len(once.text.split("\n")) == len(text.split("\n"))


@pytest.mark.parametrize("file", sorted((DATA / "templates").glob("*.txt")), ids=lambda f: f.stem)
def test_the_outline_sees_what_the_page_prints(file) -> None:  # type: ignore[no-untyped-def]  # a path
    text = file.read_text("utf-8").split("\n\n", 1)[1]
    main, annexes = sections.cut(text)
    printed = [*body.blocks(main), *(block for annex in annexes for block in annex.blocks)]
    items = structure.outline(text)
    articles = [b for b in printed if isinstance(b, body.Paragraph) and b.part is Part.ARTICLE]
    assert [i.label for i in items if i.kind is Kind.ARTICLE] == [b.lead for b in articles]
    tables = sum(not isinstance(block, body.Paragraph) for block in printed)
    assert sum(i.kind is Kind.TABLE for i in items) == tables
    assert sum(i.kind in (Kind.ANNEX, Kind.ATTACHED) for i in items) == len(annexes)
