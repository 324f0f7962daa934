"""Sheets of paper, and where a copy on paper stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.domain import sheets
from office.domain.errors import Invalid, Refused
from office.domain.sheets import (
    EVENTS,
    FACTS,
    POST,
    PRINT,
    RECEIVE,
    STAMP,
    STANDINGS,
    USING_UP,
    Leg,
)  # fmt: skip

pages = st.integers(1, 5000)
copies = st.integers(1, 99)


@given(pages, copies, st.booleans())
def test_every_copy_takes_whole_sheets_of_its_own(count: int, many: int, duplex: bool) -> None:
    one = sheets.sheets(count, duplex=duplex)
    assert sheets.sheets(count, many, duplex=duplex) == many * one
    assert one * (2 if duplex else 1) >= count
    assert (one - 1) * (2 if duplex else 1) < count


@given(pages, copies)
def test_both_sides_save_half_and_never_more(count: int, many: int) -> None:
    both, one = (sheets.sheets(count, many, duplex=d) for d in (True, False))
    assert one / 2 <= both <= one
    assert both - one / 2 == many / 2 * (count % 2)


@given(st.lists(st.sampled_from([PRINT, STAMP, POST, RECEIVE]), max_size=12))
def test_a_leg_that_only_goes_forward_always_stands_somewhere(order: list[str]) -> None:
    done = dict.fromkeys((PRINT, STAMP, POST, RECEIVE), 0)
    before = {STAMP: PRINT, POST: STAMP}
    for event in order:
        if event not in before or done[before[event]] > done[event]:
            done[event] += 1
        leg = Leg.of(done)
        assert leg.to_stamp >= 0 <= leg.to_post
        assert leg.standing in STANDINGS
        assert all(0 <= leg.spare(event) <= done[event] for event in done)


@pytest.mark.parametrize(
    ("leg", "standing"),
    [
        (Leg(), "unprinted"),
        (Leg(1), "printed"),
        (Leg(1, 1), "stamped"),
        (Leg(1, 1, 1), "posted"),
        (Leg(2, 1, 1), "printed"),
        (Leg(1, 1, 1, 1), "received"),
        (Leg(0, 0, 0, 1), "received"),
    ],
)
def test_each_fact_brings_the_paper_one_step_further(leg: Leg, standing: str) -> None:
    assert leg.standing == standing


def test_what_something_rests_on_is_not_taken_back_before_it() -> None:
    sheets.check_spare(Leg(2, 1), PRINT, 1)
    sheets.check_spare(Leg(1, 1), STAMP, 1)
    for leg, event in ((Leg(1, 1), PRINT), (Leg(1, 1, 1), STAMP), (Leg(1, 1, 1, 1), POST)):
        with pytest.raises(Refused):
            sheets.check_spare(leg, event, 1)
    sheets.check_spare(Leg(1, 1, 1, 1), RECEIVE, 1)


@pytest.mark.parametrize("wrong", [0, -1, 100, 10**9])
def test_numbers_beyond_reason_are_refused(wrong: int) -> None:
    with pytest.raises(Invalid):
        sheets.check_copies(wrong)
    with pytest.raises(Invalid):
        sheets.check_sheets(wrong if wrong != 100 else 10_000)


def test_a_reason_is_more_than_a_word() -> None:
    assert sheets.check_reason("  Rách bì  ") == "Rách bì"
    with pytest.raises(Invalid):
        sheets.check_reason(" xx ")


def test_every_event_has_its_words() -> None:
    assert set(EVENTS) == {PRINT, STAMP, POST, RECEIVE, "scan", "again", "copy"}
    assert set(FACTS) == {*EVENTS, "slip", "bind"}
    assert set(USING_UP) < set(FACTS)
