"""Absences, mandates and handing over by JSON; and a token that acts in another's place."""

from collections.abc import Callable

import pytest
from flask import Flask

from office.domain.errors import NotFound
from office.runtime import Office
from office.services.accounts import session_mandates
from tests import stories
from tests.api.conftest import Caller
from tests.services.lending import BASIS, CHAIRMAN, lend, revoke
from tests.services.test_handover import WHY, left
from tests.services.test_part_heirs import shared

Callers = Callable[..., Caller]


def standing_in(app: Flask, office: Office, login: str, key: int) -> Caller:
    with office.work() as work:
        return Caller(app.test_client(), session_mandates.issue_token(work, login, key, "tests"))


def test_a_token_under_a_mandate_acts_in_anothers_place_until_it_ends(
    app: Flask, province: Office
) -> None:
    document = stories.incoming(province, "direction")
    key = lend(province, CHAIRMAN, "tp.vx")
    caller = standing_in(app, province, "tp.vx", key)
    me = caller.get("/me")
    assert (me["name"], me["role"]["name"]) == ("Hồ Thị Ngọc Diệp", "leader")
    assert (me["acting_for"]["name"], me["acting_for"]["delegation"]) == ("Trần Quốc Khải", key)
    for address in ("/paper-split", "/recipient-groups"):
        refused = caller("GET", address)
        assert (refused.status_code, "Trần Quốc Khải" in refused.json["detail"]) == (422, True), (
            address
        )
    assert caller.act(document, "note")["state"]["name"] == "completed"
    record = caller.get(f"/documents/{document}")["story"][-1]["record"]
    assert record["by"]["for"]["name"] == "Trần Quốc Khải"
    revoke(province, CHAIRMAN, key)
    assert caller("GET", "/me").status_code == 401


def test_nobody_gets_a_token_for_a_mandate_of_another(province: Office) -> None:
    key = lend(province, CHAIRMAN, "tp.vx")
    for login, asked in (("cv.vx", key), ("tp.vx", key + 1), ("nobody", key)):
        with pytest.raises(NotFound), province.work() as work:
            session_mandates.issue_token(work, login, asked)


def test_a_mandate_is_given_listed_and_ended(caller: Callers, province: Office) -> None:
    leader = caller("ct.tinh", "leader")
    body = {
        "delegate": stories.person(province, "pct.tinh"), "first_day": "2019-11-08",
        "last_day": "2019-12-31", "powers": ["direct", "confirm"], "types": ["CV"],
        "issuers": ["snv"], "basis": BASIS,
    }  # fmt: skip
    made = leader("POST", "/delegations", json=body)
    assert made.status_code == 201
    (one,) = leader.get("/delegations")["delegations"]
    assert (one["stage"], one["issuers"][0]["key"], one["types"]) == ("running", "snv", ["CV"])
    again = leader("POST", "/delegations", json=body)
    assert (again.status_code, again.json["field"]) == (422, "delegate")
    assert len(caller("pct.tinh").get("/delegations?whose=received")["delegations"]) == 1
    assert caller("pct.tinh")("POST", f"/delegations/{one['id']}/revoke").status_code == 404
    assert leader("POST", f"/delegations/{one['id']}/revoke").status_code == 204
    assert leader.get("/delegations")["delegations"][0]["stage"] == "revoked"


def test_an_absence_is_entered_listed_and_taken_back(caller: Callers) -> None:
    mine = caller("cv.vx")
    body = {"first_day": "2019-11-12", "last_day": "2019-11-15", "kind": "sick"}
    made = mine("POST", "/absences", json=body)
    assert made.status_code == 201
    assert mine("POST", "/absences", json=body).status_code == 422
    assert caller("cv.th").get("/absences")["absences"][0]["kind"] is None
    address = f"/absences/{made.json['id']}/withdraw"
    assert caller("cv.th")("POST", address).status_code == 404
    assert mine("POST", address).status_code == 204
    assert mine.get("/absences") == {"absences": [], "next": None}


@pytest.mark.parametrize("after", ["2019-13-45.1", "2019-02-30.1"])
def test_a_cursor_that_is_no_day_is_refused(caller: Callers, after: str) -> None:
    assert caller("cv.vx")("GET", f"/absences?after={after}").status_code == 422


def test_work_for_somebody_away_is_given_by_who_says_that_they_know(
    caller: Callers, province: Office
) -> None:
    document = stories.incoming(province, "direction")
    body = {"first_day": "2019-11-08", "last_day": "2019-11-08", "kind": "other"}
    assert caller("cv.vx")("POST", "/absences", json=body).status_code == 201
    leader, person = caller("ct.tinh", "leader"), stories.person(province, "cv.vx")
    lead = {"part": "lead", "unit": "phong-vx-ninh-thuan", "person": person}
    form = {"revision": 4, "opinion": "Giao", "assignees": [lead]}
    address = f"/documents/{document}/actions/direct"
    form["revision"] = leader.get(f"/documents/{document}")["run"]["revision"]
    asked = leader("POST", address, json=form)
    assert asked.status_code == 422
    assert "vắng 08/11/2019" in asked.json["detail"]
    assert leader("POST", address, json={**form, "aware_of": [person]}).status_code == 200


def test_orphans_are_handed_over(caller: Callers, province: Office) -> None:
    document = stories.incoming(province, "in_progress")
    left(province, "cv.vx")
    head = caller("tp.vx")
    (pile,) = head.get("/handover")
    assert (pile["why"], pile["items"][0]["id"]) == ("left", document)
    body = {
        "items": [document], "person": pile["person"], "unit_id": pile["unit_id"],
        "to_unit": "phong-vx-ninh-thuan", "to_person": stories.person(province, "tp.vx"),
        "reason": WHY,
    }  # fmt: skip
    assert head("POST", "/handover", json=body).json == {"count": 1}
    assert head.get("/handover") == []
    assert head("POST", "/handover", json=body).status_code == 409


def test_a_part_beside_the_lead_is_handed_over_by_its_key(
    caller: Callers, province: Office
) -> None:
    document = shared(province)
    left(province, "cv.th")
    head = caller("tp.th")
    (pile,) = head.get("/handover")
    (item,) = pile["items"]
    assert (item["id"], item["part"]) == (document, "co")
    body = {
        "items": [item["key"]], "person": pile["person"], "unit_id": pile["unit_id"],
        "to_unit": "phong-th-ninh-thuan", "to_person": stories.person(province, "tp.th"),
        "reason": WHY,
    }  # fmt: skip
    assert head("POST", "/handover", json=body).json == {"count": 1}
    assert head("POST", "/handover", json=body).status_code == 409
