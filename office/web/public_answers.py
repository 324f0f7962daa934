"""How the public is answered: no cookie, the same silence everywhere, kept but asked about anew.

A page that is shut, one that never was and an agency that there is not give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from flask import Flask, Response, g, render_template, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from werkzeug.wrappers import Response as Answer

from office.domain.errors import Invalid, NotFound
from office.domain.text import Text
from office.web.current import LANGUAGES

PREFIX = "/cong-khai"
VERSION = 1
JSON = "application/json"
_UNKNOWN = Text(
    "Không có tham số “{name}” ở địa chỉ này. Các tham số: {known}.",
    "This address takes no “{name}”. It takes: {known}.",
)
_TWICE = Text("Tham số “{name}” được ghi hai lần.", "“{name}” is given twice.")
_TOO_LONG = Text("Tham số “{name}” quá dài.", "“{name}” is too long.")
_LANGUAGE = Text("Chỉ có tiếng Việt (vi) và tiếng Anh (en).", "There are only vi and en.")
_LONGEST = 100


class Sessions(SecureCookieSessionInterface):
    """Sessions for everybody but the public: there no cookie is read and none is set."""

    def open_session(self, app: Flask, request: Any) -> SecureCookieSession | None:
        """Return the session of a browser, an empty one for a public address."""
        if is_public(request.path):
            return SecureCookieSession()
        return super().open_session(app, request)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Keep the session in the browser, unless the address is public."""
        if not is_public(request.path):
            super().save_session(app, session, response)


def is_public(path: str) -> bool:
    """Say whether an address is one of the public's."""
    return path == PREFIX or path.startswith(f"{PREFIX}/")


def speak() -> None:
    """Let the address alone choose the language: a cache on the way knows no cookies."""
    written = request.args.get("lang", "vi")
    g.language = written if written in LANGUAGES else "vi"


def asked(*known: str) -> Mapping[str, str]:
    """Return the parameters of the address; raises Invalid for one it does not take."""
    for name, given in request.args.lists():
        if name not in known:
            shown = ", ".join(known) or "—"
            raise Invalid(_UNKNOWN.filled(name=name[:_LONGEST], known=shown), field="")
        if len(given) > 1:
            raise Invalid(_TWICE.filled(name=name), field=name)
        if len(given[0]) > _LONGEST:
            raise Invalid(_TOO_LONG.filled(name=name), field=name)
    if request.args.get("lang", "vi") not in LANGUAGES:
        raise Invalid(_LANGUAGE, field="lang")
    return request.args


def kept(body: str | bytes, mimetype: str = "text/html") -> Answer:
    """Return a body that may be kept a while, or 304 for whoever has this very one.

    No moment of change is named: what was taken off the list would make it older.
    """
    answer = Response(body, mimetype=mimetype)
    answer.set_etag(hashlib.sha256(answer.get_data()).hexdigest()[:32])
    return fresh(answer).make_conditional(request)


def fresh(answer: Answer) -> Answer:
    """Let anybody keep an answer, but ask about it each time: what is shut is shut at once."""
    answer.cache_control.public = True
    answer.cache_control.max_age = 0
    answer.cache_control.must_revalidate = True
    return answer


def told(values: Mapping[str, Any]) -> Answer:
    """Return values as JSON, with the version of their shape."""
    body = json.dumps({"version": VERSION, **values}, ensure_ascii=False, indent=1)
    return kept(f"{body}\n", JSON)


def missing(_error: NotFound) -> tuple[str, int]:
    """Answer for everything that the public does not have, in the same words."""
    g.language = "vi"
    return render_template("public_missing.html"), 404


def unclear(error: Invalid) -> tuple[str, int] | Response:
    """Say what is wrong with an address: 400, as the program that asks reads it."""
    if request.path.endswith(".json"):
        said = {"version": VERSION, "error": [reason.vi for reason in error.reasons]}
        body = json.dumps(said, ensure_ascii=False)
        return Response(f"{body}\n", status=400, mimetype=JSON)
    return render_template("public_error.html", reasons=error.reasons), 400


def init_app(app: Flask) -> None:
    """Keep the sessions of people away from public addresses."""
    app.session_interface = Sessions()
