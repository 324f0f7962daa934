"""A caller of the API: the province behind HTTP, and a bearer token for whoever asks."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from office.api.app import init_app
from office.runtime import Office
from office.services.accounts import sessions
from tests.make import acting
from tests.serving import served


class Caller:
    """Calls the API as one person in one capacity."""

    def __init__(self, client: FlaskClient, token: str) -> None:
        self.client = client
        self.token = token

    def __call__(self, method: str, path: str, **how: Any) -> Any:
        """Return the answer, a werkzeug TestResponse; its `json` is whatever it is."""
        headers = {"Authorization": f"Bearer {self.token}", **how.pop("headers", {})}
        return self.client.open(
            f"/api/v1{path}", method=method, headers=headers, buffered=True, **how
        )

    def get(self, path: str, **how: Any) -> Any:
        """Return what GET answers, which must be 200."""
        answer = self("GET", path, **how)
        assert answer.status_code == 200, answer.text
        return answer.json

    def act(self, document: str, action: str, **form: Any) -> Any:
        """Take an action with the revision as it is now; return what it did."""
        revision = self.get(f"/documents/{document}")["run"]["revision"]
        answer = self(
            "POST", f"/documents/{document}/actions/{action}", json={"revision": revision, **form}
        )
        assert answer.status_code == 200, answer.text
        return answer.json


def token_of(office: Office, login: str, role: str | None = None) -> str:
    """Make a token for a person of the province."""
    actor = acting(office, login, role)
    with office.work() as work:
        key = work.tree[actor.unit_id].key
        return sessions.issue_token(work, login, key, actor.role, "tests")


@pytest.fixture
def app(province: Office) -> Flask:
    """Open an application that is the API alone."""
    made = Flask("api alone")
    made.extensions["office"] = province
    init_app(made)
    return made


@pytest.fixture
def caller(app: Flask, province: Office) -> Callable[..., Caller]:
    """Hand in a function that gives the caller for a login and role."""
    return lambda login, role=None: Caller(app.test_client(), token_of(province, login, role))


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """Serve the application for real on this machine; give its address."""
    with served(app, threads=2) as where:
        yield where
