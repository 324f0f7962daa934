"""What changed between two texts: nothing lost, nothing invented, and fast whatever comes."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from office.domain import comparing
from office.domain.comparing import Change

WORDS = st.sampled_from(
    ["ủy", "ban", "nhân dân", "12/QĐ-UBND", " ", "  ", "\n", "\n\n", ".", ";", "Điều 1.", "a)", "…",
     "| a | b |", "u\u0309y", "🏛️", "\t"]
)  # fmt: skip
TEXTS = st.lists(WORDS, max_size=60).map("".join) | st.text(max_size=80)


@settings(max_examples=400, deadline=None)
@given(TEXTS, TEXTS)
def test_a_comparison_applied_to_the_old_text_gives_the_new_one(old: str, new: str) -> None:
    found = comparing.pieces(old, new)
    assert comparing.before(found) == old
    assert comparing.after(found) == new
    rows = comparing.rows(old, new)
    assert "".join(piece.text for row in rows for piece in row.old) == old
    assert "".join(piece.text for row in rows for piece in row.new) == new
    assert any(row.changed for row in rows) == (old != new)


def said(old: str, new: str) -> list[tuple[str, str]]:
    return [(str(piece.change), piece.text) for piece in comparing.pieces(old, new)]


def test_whole_words_and_numbers_change_not_letters_of_them() -> None:
    old, new = "Giao Sở Nội vụ trước ngày 15/11/2019.", "Giao Sở Tài chính trước ngày 20/11/2019."
    assert said(old, new) == [
        ("same", "Giao Sở "),
        ("gone", "Nội vụ"),
        ("new", "Tài chính"),
        ("same", " trước ngày "),
        ("gone", "15/11/2019"),
        ("new", "20/11/2019"),
        ("same", "."),
    ]  # fmt: skip
    assert ("gone", "12/QĐ-UBND") in said("Số 12/QĐ-UBND ngày", "Số 13/QĐ-UBND ngày")


def test_a_tone_mark_is_a_change_that_is_seen() -> None:
    assert said("hòa giải", "hoà giải") == [("gone", "hòa"), ("new", "hoà"), ("same", " giải")]


def test_a_line_put_in_changes_no_other() -> None:
    rows = comparing.rows("Điều 1. A\nĐiều 2. B\n", "Điều 1. A\nĐiều 1a. C\nĐiều 2. B\n")
    assert [row.changed for row in rows] == [False, True, False]


HUGE = 200_000
PAIRS = {
    "nothing in common": ("mười " * (HUGE // 5), "chín " * (HUGE // 5)),
    "lines the other way round": ("a\n b\n" * (HUGE // 5), "b\n a\n" * (HUGE // 5)),
    "one word in the middle": ("x " * HUGE + "cũ" + " y" * HUGE, "x " * HUGE + "mới" + " y" * HUGE),
    "many lines of a few kinds": (
        "\n".join(str(n % 7) for n in range(HUGE)), "\n".join(str(n % 11) for n in range(HUGE))
    ),
}  # fmt: skip


@pytest.mark.parametrize("pair", PAIRS)
def test_no_text_holds_the_server_up(pair: str) -> None:
    old, new = PAIRS[pair]
    began = time.perf_counter()
    found = comparing.pieces(old, new)
    assert time.perf_counter() - began < 10
    assert (comparing.before(found), comparing.after(found)) == (old, new)


def test_one_word_in_a_huge_text_is_found() -> None:
    found = comparing.pieces(*PAIRS["one word in the middle"])
    changed = [(piece.change, piece.text) for piece in found if piece.change != Change.SAME]
    assert changed == [(Change.GONE, "cũ"), (Change.NEW, "mới")]
