"""The API beside the pages in the one application that is served."""

import pytest

from office.app import create_app
from office.runtime import Office
from tests.api.conftest import Caller, token_of

PROBLEM = "application/problem+json"


@pytest.fixture
def clerk(province: Office) -> Caller:
    return Caller(create_app(province).test_client(), token_of(province, "vt.tinh"))


def test_a_program_needs_no_form_token(clerk: Caller) -> None:
    begun = clerk("POST", "/drafts", json={"type": "CV", "subject": "V/v thử"})
    assert begun.status_code == 201
    assert clerk.get(begun.headers["Location"].removeprefix("/api/v1"))["subject"] == "V/v thử"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("GET", f"/documents/{'0' * 32}", 404),
        ("DELETE", "/me", 405),
        ("POST", "/drafts", 415),
        ("GET", "/folders/to-register?after=x", 422),
    ],
)
def test_a_program_is_refused_with_problems_and_never_with_a_page(
    clerk: Caller, method: str, path: str, status: int
) -> None:
    body = {"data": b"x", "content_type": "text/plain"} if method == "POST" else {}
    answer = clerk(method, path, **body)
    assert (answer.status_code, answer.mimetype) == (status, PROBLEM)
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_page_that_is_not_there_is_still_refused_with_a_page(clerk: Caller) -> None:
    answer = clerk.client.get("/api-of-old")
    assert answer.mimetype == "text/html"


def test_a_token_opens_no_page(clerk: Caller) -> None:
    answer = clerk.client.get("/", headers={"Authorization": f"Bearer {clerk.token}"})
    assert answer.status_code == 302
