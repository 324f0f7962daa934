"""Recalling on the pages: what it can do before it is pressed, and both sides afterwards."""

from sqlalchemy import select

from office.jobs import run, schedule
from office.models.notices import Notification
from office.runtime import Office
from tests import stories
from tests.make import Clock
from tests.web.desk import Desk

WHY = "Gửi nhầm nơi nhận, xin thu hồi"
DISTRICT, OTHER = "ubnd-bac-ai", "snv"
CLERK = ("vt.bacai", "clerk")


def sent(province: Office) -> tuple[str, str]:
    """Issue a letter to two units, one of which accepts it; return its id and its page."""
    document = stories.draft(province, "issued", (DISTRICT, OTHER))
    stories.move(province, CLERK, document, "accept")
    return document, f"/documents/{document}/recall"


def test_the_sender_sees_what_it_can_achieve_and_is_told_what_came_of_it(
    province: Office,
) -> None:
    document, page = sent(province)
    clerk = Desk(province, "vt.tinh")
    assert page in clerk.read(f"/documents/{document}")
    before = clerk.read(page)
    assert "Lấy lại được ngay" in before
    assert "Phải được nơi nhận đồng ý" in before
    clerk.send(page, **{"from": "all", "reason": WHY})
    after = clerk.read(page)
    assert "Thu hồi: đã lấy lại từ 1 nơi nhận; đã đề nghị 1 nơi nhận đồng ý." in after
    assert "Đang chờ nơi nhận trả lời" in after
    assert "Thôi thu hồi từ UBND huyện Bác Ái" in after


def test_a_reason_too_short_keeps_what_was_typed_and_ticked(province: Office) -> None:
    _, page = sent(province)
    unit = stories.unit(province, DISTRICT)
    clerk = Desk(province, "vt.tinh")
    clerk.see(page)
    answer = clerk.send(page, unit=[unit], reason="nhầm rồi")
    assert answer.status_code == 422
    assert "ít nhất 10 ký tự" in answer.text
    assert "nhầm rồi" in answer.text
    assert answer.text.count(" checked") == 1


def test_nobody_ticked_is_said(province: Office) -> None:
    _, page = sent(province)
    clerk = Desk(province, "vt.tinh")
    clerk.see(page)
    answer = clerk.send(page, reason=WHY)
    assert (answer.status_code, "Hãy chọn nơi nhận" in answer.text) == (422, True)


def test_what_moved_in_between_is_said(province: Office) -> None:
    document = stories.draft(province, "issued", (DISTRICT,))
    page, unit = f"/documents/{document}/recall", stories.unit(province, DISTRICT)
    clerk = Desk(province, "vt.tinh")
    clerk.see(page)
    stories.move(province, CLERK, document, "accept")
    clerk.send(page, unit=[unit], reason=WHY, **{f"seen-{unit}": "at_once"})
    assert "vừa có thay đổi trước khi bạn bấm" in clerk.read(page)


def test_the_recipient_answers_on_the_documents_page(province: Office) -> None:
    document, page = sent(province)
    run.drain(province)  # it has its PDF
    clerk = Desk(province, "vt.tinh")
    clerk.see(page)
    clerk.send(page, **{"from": "all", "reason": WHY})
    recipient = Desk(province, "vt.bacai")
    asked = recipient.read(f"/documents/{document}")
    assert "THU HỒI" in asked
    assert WHY in asked
    assert "Đồng ý thu hồi" in asked
    take = f"/documents/{document}/actions/agree_recall"
    recipient.send(take, revision=recipient.revision(f"/documents/{document}"))
    left = recipient.read(f"/documents/{document}")
    assert "Văn bản đã được thu hồi" in left
    assert "Đã đồng ý thu hồi" in left
    assert "Kính gửi các đơn vị." not in left
    refused = recipient.see(f"/documents/{document}/files/1")
    assert (refused.status_code, "không còn xem được" in refused.text) == (422, True)
    assert "Nơi nhận đồng ý thu hồi" in clerk.read(f"/documents/{document}")


def test_the_sender_drops_it(province: Office) -> None:
    _, page = sent(province)
    clerk = Desk(province, "vt.tinh")
    clerk.see(page)
    clerk.send(page, **{"from": "all", "reason": WHY})
    unit = stories.unit(province, DISTRICT)
    assert clerk.send(f"{page}/{unit}/drop", reason="ngắn").status_code == 422
    clerk.send(f"{page}/{unit}/drop", reason="Đã thống nhất qua điện thoại")
    assert "Bên gửi thôi thu hồi" in clerk.read(page)


def test_a_recall_nobody_answers_is_told_to_the_heads_of_both_sides_once(
    province: Office, clock: Clock
) -> None:
    _, page = sent(province)
    clerk = Desk(province, "vt.tinh")
    clerk.see(page)
    clerk.send(page, **{"from": "all", "reason": WHY})
    schedule.tick(province)
    clock.tick(days=5)
    for _ in range(2):
        schedule.tick(province)
    late = select(Notification.person_id).where(Notification.event == "recall_late")
    with province.look() as work:
        told = list(work.db.scalars(late))
    wanted = ("ct.bacai", "pct.bacai", "vt.tinh", "ct.tinh", "pct.tinh")
    assert sorted(told) == sorted(stories.person(province, login) for login in wanted)
