"""The estimated saving: each line can be worked out again, and nothing is made up."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.domain.cost_factors import APPROVED, FACTORS, OPEN, REJECTED, Factor, in_force
from office.domain.paper import ELECTRONIC, PAPER, PARALLEL
from office.domain.saving import (
    DISTRICT,
    ELSEWHERE,
    PROVINCE,
    Counted,
    Estimate,
    LeftOut,
    Money,
    estimate,
)

BEGIN, DAY = date(2019, 1, 1), date(2019, 11, 8)
#: Low, base, high in thousandths.
VALUES = {
    "sheet": (200_000, 300_000, 500_000),
    "sheets_page": (500, 1000, 1000),
    "copies": (1000, 1000, 2000),
    "envelope": (300_000, 500_000, 1_000_000),
    "post.district": (2_000_000, 3_000_000, 6_000_000),
    "post.province": (3_000_000, 5_000_000, 9_000_000),
    "post.elsewhere": (4_000_000, 8_000_000, 18_000_000),
    "clerk.minutes": (3000, 5000, 10_000),
    "minute": (250_000, 350_000, 600_000),
    "system.send": (100_000, 300_000, 1_000_000),
}


def factor(code: str, day: date = BEGIN, outcome: str = APPROVED, **other: Any) -> Factor:
    low, base, high = VALUES[code]
    row = Factor(
        code=code, first_day=day, low=low, base=base, high=high, source="Báo giá", outcome=outcome,
        approver="Lãnh đạo",
    )  # fmt: skip
    return replace(row, **other)


ALL = tuple(factor(code) for code in FACTORS)


def sent(deliveries: int = 10, pages: int = 30, channel: str = ELECTRONIC, **other: Any) -> Counted:
    row = Counted(day=DAY, distance=PROVINCE, channel=channel, deliveries=deliveries, pages=pages)
    return replace(row, **other)


def without(code: str, *more: Factor) -> tuple[Factor, ...]:
    return (*(one for one in ALL if one.code != code), *more)


def test_ten_letters_of_three_pages_within_the_province() -> None:
    told = estimate([sent()], ALL)
    amounts = {line.term.name.vi: line.amounts for line in told.lines}
    assert amounts == {
        "Giấy, mực": Money(3_000, 9_000, 30_000),
        "Phong bì": Money(3_000, 5_000, 10_000),
        "Cước trong tỉnh": Money(30_000, 50_000, 90_000),
        "Thời gian văn thư": Money(7_500, 17_500, 60_000),
        "Trừ chi phí hệ thống": Money(-10_000, -3_000, -1_000),
    }
    assert told.total == Money(33_500, 78_500, 189_000)


def test_each_line_shows_how_it_is_worked_out() -> None:
    lines = {line.term.name.vi: line for line in estimate([sent()], ALL).lines}
    assert lines["Giấy, mực"].formula().vi == (
        "30 trang × 1 bản/lượt gửi × 1 tờ/trang × 300 đ/tờ = 9.000 đ"
    )
    assert lines["Thời gian văn thư"].formula("low").en == (
        "10 deliveries × 3 minutes a delivery × 250 đ a minute = 7,500 đ"
    )
    assert lines["Trừ chi phí hệ thống"].formula("low").vi == (
        "− 10 lượt gửi × 1.000 đ/lượt gửi = −10.000 đ"
    )


@pytest.mark.parametrize(
    ("distance", "postage"), [(DISTRICT, 3_000), (PROVINCE, 5_000), (ELSEWHERE, 8_000)]
)
def test_postage_is_that_of_the_distance(distance: str, postage: int) -> None:
    told = estimate([sent(1, 0, distance=distance)], ALL)
    (line,) = [line for line in told.lines if line.term.distance]
    assert line.amounts.base == postage


def test_a_distance_without_a_postage_is_no_distance() -> None:
    with pytest.raises(ValueError, match="unknown distance"):
        sent(distance="moon")


@pytest.mark.parametrize(
    ("other", "left_out"),
    [
        ({"channel": PARALLEL}, LeftOut(parallel=10)),
        ({"channel": PAPER}, LeftOut(paper=10)),
        ({"secret": True}, LeftOut(secret=10)),
        ({"secret": True, "channel": PARALLEL}, LeftOut(secret=10)),
    ],
)
def test_what_went_with_paper_or_is_secret_saves_nothing(
    other: dict[str, Any], left_out: LeftOut
) -> None:
    told = estimate([sent(**other)], ALL)
    assert (told.lines, told.total, told.left_out) == ((), Money(0, 0, 0), left_out)
    alone = estimate([sent()], ALL)
    assert estimate([sent(), sent(**other)], ALL).total == alone.total


@pytest.mark.parametrize(
    "code", [code for code in FACTORS if code not in ("post.district", "post.elsewhere")]
)
def test_without_one_factor_there_is_no_number_and_it_says_which(code: str) -> None:
    told = estimate([sent()], without(code))
    assert (told.total, told.lines) == (None, ())
    assert [(one.code, one.day, one.waits) for one in told.missing] == [(code, DAY, False)]
    name = FACTORS[code].name.vi
    assert str(told) == f"Chưa ước tính được. {name}: chưa có hệ số cho ngày 08/11/2019"


def test_a_factor_nobody_asks_for_is_not_missed() -> None:
    assert estimate([sent()], without("post.elsewhere")).total is not None
    assert estimate([], ()).total == Money(0, 0, 0)


@pytest.mark.parametrize("outcome", [OPEN, REJECTED, "withdrawn"])
def test_a_factor_counts_once_it_is_approved(outcome: str) -> None:
    told = estimate([sent()], without("sheet", factor("sheet", outcome=outcome)))
    assert told.total is None
    assert [one.waits for one in told.missing] == [outcome == OPEN]


def test_each_day_has_the_factor_of_its_day() -> None:
    dearer = factor("envelope", date(2019, 11, 9), low=1, base=900_000, high=2_000_000)
    rows = (*ALL, dearer)
    assert in_force(rows, "envelope", DAY) in ALL
    assert in_force(rows, "envelope", date(2019, 11, 9)) is dearer
    assert in_force(rows, "envelope", date(2018, 12, 31)) is None
    told = estimate([sent(), sent(day=date(2019, 11, 9))], rows)
    lines = [line for line in told.lines if line.term.codes == ("envelope",)]
    assert sorted(line.amounts.base for line in lines) == [5_000, 9_000]
    assert {line.factors[0].first_day for line in lines} == {BEGIN, date(2019, 11, 9)}


def test_a_day_before_the_first_factor_is_told() -> None:
    told = estimate([sent(), sent(day=date(2018, 12, 31))], ALL)
    assert told.total is None
    assert {one.day for one in told.missing} == {date(2018, 12, 31)}


def test_an_estimate_adds_to_an_estimate_and_to_nothing_else() -> None:
    one = estimate([sent()], ALL)
    both = one + estimate([sent(5, 9), sent(channel=PARALLEL)], ALL)
    assert both == estimate([sent(15, 39), sent(channel=PARALLEL)], ALL)
    for measured in (0, 1.5, Money(1, 1, 1), "9 đ"):
        for join in (lambda m=measured: one + m, lambda m=measured: m + one):
            with pytest.raises(TypeError):
                join()
    for bare in (int, float, sum):
        with pytest.raises(TypeError):
            bare(one)  # type: ignore[operator]  # that is what is tried
    with pytest.raises(TypeError):
        Money(1, 1, 1) + 1  # type: ignore[operator]  # that is what is tried


def test_with_one_that_lacks_a_factor_the_sum_has_no_number() -> None:
    lacking = estimate([sent(day=date(2018, 5, 1))], ALL)
    both = estimate([sent()], ALL) + lacking
    assert (both.total, both.lines, both.missing) == (None, (), lacking.missing)


def test_an_estimate_is_always_told_as_one_with_its_bounds() -> None:
    told = estimate([sent()], ALL)
    assert str(told) == f"{told}" == "Ước tính 78.500 đ (từ 33.500 đến 189.000 đ)"


COUNTS = st.lists(
    st.builds(
        sent,
        deliveries=st.integers(0, 1000),
        pages=st.integers(0, 9000),
        channel=st.sampled_from([ELECTRONIC, PARALLEL, PAPER]),
        distance=st.sampled_from([DISTRICT, PROVINCE, ELSEWHERE]),
        secret=st.booleans(),
        day=st.dates(BEGIN, date(2022, 12, 31)),
    ),
    max_size=6,
)


@given(COUNTS)
def test_the_lines_recount_to_the_total_and_stand_in_order(counts: Sequence[Counted]) -> None:
    total = estimate(counts, ALL).total
    assert total is not None
    assert total.low <= total.base <= total.high
    assert total.base == sum(line.amount("base") for line in estimate(counts, ALL).lines)


@given(COUNTS)
def test_whatever_was_sent_with_paper_changes_no_estimate(counts: Sequence[Counted]) -> None:
    kept = [one for one in counts if one.channel == ELECTRONIC and not one.secret]
    assert estimate(counts, ALL).total == estimate(kept, ALL).total


@given(COUNTS, COUNTS)
def test_two_halves_make_the_whole(one: Sequence[Counted], other: Sequence[Counted]) -> None:
    whole: Estimate = estimate([*one, *other], ALL)
    assert (estimate(one, ALL) + estimate(other, ALL)).total == whole.total
