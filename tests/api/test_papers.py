"""Paper over the API: printed, posted, received, copied and lent by the services of the pages."""

import hashlib
from collections.abc import Callable

from office.runtime import Office
from tests import stories
from tests.api.conftest import Caller
from tests.services.paper_stories import issued
from tests.stories import person

CLERK, RECIPIENT = "vt.tinh", "vt.bacai"


def test_paper_from_the_queue_to_its_recipient(
    province: Office, caller: Callable[..., Caller]
) -> None:
    document = issued(province)
    clerk, path = caller(CLERK), f"/documents/{document}/paper"
    page = clerk.get("/paper/prints")
    assert (page["total"], page["documents"][0]["id"]) == (1, document)
    wanted = {"units": ["ubnd-bac-ai", "snv"], "each": 2, "duplex": True}
    made = clerk("POST", f"{path}/prints", json=wanted)
    assert made.status_code == 201, made.text
    assert (made.json["copies"], made.json["sheets"], made.json["pages"]) == (4, 4, 1)
    assert clerk("POST", f"{path}/prints", json=wanted).status_code == 422
    assert clerk("POST", f"{path}/stamp").json == {"copies": 4}
    ready = {one["unit"]["key"]: one["delivery"] for one in clerk.get("/post")}
    envelopes = [{"unit": key, "deliveries": [ready[key]]} for key in ready]
    sent = clerk("POST", "/post", json={"envelopes": envelopes})
    assert sent.status_code == 201, sent.text
    first = sent.json["keys"][0]
    assert clerk("POST", f"/post/book/{first}/proof", json={"code": "RN1"}).status_code == 204
    lines = clerk.get("/post/book")["lines"]
    assert next(line["proofs"] for line in lines if line["key"] == first)[0]["code"] == "RN1"
    awaited = caller(RECIPIENT).get("/paper/awaited")
    assert [one["id"] for one in awaited["documents"]] == [document]
    came = caller(RECIPIENT)("POST", f"{path}/receipt", json={"sheets": 2})
    assert came.status_code == 204, came.text
    told = clerk.get(path)
    standings = {leg["unit"]["key"]: leg["standing"] for leg in told["legs"]}
    assert standings == {"ubnd-bac-ai": "received", "snv": "posted"}
    assert sum(one["sheets"] for one in told["entries"] if one["event"] == "print") == 4
    line = next(one["key"] for one in lines if one["to"]["key"] == "snv")
    void = {"reason": "Gửi nhầm bì"}
    assert clerk("POST", f"/post/book/{line}/void", json=void).status_code == 204
    stamp = next(
        one["key"] for one in told["entries"]
        if one["event"] == "stamp" and one["delivery"] == ready["snv"]
    )  # fmt: skip
    taken = clerk("POST", f"{path}/entries/{stamp}/correction", json=void)
    assert taken.status_code == 204, taken.text
    assert stories.problems(province) == []


def test_copies_are_made_signed_for_and_cancelled(
    province: Office, caller: Callable[..., Caller]
) -> None:
    document, clerk, leader = issued(province), caller(CLERK), caller("ct.tinh")
    naming = {
        "person": person(province, "cvp.tinh"), "authority": "TL. CHỦ TỊCH",
        "position": "Chánh Văn phòng", "basis": "Quy chế văn thư",
    }  # fmt: skip
    assert clerk("POST", "/copy-signers", json=naming).status_code == 422
    assert leader("POST", "/copy-signers", json=naming).status_code == 204
    (signer,) = clerk.get("/copy-signers")
    order = {"kind": "SY", "form": "paper", "signer": signer["key"], "copies": 2}
    made = clerk("POST", f"/documents/{document}/copies", json=order)
    assert made.status_code == 201, made.text
    (told,) = clerk.get("/copies")["copies"]
    assert (told["symbol"], told["sheets"], told["cancelled"]) == ("01/SY-UBND", 2, False)
    file = clerk("GET", f"/copies/{told['key']}/file")
    assert hashlib.sha256(file.data).hexdigest() == told["sha256"]
    assert caller(RECIPIENT)("GET", f"/copies/{told['key']}/file").status_code == 404
    assert caller(RECIPIENT).get(f"/documents/{document}/copies") == []
    gone = clerk("POST", f"/copies/{told['key']}/cancellation", json={"reason": "Sao nhầm"})
    assert gone.status_code == 204
    assert clerk.get(f"/documents/{document}/copies")[0]["cancelled"]
    assert leader("POST", f"/copy-signers/{signer['key']}/end").status_code == 204
    assert clerk("POST", f"/documents/{document}/copies", json=order).status_code == 422


def test_a_file_copy_is_lent_once_and_comes_back(
    province: Office, caller: Callable[..., Caller]
) -> None:
    document, clerk = issued(province), caller(CLERK)
    form = {"borrower": "Lâm Hoàng Nam", "allowed_by": "Chánh Văn phòng", "dossier": "01.TH"}
    lent = clerk("POST", f"/documents/{document}/loans", json=form)
    assert lent.status_code == 201, lent.text
    again = clerk("POST", f"/documents/{document}/loans", json=form)
    assert (again.status_code, "Lâm Hoàng Nam" in str(again.json)) == (422, True)
    book = clerk.get("/file-copies")
    assert (book["out"], book["late"], book["loans"][0]["borrower"]) == (1, 0, "Lâm Hoàng Nam")
    back = clerk("POST", f"/file-copies/{lent.json['key']}/return", json={})
    assert back.status_code == 204
    assert clerk.get("/file-copies")["out"] == 0
