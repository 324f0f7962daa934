"""The checks of a draft's form as programs ask for them."""

from collections.abc import Callable

from office.runtime import Office
from tests import stories
from tests.api.conftest import Caller

BAD = {"type": "QĐ", "subject": "V/v ban hành", "body": "Điều 1. Ban hành Quy chế."}


def test_findings_come_with_their_rule_in_both_languages(caller: Callable[..., Caller]) -> None:
    drafter = caller("cv.vx")
    document = drafter("POST", "/drafts", json=BAD).json["id"]
    found = drafter.get(f"/drafts/{document}/checks")["findings"]
    first = next(one for one in found if one["code"] == "no_grounds")
    assert (first["severity"], first["field"]) == ("must", "body")
    assert first["source"] == "NĐ 30/2020, Phụ lục I, II.6b"
    assert first["what"]["en"] == "The grounds are missing."
    assert {one["severity"] for one in found} == {"must", "should"}


def test_a_signed_document_and_a_strangers_draft_are_not_checked(
    province: Office, caller: Callable[..., Caller]
) -> None:
    document = caller("cv.vx")("POST", "/drafts", json=BAD).json["id"]
    assert caller("vt.bacai")("GET", f"/drafts/{document}/checks").status_code == 404
    signed = stories.draft(province, "signed")
    assert caller("cv.vx")("GET", f"/drafts/{signed}/checks").status_code == 404
