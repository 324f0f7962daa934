"""Figures of any time and tree: parts of months, units that moved and closed, who may ask."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event

from office.domain.asks import Form
from office.domain.definitions import DEFINITIONS
from office.domain.errors import NotFound, Refused
from office.domain.measures import CAME, MEASURES, Counted, Tally, counted, tally
from office.jobs import run
from office.models.base import table
from office.runtime import Office
from office.services.figures import totals, uses
from office.services.figures.asked import NOW, THEN, Asked
from office.services.places import unit_changes, unit_closing
from office.services.places.unit_changes import When
from tests import stories
from tests.make import Clock, acting
from tests.services import paper_stories
from tests.services.paper_stories import BAC_AI, SNV
from tests.services.tallying import LINES
from tests.services.test_unit_changes import change
from tests.stories import unit

PROVINCE, COMMUNE = "ubnd-ninh-thuan", "ubnd-xa-phuoc-dai"
FIRST = date(2019, 11, 8)
WHY = "Nghị quyết 12/NQ-UBTVQH"


def ask(
    office: Office, whose: str | int, since: date, until: date, who: str = "ct.tinh", **more: object
) -> Tally:
    """Return what somebody is told was counted of an agency and those below it."""
    with office.look(acting(office, who)) as work:
        key = unit(office, whose) if isinstance(whose, str) else whose
        asked = Asked(unit_id=key, since=since, until=until, **more)  # type: ignore[arg-type]  # as the test says
        return totals.total(work, asked)


def letters(office: Office, clock: Clock, days: int, apart: int, *to: str) -> None:
    """Issue a letter every so many days."""
    for _ in range(days):
        stories.draft(office, "issued", to or (BAC_AI,))
        clock.now += timedelta(days=apart)
    run.drain(office)


def plainly(office: Office, since: date, until: date) -> Tally:
    """Add up every line of the days from `since` to `until`, each by itself."""
    found: list[Counted] = []
    with office.look() as work:
        for subject, model in LINES.items():
            for row in work.db.execute(table(model).select()).mappings():
                found += [one for one in counted(subject, row) if since <= one.day <= until]
    return tally(iter(found))


@pytest.fixture
def lived(both_provinces: Office, clock: Clock) -> Office:
    """Hand in a province that issued a letter every nine days for more than three months."""
    letters(both_provinces, clock, 3, 9)
    stories.incoming(both_provinces, "completed")
    document = paper_stories.issued(both_provinces)
    paper_stories.printing(both_provinces, document, BAC_AI, stamped=True)
    letters(both_provinces, clock, 9, 9, BAC_AI, SNV)
    return both_provinces


def test_parts_of_months_and_whole_ones_come_to_what_the_lines_say(lived: Office) -> None:
    for since, until in (
        (FIRST, date(2020, 2, 20)),
        (date(2019, 11, 1), date(2019, 12, 31)),
        (date(2019, 11, 20), date(2019, 11, 28)),
        (date(2019, 11, 30), date(2020, 1, 1)),
        (date(2019, 12, 1), date(2020, 1, 15)),
        (date(2020, 2, 29), date(2020, 2, 29)),
    ):
        assert ask(lived, PROVINCE, since, until) == plainly(lived, since, until), (since, until)


def test_what_is_told_apart_comes_to_the_whole(lived: Office) -> None:
    asked = Asked(unit_id=unit(lived, PROVINCE), since=FIRST, until=date(2020, 2, 3))
    with lived.look(acting(lived, "ct.tinh")) as work:
        whole = totals.total(work, asked)
        months = totals.by_month(work, asked)
        agencies = totals.by_unit(work, asked)
        both = totals.by_unit_month(work, asked, tuple(DEFINITIONS))
    assert list(months) == [
        date(2019, 11, 1), date(2019, 12, 1), date(2020, 1, 1), date(2020, 2, 1)
    ]  # fmt: skip
    for some in (months.values(), agencies.values()):
        for name in MEASURES:
            assert sum(one[name] for one in some) == whole[name], name
    assert agencies[unit(lived, BAC_AI)]["came.all"] == whole["came.all"] - sum(
        one["came.all"] for key, one in agencies.items() if key != unit(lived, BAC_AI)
    )
    told = {name for one in DEFINITIONS.values() for name in (*one.part, *one.whole)}
    assert all(
        sum(one[name] for one in both.values()) == whole[name] for name in told if name[0] != "-"
    )
    assert whole.median("came.receipt_hours") == 0


def test_an_agency_alone_and_a_kind_or_level_alone(lived: Office) -> None:
    since, until = date(2019, 11, 1), date(2020, 3, 31)
    whole = ask(lived, PROVINCE, since, until)
    own = ask(lived, PROVINCE, since, until, alone=True)
    assert own["sent.all"] == whole["sent.all"] > 0
    assert own["came.all"] == 1
    assert ask(lived, PROVINCE, since, until, type_code="CV") == ask(
        lived, PROVINCE, since, until, type_code="CV", level=""
    )
    assert ask(lived, PROVINCE, since, until, type_code="QĐ")["issued.all"] == 0
    districts = ask(lived, PROVINCE, since, until, level="district")
    assert 0 < districts["sent.all"] < whole["sent.all"]
    partly = (date(2019, 11, 2), date(2020, 3, 30))
    assert ask(lived, PROVINCE, *partly, level="district") == districts


def test_what_stands_open_is_all_that_was_taken_up_less_all_that_was_finished(
    both_provinces: Office, clock: Clock
) -> None:
    office = both_provinces
    done = stories.incoming(office, "in_progress")
    stories.incoming(office, "in_progress", "to_ninh_thuan/04_nghe_an_visit")
    run.drain(office)

    def open_then(day: date) -> dict[str, float | None]:
        with office.look(acting(office, "ct.tinh")) as work:
            asked = Asked(unit_id=unit(office, PROVINCE), since=day, until=day)
            told = totals.figures(work, asked)
        return {one.indicator.code: one.value for one in told if one.indicator.until_end}

    assert open_then(FIRST) == {
        "work.open_in_time": 2, "work.open_late": 0, "work.open_undated": 0
    }  # fmt: skip
    clock.now += timedelta(days=30)
    assert open_then(date(2019, 12, 8))["work.open_late"] == 2
    stories.act(office, done, "report")
    stories.act(office, done, "confirm")
    run.drain(office)
    assert open_then(date(2019, 12, 8))["work.open_late"] == 1
    assert open_then(FIRST)["work.open_in_time"] == 2
    assert open_then(date(2019, 11, 7))["work.open_in_time"] == 0


def test_every_definition_has_a_figure_and_says_nothing_of_nothing(province: Office) -> None:
    asked = Asked(unit_id=unit(province, PROVINCE), since=FIRST, until=FIRST)
    with province.look(acting(province, "ct.tinh")) as work:
        told = totals.figures(work, asked)
    assert [one.indicator for one in told] == list(DEFINITIONS.values())
    assert {one.value for one in told} == {None, 0.0}


def test_a_unit_that_moved_counts_where_it_stood_then_or_where_it_stands_now(
    both_provinces: Office, clock: Clock
) -> None:
    office = both_provinces
    moved, other = COMMUNE, "ubnd-ninh-hai"
    letters(office, clock, 4, 4, moved)  # 8, 12, 16, 20 November
    when = When(date(2019, 11, 24), WHY)
    change(office, unit_changes.move, unit(office, moved), unit(office, other), when)
    letters(office, clock, 3, 4, moved)  # 24, 28 November, 2 December
    since, until = date(2019, 11, 1), date(2019, 12, 31)

    def came(key: str, mapped: str) -> int:
        return ask(office, key, since, until, mapped=mapped)["came.all"]

    assert (came(BAC_AI, THEN), came(other, THEN)) == (4, 3)
    assert (came(BAC_AI, NOW), came(other, NOW)) == (0, 7)
    assert came(PROVINCE, THEN) == came(PROVINCE, NOW) == 7
    assert ask(office, BAC_AI, date(2019, 11, 12), date(2019, 11, 20))["came.all"] == 3


def test_a_unit_that_closed_counts_then_as_itself_and_now_at_its_heir(
    both_provinces: Office, clock: Clock
) -> None:
    office = both_provinces
    gone = unit(office, COMMUNE)
    for _ in range(2):  # what is open at an agency keeps it from closing
        document = stories.draft(office, "issued", [COMMUNE])
        refuse = Form(reason="Không thuộc thẩm quyền")
        stories.move(office, ("vt.phuocdai", "clerk"), document, "refuse", refuse)
    run.drain(office)
    when = When(date(2019, 11, 24), WHY)
    change(office, unit_closing.close, gone, unit(office, SNV), when)
    clock.now += timedelta(days=20)
    since, until = date(2019, 11, 1), date(2019, 12, 31)
    with office.look(acting(office, "ct.tinh")) as work:
        asked = {
            mapped: Asked(unit_id=work.actor.agency_id, since=since, until=until, mapped=mapped)
            for mapped in (THEN, NOW)
        }
        then, now = (totals.by_unit(work, asked[mapped]) for mapped in (THEN, NOW))
    assert then[gone]["came.refused"] == 2
    assert gone not in now
    assert now[unit(office, SNV)]["came.refused"] == then[unit(office, SNV)]["came.refused"] + 2
    assert ask(office, BAC_AI, since, until, "ct.bacai")["came.refused"] == 2
    assert ask(office, BAC_AI, since, until, "ct.bacai", mapped=NOW)["came.refused"] == 0
    assert ask(office, gone, since, until, "ct.bacai")["came.refused"] == 2  # it is remembered


def test_everybody_sees_figures_of_their_agency_and_below_and_of_no_other(lived: Office) -> None:
    span = (date(2019, 11, 1), date(2020, 2, 29))
    for who in ("cv.vx", "vt.tinh", "ttra.tinh"):
        assert ask(lived, BAC_AI, *span, who)["came.all"] > 0
    assert ask(lived, BAC_AI, *span, "vt.bacai")["came.all"] > 0
    for who, key in (("vt.bacai", PROVINCE), ("vt.bacai", SNV), ("vt.snv", BAC_AI)):
        with pytest.raises(NotFound):
            ask(lived, key, *span, who)
    with pytest.raises(Refused):
        ask(lived, PROVINCE, *span, "qt.tinh")


def test_a_year_takes_as_many_statements_as_a_month_and_ends_today_with_the_sums(
    lived: Office, clock: Clock
) -> None:
    def statements(since: date, until: date) -> int:
        seen: list[str] = []
        who = acting(lived, "ct.tinh")

        def note(_db: object, _cursor: object, statement: str, *_: object) -> None:
            seen.append(statement)

        with lived.look(who) as work:
            asked = Asked(unit_id=unit(lived, PROVINCE), since=since, until=until)
            totals.total(work, asked)  # the units are remembered from now on
            event.listen(lived.engine, "before_cursor_execute", note)
            totals.total(work, asked)
            event.remove(lived.engine, "before_cursor_execute", note)
        return len(seen)

    today = clock.now.date()
    assert statements(date(2019, 1, 1), date(2019, 12, 31)) == 3
    assert statements(date(2019, 11, 1), date(2019, 11, 30)) == 3
    assert statements(date(2019, 11, 1), today) <= 5
    assert statements(date(2019, 11, 2), date(2020, 1, 30)) <= 15


def test_use_tells_who_acted_and_where_nobody_did(lived: Office) -> None:
    span = {"since": date(2019, 11, 1), "until": date(2020, 2, 29)}
    with lived.look(acting(lived, "ct.tinh")) as work:
        told = uses.use(work, Asked(unit_id=unit(lived, PROVINCE), **span))
        here, there = unit(lived, PROVINCE), unit(lived, BAC_AI)
        assert told.active == told.active_at[here] == 5
        assert told.accounts > told.active
        assert there in told.idle
        assert here not in told.idle
        assert told.last_act[there] is None
        assert told.last_act[here] == date(2020, 2, 15)
        assert there in told.units
        asked = Asked(unit_id=here, **span)
        came = uses.reasons(work, asked, CAME)
        sent = uses.reasons(work, asked)
    assert sum(one.deliveries for one in sent) == ask(lived, PROVINCE, **span)["sent.all"]
    assert {(one.way, one.reason) for one in sent} == {
        ("parallel", "unsigned"), ("parallel", paper_stories.WHY), ("paper", paper_stories.WHY)
    }  # fmt: skip
    assert {one.unit_id for one in came} > {there}


def test_nobody_is_left_without_a_reason(province: Office) -> None:
    document = stories.draft(province, "issued")
    stories.move(province, ("vt.bacai", "clerk"), document, "refuse", Form(reason="Gửi nhầm chỗ"))
    run.drain(province)
    span = {"since": FIRST, "until": FIRST}
    with province.look(acting(province, "ct.tinh")) as work:
        asked = Asked(unit_id=unit(province, PROVINCE), **span)
        assert [one.deliveries for one in uses.reasons(work, asked)] == [1]
        assert uses.reasons(work, asked, CAME) == []
