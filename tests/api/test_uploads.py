"""Uploads and pages through the API: the same rules as the pages have."""

import hashlib
import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image

from tests import papers
from tests.api.conftest import Caller

PDF = papers.pdf("Công văn", "Trang hai")
OCTETS = "application/octet-stream"


def begin(who: Caller, name: str = "quét.pdf", size: int = len(PDF)) -> Any:
    return who("POST", "/uploads", json={"name": name, "size": size})


def add(who: Caller, key: str, place: int, content: bytes, kind: str = OCTETS) -> Any:
    path = f"/uploads/{key}?offset={place}"
    return who("PUT", path, data=content, headers={"Content-Type": kind})


def finish(who: Caller, key: str, content: bytes = PDF) -> Any:
    told = {"sha256": hashlib.sha256(content).hexdigest()}
    return who("POST", f"/uploads/{key}/finish", json=told)


def whole(who: Caller) -> str:
    key = str(begin(who).json["key"])
    assert add(who, key, 0, PDF).status_code == 200
    assert finish(who, key).json["media_type"] == "application/pdf"
    return key


def enter(clerk: Caller, **fields: Any) -> Any:
    form = {"issuer": "snv", "type": "CV", "subject": "V/v báo cáo", **fields}
    return clerk("POST", "/paper", data=form, content_type="multipart/form-data")


def test_a_letter_is_entered_with_what_was_uploaded_in_pieces(
    caller: Callable[..., Caller],
) -> None:
    clerk = caller("vt.tinh")
    key = begin(clerk).json["key"]
    assert add(clerk, key, 0, PDF[:50]).json["offset"] == 50
    assert add(clerk, key, 0, PDF[:50]).status_code == 409
    assert clerk.get(f"/uploads/{key}")["offset"] == 50
    assert add(clerk, key, 50, PDF[50:]).json["offset"] == len(PDF)
    assert finish(clerk, key).status_code == 200
    letter = enter(clerk, staged=[key], place="Tủ 2").json["id"]
    (file,) = clerk.get(f"/documents/{letter}")["files"]
    assert (file["name"], file["size"], file["caution"]) == ("quét.pdf", len(PDF), "")
    assert clerk.get(f"/documents/{letter}/files/1/pages") == {"pages": 2}
    answer = clerk("GET", f"/documents/{letter}/files/1/pages/2?size=thumb")
    assert answer.mimetype == "image/webp"
    assert Image.open(io.BytesIO(answer.data)).width == 220
    assert clerk("GET", f"/documents/{letter}/files/1/pages/3").status_code == 404


def test_a_draft_takes_an_upload(caller: Callable[..., Caller]) -> None:
    drafter = caller("cv.vx")
    draft = drafter("POST", "/drafts", json={"type": "CV", "subject": "V/v thử"}).json["id"]
    path, form = f"/drafts/{draft}/files", {"staged": [whole(drafter)]}
    taken = drafter("POST", path, data=form, content_type="multipart/form-data")
    assert [file["name"] for file in taken.json["files"]] == ["quét.pdf"]
    nothing = drafter("POST", path, data={}, content_type="multipart/form-data")
    assert (nothing.status_code, nothing.json["field"]) == (422, "file")


def test_an_upload_is_nobody_elses(caller: Callable[..., Caller]) -> None:
    key, other = whole(caller("vt.tinh")), caller("cv.vx")
    for answer in (other("GET", f"/uploads/{key}"), add(other, key, 0, b"x"), finish(other, key)):
        assert answer.status_code == 404
    assert enter(caller("vt.tinh"), staged=["0" * 32]).status_code == 422


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.exe", b"MZ"), ("a.docm", b"x"), ("mã.pdf", papers.pdf_with("/S /JavaScript (x)"))],
)
def test_what_may_not_come_in_is_refused_by_name(
    caller: Callable[..., Caller], name: str, content: bytes
) -> None:
    clerk = caller("vt.tinh")
    answer = enter(clerk, files=[(io.BytesIO(content), name)])
    assert answer.status_code == 422
    assert f"“{name}”" in answer.json["detail"]


def test_bytes_come_as_bytes(caller: Callable[..., Caller]) -> None:
    clerk = caller("vt.tinh")
    key = begin(clerk).json["key"]
    assert add(clerk, key, 0, b"{}", "application/json").status_code == 415
    assert clerk.get(f"/uploads/{key}")["offset"] == 0
