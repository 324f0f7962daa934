"""Replacing over the API, by the same services as the pages; secrets stay where they are."""

from collections.abc import Callable

from sqlalchemy import select

from office.models.documents import Document
from office.runtime import Office
from office.services.books import registration
from tests import stories
from tests.api.conftest import Caller
from tests.make import acting
from tests.stories import OUTGOING

DRAFT = {"type": "CV", "subject": "đính chính Văn bản số 01/UBND-VX", "body": "Nay sửa là: “…”."}


def test_a_correction_from_its_draft_to_both_documents(
    province: Office, caller: Callable[..., Caller]
) -> None:
    document = stories.draft(province, "issued", ("ubnd-bac-ai", "snv"))
    drafter = caller("cv.vx")
    mends = {"kind": "corrects", "document": document}
    made = drafter("POST", "/drafts", json={**DRAFT, "mends": mends})
    assert made.status_code == 201
    draft = made.get_json()["id"]
    named = {one["unit"] for one in drafter.get(f"/drafts/{draft}/recipients")["recipients"]}
    assert named == {"ubnd-bac-ai", "snv"}
    for action in OUTGOING[: OUTGOING.index("issue") + 1]:
        stories.act(province, draft, action)
    (old,) = caller("vt.bacai").get(f"/documents/{document}")["relations"]
    assert (old["kind"], old["does"], old["id"]) == ("corrects", False, draft)
    assert old["words"]["vi"] == "Được đính chính bởi"
    (new,) = caller("vt.bacai").get(f"/documents/{draft}")["relations"]
    assert (new["does"], new["id"], new["symbol"]) == (True, document, "01/UBND-VX")
    lines = caller("vt.bacai").get("/folders/arrivals")["items"]
    assert {line["id"]: line["related"] for line in lines} == {document: "corrects", draft: None}


def test_what_is_wrong_is_said_by_name(province: Office, caller: Callable[..., Caller]) -> None:
    document = stories.draft(province, "issued", ("ubnd-bac-ai",))
    numbered = stories.draft(province, "numbered")
    for login, mends in (
        ("cv.vx", {"kind": "swallows", "document": document}),
        ("cv.vx", {"kind": "replaces", "document": numbered}),
        ("cv.vx", {"kind": "replaces"}),
        ("vt.bacai", {"kind": "replaces", "document": document}),
    ):
        answer = caller(login)("POST", "/drafts", json={**DRAFT, "mends": mends})
        assert answer.status_code == 422
    stranger = {"kind": "replaces", "document": document}
    answer = caller("vt.phuocdai")("POST", "/drafts", json={**DRAFT, "mends": stranger})
    assert answer.status_code == 404


def test_earlier_recipients_are_offered(province: Office, caller: Callable[..., Caller]) -> None:
    earlier = stories.draft(province, "issued", ("ubnd-bac-ai", "snv"))
    draft = stories.draft(province, recipients=())
    (one,) = caller("cv.vx").get(f"/drafts/{draft}/recipients/last")
    assert (one["id"], one["count"]) == (earlier, 2)


def test_a_secret_documents_number_is_neither_addressed_nor_issued(
    province: Office, caller: Callable[..., Caller]
) -> None:
    with province.work(acting(province, "vt.tinh")) as work:
        registration.enter_secret(work, "out", "mat")
        known = select(Document.public_id).where(Document.secrecy != "")
        stub = work.db.execute(known).scalar_one()
    clerk = caller("vt.tinh")
    to = {"recipients": [{"unit": "snv"}]}
    before = stories.fingerprint(province, but={"readings", "refused_attempts"})
    assert clerk("PUT", f"/drafts/{stub}/recipients", json=to).status_code in (404, 422)
    issue = clerk("POST", f"/documents/{stub}/actions/issue", json={"revision": 0})
    assert issue.status_code in (404, 422)
    assert clerk("GET", f"/documents/{stub}/tracking").get_json().get("all", 0) == 0
    assert stories.fingerprint(province, but={"readings", "refused_attempts"}) == before
