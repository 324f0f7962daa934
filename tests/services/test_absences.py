"""Absences: entering and taking back, who may, no two on one day; and warnings on assigning."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError

from office.domain import absences as rules
from office.domain.asks import Form
from office.domain.errors import Invalid, NotFound, Refused, Unsure
from office.models.absences import AbsenceDay
from office.runtime import Office
from office.services import routing
from office.services.cover import absences
from office.services.cover.absences import Entry
from office.services.views.dossier import read as read_document
from tests import stories
from tests.make import Clock, acting
from tests.services.lending import today
from tests.services.test_concurrency import at_once

SPECIALIST = ("cv.vx", None)


def entry(office: Office, login: str, first: int = 0, last: int = 0, **rest: str) -> Entry:
    start = today(office)
    return Entry(
        person_id=stories.person(office, login),
        first_day=start + timedelta(days=first),
        last_day=start + timedelta(days=last),
        kind=rest.get("kind", "leave"),
        note=rest.get("note", ""),
    )


def enter(
    office: Office, who: tuple[str, str | None], login: str, first: int = 0, last: int = 0
) -> int:
    asked = entry(office, login, first, last)
    with office.work(acting(office, *who)) as work:
        return absences.enter(work, asked)


def is_away(office: Office, login: str, first: int = 0, last: int = 0) -> bool:
    start = today(office)
    key = stories.person(office, login)
    with office.look() as work:
        days = (start + timedelta(days=first), start + timedelta(days=last))
        return key in absences.away(work, [key], *days)


def test_somebody_enters_their_own_absence(both_provinces: Office) -> None:
    enter(both_provinces, SPECIALIST, "cv.vx", 2, 4)
    found = [is_away(both_provinces, "cv.vx", day, day) for day in range(1, 6)]
    assert found == [False, True, True, True, False]
    assert is_away(both_provinces, "cv.vx", 0, 30)
    assert not is_away(both_provinces, "cv.th", 0, 30)


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        (("vt.tinh", None), None),
        (("cvp.tinh", "chief_of_office"), None),
        (("qt.tinh", None), None),
        (("tp.vx", None), Refused),
        (("ct.tinh", None), Refused),
        (("vt.bacai", None), NotFound),
    ],
)
def test_clerk_chief_and_administrator_enter_it_for_their_agency(
    province: Office, who: tuple[str, str | None], refusal: type[Exception] | None
) -> None:
    if refusal is None:
        assert enter(province, who, "cv.vx")
    else:
        stories.check_refusal(province, refusal, lambda: enter(province, who, "cv.vx"))


@pytest.mark.parametrize(
    ("first", "last", "rest", "field"),
    [
        (2, 1, {}, "last_day"),
        (0, 366, {}, "last_day"),
        (-40, 0, {}, "first_day"),
        (0, 0, {"kind": "x" * 300}, "kind"),
        (0, 0, {"note": "🙂" * 501}, "note"),
    ],
)
def test_what_is_no_absence_says_what_to_mend(
    province: Office, first: int, last: int, rest: dict[str, str], field: str
) -> None:
    asked = entry(province, "cv.vx", first, last, **rest)

    def act() -> None:
        with province.work(acting(province, "cv.vx")) as work:
            absences.enter(work, asked)

    stories.check_refusal(province, Invalid, act)
    with pytest.raises(Invalid) as refusal:
        act()
    assert refusal.value.field == field


@pytest.mark.parametrize(("first", "last"), [(2, 4), (0, 2), (4, 9), (3, 3), (0, 9)])
def test_nobody_is_away_twice_on_one_day(province: Office, first: int, last: int) -> None:
    enter(province, SPECIALIST, "cv.vx", 2, 4)
    stories.check_refusal(
        province, Invalid, lambda: enter(province, SPECIALIST, "cv.vx", first, last)
    )
    assert enter(province, SPECIALIST, "cv.vx", 5, 9)


def test_the_database_knows_no_day_twice(both_provinces: Office) -> None:
    key = enter(both_provinces, SPECIALIST, "cv.vx")
    row = {
        "person_id": stories.person(both_provinces, "cv.vx"), "absence_id": key,
        "day": today(both_provinces),
    }  # fmt: skip
    with pytest.raises(DBAPIError), both_provinces.work() as work:
        work.db.execute(insert(AbsenceDay).values(row))


def test_of_two_who_enter_the_same_days_at_once_one_succeeds(both_provinces: Office) -> None:
    office = both_provinces
    asked = entry(office, "cv.vx", 1, 3)

    def act(login: str) -> None:
        with office.work(acting(office, login)) as work:
            absences.enter(work, asked)

    outcomes = at_once([lambda: act("cv.vx"), lambda: act("vt.tinh")])
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Invalid", "NoneType"]


def test_whoever_comes_back_early_was_away_until_yesterday(province: Office, clock: Clock) -> None:
    key = enter(province, SPECIALIST, "cv.vx", 0, 9)
    clock.tick(days=3)
    with province.work(acting(province, "vt.tinh")) as work:
        absences.withdraw(work, key)
    assert not is_away(province, "cv.vx", 0, 30)
    assert is_away(province, "cv.vx", -3, -1)
    stories.check_refusal(province, NotFound, lambda: withdraw(province, "cv.vx", key))


def withdraw(office: Office, login: str, key: int) -> None:
    with office.work(acting(office, login)) as work:
        absences.withdraw(work, key)


def test_an_absence_that_never_began_leaves_no_trace_in_the_list(province: Office) -> None:
    key = enter(province, SPECIALIST, "cv.vx", 2, 9)
    stories.check_refusal(province, NotFound, lambda: withdraw(province, "tp.vx", key))
    withdraw(province, "cv.vx", key)
    with province.look(acting(province, "cv.vx")) as work:
        assert absences.listed(work).items == []
    assert enter(province, SPECIALIST, "cv.vx", 2, 9)


def test_why_somebody_is_away_is_told_to_few(province: Office) -> None:
    enter(province, SPECIALIST, "cv.vx")
    told = {}
    for login in ("cv.vx", "vt.tinh", "qt.tinh", "tp.vx", "cv.th"):
        with province.look(acting(province, login)) as work:
            (one,) = absences.listed(work).items
            told[login] = one.kind is not None
    assert told == {"cv.vx": True, "vt.tinh": True, "qt.tinh": True, "tp.vx": False, "cv.th": False}
    with province.look(acting(province, "vt.bacai")) as work:
        assert absences.listed(work).items == []


def test_the_list_goes_on_page_by_page(province: Office) -> None:
    for day in range(5):
        enter(province, SPECIALIST, "cv.vx", day, day)
    seen, after = [], None
    with province.look(acting(province, "cv.vx")) as work:
        for _ in range(3):
            page = absences.listed(work, after, limit=2)
            seen += [one.id for one in page.items]
            after = page.older
    assert len(set(seen)) == len(seen) == 5
    assert after is None


def test_work_for_somebody_away_asks_first_and_the_record_says_that_it_was_known(
    province: Office,
) -> None:
    document = stories.incoming(province, "direction")
    enter(province, SPECIALIST, "cv.vx", 2, 3)
    form = stories.directive(province)

    def assign(form: Form) -> None:
        stories.move(province, stories.HANDS["direct"], document, "direct", form)

    stories.check_refusal(province, Unsure, lambda: assign(form))
    other = frozenset({stories.person(province, "cv.th")})
    stories.check_refusal(province, Unsure, lambda: assign(replace(form, aware_of=other)))
    with pytest.raises(Unsure) as refusal:
        assign(form)
    assert refusal.value.people == (stories.person(province, "cv.vx"),)
    assert "Lâm Hoàng Nam vắng 10/11–11/11/2019" in str(refusal.value)
    assign(replace(form, aware_of=frozenset(refusal.value.people)))
    with province.look(acting(province, "ct.tinh")) as work:
        record = read_document(work, document).story[-1].record
    assert [part.get("away") for part in record["parts"]] == [["2019-11-10", "2019-11-11"], None]
    assert stories.problems(province) == []


def test_an_absence_after_the_deadline_is_no_matter(province: Office) -> None:
    document = stories.incoming(province, "direction")
    enter(province, SPECIALIST, "cv.vx", 60, 61)
    step = stories.act(province, document, "direct")
    assert step.decision.target.name == "in_progress"


def test_work_done_again_is_not_silently_given_back_to_who_is_away(province: Office) -> None:
    document = stories.incoming(province, "confirmation")
    enter(province, SPECIALIST, "cv.vx", 0, 1)

    def rework(form: Form) -> None:
        with province.work(acting(province, "ct.tinh", "leader")) as work:
            routing.move(work, document, "rework", form)

    stories.check_refusal(province, Unsure, lambda: rework(stories.REASON))
    aware = frozenset({stories.person(province, "cv.vx")})
    rework(replace(stories.REASON, aware_of=aware))
    assert stories.state_of(province, document) == "in_progress"


def test_the_rows_hold_their_own_rules(both_provinces: Office) -> None:
    enter(both_provinces, SPECIALIST, "cv.vx")
    for attack in (
        "UPDATE absences SET last_day = '2000-01-01'",
        "UPDATE absences SET kind = 'holiday'",
    ):
        with pytest.raises(DBAPIError), both_provinces.work() as work:
            work.db.execute(text(attack))


@given(
    first=st.dates(date(2019, 12, 25), date(2020, 1, 5)),
    length=st.integers(0, 10),
    day=st.dates(date(2019, 12, 20), date(2020, 1, 20)),
)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_an_absence_takes_every_day_from_first_to_last(first: date, length: int, day: date) -> None:
    last = first + timedelta(days=length)
    days = rules.days_of(first, last)
    assert (day in days) == (first <= day <= last)
    assert len(days) == length + 1
