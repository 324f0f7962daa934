"""Reports by mail: once a period and person, when their day has come, while they may see them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from office.domain.errors import Invalid, NotFound
from office.jobs import run, schedule
from office.models.figure_reports import ReportMail
from office.models.outbox import OutboxMessage
from office.models.people import Membership
from office.runtime import Office
from office.services.notifying import choices
from office.services.reporting import mailing, subscriptions
from office.services.reporting.subscriptions import Wish
from office.settings import Settings
from tests import stories
from tests.jobs.post_office import PostOffice
from tests.make import Clock, acting, settings_for
from tests.services.test_concurrency import at_once

HEAD = ("ct.tinh", "leader")


@pytest.fixture
def post() -> Iterator[PostOffice]:
    """Open a mail server, and close it again."""
    opened = PostOffice()
    opened.open()
    yield opened
    opened.shut()


@pytest.fixture
def settings(tmp_path: object, post: PostOffice) -> Settings:
    """Hand in settings of an office that sends mail there."""
    return replace(
        settings_for(tmp_path),  # type: ignore[arg-type]  # pytest's own path
        smtp_host="127.0.0.1",
        smtp_port=post.port,
        smtp_from="vanphong@ninhthuan.gov.vn",
        public_url="https://vpdt.ninhthuan.gov.vn",
    )


def wishing(office: Office, **over: object) -> None:
    """Let the head have the monthly inspection of Bác Ái as XLSX on the third working day."""
    unit = stories.unit(office, "ubnd-bac-ai")
    wish = Wish(unit_id=unit, kind="inspection", every="month", workday=3, form="xlsx")
    with office.work(acting(office, *HEAD)) as work:
        choices.keep(work, {}, "ct.tinh@ninhthuan.gov.vn")
        subscriptions.begin(work, replace(wish, **over))  # type: ignore[arg-type]  # by name


def tick(office: Office) -> None:
    """Let the schedule tick, what was put off come due, and every promise be kept."""
    with office.work() as work:
        schedule.mail_reports(work)
    for _ in range(3):
        with office.work() as work:
            waiting = OutboxMessage.settled_at.is_(None)
            work.db.execute(update(OutboxMessage).where(waiting).values(due_at=work.wall))
        run.drain(office)


def mailed(office: Office) -> list[tuple[str, str]]:
    with office.look() as work:
        rows = work.db.execute(select(ReportMail.period, ReportMail.outcome))
        return [(row.period, row.outcome) for row in rows]


def test_the_report_of_a_month_is_mailed_on_its_working_day_and_once(
    province: Office, post: PostOffice, clock: Clock
) -> None:
    wishing(province)
    clock.tick(days=25)  # Tuesday, 3 December: the second working day
    tick(province)
    assert post.taken == []
    clock.tick(days=1)
    tick(province)
    tick(province)
    (mail,) = post.taken
    assert mail["To"] == "ct.tinh@ninhthuan.gov.vn"
    assert "tháng 11 năm 2019" in mail["Subject"].lower()
    (file,) = mail.iter_attachments()
    assert file.get_filename() == "bao-cao-kiem-tra-ubnd-bac-ai-2019-11.xlsx"
    assert file.get_content()[:2] == b"PK"
    assert mailed(province) == [("2019-11", "sent")]


def test_a_machine_that_was_off_mails_late_and_still_once(
    province: Office, post: PostOffice, clock: Clock
) -> None:
    wishing(province)
    clock.tick(days=45)
    tick(province)
    tick(province)
    assert len(post.taken) == 1


def test_nothing_is_mailed_for_a_period_whose_day_was_over_before_it_was_wished(
    province: Office, post: PostOffice
) -> None:
    wishing(province)
    tick(province)
    assert post.taken == []


def test_two_who_tick_at_once_promise_one_mail(both_provinces: Office, clock: Clock) -> None:
    office = both_provinces
    office.settings = replace(office.settings, smtp_host="127.0.0.1", smtp_from="a@b.vn")
    wishing(office)
    clock.tick(days=30)

    promised: list[int] = []

    def promise() -> None:
        with office.work() as work:
            promised.append(mailing.promise(work))

    assert at_once([promise, promise]) == [None, None]
    assert sorted(promised) == [0, 1]
    assert mailed(office) == [("2019-11", "")]


def test_who_may_no_longer_see_the_figures_gets_nothing(
    province: Office, post: PostOffice, clock: Clock
) -> None:
    wishing(province)
    head = stories.person(province, "ct.tinh")
    with province.work() as work:
        ended = work.today + timedelta(days=1)
        mine = update(Membership).where(Membership.person_id == head)
        work.db.execute(mine.values(valid_to=ended))
    clock.tick(days=30)
    tick(province)
    assert post.taken == []
    assert mailed(province) == [("2019-11", "dropped")]


def test_what_is_ended_is_not_mailed_and_only_by_whom_it_is(
    province: Office, post: PostOffice, clock: Clock
) -> None:
    wishing(province)
    with province.look(acting(province, *HEAD)) as work:
        (row,) = subscriptions.listed(work)
    with (
        pytest.raises(NotFound),
        province.work(acting(province, "vt.tinh", "clerk")) as work,
    ):
        subscriptions.end(work, row.id)
    with province.work(acting(province, *HEAD)) as work:
        subscriptions.end(work, row.id)
    clock.tick(days=30)
    tick(province)
    assert post.taken == []


def test_an_empty_month_is_mailed_and_says_so(
    province: Office, post: PostOffice, clock: Clock
) -> None:
    wishing(province, form="pdf")
    clock.tick(days=30)
    tick(province)
    (file,) = post.taken[0].iter_attachments()
    assert file.get_content()[:5] == b"%PDF-"


@pytest.mark.parametrize("wrong", [{"every": "day"}, {"workday": 0}, {"kind": "gossip"}])
def test_a_wish_that_cannot_be_is_refused(province: Office, wrong: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        wishing(province, **wrong)
