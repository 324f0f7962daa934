"""Auditors are watched too: each page of theirs that shows documents or log is recorded.

A look that cannot be recorded is not shown.
"""

from __future__ import annotations

from collections.abc import Mapping

from flask import Flask, Response, g, request

from office.domain.people import AUDITOR
from office.services.audit import audit_acts
from office.web.current import acting, change

#: What is recorded of which page; all others show no more than that something is there.
KINDS: Mapping[str | None, str] = {
    "log.search": "search",
    "log.verify": "verify",
    "documents.show": "view",
    "documents.file": "file",
    "past.document": "held",
    "past.desk": "held",
    "ways.show": "held",
    "paper_lines.index": "figures",
    "paper_lines.export": "figures",
    "exceptions.index": "exceptions",
    "exceptions.listed": "exceptions",
    "bindings.file": "export",
    "recounts.file": "export",
    "bundles.of_document": "export",
    "bundles.of_search": "export",
    "watching.index": "acts",
}
READ = 200


def shown(count: int) -> None:
    """Say how much the page of this request shows."""
    g.shown = count


def record(response: Response) -> Response:
    """Record what an auditor was just shown; asking which methods there are shows nothing."""
    if request.method == "OPTIONS":
        return response
    kind, actor = KINDS.get(request.endpoint), acting() if request.endpoint in KINDS else None
    if kind and actor is not None and actor.role == AUDITOR and response.status_code == READ:
        view = request.view_args or {}
        with change(actor) as work:
            audit_acts.note(work, kind, _asked(), g.get("shown", 1), view.get("public_id"))
    return response


def _asked() -> str:
    """Return what the page was asked for, as its address says it."""
    given = {**(request.view_args or {}), **request.args.to_dict(), **_posted()}
    return ", ".join(f"{name}={value}" for name, value in given.items() if value)


def _posted() -> dict[str, str]:
    return {n: v for n, v in request.form.to_dict().items() if n != "csrf_token"}


def init_app(app: Flask) -> None:
    """Watch."""
    app.after_request(record)
