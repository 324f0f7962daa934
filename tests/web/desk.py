"""A desk in the office: somebody signed in at a browser without JavaScript."""

import re
from html import unescape
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from office.app import create_app
from office.runtime import Office
from tests.make import PASSWORD

_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_REVISION = re.compile(r'name="revision" value="(\d+)"')
_MEMBERSHIP = re.compile(r'name="membership" value="(\d+)">\s*([^<]*)')


class Desk:
    """One person's browser: it sends forms with the token of the page they are on."""

    def __init__(self, office: Office, login: str, position: str = "") -> None:
        self.client: FlaskClient = create_app(office).test_client()
        self.token = self._token_of(self.client.get("/sign-in"))
        answer = self.send("/sign-in", login=login, password=PASSWORD)
        assert answer.status_code == 302, answer.text
        if "/membership" in self.see("/").request.path:
            page = self.see("/membership").text
            found = re.findall(r'name="membership" value="(\d+)"(.*?)</button>', page, re.DOTALL)
            key = next(key for key, words in found if position in words)
            self.send("/membership", membership=key)

    def see(self, address: str) -> TestResponse:
        """Open a page, going wherever it sends."""
        answer = self.client.get(address, follow_redirects=True, buffered=True)
        self.token = self._token_of(answer) or self.token
        return answer

    def send(self, address: str, **fields: Any) -> TestResponse:
        """Post a form; lists are repeated fields."""
        return self.client.post(address, data={**fields, "csrf_token": self.token})

    def read(self, address: str) -> str:
        """Return the words of a page that is there."""
        answer = self.see(address)
        assert answer.status_code == 200, (address, answer.status_code, answer.text[-2000:])
        return unescape(answer.text)

    def revision(self, address: str) -> str:
        """Return the revision that the form of a page posts back."""
        found = _REVISION.search(self.read(address))
        assert found is not None, f"no form at {address}"
        return found.group(1)

    def begin(self, **fields: Any) -> str:
        """Begin a draft and return its public id."""
        kept = {"type_code": "CV", "subject": "triển khai chính phủ điện tử", "body": "Kính gửi."}
        answer = self.send("/drafts/new", **{**kept, "urgency": "0", "do": "save", **fields})
        assert answer.status_code == 302, words(answer)
        return answer.location.rsplit("/", 1)[-1]

    @staticmethod
    def _token_of(answer: TestResponse) -> str:
        found = _TOKEN.search(answer.data.decode(errors="replace"))
        return found.group(1) if found else ""


def bare(answer: TestResponse, document: str = "") -> str:
    """Return a page without its token, which tells the second it was made in, and with the
    name of a document taken for that of none."""
    page = _TOKEN.sub("", answer.text)
    return page.replace(document, "0" * 32) if document else page


def words(answer: TestResponse) -> str:
    """Return the text of an answer as people read it."""
    return unescape(answer.text)
