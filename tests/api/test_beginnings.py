"""What drafters have, for programs: beginnings, sketches, layouts, versions."""

from collections.abc import Callable

from office.runtime import Office
from tests import stories
from tests.api.conftest import Caller
from tests.api.test_uploads import add, begin, finish
from tests.services.test_written_files import word

DRAFT = {"type": "QĐ", "subject": "về việc thử", "body": "Căn cứ A;\n\nĐiều 2. Hai …"}


def test_a_program_begins_with_a_form_and_sends_it_back(caller: Callable[..., Caller]) -> None:
    drafter = caller("cv.vx")
    listed = drafter.get("/beginnings")
    assert len({one["type"] for one in listed["skeletons"]}) == 29
    assert listed["templates"] == []
    text = drafter.get("/beginnings/text?skeleton=thong-bao")
    assert text["type"] == "TB"
    made = drafter("POST", "/drafts", json={**text, "subject": "lịch tiếp dân"})
    assert made.status_code == 201, made.text
    assert drafter("GET", "/beginnings/text?skeleton=x").status_code == 404
    assert drafter("GET", "/beginnings/text").status_code == 422


def test_a_program_reads_an_upload_as_a_text(caller: Callable[..., Caller]) -> None:
    drafter, content = caller("cv.vx"), word("Đề nghị báo cáo.")
    key = str(begin(drafter, "a.docx", len(content)).json["key"])
    assert add(drafter, key, 0, content).status_code == 200
    assert finish(drafter, key, content).status_code == 200
    assert drafter.get(f"/beginnings/text?staged={key}")["body"] == "Đề nghị báo cáo."
    assert caller("tp.vx")("GET", f"/beginnings/text?staged={key}").status_code == 404


def test_templates_are_saved_and_removed_by_who_manages_them(caller: Callable[..., Caller]) -> None:
    leader, drafter = caller("ct.tinh"), caller("cv.vx")
    saved = leader("POST", "/templates", json={**DRAFT, "name": "Mẫu"})
    assert saved.status_code == 201, saved.text
    key = saved.json["id"]
    assert drafter.get(f"/beginnings/text?template={key}")["body"] == DRAFT["body"]
    assert drafter("DELETE", f"/templates/{key}").status_code == 422
    assert leader("DELETE", f"/templates/{key}").status_code == 204
    assert drafter("GET", f"/beginnings/text?template={key}").status_code == 404


def test_a_sketch_tells_outline_and_findings_and_prints(
    caller: Callable[..., Caller],
) -> None:
    drafter = caller("cv.vx")
    settled = {**DRAFT, "layout": {"receivers": ["- Như Điều 2", "Lưu: VT, VX."]}}
    told = drafter("POST", "/sketches", json=settled).json
    assert [(i["kind"], i["expected"]) for i in told["items"]] == [
        ("ground", ""), ("article", "Điều 1."),
    ]  # fmt: skip
    assert (told["blanks"], told["receivers"]) == (1, ["Như Điều 2", "Lưu: VT, VX."])
    assert "no_articles" in {one["code"] for one in told["findings"]}
    printed = drafter("POST", "/sketches/print", json=settled)
    assert printed.mimetype == "application/pdf"
    done = drafter("POST", "/renumberings", json={"body": DRAFT["body"]}).json
    assert done["text"] == "Căn cứ A;\n\nĐiều 1. Hai …"
    strange = caller("vt.bacai")
    document = drafter("POST", "/drafts", json=DRAFT).json["id"]
    assert strange("POST", "/sketches", json={**DRAFT, "draft": document}).status_code == 404


def test_a_page_that_cannot_be_is_refused(caller: Callable[..., Caller]) -> None:
    drafter = caller("cv.vx")
    for bad in ({"circulation": "x"}, {"hour": "mai"}, {"copies": 0}, {"receivers": [""]}):
        assert drafter("POST", "/drafts", json={**DRAFT, "layout": bad}).status_code == 422, bad


def test_versions_and_what_differs_are_told(
    province: Office, caller: Callable[..., Caller]
) -> None:
    document = stories.draft(province, "content_review")
    stories.move(province, ("tp.vx", "unit_head"), document, "return_content", stories.REASON)
    drafter, head = caller("cv.vx"), caller("tp.vx", "unit_head")
    revision = drafter.get(f"/documents/{document}")["run"]["revision"]
    new = {"type": "CV", "subject": "V/v trả lời", "body": "Kính gửi Sở Nội vụ."}
    drafter("PUT", f"/drafts/{document}", json={**new, "revision": revision})
    drafter.act(document, "submit")
    told = head.get(f"/documents/{document}/versions")["versions"]
    assert [one["number"] for one in told] == [1, 2, 0]
    assert told[0]["judged"][0]["act"] == "return_content"
    found = head.get(f"/documents/{document}/comparison")
    assert (found["old"], found["new"], found["changed"]) == (1, 0, True)
    changed = [(p["change"], p["text"]) for p in found["body"] if p["change"] != "same"]
    assert changed == [("gone", "các đơn vị"), ("new", "Sở Nội vụ")]
    assert head("GET", f"/documents/{document}/comparison?old=7").status_code == 404
    assert caller("vt.bacai")("GET", f"/documents/{document}/versions").status_code == 404
