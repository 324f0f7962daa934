"""The table of an estimate: a reader with a pencil, or a spreadsheet, comes to the same amounts."""

from fractions import Fraction
from itertools import groupby
from math import prod

import pytest

from office.domain.cost_factors import FACTORS
from office.domain.quantities import rounded
from office.domain.saving import ELSEWHERE, Money, estimate
from office.domain.saving_table import MADE, MEASURED, TITLES, TOTAL, rows, shown
from tests.domain.test_saving import ALL, factor, sent, without

TOLD = estimate([sent(), sent(7, 35, distance=ELSEWHERE)], ALL)


@pytest.mark.parametrize("column", [3, 4, 5])
def test_each_amount_is_the_product_of_the_lines_above_it_and_all_make_the_sum(
    column: int,
) -> None:
    *lines, last = rows(TOLD)
    amounts = []
    for _, group in groupby(lines, key=lambda row: row[0]):
        *above, made = group
        assert (above[0][1], made[1]) == (MEASURED, MADE)
        product = prod(Fraction(row[column]) for row in above)  # type: ignore[arg-type]  # numbers all
        assert made[column] in (rounded(product), -rounded(product))
        amounts.append(made[column])
    assert last[0] == TOTAL
    assert last[column] == sum(amounts)  # type: ignore[arg-type]  # numbers all


def test_every_line_has_a_cell_for_every_title() -> None:
    assert {len(row) for row in rows(TOLD)} == {len(TITLES)}


def test_a_factor_has_its_day_its_source_and_who_approved_it() -> None:
    assumed = without("sheet", factor("sheet", assumed=True))
    (row,) = [row for row in rows(estimate([sent()], assumed)) if row[1] == FACTORS["sheet"].name]
    assert [str(shown(cell)) for cell in row[2:]] == [
        "đ/tờ", "200", "300", "500", "01/01/2019", "Báo giá; giả định", "Lãnh đạo",
    ]  # fmt: skip


def test_what_is_missing_is_told_without_any_number() -> None:
    told = rows(estimate([sent()], without("minute")))
    assert [str(row[0]) for row in told] == [
        "Tiền công một phút: chưa có hệ số cho ngày 08/11/2019"
    ]
    assert {cell for row in told for cell in row[1:]} == {""}


def test_nothing_sent_is_a_sum_of_nothing() -> None:
    ((name, *_, low, base, high, _, _, _),) = rows(estimate([], ()))
    assert (name, Money(low, base, high)) == (TOTAL, Money(0, 0, 0))  # type: ignore[arg-type]  # numbers all
