"""Auditors are watched here too: what a token of theirs is shown is recorded before it is sent."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask, Response, g, request

from office.api import current
from office.domain.people import AUDITOR, Actor
from office.services.audit import audit_acts

#: What is recorded of which address.
KINDS: Mapping[str | None, str] = {
    "api_oversight.search": "search",
    "api_documents.document": "view",
    "api_documents.file": "file",
    "api_auditing.held": "held",
    "api_auditing.desk": "held",
    "api_figures.lines": "figures",
    "api_figures.way": "held",
    "api_auditing.counts": "exceptions",
    "api_auditing.listed": "exceptions",
    "api_auditing.bundle": "export",
    "api_books.file": "export",
}
READ = 200


def shown(count: int) -> None:
    """Say how much the answer to this request shows."""
    g.shown = count


def record(response: Response) -> Response:
    """Record what an auditor is about to be shown; to ask which methods there are shows nothing."""
    if request.method == "OPTIONS":
        return response
    kind, actor = KINDS.get(request.endpoint), g.get("token_actor")
    watched = isinstance(actor, Actor) and actor.role == AUDITOR
    if kind and watched and response.status_code == READ:
        view = request.view_args or {}
        given = {**view, **request.args.to_dict(), **_body()}
        asked = ", ".join(f"{name}={value}" for name, value in given.items())
        with current.office().work(current.actor()) as work:
            audit_acts.note(work, kind, asked, g.get("shown", 1), view.get("public_id"))
    return response


def _body() -> dict[str, object]:
    sent = request.get_json(silent=True) if request.is_json else None
    return sent if isinstance(sent, dict) else {}


def init_app(app: Flask) -> None:
    """Watch."""
    app.after_request(record)
