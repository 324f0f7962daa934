"""What somebody has to do, counted for those they answer to, and the book to the end of it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.domain.errors import NotFound
from office.domain.overload import near, overloaded
from office.domain.workdays import Calendar, local_date
from office.runtime import Office
from office.services.books import follow_up, register_book, registration
from office.services.views import supervision
from office.services.views.supervision import Burden, Duty, Wanted
from tests import stories
from tests.make import MORNING, Clock, acting
from tests.web.test_inbox import counted

PACKETS = ("01_vpcp_report_request", "02_vpcp_urgent")


def burdens(office: Office, login: str) -> dict[tuple[int, int | None], Burden]:
    """Return who has how much, as somebody sees it."""
    with office.look(acting(office, login)) as work:
        return {(b.unit_id, b.person_id): b for b in supervision.burdens(work)}


def duties(office: Office, wanted: Wanted | None = None, limit: int = 50) -> list[Duty]:
    """Return every duty the leader's list has, page by page."""
    wanted, found = wanted or Wanted(), list[Duty]()
    while True:
        with office.look(acting(office, "ct.tinh")) as work:
            page = supervision.duties(work, wanted, limit)
        found += page.items
        if page.older is None:
            return found
        wanted = replace(wanted, after=page.older)


def test_pages_of_the_list_follow_each_other_without_gap_or_double(
    both_provinces: Office, clock: Clock
) -> None:
    office = both_provinces
    for name in PACKETS:
        stories.incoming(office, "in_progress", f"to_ninh_thuan/{name}")
    stories.draft(office, "form_review")
    clock.tick(days=60)
    whole, pieces = duties(office), duties(office, limit=1)
    assert [duty.key for duty in whole] == [duty.key for duty in pieces]
    assert len({duty.key for duty in whole}) == len(whole) == 5


def test_late_near_and_far_are_told_apart_to_the_minute(province: Office, clock: Clock) -> None:
    document = stories.incoming(province, "in_progress")
    lead = (stories.unit(province, "phong-vx-ninh-thuan"), stories.person(province, "cv.vx"))
    (due,) = {duty.due_at for duty in _after(province, clock, timedelta(days=9))}
    assert due is not None
    for moment, expected in (
        (due - timedelta(days=6), (0, 0)),  # more than two working days ahead
        (due - timedelta(minutes=1), (0, 1)),
        (due, (0, 1)),
        (due + timedelta(milliseconds=1), (1, 0)),
    ):
        clock.now = moment
        found = burdens(province, "ct.tinh")[lead]
        assert (found.late, found.soon) == expected, moment
    assert [d.public_id for d in duties(province, Wanted(late_only=True))] == [document] * 2


def _after(office: Office, clock: Clock, wait: timedelta) -> list[Duty]:
    clock.now = MORNING + wait
    return duties(office)


def test_a_co_handler_who_answered_has_nothing_to_do_any_more(
    province: Office, clock: Clock
) -> None:
    document = stories.incoming(province, "in_progress")
    helper = (stories.unit(province, "phong-th-ninh-thuan"), None)
    assert burdens(province, "ct.tinh")[helper].held == 1
    form = stories.Form(opinion="Nhất trí")
    stories.move(province, ("cv.th", "specialist"), document, "report_part", form)
    assert helper not in burdens(province, "ct.tinh")


def test_who_supervises_nobody_has_no_list(province: Office) -> None:
    for login in ("cv.vx", "qt.tinh"):
        with province.look(acting(province, login)) as work:
            with pytest.raises(NotFound):
                supervision.burdens(work)
            with pytest.raises(NotFound):
                supervision.duties(work, Wanted())


def test_another_agencys_work_is_not_counted(province: Office, clock: Clock) -> None:
    stories.draft(province, "issued", recipients=("ubnd-bac-ai",))
    clock.tick(days=30)
    unit = stories.unit(province, "ubnd-bac-ai")
    assert all(key[0] != unit for key in burdens(province, "ct.tinh"))
    assert any(key[0] == unit for key in burdens(province, "ttra.tinh"))


def test_counting_costs_one_statement_however_much_there_is(province: Office) -> None:
    costs = set()
    for name in PACKETS:
        stories.incoming(province, "in_progress", f"to_ninh_thuan/{name}")
        actor = acting(province, "ct.tinh")
        with province.look(actor) as work, counted(province) as said:
            supervision.burdens(work)
        costs.add(len(said))
    assert costs == {1}


@given(st.integers(0, 60), st.integers(0, 60), st.floats(0, 60))
def test_nobody_with_little_is_overloaded_and_who_is_late_often_is(
    held: int, late: int, mean: float
) -> None:
    assert overloaded(held, late, mean) == (late >= 3 or (held >= 5 and held > 2 * mean))
    assert not overloaded(min(held, 4), min(late, 2), mean)


def test_near_means_working_days_and_not_the_weekend() -> None:
    friday = local_date(MORNING)
    assert local_date(near(Calendar(), friday)).isoformat() == "2019-11-12"


# the book


def test_the_book_follows_each_number_from_its_lead_to_its_answer(
    both_provinces: Office, clock: Clock
) -> None:
    office = both_provinces
    first = stories.incoming(office, "in_progress")
    second = stories.incoming(office, "registered", "to_ninh_thuan/02_vpcp_urgent")
    clock.tick(days=40)
    with office.look(acting(office, "vt.tinh")) as work:
        (book,) = (b for b in register_book.books(work) if follow_up.followable(b))
        newest, oldest = follow_up.page(work, book).lines
        top = follow_up.page(work, book, limit=1)
        rest = follow_up.page(work, book, below=top.older, limit=1)
    assert (newest.public_id, oldest.public_id) == (second, first)
    assert [line.public_id for line in (*top.lines, *rest.lines)] == [second, first]
    assert rest.older is None
    assert oldest.receiver == (stories.unit(office, "phong-vx-ninh-thuan"), "Lâm Hoàng Nam")
    assert newest.receiver is None
    assert (oldest.state, oldest.late, oldest.answers) == ("in_progress", True, ())


def test_what_ended_in_time_is_not_late_for_ever(province: Office, clock: Clock) -> None:
    stories.incoming(province, "completed")
    clock.tick(days=90)
    with province.look(acting(province, "vt.tinh")) as work:
        (book,) = (b for b in register_book.books(work) if follow_up.followable(b))
        (line,) = follow_up.page(work, book).lines
    assert (line.state, line.late) == ("completed", False)


def test_secret_numbers_are_in_no_such_book(province: Office) -> None:
    with province.work(acting(province, "vt.tinh")) as work:
        registration.enter_secret(work, "in", "mat")
    with province.look(acting(province, "vt.tinh")) as work:
        (secret,) = register_book.books(work)
        with pytest.raises(NotFound):
            follow_up.book(work, secret.id)
