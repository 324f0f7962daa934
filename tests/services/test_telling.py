"""Who is told what: once, by name, and nothing of a document to whom its door is closed."""

import pytest
from sqlalchemy import func, insert, select, text, update

from office.domain import notices as events
from office.domain.asks import CO, INFORMED, LEAD, Assignee, Form
from office.domain.documents import Content
from office.domain.errors import NotFound
from office.jobs import run
from office.models.deliveries import Delivery
from office.models.notices import Notification
from office.models.people import Membership
from office.runtime import Office
from office.services import documents, routing
from office.services.notifying import choices, due_watch, notices, telling
from office.services.notifying.choices import Choice
from tests import stories
from tests.make import Clock, acting
from tests.stories import person, unit

CLERK = ("vt.tinh", "clerk")
URGENT = Content(type_code="CV", subject="V/v bão", body="Khẩn trương.", urgency=3)


def told(office: Office, login: str) -> list[str]:
    """Return the events a person was told of, the oldest first, once every promise is kept."""
    run.drain(office)
    with office.look() as work:
        found = select(Notification.event).where(Notification.person_id == person(office, login))
        return list(work.db.scalars(found.order_by(Notification.id)))


def test_an_arrival_is_told_to_the_clerk_of_its_recipient_and_nobody_else(
    province: Office,
) -> None:
    stories.incoming(province, "arrived")
    assert told(province, "vt.tinh") == [events.ARRIVAL]
    with province.look() as work:
        assert work.db.scalar(select(func.count()).select_from(Notification)) == 1


@pytest.mark.parametrize(
    ("content", "event"), [(stories.LETTER, "arrival"), (URGENT, "express_arrival")]
)
def test_issuing_tells_the_clerk_of_every_recipient_where_it_has_arrived(
    province: Office, content: Content, event: str
) -> None:
    stories.draft(province, "issued", ("ubnd-bac-ai", "snv"), content)
    assert told(province, "vt.bacai") == told(province, "vt.snv") == [event]
    assert told(province, "vt.phuocdai") == []


def test_each_part_is_told_by_name_or_to_the_head_of_its_unit(province: Office) -> None:
    document = stories.incoming(province, "direction")
    parts = (
        Assignee(part=LEAD, unit_id=unit(province, "phong-vx-ninh-thuan"),
                 person_id=person(province, "cv.vx")),
        Assignee(part=CO, unit_id=unit(province, "phong-th-ninh-thuan")),
        Assignee(part=INFORMED, unit_id=unit(province, "phong-kt-ninh-thuan")),
    )  # fmt: skip
    form = Form(opinion="Giao việc", assignees=parts)
    stories.move(province, ("ct.tinh", "leader"), document, "direct", form)
    assert told(province, "cv.vx") == [events.ASSIGNED]
    assert told(province, "tp.th") == [events.CO_HANDLING]
    assert told(province, "cv.th") == []
    assert told(province, "cv.kt") == [events.FOR_INFORMATION], "a unit without a head"
    assert told(province, "ct.tinh") == []


def test_what_is_sent_back_is_told_to_the_leader_who_assigned_it_not_to_who_passed_it_on(
    province: Office,
) -> None:
    document = stories.incoming(province, "in_progress")
    vx = Assignee(part=LEAD, unit_id=unit(province, "phong-vx-ninh-thuan"))
    stories.move(province, ("cv.vx", None), document, "forward", Form(assignees=(vx,)))
    stories.move(province, ("tp.vx", None), document, "send_back", stories.REASON)
    assert told(province, "ct.tinh") == [events.BACK]
    assert told(province, "cv.vx") == [events.ASSIGNED]


def test_the_drafter_hears_of_approval_return_and_signature(province: Office) -> None:
    document = stories.draft(province, "form_review")
    head = ("cvp.tinh", "chief_of_office")
    stories.move(province, head, document, "return_form", stories.REASON)
    for action in ("submit", "approve_content", "approve_form", "sign"):
        stories.act(province, document, action)
    expected = [events.DRAFT_APPROVED, events.DRAFT_BACK, *[events.DRAFT_APPROVED] * 2]
    assert told(province, "cv.vx") == [*expected, events.DRAFT_SIGNED]


def test_a_refusal_is_told_to_drafter_and_clerk_of_the_sender(province: Office) -> None:
    document = stories.draft(province, "issued", ("ubnd-bac-ai",))
    stories.move(province, ("vt.bacai", "clerk"), document, "refuse", stories.REASON)
    assert told(province, "vt.tinh") == [events.REFUSED]
    assert told(province, "cv.vx")[-1] == events.REFUSED


def test_a_chase_is_told_to_the_person_who_holds_the_item(province: Office) -> None:
    document = stories.incoming(province, "in_progress")
    with province.work(acting(province, "ct.tinh")) as work:
        key, delivery = work.db.execute(select(Delivery.document_id, Delivery.id)).one()
        (entered,) = documents.locked(work, text(f"documents.id = {key}"))
        facts = {"act": "chase", "run": work.actor.agency_id, "reason": "Đã quá hạn"}
        documents.happened(work, entered, facts, delivery)
    assert entered.public_id == document
    assert told(province, "cv.vx") == [events.ASSIGNED, events.CHASED]


def test_telling_twice_tells_once(both_provinces: Office) -> None:
    document = stories.incoming(both_provinces, "in_progress")
    before = told(both_provinces, "cv.vx")
    for seq in range(1, 6):
        with both_provinces.work() as work:
            assert telling.spread(work, document, seq) == 0
    assert told(both_provinces, "cv.vx") == before
    with both_provinces.work() as work:
        assert telling.spread(work, document, 99) == telling.spread(work, "0" * 32, 1) == 0


def test_nothing_is_told_of_an_act_that_was_rolled_back(province: Office) -> None:
    document = stories.incoming(province, "direction")
    before, form = stories.fingerprint(province), stories.directive(province)

    def broken_off() -> None:
        with province.work(acting(province, "ct.tinh")) as work:
            routing.move(work, document, "direct", form)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        broken_off()
    assert stories.fingerprint(province) == before
    assert told(province, "cv.vx") == []


def test_whoever_acts_on_a_document_has_read_what_they_were_told_of_it(province: Office) -> None:
    document = stories.incoming(province, "in_progress")
    run.drain(province)
    clerk, worker = acting(province, *CLERK), acting(province, "cv.vx")
    with province.look(clerk) as work:
        assert notices.unread(work) == 0, "told after they had registered it"
    with province.look(worker) as work:
        assert notices.unread(work) == 1
    stories.act(province, document, "report")
    with province.look(worker) as work:
        assert notices.unread(work) == 0


def test_an_event_without_badge_is_listed_and_not_counted(province: Office) -> None:
    clerk = acting(province, *CLERK)
    with province.work(clerk) as work:
        choices.keep(work, {events.ARRIVAL: Choice(badge=False)}, "")
    stories.incoming(province, "arrived")
    assert told(province, "vt.tinh") == [events.ARRIVAL]
    with province.look(clerk) as work:
        assert notices.unread(work) == 0


def test_a_notification_outlives_the_right_to_see_but_says_nothing_of_the_document(
    province: Office,
) -> None:
    document = stories.incoming(province, "in_progress")
    run.drain(province)
    worker = acting(province, "cv.vx")
    with province.look(worker) as work:
        ((line,), _) = notices.page(work)
        assert line.public_id == document
        assert line.subject
        assert notices.where(work, line.id) == document
    elsewhere = unit(province, "phong-kt-ninh-thuan")
    with province.work() as work:
        mine = Membership.person_id == worker.person_id
        work.db.execute(update(Membership).where(mine).values(unit_id=elsewhere))
    with province.look(acting(province, "cv.vx")) as work:
        ((line,), _) = notices.page(work)
        assert (line.public_id, line.subject, line.symbol) == (None, "", "")
        assert notices.where(work, line.id) is None


def test_nobody_opens_or_marks_what_somebody_else_was_told(province: Office) -> None:
    stories.incoming(province, "arrived")
    run.drain(province)
    with province.look() as work:
        key = work.db.execute(select(Notification.id)).scalar_one()
    with province.work(acting(province, "cv.vx")) as work:
        with pytest.raises(NotFound):
            notices.where(work, key)
        assert notices.mark(work, 10**9) == notices.mark(work, 0, only=key) == 0
    with province.work(acting(province, *CLERK)) as work:
        assert notices.unread(work) == 1
        assert notices.mark(work, key) == 1
        assert notices.unread(work) == 0


def test_pages_have_every_notification_once_and_the_badge_stops_counting_at_a_hundred(
    province: Office,
) -> None:
    stories.incoming(province, "arrived")
    run.drain(province)
    with province.work() as work:
        row = work.db.execute(select(Notification.__table__)).one()._asdict()
        del row["id"]
        copies = [{**row, "cause": str(n)} for n in range(120)]
        work.db.execute(insert(Notification), copies)
    found: list[int] = []
    before: int | None = None
    with province.look(acting(province, *CLERK)) as work:
        assert notices.unread(work) == notices.COUNTED
        while True:
            lines, before = notices.page(work, before, 50)
            found += [line.id for line in lines]
            if before is None:
                break
    assert len(set(found)) == len(found) == 121
    assert found == sorted(found, reverse=True)


def test_a_deadline_that_comes_near_and_one_that_passes_are_told_once_each(
    province: Office, clock: Clock
) -> None:
    stories.incoming(province, "in_progress")  # Friday; seven working days: due Tuesday 19th
    watched = []
    for _ in range(14):
        with province.work() as work:
            due_watch.watch(work)
        with province.work() as work:
            due_watch.watch(work)
        watched.append(told(province, "cv.vx")[1:])
        clock.tick(days=1)
    soon = next(n for n, seen in enumerate(watched) if events.DUE_SOON in seen)
    late = next(n for n, seen in enumerate(watched) if events.LATE in seen)
    assert (soon, late) == (7, 12), "on Friday 15th, two working days before; on the morning after"
    assert watched[-1] == [events.DUE_SOON, events.LATE]


def test_what_a_unit_holds_is_due_at_its_desk(province: Office, clock: Clock) -> None:
    stories.incoming(province, "direction")
    with province.work() as work:
        due_watch.watch(work)
    clock.tick(days=5)
    with province.work() as work:
        due_watch.watch(work)
    for login in ("ct.tinh", "pct.tinh"):
        assert told(province, login)[-1:] == [events.LATE]
    assert events.LATE not in told(province, "vt.tinh")


def test_the_first_look_tells_of_no_deadline_long_passed(province: Office, clock: Clock) -> None:
    stories.incoming(province, "in_progress")
    clock.tick(days=60)
    with province.work() as work:
        assert due_watch.watch(work) == 0
