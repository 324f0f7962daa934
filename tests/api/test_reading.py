"""What is wrong with a request is said in both languages, field by field; nothing is guessed."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marshmallow import ValidationError

from office.api.schemas.fields import Moment, Words
from tests.api.conftest import Caller
from tests.api.letters import enter_letter

DRAFT = {"type": "CV", "subject": "V/v thử"}


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"subjct": "?"}, "subjct", "subjct: không có trường này"),
        ({"subject": None}, "subject", "subject: không được để trống"),
        ({"urgency": "2"}, "urgency", "urgency: phải là số nguyên"),
        ({"urgency": 2**70}, "urgency", "urgency: giá trị không hợp lệ"),
        ({"respond_by": "mai"}, "respond_by", "respond_by: phải là ngày, dạng 2019-11-08"),
        ({"subject": "\x00"}, "subject", "subject: phải là chuỗi ký tự"),
        ({"subject": "\ud800"}, "subject", "subject: phải là chuỗi ký tự"),
    ],
)
def test_a_field_that_cannot_be_used_is_named(
    caller: Callable[..., Caller], change: dict[str, Any], field: str, said: str
) -> None:
    answer = caller("cv.vx")("POST", "/drafts", json={**DRAFT, **change})
    assert answer.status_code == 422
    assert (answer.json["field"], answer.json["reasons"][0]["vi"]) == (field, said)


def test_every_wrong_field_is_named_at_once(caller: Callable[..., Caller]) -> None:
    parts = [{"part": "boss", "unit": "snv", "due": "2019-11-20T00:00:00"}]
    answer = caller("vt.tinh")(
        "POST", f"/documents/{'0' * 32}/actions/direct", json={"revision": 1, "assignees": parts}
    )
    assert [reason["en"].split(":")[0] for reason in answer.json["reasons"]] == [
        "assignees.0.part",
        "assignees.0.due",
    ]


@pytest.mark.parametrize(
    ("data", "media_type", "status"),
    [
        (b"{", "application/json", 400),
        (b"\xff", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b'{"type": ' + b"9" * 5_000 + b"}", "application/json", 400),
        (b'{"type": "CV", "subject": "x", "urgency": Infinity}', "application/json", 422),
        (b"[]", "application/json", 422),
        (b"", "application/json", 400),
        (b"type=CV", "application/x-www-form-urlencoded", 415),
    ],
)
def test_a_body_that_is_no_json_is_malformed(
    caller: Callable[..., Caller], data: bytes, media_type: str, status: int
) -> None:
    answer = caller("cv.vx")("POST", "/drafts", data=data, content_type=media_type)
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"


def test_text_in_the_place_of_a_file_is_no_file(caller: Callable[..., Caller]) -> None:
    drafter = caller("cv.vx")
    draft = drafter("POST", "/drafts", json=DRAFT).json["id"]
    for data in ({"file": "a text"}, {}, {"file": (BytesIO(b"x"), "x"), "more": "?"}):
        answer = drafter(
            "POST", f"/drafts/{draft}/files", data=data, content_type="multipart/form-data"
        )
        assert answer.status_code == 422
    assert drafter.get(f"/documents/{draft}")["files"] == []


@pytest.mark.parametrize("number", ["9999999999", "1" * 16, "1" * 17])
def test_a_number_no_letter_has_is_not_entered(caller: Callable[..., Caller], number: str) -> None:
    form = {"issuer": "snv", "type": "CV", "subject": "V/v", "number": number}
    answer = caller("vt.tinh")("POST", "/paper", data=form, content_type="multipart/form-data")
    assert (answer.status_code, answer.json["field"]) == (422, "number")


@pytest.mark.parametrize(
    "name",
    [
        "a'b;c=d.pdf",
        "../../passwd.pdf",
        "\u202egnp.pdf",
        "công văn.pdf",
        "a\tb;x=y.pdf",
        f"{'x' * 300}.pdf",
    ],
)
def test_a_files_name_never_breaks_the_header_it_is_sent_in(
    caller: Callable[..., Caller], name: str
) -> None:
    clerk = caller("vt.tinh")
    letter = enter_letter(clerk, file_name=name)
    answer = clerk("GET", f"/documents/{letter}/files/1")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment; filename")
    shown = clerk.get(f"/documents/{letter}")["files"][0]["name"]
    assert "/" not in shown
    assert shown.isprintable()


def test_an_action_without_a_revision_is_not_taken(caller: Callable[..., Caller]) -> None:
    clerk = caller("vt.tinh")
    letter = enter_letter(clerk)
    for body in ({}, {"reason": 7}, None):
        answer = clerk("POST", f"/documents/{letter}/actions/register", json=body)
        assert answer.status_code == 428
    assert clerk.get(f"/documents/{letter}")["run"]["revision"] == 1


@pytest.mark.parametrize(
    ("asked", "language", "detail"),
    [
        ("", "vi", "Không tìm thấy."),
        ("en", "en", "Not found."),
        ("fr, en;q=0.5, vi;q=0.4", "en", "Not found."),
        ("ja", "vi", "Không tìm thấy."),
    ],
)
def test_the_detail_is_in_the_language_asked_for(
    caller: Callable[..., Caller], asked: str, language: str, detail: str
) -> None:
    answer = caller("vt.tinh")("GET", "/folders/no-such-folder", headers={"Accept-Language": asked})
    assert (answer.headers["Content-Language"], answer.json["detail"]) == (language, detail)
    assert answer.json["reasons"] == [{"vi": "Không tìm thấy.", "en": "Not found."}]


@given(st.datetimes(timezones=st.timezones()).map(lambda at: at.isoformat()) | st.text())
def test_a_moment_is_read_into_utc_or_refused(written: str) -> None:
    try:
        moment = Moment().deserialize(written)
    except ValidationError:
        return
    assert moment.utcoffset() == timedelta()
    assert 1899 <= moment.year <= 2201


@given(st.text(alphabet=st.characters()) | st.text(alphabet="\x00\ud800a"))
def test_words_that_are_read_can_be_kept_by_any_database(written: str) -> None:
    try:
        words = Words().deserialize(written)
    except ValidationError:
        words = ""
    assert "\x00" not in words
    assert words.encode().decode() == words
