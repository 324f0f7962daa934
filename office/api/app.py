"""Puts the API into an application that has `app.extensions["office"]`."""

from __future__ import annotations

import http
from typing import Any

from flask import Flask, Response, request
from flask_smorest import Api
from flask_smorest.utils import prepare_response
from werkzeug.exceptions import HTTPException

from office.api import (
    auditing,
    beginnings,
    books,
    clerk,
    copies,
    current,
    documents,
    drafts,
    figures,
    folders,
    groups,
    notices,
    oversight,
    paper,
    papers,
    problems,
    recalls,
    reference,
    reviews,
    search,
    signatures,
    signing,
    standing_in,
    supervision,
    tracking,
    units,
    uploads,
    watched,
    writing,
)
from office.api.addresses import DocumentId
from office.api.schemas.problem import Problem
from office.api.section import PREFIX
from office.domain.errors import OfficeError

TITLE = "Văn phòng điện tử / Electronic office"
#: The sections; whoever protects pages with form tokens exempts these: they take no cookie.
BLUEPRINTS = (
    reference.section,
    folders.section,
    search.section,
    documents.section,
    recalls.section,
    tracking.section,
    signatures.section,
    signing.section,
    reviews.section,
    clerk.section,
    drafts.section,
    beginnings.section,
    groups.section,
    paper.section,
    books.section,
    papers.section,
    copies.section,
    oversight.section,
    figures.section,
    standing_in.section,
    supervision.section,
    writing.section,
    notices.section,
    auditing.section,
    units.section,
    uploads.section,
)
#: A JSON body: ten thousand recipients fit.
JSON_BYTES = 4 * 1024 * 1024
#: What a multipart body carries beside its file.
ENVELOPE_BYTES = 64 * 1024


class Description(Api):
    """The API's description; refusals are problems, and pages keep their own handlers."""

    ERROR_SCHEMA = Problem
    DEFAULT_ERROR_RESPONSE_NAME = None

    def _register_error_handlers(self) -> None:
        """Leave the application's handlers alone: every section has its own."""

    def _register_responses(self) -> None:
        for status in http.HTTPStatus:
            response: dict[str, Any] = {"description": status.phrase, "schema": Problem}
            if status == http.HTTPStatus.UNAUTHORIZED:
                response["headers"] = {
                    "WWW-Authenticate": {"schema": {"type": "string"}, "required": True}
                }
            prepare_response(response, self.spec, problems.MEDIA_TYPE)
            self.spec.components.response(status.name, response, lazy=True)


def init_app(app: Flask) -> None:
    """Register every route of the API, its description, and the gate before them."""
    app.config.setdefault("OPENAPI_URL_PREFIX", "/api")
    app.config.setdefault("OPENAPI_JSON_PATH", "openapi.json")
    app.url_map.converters["document"] = DocumentId
    api = Description(
        app,
        spec_kwargs={
            "title": TITLE,
            "version": "1",
            "openapi_version": "3.1.0",
            "security": [{"bearer": []}],
        },
    )
    api.register_converter(DocumentId, DocumentId.described)
    api.spec.components.security_scheme("bearer", {"type": "http", "scheme": "bearer"})
    app.before_request(_gate)
    app.after_request(_private)
    watched.init_app(app)
    for section in BLUEPRINTS:
        api.register_blueprint(section)


def _gate() -> Response | None:
    """Ask for a token before anything under /api/v1, even before saying what is there.

    Unknown addresses under /api are answered here, as problems: the application's own
    handlers are for pages.
    """
    if not request.path.startswith("/api/"):
        return None
    request.max_content_length = _limit()
    try:
        if request.path.startswith(PREFIX + "/"):
            current.authenticate()
        if request.routing_exception is not None:
            raise request.routing_exception
    except (HTTPException, OfficeError) as refusal:
        return problems.answer(refusal)
    return None


def _limit() -> int:
    if request.mimetype in ("multipart/form-data", "application/octet-stream"):
        return current.office().settings.attachment_bytes + ENVELOPE_BYTES
    return JSON_BYTES


def _private(response: Response) -> Response:
    """Let nobody on the way keep an answer, or take it for something else than it says."""
    if request.path.startswith("/api/"):
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Content-Type-Options"] = "nosniff"
    return response
