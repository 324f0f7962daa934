"""Targets by year: dated, by level, and none where nobody set one."""

from dataclasses import replace
from datetime import date

import pytest

from office.domain.targets import NOW, PAST, TO_COME, WITHDRAWN, Target, coming, on, target

NQ17 = Target(
    id=1, indicator="work.online", level="district", first_day=date(2021, 1, 1),
    last_day=date(2025, 6, 30), permille=800, source="Nghị quyết 17/NQ-CP", checked=True,
)  # fmt: skip
QD942 = replace(NQ17, id=2, first_day=date(2025, 1, 1), permille=850, source="Quyết định 942")
COMMUNE = replace(NQ17, id=3, level="commune", last_day=date(2025, 12, 31), permille=600)
ROWS = (NQ17, QD942, COMMUNE)


def test_a_year_without_a_target_has_none() -> None:
    assert target(ROWS, "work.online", "district", 2020) is None
    assert target(ROWS, "work.online", "affiliated", 2022) is None
    assert target(ROWS, "sent.electronic", "district", 2022) is None


def test_the_text_that_began_last_decides() -> None:
    assert target(ROWS, "work.online", "district", 2024) is NQ17
    assert target(ROWS, "work.online", "district", 2025) is QD942
    assert on(ROWS, "work.online", "district", date(2024, 12, 31)) is NQ17
    assert on(ROWS, "work.online", "district", date(2025, 1, 1)) is QD942


def test_a_level_that_was_abolished_in_july_has_a_target_that_year_and_none_after() -> None:
    assert target(ROWS, "work.online", "district", 2026) is None
    assert on(ROWS, "work.online", "district", date(2025, 7, 1)) is None
    assert target(ROWS, "work.online", "commune", 2025) is COMMUNE


def test_a_target_that_lasts_longer_in_the_year_goes_before_one_that_began_later() -> None:
    half = replace(NQ17, id=4, last_day=date(2024, 6, 30), first_day=date(2024, 2, 1))
    assert target((NQ17, half), "work.online", "district", 2024) is NQ17


def test_what_was_ended_counts_until_then_and_what_was_withdrawn_never() -> None:
    ended = replace(NQ17, ended_on=date(2022, 3, 31))
    assert target([ended], "work.online", "district", 2022) is ended
    assert target([ended], "work.online", "district", 2023) is None
    never = replace(NQ17, ended_on=date(2020, 12, 31))
    assert never.withdrawn
    assert target([never], "work.online", "district", 2021) is None
    assert coming([never], "work.online", "district", 2020) is None


def test_the_next_target_is_told_where_there_is_none_yet() -> None:
    assert coming(ROWS, "work.online", "district", 2019) is NQ17
    assert coming(ROWS, "work.online", "district", 2024) is QD942
    assert coming(ROWS, "work.online", "district", 2025) is None


@pytest.mark.parametrize(
    ("part", "whole", "met"), [(800, 1000, True), (799, 1000, False), (0, 0, False), (4, 5, True)]
)
def test_a_target_is_met_by_what_reaches_it_and_nothing_reaches_nothing(
    part: int, whole: int, met: bool
) -> None:
    assert NQ17.met(part, whole) is met


def test_a_target_is_told_in_per_cent() -> None:
    assert (NQ17.written.vi, NQ17.written.en, NQ17.share) == ("80 %", "80%", 0.8)
    assert replace(NQ17, permille=885).written.vi == "88,5 %"


def test_where_a_target_stands_on_a_day() -> None:
    days = [date(2020, 1, 1), date(2021, 1, 1), date(2025, 6, 30), date(2025, 7, 1)]
    assert [NQ17.standing(day) for day in days] == [TO_COME, NOW, NOW, PAST]
    assert replace(NQ17, ended_on=date(2020, 1, 1)).standing(days[1]) == WITHDRAWN
