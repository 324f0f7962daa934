"""Strange text, long text, old text: kept as one form, found in both, or refused in words."""

import unicodedata

import pytest
from sqlalchemy import select

from office.app import create_app
from office.jobs import run
from office.models.documents import Document
from office.runtime import Office
from tests.api.conftest import Caller, token_of
from tests.stories import fingerprint, problems, subject_of
from tests.web.desk import Desk, words

PLAIN = "V/v triển khai chính phủ điện tử ở Bác Ái"
DECOMPOSED = unicodedata.normalize("NFD", PLAIN)
KEPT = [
    pytest.param(PLAIN * 7, id="300 characters"),
    pytest.param("V/v họp 🎉 và 👩‍👩‍👧", id="emoji"),
    pytest.param("V/v chữ 𠀀 và 𝔄", id="astral"),
]
ODD = [
    pytest.param("V/v\x00 họp", id="NUL"),
    pytest.param("V/v\x07\x1b họp", id="control"),
    pytest.param("V/v \u202e gnort\u202c họp", id="bidi override"),
    pytest.param("V/v \u2066trong\u2069 họp", id="bidi isolate"),
]
BAD = set("\x00\x07\x1b\u202e\u202c\u2066\u2069")


def drafted(office: Office, subject: str, door: str) -> tuple[int, str, str]:
    """Begin a draft at a page or as a program; return status, document if made, and words."""
    if door == "page":
        desk = Desk(office, "cv.vx")
        desk.read("/drafts/new")
        typed = {"type_code": "CV", "subject": subject, "body": "Kính gửi.", "urgency": "0"}
        answer = desk.send("/drafts/new", **typed, do="save")
        made = answer.location.rsplit("/", 1)[-1] if answer.status_code == 302 else ""
        return answer.status_code, made, words(answer)
    caller = Caller(create_app(office).test_client(), token_of(office, "cv.vx"))
    answer = caller("POST", "/drafts", json={"type": "CV", "subject": subject})
    return answer.status_code, answer.json.get("id", ""), str(answer.json)


DOORS = pytest.mark.parametrize("door", ["page", "api"])


@DOORS
@pytest.mark.parametrize("subject", KEPT)
def test_long_and_unusual_subjects_are_kept_whole(
    both_provinces: Office, door: str, subject: str
) -> None:
    status, document, told = drafted(both_provinces, subject, door)
    assert status in (201, 302), told[-1500:]
    assert subject_of(both_provinces, document) == subject
    assert subject in Desk(both_provinces, "cv.vx").read(f"/documents/{document}")
    assert problems(both_provinces) == []


@DOORS
def test_a_subject_of_ten_thousand_characters_is_refused_in_words(
    province: Office, door: str
) -> None:
    status, _, told = drafted(province, "x" * 10_000, door)
    assert status == 422, told[-1500:]
    assert ("x" * 10_000 in told) == (door == "page")  # the form has what was typed
    with province.look() as work:
        assert work.db.execute(select(Document.id)).all() == []


@DOORS
@pytest.mark.parametrize("subject", ODD)
def test_signs_nobody_sees_are_dropped_or_refused(
    both_provinces: Office, door: str, subject: str
) -> None:
    status, document, told = drafted(both_provinces, subject, door)
    assert status in (201, 302, 422), told[-1500:]
    if document:
        assert not BAD & set(subject_of(both_provinces, document))
    else:
        assert "ký tự" in told
    assert problems(both_provinces) == []


@DOORS
def test_decomposed_text_is_kept_composed_and_found_both_ways(province: Office, door: str) -> None:
    assert DECOMPOSED != PLAIN
    _, document, _ = drafted(province, DECOMPOSED, door)
    assert subject_of(province, document) == PLAIN
    run.drain(province)
    desk = Desk(province, "cv.vx")
    caller = Caller(desk.client, token_of(province, "cv.vx"))
    for sought in (PLAIN, DECOMPOSED):
        found = caller.get("/search", query_string={"q": sought})
        assert document in str(found), sought
        answer = desk.client.get("/search", query_string={"q": sought}, follow_redirects=True)
        assert f"/documents/{document}" in answer.text, sought


@pytest.mark.parametrize("sought", ["a\x00b", "\u202e", "🎉", "x" * 5000, "%00", "'\"("])
def test_a_search_for_anything_is_answered(both_provinces: Office, sought: str) -> None:
    desk = Desk(both_provinces, "cv.vx")
    caller = Caller(desk.client, token_of(both_provinces, "cv.vx"))
    before = fingerprint(both_provinces)
    shown = desk.client.get("/search", query_string={"q": sought})
    assert shown.status_code in (200, 302, 422), words(shown)[-1500:]
    assert caller("GET", "/search", query_string={"q": sought}).status_code in (200, 422)
    assert fingerprint(both_provinces) == before
