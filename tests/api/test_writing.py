"""Directives, phrases and kept texts as programs ask for them."""

from collections.abc import Callable

from office.runtime import Office
from tests.api.conftest import Caller
from tests.stories import incoming, person


def test_a_directive_is_read_as_parts_that_the_action_takes(
    province: Office, caller: Callable[..., Caller]
) -> None:
    document = incoming(province, "direction")
    leader = caller("ct.tinh")
    said = "Giao đ/c Nam chủ trì, P. TH phối hợp, P. XYZ để biết, báo cáo trước 15/11"
    answer = leader("POST", "/directive-proposals", json={"words": said})
    assert answer.status_code == 200
    lead, co = answer.json["parts"]
    assert (lead["part"], lead["to"]["person"]) == ("lead", person(province, "cv.vx"))
    assert lead["due"].startswith("2019-11-14T10:00")
    assert "đ/c Nam chủ trì" in lead["why"]["vi"]
    assert [doubt["quote"] for doubt in answer.json["doubts"]] == ["P. XYZ để biết"]
    assignees = [
        {"part": p["part"], "unit": p["to"]["unit"]["key"], "person": p["to"]["person"],
         "due": p["due"]} for p in (lead, co)
    ]  # fmt: skip
    taken = leader.act(document, "direct", opinion=said, assignees=assignees)
    assert taken["state"]["name"] == "in_progress"


def test_an_auditor_is_proposed_nothing(caller: Callable[..., Caller]) -> None:
    answer = caller("ttra.tinh")("POST", "/directive-proposals", json={"words": "P. VX chủ trì"})
    assert answer.status_code == 422


def test_phrases_are_saved_listed_and_removed(caller: Callable[..., Caller]) -> None:
    leader, other = caller("ct.tinh"), caller("pct.tinh")
    saved = leader("POST", "/phrases", json={"words": "Giao VP"})
    assert saved.status_code == 201
    assert leader.get("/phrases") == [saved.json]
    assert other.get("/phrases") == []
    assert other("DELETE", f"/phrases/{saved.json['id']}").status_code == 404
    assert leader("DELETE", f"/phrases/{saved.json['id']}").status_code == 204
    assert leader.get("/phrases") == []


def test_a_text_is_kept_for_its_writer_alone(
    province: Office, caller: Callable[..., Caller]
) -> None:
    document = incoming(province, "direction")
    leader, other, stranger = caller("ct.tinh"), caller("pct.tinh"), caller("vt.bacai")
    body = {"fields": {"opinion": "Giao"}, "writer": "program"}
    path = f"/kept-texts/direct?about={document}"
    assert leader("PUT", path, json=body).json["version"] == 1
    assert leader("PUT", path, json={**body, "writer": "x"}).json["elsewhere"] is True
    assert [one["fields"] for one in leader.get("/kept-texts")] == [{"opinion": "Giao"}]
    assert other.get("/kept-texts") == []
    assert stranger("PUT", path, json=body).status_code == 404
    assert leader("DELETE", path).status_code == 204
    assert leader.get("/kept-texts") == []
