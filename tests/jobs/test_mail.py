"""Mails through a real mail server: at once or in the morning, and never what they may not say."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from office.domain import notices as events
from office.domain.documents import Content
from office.jobs import handlers, run, schedule
from office.models.documents import Document
from office.models.notices import Mail
from office.models.outbox import OutboxMessage
from office.models.people import Membership, Person
from office.runtime import Office
from office.services import outbox
from office.services.notifying import choices, mails
from office.services.notifying.choices import Choice
from office.settings import Settings
from tests import stories
from tests.jobs.post_office import PostOffice
from tests.make import Clock, acting, settings_for
from tests.stories import unit

URGENT = Content(type_code="CV", subject="V/v ứng phó bão số 6", body="Khẩn trương.", urgency=3)


@pytest.fixture
def post(monkeypatch: pytest.MonkeyPatch) -> Iterator[PostOffice]:
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


def give_address(office: Office, login: str, **chosen: Choice) -> None:
    with office.work(acting(office, login)) as work:
        choices.keep(work, chosen, f"{login}@ninhthuan.gov.vn")


def go_on(office: Office) -> None:
    """Let what was put off come due, and keep every promise."""
    with office.work() as work:
        waiting = OutboxMessage.settled_at.is_(None)
        work.db.execute(update(OutboxMessage).where(waiting).values(due_at=work.wall))
    run.drain(office)


def test_an_express_arrival_is_mailed_at_once_with_symbol_and_link_only(
    province: Office, post: PostOffice
) -> None:
    give_address(province, "vt.bacai")
    document = stories.draft(province, "issued", ("ubnd-bac-ai", "snv"), URGENT)
    run.drain(province)
    (mail,) = post.taken
    assert mail["To"] == "vt.bacai@ninhthuan.gov.vn"
    assert mail["Subject"] == (
        "[Văn phòng điện tử] Văn bản hỏa tốc đến — Nguyễn Thị Bích Thủy: 01/UBND-VX"
    )
    text = mail.get_content()
    assert f"https://vpdt.ninhthuan.gov.vn/documents/{document}" in text
    for word in ("bão số 6", "Khẩn trương"):
        assert word not in text + mail["Subject"]


def test_the_lead_is_mailed_at_once_and_an_ordinary_arrival_is_not(
    province: Office, post: PostOffice
) -> None:
    give_address(province, "cv.vx")
    give_address(province, "vt.tinh")
    stories.incoming(province, "in_progress")
    run.drain(province)
    assert [mail["To"] for mail in post.taken] == ["cv.vx@ninhthuan.gov.vn"]


def test_nobody_without_an_address_or_who_chose_never_is_mailed(
    province: Office, post: PostOffice
) -> None:
    give_address(province, "vt.bacai", **{events.EXPRESS: Choice(mail=events.NEVER)})
    stories.draft(province, "issued", ("ubnd-bac-ai", "snv"), URGENT)
    run.drain(province)
    assert post.taken == []


def test_the_subject_of_a_document_is_told_only_where_a_setting_allows_it(
    province: Office, post: PostOffice
) -> None:
    province.settings = replace(province.settings, mail_subjects=True)
    give_address(province, "vt.bacai")
    stories.draft(province, "issued", ("ubnd-bac-ai",), URGENT)
    run.drain(province)
    assert "Trích yếu: V/v ứng phó bão số 6" in post.taken[0].get_content()


def test_a_secret_document_has_neither_subject_nor_symbol_in_a_mail(
    province: Office, post: PostOffice
) -> None:
    province.settings = replace(province.settings, mail_subjects=True)
    give_address(province, "vt.bacai")
    stories.draft(province, "issued", ("ubnd-bac-ai",), URGENT)
    with province.work() as work:
        secret = {"secrecy": "mat", "subject": "", "body": ""}
        work.db.execute(update(Document).values(**secret))
    run.drain(province)
    (mail,) = post.taken
    assert mail["Subject"].endswith("Nguyễn Thị Bích Thủy")
    assert "UBND-VX" not in mail.get_content()


def test_while_the_server_is_down_the_mail_waits_and_then_goes_out_once(
    province: Office, post: PostOffice
) -> None:
    give_address(province, "vt.bacai")
    post.shut()
    stories.draft(province, "issued", ("ubnd-bac-ai",), URGENT)
    run.drain(province)
    with province.look() as work:
        fault = work.db.scalar(select(OutboxMessage.fault).where(OutboxMessage.kind == mails.KIND))
        assert "ConnectionRefused" in (fault or "")
    post.open()
    go_on(province)
    go_on(province)
    assert len(post.taken) == 1
    with province.look() as work:
        assert outbox.waiting(work) == 0
        assert work.db.scalar(select(Mail.outcome)) == mails.SENT


def test_a_server_that_says_later_is_asked_again_and_one_that_says_never_is_not(
    province: Office, post: PostOffice
) -> None:
    give_address(province, "vt.bacai")
    post.answer = "451 busy"
    stories.draft(province, "issued", ("ubnd-bac-ai",), URGENT)
    run.drain(province)
    post.answer = "554 never"
    go_on(province)
    post.answer = "250 OK"
    go_on(province)
    assert post.taken == []
    with province.look() as work:
        assert work.db.scalar(select(Mail.outcome)) == mails.REFUSED


def test_the_same_promise_kept_twice_is_one_mail_and_one_that_died_has_the_same_id(
    province: Office, post: PostOffice
) -> None:
    give_address(province, "vt.bacai")
    stories.draft(province, "issued", ("ubnd-bac-ai",), URGENT)
    run.drain(province)
    with province.look() as work:
        key = work.db.execute(select(Mail.id)).scalar_one()
    handlers.send_mail(province, {"mail": key})
    assert len(post.taken) == 1
    with province.work() as work:  # as if the process had died before it noted the server's yes
        work.db.execute(update(Mail).values(sent_at=None, outcome=""))
    handlers.send_mail(province, {"mail": key})
    first, second = post.taken
    assert first["Message-ID"] == second["Message-ID"]
    assert first.as_bytes() == second.as_bytes()


@pytest.mark.parametrize("gone", ["account", "address", "unit"])
def test_whoever_has_left_meanwhile_is_not_written_to(
    province: Office, post: PostOffice, gone: str
) -> None:
    give_address(province, "vt.bacai")
    post.shut()
    stories.draft(province, "issued", ("ubnd-bac-ai",), URGENT)
    run.drain(province)
    clerk = acting(province, "vt.bacai")
    if gone == "address":
        with province.work(clerk) as work:
            choices.keep(work, {}, "")
    with province.work() as work:
        if gone == "account":
            work.db.execute(update(Person).values(active=Person.id != clerk.person_id))
        if gone == "unit":
            away = unit(province, "snv")
            theirs = Membership.person_id == clerk.person_id
            work.db.execute(update(Membership).where(theirs).values(unit_id=away))
    post.open()
    go_on(province)
    assert post.taken == []
    with province.look() as work:
        assert work.db.scalar(select(Mail.outcome)) == mails.DROPPED


def test_without_a_mail_server_nothing_is_promised(province: Office) -> None:
    province.settings = replace(province.settings, smtp_host="")
    give_address(province, "vt.bacai")
    stories.draft(province, "issued", ("ubnd-bac-ai",), URGENT)
    run.drain(province)
    schedule.tick(province)
    with province.look() as work:
        assert work.db.execute(select(Mail.id)).all() == []


def test_the_morning_digest_tells_once_what_is_unread(
    province: Office, post: PostOffice, clock: Clock
) -> None:
    give_address(province, "vt.tinh")
    stories.incoming(province, "arrived")
    stories.incoming(province, "arrived", "to_ninh_thuan/03_bnv_training_with_paper")
    run.drain(province)
    assert post.taken == []
    clock.tick(minutes=-1)  # 07:29
    schedule.tick(province)
    run.drain(province)
    assert post.taken == []
    clock.tick(minutes=1)
    for _ in range(3):
        schedule.tick(province)
        run.drain(province)
    (mail,) = post.taken
    assert mail["Subject"] == "[Văn phòng điện tử] Tóm tắt buổi sáng: 2 thông báo"
    assert mail.get_content().count("https://") == 3, "two documents and the settings"
    clock.tick(days=3)  # Monday: nothing new but the urgent one, late by now
    schedule.tick(province)
    run.drain(province)
    assert [m["Subject"].rsplit(": ")[-1] for m in post.taken[1:]] == ["1 thông báo"]
    assert "Quá hạn" in post.taken[1].get_content()


def test_no_digest_comes_on_a_day_off_nor_to_whom_there_is_nothing_to_say(
    province: Office, post: PostOffice, clock: Clock
) -> None:
    give_address(province, "vt.tinh")
    give_address(province, "cv.vx")
    clock.tick(days=1)  # Saturday
    stories.incoming(province, "arrived")
    run.drain(province)
    schedule.tick(province)
    run.drain(province)
    assert post.taken == []
    clock.tick(days=2)
    schedule.tick(province)
    run.drain(province)
    assert [mail["To"] for mail in post.taken] == ["vt.tinh@ninhthuan.gov.vn"]


def test_two_processes_that_tick_at_once_promise_one_digest(both_provinces: Office) -> None:
    office = both_provinces
    office.settings = replace(office.settings, smtp_host="127.0.0.1", smtp_from="a@b.vn")
    give_address(office, "vt.tinh")
    stories.incoming(office, "arrived")
    run.drain(office)
    for _ in range(2):
        with office.work() as work:
            mails.digest(work, work.today)
    with office.look() as work:
        assert len(work.db.execute(select(Mail.id)).all()) == 1


def test_the_loop_ticks_no_more_than_once_a_minute(
    province: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    wall, ticks = province.wall(), []
    monkeypatch.setattr(schedule, "CHORES", (lambda work: ticks.append(work.wall),))
    monkeypatch.setattr(province, "wall", lambda: wall)
    ticker = schedule.Ticker()
    for seconds in (0, 30, 59, 60, 61, 120):
        monkeypatch.setattr(province, "wall", lambda at=seconds: wall + timedelta(seconds=at))
        ticker.tick(province)
    assert len(ticks) == 3
