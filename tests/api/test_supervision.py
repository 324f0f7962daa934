"""Supervision by program: the same acts, the same refusals, the same lists as on pages."""

import base64
from collections.abc import Callable

import pytest

from office.runtime import Office
from tests import stories
from tests.api.conftest import Caller
from tests.make import Clock
from tests.services.test_answering import answer

Callers = Callable[..., Caller]
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 30
NEW = "2019-12-20T17:00:00+07:00"


def part_of(caller: Caller, document: str, kind: str = "lead") -> int:
    """Return the id of the open part of a kind."""
    parts = caller.get(f"/documents/{document}")["parts"]
    return next(int(p["id"]) for p in parts if p["part"] == kind and not p["outcome"])


def test_more_time_is_asked_for_and_given(province: Office, caller: Callers) -> None:
    document = stories.incoming(province, "in_progress")
    lead, leader = caller("cv.vx"), caller("ct.tinh")
    lead.act(document, "ask_extension", reason="Chờ số liệu các huyện", due=NEW)
    leader.act(document, "allow_extension", which=part_of(leader, document))
    told = lead.get(f"/documents/{document}")
    (extension,) = told["extensions"]
    assert (extension["status"], extension["settled_by"]) == ("allowed", "Trần Quốc Khải")
    assert told["run"]["holder"]["due_at"] == extension["new_due_at"]
    assert extension["old_due_at"] < extension["new_due_at"]


def test_chase_opinion_and_report_are_told_with_the_document(
    province: Office, caller: Callers
) -> None:
    document = stories.incoming(province, "in_progress")
    leader, helper, lead = caller("ct.tinh"), caller("cv.th"), caller("cv.vx")
    leader.act(document, "chase", which=part_of(leader, document), opinion="Báo cáo ngay")
    asked = [{"part": "info", "unit": "phong-kt-ninh-thuan"}]
    lead.act(document, "ask_opinion", opinion="Có nên mời?", assignees=asked)
    helper.act(document, "report_part", opinion="Nhất trí")
    caller("cv.kt").act(document, "answer_opinion", opinion="Nên")
    told = lead.get(f"/documents/{document}")
    assert [(r["n"], r["content"], r["by"]) for r in told["reminders"]] == [
        (1, "Báo cáo ngay", "Trần Quốc Khải")
    ]
    assert [(q["question"], q["answer"]) for q in told["opinions"]] == [("Có nên mời?", "Nên")]
    assert [p["opinion"] for p in told["parts"] if p["part"] == "co"] == ["Nhất trí"]
    assert told["run"]["state"]["name"] == "in_progress"


def test_a_directive_is_typed_with_its_scan(province: Office, caller: Callers) -> None:
    document = stories.incoming(province, "direction")
    clerk = caller("vt.tinh")
    form = {
        "opinion": "Giao VX",
        "assignees": [{"part": "lead", "unit": "phong-vx-ninh-thuan"}],
        "leader": stories.person(province, "ct.tinh"),
        "scan": {"name": "bp.png", "content": base64.b64encode(PNG).decode()},
    }
    clerk.act(document, "direct_for", **form)
    (scan,) = clerk.get(f"/documents/{document}")["scans"]
    assert (scan["leader"], scan["typed_by"]) == ("Trần Quốc Khải", "Nguyễn Thị Bích Thủy")
    sent = caller("cv.vx")("GET", f"/documents/{document}/directives/1/scan")
    assert (sent.status_code, sent.data) == (200, PNG)
    assert clerk("GET", f"/documents/{document}/directives/2/scan").status_code == 404


@pytest.mark.parametrize("content", ["không phải base64", "====", "\u0000"])
def test_what_is_no_base64_is_named(province: Office, caller: Callers, content: str) -> None:
    document = stories.incoming(province, "direction")
    refused = caller("vt.tinh")(
        "POST", f"/documents/{document}/actions/direct_for",
        json={"revision": 1, "scan": {"name": "x", "content": content}},
    )  # fmt: skip
    assert refused.status_code == 422
    assert refused.json["field"] == "scan.content"


def test_the_list_goes_on_where_it_ended(province: Office, caller: Callers, clock: Clock) -> None:
    document = stories.incoming(province, "in_progress")
    clock.tick(days=30)
    leader = caller("ct.tinh")
    late = {(b["unit"]["key"], b["name"]): b["late"] for b in leader.get("/supervision")}
    assert late == {("phong-vx-ninh-thuan", "Lâm Hoàng Nam"): 1, ("phong-th-ninh-thuan", None): 1}
    page = leader.get("/supervision/duties?show=late")
    assert [(d["document"], d["late"]) for d in page["duties"]] == [(document, True)] * 2
    assert page["next"] is None
    assert {"chase", "extend"} <= set(page["duties"][0]["actions"])
    ms = "1575000000000"
    assert leader.get(f"/supervision/duties?after={ms}-item-1")["duties"] == []
    only = leader.get("/supervision/duties?unit=phong-th-ninh-thuan")["duties"]
    assert [duty["kind"] for duty in only] == ["part"]
    for query, status in (("unit=snv", 404), ("unit=không", 422), ("after=1", 422)):
        assert leader("GET", f"/supervision/duties?{query}").status_code == status
    assert caller("cv.vx")("GET", "/supervision").status_code == 404


def test_the_follow_up_names_the_answer(province: Office, caller: Callers) -> None:
    document = stories.incoming(province, "in_progress")
    letter = answer(province, document)
    stories.act(province, letter, "issue")
    clerk = caller("vt.tinh")
    (book,) = (b for b in clerk.get("/registers") if b["followed"])
    (line,) = clerk.get(f"/registers/{book['id']}/follow-up")["lines"]
    assert (line["number"], line["document"], line["state"]["name"]) == (1, document, "completed")
    assert [one["document"] for one in line["answers"]] == [letter]
    assert caller("cv.vx")("GET", f"/registers/{book['id']}/follow-up").status_code == 404
