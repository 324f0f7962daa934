"""Why can't I: who can, whether they are there, and asking them once an hour."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import insert, select, update

from office.domain.asks import LEAD, Assignee, Form
from office.domain.errors import Invalid, NotFound, OfficeError, Refused
from office.models.documents import Document
from office.models.notices import Notification, Nudge
from office.models.people import UserSession
from office.runtime import Office
from office.services import routing
from office.services.explaining import asking, who_can
from office.services.explaining.who_can import Closed
from office.services.notifying import nudges
from tests import stories
from tests.make import Clock, acting
from tests.stories import check_refusal, person

HEAD = ("tp.vx", "unit_head")
CLERK = ("vt.tinh", "clerk")


def closed(office: Office, who: tuple[str, str], document: str) -> dict[str, Closed]:
    with office.look(acting(office, *who)) as work:
        run, offers = routing.offers(work, document)
        return who_can.closed(work, run, offers)


def names(shut: Closed) -> set[str]:
    return {one.name for one in shut.people}


def ask(
    office: Office, who: tuple[str, str], document: str, what: tuple[str, str], word: str = ""
) -> None:
    """Let `who` ask for an action of somebody: `what` is the action and the login asked."""
    with office.work(acting(office, *who)) as work:
        asking.ask(work, document, what[0], person(office, what[1]), word)


def waiting(office: Office, who: tuple[str, str]) -> list[tuple[str, str, str]]:
    with office.look(acting(office, *who)) as work:
        return [(one["document"], one["action"], one["word"]) for one in nudges.waiting(work)]


def test_a_closed_action_names_everybody_to_whom_it_is_open(province: Office) -> None:
    document = stories.incoming(province, "direction")
    found = closed(province, CLERK, document)
    assert {"direct", "note"} <= found.keys()
    assert names(found["direct"]) == {"Trần Quốc Khải", "Phạm Thị Hồng Vân", "Đặng Minh Trí"}
    for one in found["direct"].people:
        assert (one.unit_name, one.here) == ("UBND tỉnh Ninh Thuận", False)


def test_whoever_a_guard_refuses_is_not_named(province: Office) -> None:
    document = stories.draft(province, "signing")
    with province.work() as work:
        work.db.execute(update(Document).values(form_by=person(province, "ct.tinh")))
    found = closed(province, CLERK, document)
    assert names(found["sign"]) == {"Phạm Thị Hồng Vân"}
    check_refusal(province, Refused, lambda: ask(province, CLERK, document, ("sign", "ct.tinh")))
    ask(province, CLERK, document, ("sign", "pct.tinh"))
    assert waiting(province, ("pct.tinh", "leader")) == [(document, "sign", "")]


def test_only_the_person_in_the_lead_is_named_once_there_is_one(province: Office) -> None:
    document = stories.incoming(province, "in_progress")
    found = closed(province, HEAD, document)
    assert names(found["report"]) == {"Lâm Hoàng Nam"}


def test_when_nobody_can_nobody_is_named(province: Office) -> None:
    document = stories.draft(province, "numbered", recipients=())
    assert closed(province, ("cv.vx", "specialist"), document)["issue"].people == []


def test_many_who_can_are_counted_and_those_who_are_there_come_first(province: Office) -> None:
    document = stories.incoming(province, "direction")
    with province.work() as work:
        row = {"created_at": work.wall, "seen_at": work.wall, "key_hash": "a"}
        work.db.execute(insert(UserSession).values(person_id=person(province, "pct.tinh"), **row))
        late = {**row, "key_hash": "b", "seen_at": work.wall - timedelta(minutes=31)}
        work.db.execute(insert(UserSession).values(person_id=person(province, "ct.tinh"), **late))
        gone = {**row, "key_hash": "c", "revoked_at": work.wall}
        work.db.execute(insert(UserSession).values(person_id=person(province, "cvp.tinh"), **gone))
    found = closed(province, CLERK, document)["direct"].people
    assert [one.here for one in found] == [True, False, False]
    assert found[0].name == "Phạm Thị Hồng Vân"


def test_an_ask_reaches_the_person_and_settles_when_the_action_is_taken(province: Office) -> None:
    document = stories.incoming(province, "direction")
    ask(province, CLERK, document, ("direct", "ct.tinh"), "  Gấp  ")
    leader = ("ct.tinh", "leader")
    assert waiting(province, leader) == [(document, "direct", "Gấp")]
    with province.look(acting(province, *leader)) as work:
        events = work.db.scalars(
            select(Notification.event).where(Notification.person_id == work.actor.person_id)
        ).all()
    assert events == ["asked"]
    stories.act(province, document, "direct")
    assert waiting(province, leader) == []
    with province.look() as work:
        assert work.db.scalar(select(Nudge.outcome)) == nudges.TAKEN
    assert stories.problems(province) == []


def test_an_ask_settles_as_passed_by_when_the_item_moves_on_otherwise(province: Office) -> None:
    document = stories.incoming(province, "direction")
    ask(province, CLERK, document, ("direct", "ct.tinh"))
    stories.act(province, document, "note")
    with province.look() as work:
        assert work.db.scalar(select(Nudge.outcome)) == nudges.MOVED


def test_an_ask_is_passed_by_when_the_item_goes_to_other_hands_in_the_same_state(
    province: Office,
) -> None:
    document = stories.incoming(province, "in_progress")
    ask(province, HEAD, document, ("report", "cv.vx"))
    assert waiting(province, ("cv.vx", "specialist")) == [(document, "report", "")]
    head = Assignee(part=LEAD, unit_id=stories.unit(province, "phong-vx-ninh-thuan"),
                    person_id=person(province, "tp.vx"))  # fmt: skip
    stories.move(province, ("cv.vx", None), document, "forward", Form(assignees=(head,)))
    assert waiting(province, ("cv.vx", "specialist")) == []


def test_the_same_person_is_asked_about_a_document_once_an_hour(
    province: Office, clock: Clock
) -> None:
    document = stories.incoming(province, "direction")
    ask(province, CLERK, document, ("direct", "ct.tinh"))
    clock.tick(minutes=59)
    for action in ("direct", "note"):
        again = partial(ask, province, CLERK, document, (action, "ct.tinh"))
        check_refusal(province, Refused, again)
    ask(province, CLERK, document, ("direct", "pct.tinh"))
    clock.tick(minutes=1, seconds=1)
    ask(province, CLERK, document, ("direct", "ct.tinh"), "lần nữa")
    assert waiting(province, ("ct.tinh", "leader")) == [(document, "direct", "lần nữa")]
    assert stories.problems(province) == []


@pytest.mark.parametrize(
    ("who", "action", "whom", "refusal"),
    [
        (("ct.tinh", "leader"), "direct", "pct.tinh", Refused),  # they can do it themselves
        (CLERK, "direct", "cv.vx", Refused),  # cannot do it either
        (CLERK, "direct", "vt.tinh", Refused),  # oneself
        (CLERK, "direct", "ct.bacai", Refused),  # a leader, but elsewhere
        (CLERK, "report", "cv.vx", Refused),  # an action of another state
        (CLERK, "nonsense", "ct.tinh", Refused),
        (("ttra.tinh", "auditor"), "direct", "ct.tinh", Refused),
        (("qt.tinh", "administrator"), "direct", "ct.tinh", Refused),
        (("vt.bacai", "clerk"), "direct", "ct.bacai", NotFound),  # outside the door
    ],
)
def test_who_may_not_be_asked_is_refused_and_nothing_changes(
    province: Office,
    who: tuple[str, str],
    action: str,
    whom: str,
    refusal: type[OfficeError],
) -> None:
    document = stories.incoming(province, "direction")
    check_refusal(province, refusal, lambda: ask(province, who, document, (action, whom)))


def test_a_word_too_long_is_refused(province: Office) -> None:
    document = stories.incoming(province, "direction")
    ask(province, CLERK, document, ("direct", "pct.tinh"), "ơ" * 300)
    long = "ơ" * 301
    check_refusal(
        province, Invalid, lambda: ask(province, CLERK, document, ("direct", "ct.tinh"), long)
    )


def test_an_ask_is_seen_in_the_capacity_it_is_for_and_only_counted_in_another(
    province: Office,
) -> None:
    document = stories.incoming(province, "direction")
    office_unit = stories.unit(province, "vp-ubnd-ninh-thuan")
    form = Form(opinion="Giao", assignees=(Assignee(part=LEAD, unit_id=office_unit),))
    stories.move(province, ("ct.tinh", "leader"), document, "direct", form)
    ask(province, CLERK, document, ("report", "cvp.tinh"))
    assert waiting(province, ("cvp.tinh", "unit_head")) == [(document, "report", "")]
    assert waiting(province, ("cvp.tinh", "chief_of_office")) == []
    with province.look(acting(province, "cvp.tinh", "chief_of_office")) as work:
        assert nudges.elsewhere(work) == [(office_unit, 1)]


def test_a_request_changed_in_the_table_is_noticed(province: Office) -> None:
    document = stories.incoming(province, "direction")
    ask(province, CLERK, document, ("direct", "ct.tinh"))
    with province.work() as work:
        work.db.exec_driver_sql("UPDATE nudges SET word = 'khác'")
    assert any("other requests to people" in problem for problem in stories.problems(province))


def test_of_two_asks_at_once_one_is_refused(both_provinces: Office) -> None:
    office = both_provinces
    document = stories.incoming(office, "direction")
    with ThreadPoolExecutor(4) as threads:
        done = list(threads.map(partial(asked, office), [document] * 4))
    assert sorted(done) == [False, False, False, True]
    assert len(waiting(office, ("ct.tinh", "leader"))) == 1
    assert stories.problems(office) == []


def asked(office: Office, document: str) -> bool:
    try:
        ask(office, CLERK, document, ("direct", "ct.tinh"))
    except Refused:
        return False
    return True
