"""What may be made public, how it is written for the public, and where a list goes on."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.domain.publication import Place, indexed, place_of, plain, problem_of

KEY = "0123456789abcdef"


@pytest.mark.parametrize(
    ("secrecy", "state", "number", "recalled", "why"),
    [
        ("mat", "issued", 1, False, "never made public"),
        ("tuyet_mat", None, 1, False, "never made public"),
        ("", "numbered", 1, False, "was issued"),
        ("", "cancelled", 1, False, "was issued"),
        ("", None, 1, False, "was issued"),
        ("", "issued", None, False, "has its number"),
        ("", "issued", 1, True, "recalled"),
    ],
)
def test_what_may_not_be_public_is_told_why(
    secrecy: str, state: str | None, number: int | None, recalled: bool, why: str
) -> None:
    problem = problem_of(secrecy, state, number, recalled=recalled)
    assert problem is not None
    assert why in problem.en


@pytest.mark.parametrize("state", ["issued", "filed"])
def test_what_was_issued_with_its_number_may_be_public(state: str) -> None:
    assert problem_of("", state, 1, recalled=False) is None


@given(st.text())
def test_what_the_public_is_shown_is_one_line_that_turns_nothing_round(words: str) -> None:
    shown = plain(words)
    assert shown.isprintable()
    assert not set(shown) & set("\u202a\u202e\u2066\u2069\u200e\u200f\u061c\u200b\ufeff")
    shown.encode()


@given(st.dates(), st.integers(1, 10**9 - 1))
def test_a_place_in_the_list_is_read_as_it_was_written(day: date, number: int) -> None:
    place = Place(day, number, KEY)
    assert place_of(str(place)) == place


@pytest.mark.parametrize(
    "written",
    [
        "", "1", f"2019-02-30.1.{KEY}", f"2019-11-08.{'9' * 10}.{KEY}", f"2019-11-08.1.{KEY}x",
        f"2019-11-08.1.{KEY.upper()}", f"2019-11-08.-1.{KEY}", f"٢٠١٩-11-08.1.{KEY}", "9" * 100_000,
    ],
)  # fmt: skip
def test_what_is_no_place_in_the_list_is_none(written: str) -> None:
    assert place_of(written) is None


def test_a_document_is_found_without_marks_by_the_beginning_of_its_words() -> None:
    words = indexed("01/QĐ-UBND", "Phê duyệt Đề án")
    assert words == " 01 qd ubnd phe duyet de an"
