"""The gate before the API: nothing without a token, and one answer for all that is not there."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule

from office.api.app import BLUEPRINTS, JSON_BYTES
from office.runtime import Office
from office.services import people
from office.services.accounts import sessions
from tests.api.conftest import Caller, token_of
from tests.api.letters import enter_letter

NOBODYS = "0" * 32
FILL = {
    "public_id": NOBODYS, "position": 1, "name": "arrivals", "action": "accept", "n": 1,
    "register_id": 1, "group_id": 1, "key": 1, "kind": "refused", "saved_id": 1, "page": 1,
}  # fmt: skip
STRANGERS = [("vt.bacai", None), ("cv.vx", None), ("ct.phuocdai", None), ("qt.tinh", None)]


def rules(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Yield every rule under /api/v1 with each of its methods."""
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/api/v1"):
            for method in sorted(rule.methods or ()):
                yield rule, method


def path_of(rule: Rule, **parts: object) -> str:
    built = rule.build({**dict.fromkeys(rule.arguments, 1), **FILL, **parts})
    assert built is not None
    return str(built[1])


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer "},
        {"Authorization": "Bearer vpdt_guessed"},
        {"Authorization": "Basic dnQudGluaDp4"},
        {"Authorization": "Bearer \xff\xfe"},
    ],
)
def test_every_address_asks_for_a_token(app: Flask, headers: dict[str, str]) -> None:
    asked = 0
    for rule, method in rules(app):
        answer = app.test_client().open(path_of(rule), method=method, headers=headers)
        assert answer.status_code == 401, (method, rule)
        assert answer.www_authenticate.type == "bearer"
        asked += 1
    assert asked >= 19


def test_a_cookie_opens_nothing_here(caller: Callable[..., Caller]) -> None:
    clerk = caller("vt.tinh")
    for name in ("office", "session", "token"):
        clerk.client.set_cookie(name, clerk.token)
    assert clerk.client.get("/api/v1/me").status_code == 401


def test_a_revoked_token_and_an_ended_account_open_nothing(
    caller: Callable[..., Caller], province: Office
) -> None:
    clerk, leader = caller("vt.tinh"), caller("ct.tinh")
    assert clerk.get("/me")["role"]["name"] == "clerk"
    with province.work() as work:
        sessions.revoke_token(work, clerk.token)
        people.deactivate(work, "ct.tinh")
    assert clerk("GET", "/me").status_code == 401
    assert leader("GET", "/me").status_code == 401


def test_an_id_of_others_is_answered_byte_for_byte_like_one_that_is_nobodys(
    caller: Callable[..., Caller], app: Flask, province: Office
) -> None:
    letter = enter_letter(caller("vt.tinh"))
    draft = caller("cv.th")("POST", "/drafts", json={"type": "CV", "subject": "Của tôi"}).json["id"]
    bodies: list[object] = [
        None,
        {"revision": 1},
        {"revision": 7},
        {"recipients": [{"unit": "snv"}]},
    ]
    bodies += [{"revision": 1, "type": "CV", "subject": "x"}]
    for login, role in STRANGERS:
        who = Caller(app.test_client(), token_of(province, login, role))
        for rule, method in rules(app):
            if "public_id" not in rule.arguments:
                continue
            for foreign in (letter, draft):
                for body in bodies:
                    assert_same(who, method, rule, foreign, body)


def assert_same(who: Caller, method: str, rule: Rule, foreign: str, body: object) -> None:
    paths = [path_of(rule, public_id=public_id) for public_id in (foreign, NOBODYS)]
    theirs, nobodys = (who(method, path.removeprefix("/api/v1"), json=body) for path in paths)
    assert theirs.status_code == nobodys.status_code, (method, rule, body)
    assert theirs.status_code not in (200, 201, 204) or method == "OPTIONS"
    assert (theirs.data, dict(theirs.headers)) == (nobodys.data, dict(nobodys.headers))


@pytest.mark.parametrize(
    "path", ["/documents/1", "/documents/%00", "/nowhere", "/drafts/x/files/0"]
)
def test_what_cannot_be_an_address_is_answered_like_what_is_not_there(
    caller: Callable[..., Caller], path: str
) -> None:
    clerk = caller("vt.tinh")
    missing = clerk("GET", f"/documents/{NOBODYS}")
    answer = clerk("GET", path)
    assert (answer.status_code, answer.data) == (404, missing.data)
    assert answer.mimetype == "application/problem+json"


def test_a_method_that_is_not_taken_is_told_which_are(caller: Callable[..., Caller]) -> None:
    answer = caller("vt.tinh")("DELETE", "/me")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert answer.mimetype == "application/problem+json"


def test_a_body_larger_than_any_request_is_refused_unread(caller: Callable[..., Caller]) -> None:
    answer = caller("vt.tinh")(
        "POST", "/drafts", data=b" " * (JSON_BYTES + 1), content_type="application/json"
    )
    assert answer.status_code == 413
    assert answer.json["title"] == "Quá lớn"


def test_a_fault_nobody_foresaw_tells_nothing_of_the_office(
    caller: Callable[..., Caller], province: Office, caplog: pytest.LogCaptureFixture
) -> None:
    clerk = caller("vt.tinh")
    letter = enter_letter(clerk)
    for kept in (province.settings.instance / "files").rglob("*"):
        if kept.is_file():
            kept.unlink()
    answer = clerk("GET", f"/documents/{letter}/files/1")
    assert answer.status_code == 500
    assert "chưa được ghi" in answer.json["detail"]
    assert "NotStored" in caplog.text


def test_every_section_of_the_api_is_named_for_the_pages_to_exempt(app: Flask) -> None:
    named = {section.name for section in BLUEPRINTS}
    assert {rule.endpoint.split(".")[0] for rule, _ in rules(app)} == named
