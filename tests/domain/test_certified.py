"""Certified copies: the ways there are, the pages of an excerpt, the numbers."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.domain import certified
from office.domain.certified import ELECTRONIC, FORMS, KINDS, PAPER
from office.domain.errors import Invalid, Refused


def test_the_decree_knows_ten_ways_and_no_more() -> None:
    allowed = []
    for kind, origin, form in itertools.product(KINDS, FORMS, FORMS):
        try:
            certified.check_way(kind, origin, form)
        except Refused:
            continue
        allowed.append((kind, origin, form))
    assert len(allowed) == 10
    assert ("SY", ELECTRONIC, ELECTRONIC) not in allowed
    assert ("SL", ELECTRONIC, ELECTRONIC) not in allowed
    assert ("TrS", ELECTRONIC, ELECTRONIC) in allowed
    assert ("SY", PAPER, ELECTRONIC) in allowed


@pytest.mark.parametrize(("kind", "form"), [("XX", PAPER), ("SY", "stone"), ("", "")])
def test_a_way_nobody_knows_is_refused(kind: str, form: str) -> None:
    with pytest.raises(Invalid):
        certified.check_way(kind, PAPER, form)


@given(st.sets(st.integers(0, 299), min_size=1))
def test_pages_written_are_the_pages_read(chosen: set[int]) -> None:
    assert certified.pages(certified.pages_words(sorted(chosen)), 300) == sorted(chosen)


@pytest.mark.parametrize("wrong", ["0", "5", "3-2", "a", "1;2", "1-", "-1", "1-9999", "99999"])
def test_pages_there_are_not_are_refused(wrong: str) -> None:
    with pytest.raises(Invalid):
        certified.pages(wrong, 4)


def test_no_pages_are_all_of_them() -> None:
    assert certified.pages("  ", 4) == []


@pytest.mark.parametrize(("dpi", "enough"), [(None, True), (200, True), (300, True), (199, False)])
def test_paper_is_scanned_at_two_hundred_dots(dpi: int | None, enough: bool) -> None:
    if enough:
        certified.check_scan(dpi)
        return
    with pytest.raises(Refused, match="199"):
        certified.check_scan(dpi)


def test_the_number_names_the_way_and_the_organ() -> None:
    assert certified.symbol(3, "SY", "UBND") == "03/SY-UBND"
