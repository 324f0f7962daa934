"""Numbers are written with the marks of the language, and never better than they are."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.reports.charts import ink
from office.reports.charts.measures import (
    COUNT,
    SHARE,
    Measure,
    count,
    more_or_fewer,
    points,
    share,
)
from office.reports.charts.scale import ticks


def plain(written: str) -> str:
    return written.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (0.975, "97,5 %", "97.5%"),
        (1, "100,0 %", "100.0%"),
        (0, "0,0 %", "0.0%"),
        (0.99999, "99,9 %", "99.9%"),
        (0.00001, "0,1 %", "0.1%"),
        (12.5, "1.250,0 %", "1,250.0%"),
    ],
)
def test_a_share_is_written_in_per_cent(value: float, vi: str, en: str) -> None:
    assert (plain(share(value)), share(value, "en")) == (vi, en)


@given(st.floats(0, 1, exclude_min=True, exclude_max=True))
def test_what_is_not_all_is_never_a_hundred_and_what_is_some_never_nought(value: float) -> None:
    for written in (share(value), SHARE.axis(value, "vi")):
        assert plain(written) not in {"100,0 %", "100 %", "0,0 %", "0 %"}


@pytest.mark.parametrize(
    ("value", "vi", "axis"),
    [
        (1234567, "1.234.567", "1,2 triệu"),
        (12000, "12.000", "12.000"),
        (2.5, "2,5", "2,5"),
        (-3, "−3", "−3"),
        (4 * 10**9, "4.000.000.000", "4 tỷ"),
        (10**18, "1,0×10^18", "1,0×10^18"),
    ],
)
def test_an_amount_has_vietnamese_marks(value: float, vi: str, axis: str) -> None:
    assert (count(value), plain(COUNT.axis(value, "vi"))) == (vi, axis)


def test_a_change_has_its_sign() -> None:
    assert [plain(points(value)) for value in (0.123, -0.02, 0)] == [
        "+12,3 điểm", "−2,0 điểm", "0,0 điểm",
    ]  # fmt: skip
    assert [more_or_fewer(value) for value in (12, -3, 0)] == ["+12", "−3", "0"]


@given(
    st.lists(st.integers(0, 10**40) | st.floats(0, 1e300), max_size=5),
    st.sampled_from([SHARE, COUNT]),
)
def test_no_value_is_above_the_axis_and_its_marks_are_few(
    values: list[float], measure: Measure
) -> None:
    marks = ticks(measure, values)
    assert marks[0] == 0
    assert 2 <= len(marks) <= 6
    assert all(value <= marks[-1] for value in values)
    assert all(mark.denominator == 1 for mark in marks) or not measure.whole


def test_shares_are_marked_in_quarters() -> None:
    assert [plain(SHARE.axis(float(mark), "vi")) for mark in ticks(SHARE, [0.3])] == [
        "0 %", "25 %", "50 %", "75 %", "100 %",
    ]  # fmt: skip


def light(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((light(one), light(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_what_is_drawn_is_seen_against_the_page() -> None:
    drawn = [ink.BAR, ink.TARGET, ink.EDGE, *(colour for colour, _, _ in ink.LINES)]
    drawn += [edge for _, edge, _, _ in ink.FILLS.values()]
    assert [colour for colour in drawn if contrast(colour, ink.WHITE) < 3] == []


def test_the_three_classes_differ_in_lightness_so_that_grey_tells_them_apart() -> None:
    fills = [colour for colour, _, _, _ in ink.FILLS.values()]
    pairs = [(one, other) for one in fills for other in fills if one < other]
    assert [pair for pair in pairs if contrast(*pair) < 3] == []
    hatchings = [(lines, lean) for _, _, lines, lean in ink.FILLS.values()]
    assert len(set(hatchings)) == len(hatchings)


def test_shades_darken_step_by_step_and_what_is_written_on_them_is_read() -> None:
    shades = [shade for shade, _ in ink.SHADES]
    steps = [contrast(one, other) for one, other in pairwise(shades)]
    assert min(steps) >= 1.3
    assert sorted(shades, key=light, reverse=True) == shades
    assert [pair for pair in ink.SHADES if contrast(*pair) < 4.5] == []
    assert min(contrast(words, ink.WHITE) for words in (ink.INK, ink.QUIET, ink.TARGET)) >= 4.5
