"""Sums by year, of reasons and of people: the same as from the months, the days and the lines."""

from collections import Counter
from datetime import date, timedelta

import pytest
from sqlalchemy import event, text

from office.domain.measures import CAME, SENT
from office.domain.paper import PAPER, PARALLEL
from office.jobs import run
from office.runtime import Office
from office.services.figures import scopes, spans, totals, uses
from office.services.figures.asked import Asked
from office.services.outgoing.drafting import Recipient
from tests import stories
from tests.make import Clock, acting
from tests.services import recounts
from tests.services.paper_stories import BAC_AI, SNV
from tests.services.test_recount import on_paper
from tests.services.test_totals import COMMUNE, PROVINCE, ask, plainly
from tests.stories import unit

SPANS = (
    (date(2019, 1, 1), date(2019, 12, 31)),
    (date(2018, 6, 15), date(2020, 2, 20)),
    (date(2018, 12, 31), date(2020, 1, 1)),
    (date(2019, 11, 8), date(2021, 3, 31)),
    (date(2019, 12, 5), date(2019, 12, 20)),
)


@pytest.fixture
def papery(both_provinces: Office, clock: Clock) -> Office:
    """Hand in a province that sent letters on paper, for reasons, over the turn of a year."""
    here, there = unit(both_provinces, BAC_AI), unit(both_provinces, COMMUNE)
    for n in range(8):
        why = ("Chưa có mạng", "Cần bản đóng dấu")[n % 2]
        to = [
            Recipient(unit_id=here, channel=PAPER, paper_reason=why),
            Recipient(unit_id=there, channel=PARALLEL, paper_reason=why),
            Recipient(unit_id=unit(both_provinces, SNV)),
        ]
        stories.draft(both_provinces, "issued", to)
        clock.now += timedelta(days=12)
    run.drain(both_provinces)
    return both_provinces


def asked(office: Office, since: date, until: date) -> Asked:
    """Return what is asked of the whole province in a time."""
    return Asked(unit_id=unit(office, PROVINCE), since=since, until=until)


@pytest.mark.parametrize(("since", "until"), SPANS)
def test_time_is_cut_into_years_months_and_days_each_day_once(since: date, until: date) -> None:
    found = spans.cut([scopes.Stretch([1], since, until)])
    days = Counter(
        one.since + timedelta(days=n)
        for some in found
        for one in some
        for n in range((one.until - one.since).days + 1)
    )
    assert set(days.values()) == {1}
    assert (min(days), max(days)) == (since, until)
    assert all((one.since.month, one.since.day) == (1, 1) for one in found.years)
    assert all(spans.next_month(one.until).month == 1 for one in found.years)
    assert all(one.since.day == 1 for one in found.months)


def test_years_come_to_what_the_lines_say(papery: Office) -> None:
    for since, until in SPANS:
        assert ask(papery, PROVINCE, since, until) == plainly(papery, since, until), (since, until)


def test_reasons_of_years_and_months_are_those_of_the_days(papery: Office) -> None:
    with papery.look(acting(papery, "ct.tinh")) as work:
        for side in (SENT, CAME):
            years = uses.reasons(work, asked(papery, date(2019, 1, 1), date(2020, 12, 31)), side)
            daily: Counter[tuple[int, str, str]] = Counter()
            for n in range(0, 140, 14):  # never a whole month
                since = date(2019, 11, 4) + timedelta(days=n)
                some = asked(papery, since, since + timedelta(days=13))
                for one in uses.reasons(work, some, side):
                    daily[one.unit_id, one.way, one.reason] += one.deliveries
            assert years
            assert {(one.unit_id, one.way, one.reason): one.deliveries for one in years} == daily


def test_who_acted_in_a_year_is_who_acted_on_its_days(papery: Office) -> None:
    with papery.look(acting(papery, "ct.tinh")) as work:
        year = uses.use(work, asked(papery, date(2019, 1, 1), date(2019, 12, 31)))
        days = uses.use(work, asked(papery, date(2018, 12, 31), date(2020, 1, 1)))
    assert year.active == days.active > 0
    assert year.active_at == days.active_at


def test_a_sum_of_a_year_that_was_changed_is_found_by_a_recount(
    province: Office, clock: Clock
) -> None:
    on_paper(province, clock)
    assert recounts.otherwise(province) == []
    with province.work() as work:
        work.db.execute(text("UPDATE year_tallies SET amount = 9 WHERE measure = 'sent.paper'"))
    assert recounts.otherwise(province) == ["paper.deliveries/1"]


def test_whole_years_and_reasons_are_read_from_no_line(papery: Office) -> None:
    seen: list[str] = []

    def note(_db: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    with papery.look(acting(papery, "ct.tinh")) as work:
        what = asked(papery, date(2018, 1, 1), date(2020, 12, 31))
        event.listen(papery.engine, "before_cursor_execute", note)
        totals.total(work, what)
        totals.standing(work, what)
        uses.reasons(work, what, CAME)
        uses.use(work, what)
        event.remove(papery.engine, "before_cursor_execute", note)
    assert any("year_tallies" in one for one in seen)
    assert not any("counted_deliveries" in one or "month_tallies" in one for one in seen)
