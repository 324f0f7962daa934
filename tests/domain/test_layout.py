"""The page a drafter settles beside the text: what it says, and what of it is sealed."""

from dataclasses import replace
from datetime import date

import pytest

from office.domain.documents import Content, problem_of
from office.domain.layout import Layout, lines_of, of_facts
from office.domain.layout import problem_of as wrong
from office.domain.movements import content_digest

PLAIN = Content(
    type_code="CV", subject="V/v thử", body="Thử.", urgency=1, respond_by=date(2019, 11, 15)
)
SETTLED = Layout(
    addressees=("Các sở, ban, ngành",),
    receivers=("Như trên", "Lưu: VT, VX."),
    typist_mark="PL",
    copies=300,
    contact="Số 450 đường Thống Nhất",
    circulation="LƯU HÀNH NỘI BỘ",
    hour="2019-12-05T15:30",
)


def test_a_text_without_a_layout_keeps_the_digest_it_had_before_there_was_one() -> None:
    facts = {
        "type": "CV", "subject": "V/v thử", "body": "Thử.", "urgency": 1,
        "respond_by": "2019-11-15", "council": "",
    }  # fmt: skip
    assert PLAIN.facts() == facts
    assert content_digest(PLAIN.facts(), ()) == content_digest(facts, ())


@pytest.mark.parametrize("name", list(SETTLED.facts()))
def test_whatever_is_printed_is_part_of_the_digest(name: str) -> None:
    settled = replace(PLAIN, layout=SETTLED)
    emptied = replace(settled, layout=replace(SETTLED, **{name: getattr(Layout(), name)}))
    digests = {content_digest(one.facts(), ()) for one in (PLAIN, settled, emptied)}
    assert len(digests) == 3


def test_a_layout_comes_back_from_its_facts() -> None:
    assert of_facts(SETTLED.facts()) == SETTLED
    assert of_facts({}) == of_facts(None) == Layout()


def test_lines_lose_their_dashes_and_blanks_and_keep_their_order() -> None:
    typed = "- Như trên;\n\n  • UBND tỉnh  (để b/c);\r\n+ Lưu: VT, VX.\n"
    assert lines_of(typed) == ("Như trên;", "UBND tỉnh (để b/c);", "Lưu: VT, VX.")


@pytest.mark.parametrize(
    ("layout", "printed"),
    [
        (Layout(typist_mark="PL", copies=300), "PL.(300)"),
        (Layout(typist_mark="PL"), "PL"),
        (Layout(copies=300), "(300)"),
        (Layout(), ""),
    ],
)
def test_the_typists_mark_is_printed_with_the_copies(layout: Layout, printed: str) -> None:
    assert layout.mark == printed


def test_the_hour_is_printed_in_words() -> None:
    assert SETTLED.until == "Trước 15 giờ 30 phút ngày 05/12/2019"
    assert Layout().until == ""


@pytest.mark.parametrize(
    "bad",
    [
        {"addressees": ("a" * 201,)},
        {"receivers": ("a",) * 101},
        {"typist_mark": "a" * 21},
        {"copies": 0},
        {"copies": 100_000},
        {"contact": "a" * 301},
        {"circulation": "ĐỌC XONG ĐỐT"},
        {"hour": "chiều nay"},
        {"hour": "2019-12-05T15:30+07:00"},
    ],
)
def test_what_no_page_has_is_refused(bad: dict[str, object]) -> None:
    layout = replace(SETTLED, **bad)  # type: ignore[arg-type]  # one bad field at a time
    assert wrong(layout) is not None
    assert problem_of(replace(PLAIN, layout=layout), {"CV"}) == wrong(layout)
    assert problem_of(replace(PLAIN, layout=SETTLED), {"CV"}) is None
