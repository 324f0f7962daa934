"""Notifications, choices and asks as JSON: the same doors as the pages."""

from collections.abc import Callable

from office.domain.notices import EVENTS
from office.jobs import run
from office.runtime import Office
from tests.api.conftest import Caller
from tests.services.lending import CHAIRMAN, lend
from tests.services.test_absences import enter
from tests.stories import act, incoming, person, receive


def test_notifications_are_listed_paged_and_marked(
    province: Office, caller: Callable[..., Caller]
) -> None:
    document = receive(province)
    run.drain(province)
    clerk = caller("vt.tinh")
    page = clerk.get("/notifications")
    assert (page["unread"], page["next"]) == (1, None)
    (item,) = page["items"]
    assert (item["document"], item["event"], item["read"]) == (document, "arrival", False)
    assert item["sentence"]["en"].startswith("A document arrived")
    marked = clerk("POST", "/notifications/read", json={"upto": item["id"]})
    assert marked.json == {"marked": 1}
    assert clerk.get("/notifications")["unread"] == 0
    assert clerk.get(f"/notifications?before={item['id']}")["items"] == []
    assert caller("vt.bacai").get("/notifications")["items"] == []


def test_choices_are_read_and_kept_and_a_wrong_one_names_its_field(
    caller: Callable[..., Caller],
) -> None:
    worker = caller("cv.vx")
    before = worker.get("/notification-settings")
    assert [e["event"] for e in before["events"]] == list(EVENTS)
    assert before["address"] == ""
    event = {"event": "late", "badge": False, "mail": "at_once"}
    form = {"address": "cv.vx@ninhthuan.gov.vn", "events": [event]}
    kept = worker("PUT", "/notification-settings", json=form).json
    assert kept == worker.get("/notification-settings")
    assert kept["address"] == form["address"]
    (late,) = [e for e in kept["events"] if e["event"] == "late"]
    assert (late["badge"], late["mail"]) == (False, "at_once")
    wrong = worker("PUT", "/notification-settings", json={"address": "x@y\r\nBcc: z@z.vn"})
    assert (wrong.status_code, wrong.json["field"]) == (422, "address")
    assert worker.get("/notification-settings") == kept


def test_a_closed_action_names_who_can_and_one_of_them_is_asked(
    province: Office, caller: Callable[..., Caller]
) -> None:
    document = incoming(province, "direction")
    clerk = caller("vt.tinh")
    actions = {a["name"]: a for a in clerk.get(f"/documents/{document}")["actions"]}
    able = {one["person"]: one for one in actions["direct"]["who_can"]}
    leader = person(province, "ct.tinh")
    assert able[leader]["capacity"]["vi"] == "Chủ tịch"
    assert able[leader]["present"] is False
    assert actions["direct"]["more_can"] == 0
    asked = clerk(
        "POST",
        f"/documents/{document}/nudges",
        json={"action": "direct", "person": leader, "word": "Gấp"},
    )
    assert (asked.status_code, asked.json["person"]) == (201, leader)
    (waiting,) = caller("ct.tinh").get("/nudges")
    assert (waiting["document"], waiting["button"]["en"]) == (document, "Direct and assign")
    assert waiting["word"] == "Gấp"
    act(province, document, "direct")
    assert caller("ct.tinh").get("/nudges") == []


def test_somebody_away_is_named_with_their_substitute(
    province: Office, caller: Callable[..., Caller]
) -> None:
    document = incoming(province, "direction")
    lend(province, CHAIRMAN, "cv.th")
    enter(province, ("vt.tinh", "clerk"), "ct.tinh", 0, 2)
    actions = {a["name"]: a for a in caller("vt.tinh").get(f"/documents/{document}")["actions"]}
    able = {one["person"]: one for one in actions["direct"]["who_can"]}
    leader, stands = person(province, "ct.tinh"), person(province, "cv.th")
    assert (able[leader]["away_until"], able[leader]["present"]) == ("2019-11-10", False)
    assert able[stands]["acting_for"] == leader


def test_an_ask_about_a_closed_document_is_answered_like_one_about_none(
    province: Office, caller: Callable[..., Caller]
) -> None:
    document = incoming(province, "direction")
    stranger = caller("vt.bacai")
    form = {"action": "direct", "person": person(province, "ct.tinh")}
    answers = [
        stranger("POST", f"/documents/{key}/nudges", json=form) for key in (document, "0" * 32)
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].json == answers[1].json
