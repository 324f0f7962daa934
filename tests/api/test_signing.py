"""Signing as programs do it: the very bytes are fetched, then what was fetched is signed."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from flask import Flask

from office.runtime import Office
from tests import holders, stories
from tests.api.conftest import Caller
from tests.api.test_standing_in import standing_in
from tests.holders import ring
from tests.services.test_signing_capacities import given

__all__ = ["ring"]
Callers = Callable[..., Caller]


def test_a_letter_is_signed_and_sealed_by_programs(
    province: Office, caller: Callers, ring: Path
) -> None:
    holders.give_keys(province, ring)
    document = stories.draft(province, "signing")
    leader, clerk = caller("ct.tinh"), caller("vt.tinh")
    for who, act, signs in (
        (leader, "sign", "Trần Quốc Khải"), (clerk, "seal", "UBND tỉnh Ninh Thuận"),
    ):  # fmt: skip
        address = f"/documents/{document}/signing/{act}"
        told = who.get(address)
        assert told["key"]["simulated"]
        assert told["signs"] == signs or "Ủy ban" in told["signs"]
        file = who("GET", f"{address}/file")
        assert hashlib.sha256(file.data).hexdigest() == told["digest"]
        other = {"revision": told["revision"], "seen": "0" * 64}
        assert who("POST", address, json=other).status_code == 422
        stale = {"revision": told["revision"] - 1, "seen": told["digest"]}
        assert who("POST", address, json=stale).status_code == 409
        done = who("POST", address, json={"revision": told["revision"], "seen": told["digest"]})
        assert done.status_code == 200, done.text
        if act == "sign":
            clerk.act(document, "number")
    assert stories.state_of(province, document) == "numbered"
    assert stories.problems(province) == []


def test_who_may_not_sign_is_told_why_not(province: Office, caller: Callers) -> None:
    document = stories.draft(province, "signing")
    assert caller("vt.tinh")("GET", f"/documents/{document}/signing/sign").status_code == 422
    assert caller("vt.snv")("GET", f"/documents/{document}/signing/sign").status_code == 404


def test_many_are_signed_each_with_its_digest(
    province: Office, caller: Callers, ring: Path
) -> None:
    holders.give_keys(province, ring)
    documents = [stories.draft(province, "signing") for _ in range(2)]
    leader = caller("ct.tinh")
    told = [leader.get(f"/documents/{document}/signing/sign") for document in documents]
    items = [
        {"id": document, "revision": one["revision"], "seen": one["digest"]}
        for document, one in zip(documents, told, strict=True)
    ]
    items[0]["seen"] = "0" * 64
    answer = leader("POST", "/bulk", json={"action": "sign", "items": items})
    assert [one["status"] for one in answer.json["items"]] == ["refused", "done"]


def test_a_token_under_an_order_signs_and_seals_nothing(app: Flask, province: Office) -> None:
    document = stories.draft(province, "signing")
    caller = standing_in(app, province, "tp.th", given(province, "tp.th"))
    address = f"/documents/{document}/signing"
    assert caller("GET", f"{address}/seal").status_code == 422
    told = caller.get(f"{address}/sign")
    assert told["signs"] == "Vũ Đình Phong"
    form = {"revision": told["revision"], "seen": told["digest"]}
    assert caller("POST", f"{address}/sign", json=form).json["state"]["name"] == "signed"
