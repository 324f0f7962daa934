"""Three generated years with known answers: every indicator, by both paths, on both databases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import pytest

from office.domain.definitions import DEFINITIONS
from office.domain.indicators import Figure
from office.services.figures import counting, recount, recount_check, totals
from office.services.figures.asked import NOW, THEN, Asked
from tests.make import acting
from tests.years import answers
from tests.years.answers import Answer, Question
from tests.years.conftest import Years
from tests.years.plan import AHEAD, DISTRICT, HEIR, IDLE, LAGGING, PROVINCE

pytestmark = pytest.mark.timeout(900)
TOPS = (PROVINCE, DISTRICT, AHEAD, LAGGING, IDLE, HEIR)
PERIODS = (
    (date(2020, 1, 1), date(2022, 12, 31)),  # all of it
    (date(2020, 1, 1), date(2020, 12, 31)),  # up to the last second of a year
    (date(2021, 1, 1), date(2021, 12, 31)),  # from the first of the next; the merger is in it
    (date(2021, 4, 1), date(2021, 6, 30)),  # the quarter before the merger
    (date(2021, 2, 1), date(2021, 2, 28)),  # Tết
    (date(2020, 5, 12), date(2021, 7, 14)),  # from the middle of a month to that of another
    (date(2020, 12, 31), date(2020, 12, 31)),  # one day
)


def questions() -> Iterator[Question]:
    """Yield every unit asked about, in every period, on both trees."""
    for top in TOPS:
        for since, until in PERIODS:
            for mapped in (THEN, NOW):
                yield Question(top, since, until, mapped)


def asked(years: Years, question: Question) -> Asked:
    """Return a question as the office is asked it."""
    return Asked(
        unit_id=years.player.unit[question.top],
        since=question.since,
        until=question.until,
        mapped=question.mapped,
    )


def said(figures: Sequence[Figure]) -> dict[str, Answer]:
    """Return what figures say, by the code of the indicator."""
    return {one.indicator.code: Answer(one.part, one.whole, one.value) for one in figures}


def test_the_plan_has_an_answer_for_every_indicator(years: Years) -> None:
    known = answers.answers(years.plan, next(questions()))
    assert known.keys() == DEFINITIONS.keys()
    silent = {code for code, one in known.items() if not one.part}
    assert silent == {"use.mail", "work.undated", "work.open_undated", "work.open_in_time"}


def test_every_indicator_says_what_is_known(years: Years) -> None:
    with years.office.look(acting(years.office, "ct.tinh")) as work:
        for question in questions():
            found = said(totals.figures(work, asked(years, question)))
            assert found == answers.answers(years.plan, question), question


def test_the_sealed_log_says_the_same(years: Years) -> None:
    with years.office.look(acting(years.office, "ttra.tinh")) as work:
        for question in questions():
            found = said(recount.run(work, asked(years, question)).figures())
            assert found == answers.answers(years.plan, question), question


def test_no_line_of_the_two_paths_differs(years: Years) -> None:
    everything = asked(years, next(questions()))
    with years.office.look(acting(years.office, "ttra.tinh")) as work:
        check = recount_check.check(work, everything, totals.figures(work, everything))
    assert not check.differences


def test_counted_anew_the_sums_are_those_kept_as_it_happened(years: Years) -> None:
    everything = asked(years, next(questions()))
    with years.office.look(acting(years.office, "ct.tinh")) as work:
        kept = totals.total(work, everything)
    with years.office.work() as work:
        counting.forget(work)
        assert totals.total(work, everything) != kept
        after = 0
        while keys := counting.batch(work, after):
            counting.keep_all(work, keys)
            after = keys[-1]
        assert totals.total(work, everything) == kept
