"""Uploads piece by piece from a browser: resumed, one's own, refused in words."""

import hashlib
import io
from typing import Any

from flask.testing import FlaskClient

from office.runtime import Office
from tests import papers
from tests.web.desk import Desk, words

PDF = papers.pdf("Công văn", "Trang hai")
LETTER = {"type_code": "CV", "subject": "thử tải lên", "body": "Kính gửi.", "urgency": "0"}


class Script:
    """What the small script of the pages does."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.client = desk, desk.client
        desk.see("/drafts/new")
        self.headers = {"X-CSRFToken": desk.token}

    def begin(self, name: str = "lớn.pdf", size: int = len(PDF)) -> Any:
        form = {"name": name, "size": size, "type": "application/pdf"}
        return self.client.post("/uploads", data=form, headers=self.headers)

    def add(self, key: str, place: object, content: bytes) -> Any:
        return self.client.put(
            f"/uploads/{key}?offset={place}", data=content, headers=self.headers,
            content_type="application/octet-stream",
        )  # fmt: skip

    def finish(self, key: str, content: bytes = PDF) -> Any:
        told = {"sha256": hashlib.sha256(content).hexdigest()}
        return self.client.post(f"/uploads/{key}/finish", data=told, headers=self.headers)

    def whole(self, name: str = "lớn.pdf", content: bytes = PDF) -> str:
        key = self.begin(name, len(content)).json["key"]
        self.add(key, 0, content)
        assert self.finish(key, content).status_code == 200
        return str(key)


def standing(client: FlaskClient, key: str) -> Any:
    return client.get(f"/uploads/{key}").json


def test_an_upload_goes_on_after_the_line_was_cut(province: Office) -> None:
    script = Script(Desk(province, "cv.vx"))
    key = script.begin().json["key"]
    assert script.add(key, 0, PDF[:100]).json == {"offset": 100}
    again = script.add(key, 0, PDF[:100])
    assert again.status_code == 409
    assert standing(script.client, key) == {"offset": 100, "size": len(PDF), "whole": False}
    assert script.add(key, 100, PDF[100:]).json == {"offset": len(PDF)}
    done = script.finish(key)
    assert (done.json["name"], done.json["type"]) == ("lớn.pdf", "application/pdf")
    assert script.client.get(f"/uploads/{key}/pages/1.webp").mimetype == "image/webp"
    document = script.desk.begin(staged=[key])
    assert "lớn.pdf" in script.desk.read(f"/drafts/{document}")
    assert script.client.get(f"/uploads/{key}").status_code == 404


def test_refusals_are_told_to_the_script_in_words(province: Office) -> None:
    script = Script(Desk(province, "cv.vx"))
    refused = script.begin("chạy.exe")
    assert (refused.status_code, "chương trình" in refused.json["reasons"][0]) == (422, True)
    assert script.begin(size=-1).status_code == 422
    key = script.begin().json["key"]
    assert script.add(key, "x", b"1").status_code == 409
    assert script.add(key, 0, PDF + b"more").status_code == 422
    assert standing(script.client, key)["offset"] == 0
    assert script.finish(key).status_code == 422
    assert script.add("0" * 32, 0, b"1").status_code == 404


def test_an_upload_without_the_forms_token_changes_nothing(province: Office) -> None:
    script = Script(Desk(province, "cv.vx"))
    key = script.begin().json["key"]
    script.headers = {}
    for answer in (script.begin(), script.add(key, 0, PDF), script.finish(key)):
        assert answer.status_code == 400
    assert standing(script.client, key)["offset"] == 0


def test_nobody_reaches_the_upload_of_somebody_else(province: Office) -> None:
    key = Script(Desk(province, "cv.vx")).whole()
    other = Script(Desk(province, "cv.th"))
    assert other.add(key, 0, b"x").status_code == 404
    for end in ("", "/pages/1", "/pages/1.webp"):
        assert other.client.get(f"/uploads/{key}{end}").status_code == 404
    answer = other.desk.send("/drafts/new", **LETTER, do="save", staged=[key])
    assert answer.status_code == 422
    assert "không còn ở đây" in words(answer)


def test_a_dropped_upload_is_gone(province: Office) -> None:
    script = Script(Desk(province, "cv.vx"))
    key = script.whole()
    assert script.client.delete(f"/uploads/{key}", headers=script.headers).status_code == 204
    assert script.client.get(f"/uploads/{key}").status_code == 404


def test_a_refused_draft_keeps_its_files(province: Office) -> None:
    desk = Desk(province, "cv.vx")
    key = Script(desk).whole("một.pdf")
    bad = {**LETTER, "type_code": "?"}
    refused = desk.send("/drafts/new", **bad, do="save", staged=[key])
    assert refused.status_code == 422
    assert f'name="staged" value="{key}"' in words(refused)
    dropped = desk.send(
        "/drafts/new", **{**LETTER, "type_code": "?"}, do=f"drop-{key}", staged=[key]
    )
    assert key not in words(dropped)


def test_one_bad_file_among_good_ones_is_named_and_the_good_ones_stay(province: Office) -> None:
    desk = Desk(province, "cv.vx")
    desk.see("/drafts/new")
    files = [
        (io.BytesIO(PDF), "tốt.pdf"),
        (io.BytesIO(papers.pdf_with("/S /JavaScript")), "xấu.pdf"),
    ]
    answer = desk.send("/drafts/new", **LETTER, do="save", files=files)
    assert answer.status_code == 422
    page = words(answer)
    assert "“xấu.pdf” là PDF có mã JavaScript" in page
    assert "<strong>tốt.pdf</strong>" in page
    assert "thử tải lên" in page
