"""An auditor's day on the pages: the log, the past, exceptions, evidence, and being watched."""

import re
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Row, select, text, update

from office.domain.numbering import INCOMING
from office.models.audit import AuditAct, RefusedAttempt
from office.models.people import Membership
from office.runtime import Office
from office.services.books import registration
from office_verify.check import check
from tests import stories
from tests.make import Clock, acting
from tests.web.desk import Desk, words


def acts_of(office: Office) -> list[Row[Any]]:
    """Return what was recorded of auditors, in order."""
    with office.look() as work:
        return list(work.db.execute(select(AuditAct.__table__).order_by(AuditAct.id)))


@pytest.fixture
def auditor(province: Office) -> Desk:
    """Sit down as the province's auditor."""
    return Desk(province, "ttra.tinh")


def test_the_log_is_narrowed_by_capacity(province: Office, auditor: Desk) -> None:
    stories.incoming(province, "in_progress")
    page = auditor.read("/log?role=leader").split('class="list log"')[-1]
    assert "Đã phân công" in page
    assert "Đã tiếp nhận" not in page
    assert "Tất cả 1 mục." in auditor.read("/log?role=leader")


def test_a_unit_brings_those_below_it(province: Office, auditor: Desk) -> None:
    stories.draft(province, "content_review")  # acts of phòng Văn hóa - Xã hội alone
    assert "Tất cả 2 mục." in auditor.read("/log?unit=UBND tỉnh Ninh Thuận")
    assert "Không tìm thấy mục nào" in auditor.read("/log?unit=UBND huyện Bác Ái")


def test_the_log_of_one_document_is_found_from_it(province: Office, auditor: Desk) -> None:
    document = stories.incoming(province, "accepted")
    stories.draft(province)
    page = auditor.read(f"/documents/{document}")
    assert f'href="/log?document={document}"' in page
    assert "Tất cả 2 mục." in auditor.read(f"/log?document={document}")


def test_an_unclear_name_is_answered_with_whom_it_can_mean(province: Office, auditor: Desk) -> None:
    answer = auditor.see("/log?person=khai&act=direct")
    assert answer.status_code == 422
    links = re.findall(r'<li><a href="(/log\?[^"]*)">([^<]*Khải[^<]*)</a>', words(answer))
    assert links
    stories.incoming(province, "in_progress")
    page = auditor.read(next(link for link, name in links if "Quốc Khải" in name))
    assert "Đã phân công" in page


def test_somebody_who_left_can_still_be_asked_for(province: Office, auditor: Desk) -> None:
    stories.incoming(province, "accepted")
    clerk = stories.person(province, "vt.tinh")
    with province.work() as work:
        theirs = update(Membership).where(Membership.person_id == clerk)
        work.db.execute(theirs.values(valid_from=date(2018, 1, 1), valid_to=date(2019, 1, 1)))
    assert "Đã tiếp nhận" in auditor.read("/log?person=Nguyễn Thị Bích Thủy")


def test_a_secret_document_is_told_of_without_its_number(province: Office, auditor: Desk) -> None:
    with province.work(acting(province, "vt.tinh")) as work:
        registration.enter_secret(work, INCOMING, "mat")
    page = auditor.read("/log").split('class="list log"')[-1]
    assert "Văn bản mật" in page
    assert "số đến" not in page
    assert "/documents/" not in page
    assert "số đến 01" in Desk(province, "vt.tinh").read("/log")


def test_who_held_a_document_is_asked_of_any_minute(
    province: Office, clock: Clock, auditor: Desk
) -> None:
    document = stories.incoming(province, "direction")  # 8 November, 07:30
    clock.tick(hours=2)
    stories.act(province, document, "direct")
    then = auditor.read(f"/documents/{document}/held?at=2019-11-08T08:00")
    assert "Chờ cho ý kiến" in then
    assert "chủ trì" not in then.lower()
    now = auditor.read(f"/documents/{document}/held")
    assert "Phòng Văn hóa - Xã hội</strong> — " in now
    assert "Chủ trì" in now
    assert "Chờ cho ý kiến" in auditor.read(f"/documents/{document}/held?at=08:30 08/11/2019")
    assert "chưa có ở đây" in auditor.read(f"/documents/{document}/held?at=2019-11-07")
    minute = auditor.read(f"/documents/{document}/held?at=2019-11-08T09:30")
    assert "Chủ trì" in minute  # the minute is meant to its end


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2019-11-09T00:00", "Thời điểm này chưa tới."),
        ("hôm qua", "“hôm qua” không phải một ngày."),
        ("0001-01-01T00:00", "Thời điểm nằm ngoài lịch."),
        ("9999-12-31T23:59", "Thời điểm này chưa tới."),
        ("31/12/9999", "Thời điểm này chưa tới."),
        ("2019-02-30T10:00", "không phải một ngày"),
    ],
)
def test_a_moment_that_is_none_is_said_and_stays_typed(
    province: Office, auditor: Desk, at: str, said: str
) -> None:
    document = stories.receive(province)
    for address in (f"/documents/{document}/held?at={at}", f"/held?unit=Sở Nội vụ&at={at}"):
        answer = auditor.see(address)
        assert answer.status_code == 422
        assert said in words(answer)
        assert f'value="{at}"' in words(answer)


def test_what_a_desk_held_is_shown_with_the_way_to_each_document(
    province: Office, clock: Clock, auditor: Desk
) -> None:
    document = stories.incoming(province, "in_progress")
    clock.tick(minutes=5)
    page = auditor.read(f"/held?person={acting(province, 'cv.vx').name}")
    assert f'href="/documents/{document}/held?at=' in page
    assert "Không giữ văn bản nào lúc đó" in auditor.read("/held?unit=UBND tỉnh Ninh Thuận")
    below = auditor.read("/held?unit=UBND tỉnh Ninh Thuận&below=1")
    assert f'href="/documents/{document}/held?at=' in below
    assert auditor.see("/held?person=Ai đó").status_code == 422
    assert Desk(province, "ct.bacai").see("/held?unit=UBND tỉnh Ninh Thuận").status_code == 404


def test_refused_attempts_reach_the_page_of_exceptions(province: Office, auditor: Desk) -> None:
    document = stories.incoming(province, "accepted")
    leader = Desk(province, "ct.tinh")
    leader.see("/")
    for _ in range(2):
        answer = leader.send(f"/documents/{document}/actions/register", revision="2")
        assert answer.status_code == 422
    with province.look() as work:
        (row,) = work.db.execute(select(RefusedAttempt.__table__)).all()
    assert (row.times, row.action) == (2, "register")
    page = auditor.read("/exceptions")
    for title in ("Tiếp nhận muộn", "Hủy số", "Định tự duyệt", "NĐ 30/2020 Đ4.2c"):
        assert title in page
    listed = auditor.read("/exceptions/refused")
    assert "định làm “Đã vào sổ”" in listed
    assert "2 lần trong một phút" in listed
    assert f'href="/documents/{document}"' in listed


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("since=2019-11-01&until=2019-11-30", 200),
        ("since=hôm qua", 422),
        ("since=2019-11-30&until=2019-11-01", 422),
        ("since=2010-01-01", 422),
        ("unit=Không có", 422),
        ("until=9999-12-31", 422),
        ("before=x_y", 200),
        ("before=2019-11-08T00:00:00_1", 200),
        ("before=2019-11-08T00:00:00%2B07:00_1", 200),
    ],
)
def test_whatever_is_asked_of_exceptions_is_answered(
    auditor: Desk, query: str, status: int
) -> None:
    for address in ("/exceptions", "/exceptions/late-acceptance", "/exceptions/self-approval"):
        answer = auditor.see(f"{address}?{query}")
        assert answer.status_code == status, (address, words(answer)[-500:])


def test_only_auditors_see_exceptions(province: Office, auditor: Desk) -> None:
    for login in ("ct.tinh", "qt.tinh"):
        assert Desk(province, login).see("/exceptions").status_code == 422
    assert auditor.see("/exceptions/nothing").status_code == 404


def test_evidence_is_taken_away_and_holds(province: Office, auditor: Desk) -> None:
    document = stories.incoming(province, "in_progress")
    auditor.read(f"/documents/{document}")
    one = auditor.send(f"/documents/{document}/bundle")
    assert (one.status_code, one.mimetype) == (200, "application/zip")
    assert [held.document for held in check(one.data)] == [document]
    auditor.read("/log?act=accept")
    found = auditor.send("/log/bundle", act="accept")
    assert found.data == one.data
    assert auditor.send("/log/bundle", act="sign").status_code == 422
    assert auditor.send("/log/bundle", person="Ai đó").status_code == 422
    clerk = Desk(province, "vt.tinh")
    clerk.read("/")
    assert clerk.send(f"/documents/{document}/bundle").status_code == 422


def test_what_an_auditor_looks_at_is_recorded_and_nobody_elses(
    province: Office, auditor: Desk
) -> None:
    document = stories.incoming(province, "accepted")
    Desk(province, "vt.tinh").read(f"/documents/{document}")
    auditor.read("/")
    assert acts_of(province) == []
    auditor.read("/log?text=báo cáo&role=clerk")
    auditor.read(f"/documents/{document}")
    auditor.read(f"/documents/{document}/held?at=2019-11-08T07:30")
    auditor.read("/exceptions")
    auditor.see(f"/documents/{document}/files/1")
    auditor.send(f"/documents/{document}/bundle")
    auditor.send("/log/verify")
    auditor.see(f"/documents/{'0' * 32}")
    rows = acts_of(province)
    assert [row.kind for row in rows] == [
        "search", "view", "held", "exceptions", "file", "export", "verify"
    ]  # fmt: skip
    assert (rows[0].asked, rows[0].shown) == ("text=báo cáo, role=clerk", 1)
    assert rows[1].document_id == rows[5].document_id is not None


def test_a_look_that_cannot_be_recorded_is_not_shown(province: Office, auditor: Desk) -> None:
    document = stories.incoming(province, "accepted")
    auditor.read("/")
    with province.work() as work:
        work.db.execute(text("DROP TABLE audit_acts"))
    answer = auditor.see(f"/documents/{document}")
    assert answer.status_code == 500
    assert "báo cáo" not in words(answer)


def test_looks_are_read_with_content_by_auditors_and_without_by_administrators(
    province: Office, auditor: Desk
) -> None:
    document = stories.incoming(province, "accepted")
    auditor.read("/log?text=chính phủ")
    auditor.read(f"/documents/{document}")
    page = auditor.read("/log/looks")
    assert "text=chính phủ" in page
    assert f'href="/documents/{document}"' in page
    seen = Desk(province, "qt.tinh").read("/log/looks")
    assert "mở văn bản" in seen
    assert "chính phủ" not in seen.split("<main")[1]
    assert document[:12] not in seen
    assert Desk(province, "ct.tinh").see("/log/looks").status_code == 422


def test_the_printed_log_says_who_printed_what(province: Office, auditor: Desk) -> None:
    stories.incoming(province, "accepted")
    page = auditor.read("/log?act=accept")
    assert (
        "In lúc 07:30 08/11/2019 bởi Đỗ Thanh Liêm, UBND tỉnh Ninh Thuận."
        " việc đã làm: Đã tiếp nhận." in page
    )
