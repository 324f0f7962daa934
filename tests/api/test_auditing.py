"""An auditor's day through the API: the same answers as the pages, and the same record of it."""

from collections.abc import Callable

from sqlalchemy import select

from office.domain.numbering import INCOMING
from office.models.audit import AuditAct, RefusedAttempt
from office.runtime import Office
from office.services.books import registration
from office_verify.check import check
from tests import stories
from tests.api.conftest import Caller
from tests.make import Clock, acting

Call = Callable[..., Caller]


def test_where_a_document_stood_is_told(province: Office, clock: Clock, caller: Call) -> None:
    document = stories.incoming(province, "direction")
    clock.tick(hours=2)
    stories.act(province, document, "direct")
    auditor = caller("ttra.tinh")
    before = auditor.get(f"/documents/{document}/held?at=2019-11-08T08:00:00%2B07:00")
    assert [run["state"] for run in before["runs"]] == ["direction"]
    (run,) = auditor.get(f"/documents/{document}/held")["runs"]
    assert (run["state"], run["title"]["vi"]) == ("in_progress", "Đang xử lý")
    assert {part["part"] for part in run["parts"]} == {"lead", "co"}
    late = auditor("GET", f"/documents/{document}/held?at=2029-01-01T00:00:00Z")
    assert (late.status_code, late.json["field"]) == (422, "at")
    assert caller("vt.snv")("GET", f"/documents/{document}/held").status_code == 404


def test_what_a_desk_held_is_told(province: Office, caller: Call) -> None:
    document = stories.incoming(province, "in_progress")
    auditor = caller("ttra.tinh")
    unit = auditor.get("/held?unit=ubnd-ninh-thuan&below=true")
    assert [item["document"] for item in unit["items"]] == [document]
    person = auditor.get(f"/held?person={stories.person(province, 'cv.vx')}")
    assert [item["run"]["state"] for item in person["items"]] == ["in_progress"]
    assert person["next"] is None
    for query in ("", "?unit=nothing", "?unit=snv&person=1"):
        assert auditor("GET", f"/held{query}").status_code == 422
    assert auditor("GET", "/held?person=99999").status_code == 404


def test_exceptions_are_counted_and_listed(province: Office, clock: Clock, caller: Call) -> None:
    document = stories.receive(province)
    leader = caller("ct.tinh")
    revision = leader.get(f"/documents/{document}")["run"]["revision"]
    refused = leader("POST", f"/documents/{document}/actions/accept", json={"revision": revision})
    assert refused.status_code == 422
    clock.tick(days=5)
    auditor = caller("ttra.tinh")
    counts = {kind["kind"]: kind["count"] for kind in auditor.get("/exceptions")["kinds"]}
    assert counts["refused"] == counts["late-acceptance"] == counts["late-registration"] == 1
    (late,) = auditor.get("/exceptions/late-acceptance")["items"]
    assert (late["document"], late["unit"], late["done"]) == (document, "ubnd-ninh-thuan", None)
    (tried,) = auditor.get("/exceptions/refused?unit=ubnd-ninh-thuan")["items"]
    assert (tried["tried"]["action"], tried["tried"]["rules"]) == ("accept", ["place"])
    assert auditor("GET", "/exceptions/nothing").status_code == 404
    assert leader("GET", "/exceptions").status_code == 422


def test_a_refusal_of_the_api_is_remembered_too(province: Office, caller: Call) -> None:
    document = stories.receive(province)
    caller("ct.tinh")("POST", f"/documents/{document}/actions/accept", json={"revision": 1})
    caller("vt.snv")("POST", f"/documents/{document}/actions/accept", json={"revision": 1})
    with province.look() as work:
        rows = work.db.execute(select(RefusedAttempt.__table__)).all()
    assert [(row.action, row.person_id) for row in rows] == [
        ("accept", stories.person(province, "ct.tinh"))
    ]


def test_evidence_is_sent_and_holds(province: Office, caller: Call) -> None:
    document = stories.incoming(province, "completed")
    auditor = caller("ttra.tinh")
    answer = auditor("POST", "/bundles", json={"documents": [document]})
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    assert [held.document for held in check(answer.data)] == [document]
    for wrong, status in (
        ([], 422), (["x"], 422), (["0" * 32], 404), ([document] * 201, 422), ("x", 422)
    ):  # fmt: skip
        assert auditor("POST", "/bundles", json={"documents": wrong}).status_code == status
    clerk = caller("vt.tinh")
    assert clerk("POST", "/bundles", json={"documents": [document]}).status_code == 422


def test_the_log_is_narrowed_by_capacity_and_counts(province: Office, caller: Call) -> None:
    stories.incoming(province, "in_progress")
    page = caller("ttra.tinh").get("/log?role=leader")
    assert [entry["record"]["act"] for entry in page["entries"]] == ["direct"]
    assert (page["total"], page["more"]) == (1, False)
    assert caller("ttra.tinh").get("/log?unit=ubnd-ninh-thuan&below=true")["total"] == 4
    assert caller("ttra.tinh").get("/log?unit=ubnd-ninh-thuan")["total"] == 4


def test_a_secret_document_is_not_named(province: Office, caller: Call) -> None:
    with province.work(acting(province, "vt.tinh")) as work:
        registration.enter_secret(work, INCOMING, "mat")
    (entry,) = caller("ttra.tinh").get("/log")["entries"]
    assert (entry["secret"], entry["document"], entry["subject"]) == (True, None, "")
    assert not {"number", "level", "header"} & entry["record"].keys()


def test_what_a_token_of_an_auditor_is_shown_is_recorded(province: Office, caller: Call) -> None:
    document = stories.incoming(province, "accepted")
    auditor = caller("ttra.tinh")
    auditor.get("/me")
    auditor.get("/log?action=accept")
    auditor.get(f"/documents/{document}")
    auditor("POST", "/bundles", json={"documents": [document]})
    auditor("GET", f"/documents/{'0' * 32}")
    caller("vt.tinh").get(f"/documents/{document}")
    with province.look() as work:
        rows = work.db.execute(select(AuditAct.__table__).order_by(AuditAct.id)).all()
    assert [(row.kind, row.shown) for row in rows] == [("search", 1), ("view", 1), ("export", 1)]
    assert rows[0].asked == "action=accept"
    assert document in rows[2].asked
