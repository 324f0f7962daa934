"""Notifications on pages: the badge, the list, and how one wants to be told."""

import re

import pytest

from office.domain import notices as events
from office.jobs import run
from office.runtime import Office
from office.services.notifying import choices, notices
from tests.make import acting
from tests.stories import incoming, receive
from tests.web.desk import Desk, words

BELL = re.compile(r'<span class="bell-count">(\d+\+?)')


def badge(page: str) -> str:
    found = BELL.search(page)
    return found.group(1) if found else ""


def test_the_badge_counts_what_is_unread_on_every_page(province: Office) -> None:
    desk = Desk(province, "vt.tinh")
    assert badge(desk.read("/")) == ""
    receive(province)
    run.drain(province)
    for address in ("/", "/inbox/arrivals", "/notifications"):
        assert badge(desk.read(address)) == "1"
    assert badge(Desk(province, "cv.vx").read("/")) == ""


def test_opening_from_the_list_marks_as_read_and_goes_to_the_document(province: Office) -> None:
    document = receive(province)
    run.drain(province)
    desk = Desk(province, "vt.tinh")
    page = desk.read("/notifications")
    assert "Văn bản mới đến" in page
    found = re.search(r'action="(/notifications/\d+/open)"', page)
    assert found is not None
    answer = desk.send(found.group(1))
    assert answer.location == f"/documents/{document}"
    assert badge(desk.read("/notifications")) == ""
    stranger = Desk(province, "vt.bacai")
    assert stranger.send(found.group(1)).status_code == 404


def test_all_that_was_shown_is_marked_at_once_and_what_came_since_is_not(
    province: Office,
) -> None:
    receive(province)
    run.drain(province)
    desk = Desk(province, "vt.tinh")
    upto = re.search(r'name="upto" value="(\d+)"', desk.read("/notifications"))
    assert upto is not None
    receive(province, "to_ninh_thuan/03_bnv_training_with_paper")
    run.drain(province)
    assert desk.send("/notifications/read", upto=upto.group(1)).status_code == 302
    assert badge(desk.read("/notifications")) == "1"
    for nonsense in ("", "x", "-1", "9" * 40):
        assert desk.send("/notifications/read", upto=nonsense).status_code == 302
    assert badge(desk.read("/notifications")) == "1"


def test_choices_are_kept_and_shown_again(province: Office) -> None:
    desk = Desk(province, "cv.vx")
    desk.read("/notifications/settings")
    answer = desk.send(
        "/notifications/settings",
        mail_address="cv.vx@ninhthuan.gov.vn",
        **{"mail-assigned": "digest", "badge-late": "on"},
    )
    assert answer.status_code == 302, words(answer)
    page = desk.read("/notifications/settings")
    assert "Đã lưu cách nhận thông báo." in page
    assert 'value="cv.vx@ninhthuan.gov.vn"' in page
    with province.look(acting(province, "cv.vx")) as work:
        kept = choices.of_everything(work, work.actor.person_id or 0)
    assert kept[events.ASSIGNED] == choices.Choice(badge=False, mail="digest")
    assert kept[events.LATE] == choices.Choice(badge=True, mail="digest")
    assert kept[events.EXPRESS] == choices.Choice(badge=False, mail="at_once")


@pytest.mark.parametrize(
    "typed",
    [
        {"mail_address": "không phải"},
        {"mail_address": "a@b.vn\r\nBcc: c@d.vn"},
        {"mail-late": "hourly"},
    ],
)
def test_what_cannot_be_kept_is_refused_and_stays_on_the_page(
    province: Office, typed: dict[str, str]
) -> None:
    desk = Desk(province, "cv.vx")
    desk.read("/notifications/settings")
    answer = desk.send("/notifications/settings", **{"badge-asked": "on", **typed})
    assert answer.status_code == 422
    assert typed.get("mail_address", "").split("\r")[0] in words(answer)
    assert (
        'name="badge-asked" aria-label="Đếm ở đầu trang: Được nhờ làm một việc" checked'
        in words(answer)
    )
    with province.look(acting(province, "cv.vx")) as work:
        assert choices.address(work) == ""


def test_a_document_that_is_closed_to_the_capacity_is_not_named(province: Office) -> None:
    incoming(province, "in_progress")
    run.drain(province)
    with province.look(acting(province, "cv.vx")) as work:
        ((line,), _) = notices.page(work)
    admin = Desk(province, "qt.tinh")
    assert admin.send(f"/notifications/{line.id}/open").status_code == 404
    assert line.subject not in admin.read("/notifications")
