"""Quantities: read and written as Vietnamese do, exactly."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.domain.quantities import parse, parse_plain, rounded, written


@pytest.mark.parametrize(
    ("typed", "thousandths"),
    [("0", 0), ("1.500", 1_500_000), ("0,5", 500), (" 1.234,567 ", 1_234_567), ("90", 90_000)],
)
def test_a_quantity_is_read_as_people_write_it(typed: str, thousandths: int) -> None:
    assert parse(typed) == thousandths


@pytest.mark.parametrize("typed", ["", "1.5", "1,5000", "-1", "1e3", "12.34", "một", "٣", "1.5000"])
def test_what_could_be_read_in_two_ways_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="no quantity"):
        parse(typed)


def test_files_write_a_decimal_point() -> None:
    assert (parse_plain("0.5"), parse_plain("9000")) == (500, 9_000_000)
    with pytest.raises(ValueError, match="no quantity"):
        parse_plain("0,5")


@given(st.integers(min_value=0, max_value=10**11))
def test_what_is_written_is_read_again(thousandths: int) -> None:
    assert parse(written(Fraction(thousandths, 1000)).vi) == thousandths


def test_a_quantity_has_its_points_and_its_sign() -> None:
    assert written(1_234_567).vi == "1.234.567"
    assert written(Fraction("1234.5")).en == "1,234.5"
    assert written(Fraction("-0.25")).vi == "−0,25"


@pytest.mark.parametrize(("value", "whole"), [("0.5", 1), ("-0.5", -1), ("2.49", 2), ("-1.2", -1)])
def test_a_half_is_rounded_away_from_nought(value: str, whole: int) -> None:
    assert rounded(Fraction(value)) == whole
