"""The working calendar: set by administrators, remembered as it was, sealed deadlines stay."""

from datetime import date, datetime

import pytest
from sqlalchemy import select

from office.domain.errors import Invalid, Refused
from office.domain.workdays import VIETNAM, local_date
from office.models.deliveries import Delivery
from office.models.desk import CalendarChange
from office.runtime import Office
from office.services.figures import recounting
from office.services.places import calendar
from office.services.views import deadlines, dossier, inboxes, lateness
from tests import stories
from tests.make import Clock, acting
from tests.stories import check_refusal

ADMIN = ("qt.tinh", "administrator")
MONDAY = date(2019, 11, 11)


def set_day(office: Office, day: date = MONDAY, working: bool = False, name: str = "Nghỉ") -> None:
    with office.work(acting(office, *ADMIN)) as work:
        calendar.set_day(work, day, working, name, "Thông báo số 1")
    office.forget()


def due(office: Office) -> date:
    with office.look() as work:
        found = work.db.execute(select(Delivery.due_at)).scalar_one()
    assert found is not None
    return local_date(found)


def test_a_deadline_that_is_sealed_stays_and_the_next_one_is_counted_anew(
    province: Office,
) -> None:
    document = stories.incoming(province, "arrived")
    assert due(province) == MONDAY
    set_day(province)
    assert due(province) == MONDAY
    assert stories.problems(province) == []
    stories.act(province, document, "accept")
    assert due(province) == date(2019, 11, 12)


def test_what_a_change_would_move_is_told_by_unit_without_a_word_of_any_document(
    province: Office,
) -> None:
    stories.incoming(province, "arrived")
    stories.draft(province, "content_review")
    stories.incoming(province, "arrived", "to_ninh_thuan/02_vpcp_urgent")  # in hours: not moved
    with province.look(acting(province, *ADMIN)) as work:
        moved = recounting.moved(work, MONDAY, working=False)
        assert {(row.due_on, row.would_be, row.count) for row in moved} == {
            (MONDAY, date(2019, 11, 12), 1)
        }
        assert len(moved) == 2, "the agency's and the division's"
        assert recounting.moved(work, MONDAY, working=True) == []
        assert recounting.moved(work, date(2019, 11, 7), working=False) == []


def test_what_a_leader_set_is_not_counted_among_what_would_move(province: Office) -> None:
    document = stories.incoming(province, "direction")
    form = stories.directive(province)
    until = datetime(2019, 11, 20, 10, tzinfo=VIETNAM)
    parts = tuple(
        stories.Assignee(part=a.part, unit_id=a.unit_id, person_id=a.person_id, due_at=until)
        for a in form.assignees
    )
    given = stories.Form(opinion="Giao", assignees=parts)
    stories.move(province, ("ct.tinh", "leader"), document, "direct", given)
    with province.look(acting(province, *ADMIN)) as work:
        assert recounting.moved(work, MONDAY, working=False) == []


def test_a_deadline_is_explained_by_the_calendar_it_was_counted_with(
    province: Office, clock: Clock
) -> None:
    document = stories.incoming(province, "in_progress")
    clock.tick(hours=1)
    set_day(province)
    with province.look(acting(province, "cv.vx")) as work:
        read = dossier.read(work, document)
        (laid,) = deadlines.unfolded(work, read).values()
    assert laid.source.vi.startswith("7 ngày làm việc, theo quy trình “Văn bản đến” bản 3")
    assert laid.worked == 7
    assert next(day for day in laid.days if day.day == MONDAY).counted


def test_a_recipient_sees_why_although_the_senders_record_is_closed_to_them(
    province: Office,
) -> None:
    document = stories.draft(province, "issued", ("ubnd-bac-ai",))
    with province.look(acting(province, "vt.bacai")) as work:
        (laid,) = deadlines.unfolded(work, dossier.read(work, document)).values()
    assert "trạng thái “Chờ tiếp nhận”" in laid.source.vi


def test_every_change_is_kept_with_what_was_there_before_and_who_made_it(
    province: Office,
) -> None:
    set_day(province)
    set_day(province, working=True, name="Làm bù")
    with province.look(acting(province, *ADMIN)) as work:
        newest, first = calendar.changes(work, 2019)
        assert [row.day for row in calendar.days(work, 2019)].count(MONDAY) == 1
    assert (first.was_working, first.was_name, first.person_name) == (None, "", "Kiều Anh Tuấn")
    assert (newest.was_working, newest.was_name, newest.name) == (False, "Nghỉ", "Làm bù")
    assert newest.reason == "Thông báo số 1"


def test_seeding_again_adds_nothing_and_what_was_set_stays(province: Office) -> None:
    with province.work() as work:
        assert calendar.seed(work, [2019]) == 0
        before = len(work.db.execute(select(CalendarChange.id)).all())
        assert calendar.seed(work, [2021]) > 5
        assert len(work.db.execute(select(CalendarChange.id)).all()) > before


@pytest.mark.parametrize("login", ["vt.tinh", "ct.tinh", "cv.vx", "ttra.tinh"])
def test_nobody_but_an_administrator_sets_a_day_or_asks_what_it_moves(
    province: Office, login: str
) -> None:
    def attempt() -> None:
        with province.work(acting(province, login)) as work:
            calendar.set_day(work, MONDAY, False, "Nghỉ")

    check_refusal(province, Refused, attempt)
    with province.look(acting(province, login)) as work, pytest.raises(Refused):
        recounting.moved(work, MONDAY, False)


@pytest.mark.parametrize(
    ("day", "name"),
    [(MONDAY, "  "), (MONDAY, "x" * 201), (date(1, 1, 1), "x"), (date(9999, 12, 31), "x")],
)
def test_a_day_without_a_name_or_outside_the_calendar_is_refused(
    province: Office, day: date, name: str
) -> None:
    check_refusal(province, Invalid, lambda: set_day(province, day, name=name))


def test_late_and_soon_are_conditions_with_one_home(province: Office, clock: Clock) -> None:
    stories.incoming(province, "in_progress")  # due on Tuesday 19 November
    seen = []
    for _ in range(14):
        with province.look(acting(province, "cv.vx")) as work:
            late, soon = (
                work.db.scalar(select(Delivery.id).where(condition(Delivery, work))) is not None
                for condition in (lateness.late, lateness.soon)
            )
            assert bool(inboxes.late(work)) == late
        seen.append("late" if late else "soon" if soon else "")
        clock.tick(days=1)
    assert seen == [""] * 7 + ["soon"] * 5 + ["late"] * 2
