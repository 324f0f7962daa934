"""Uploads piece by piece, and pages of files as pictures."""

from __future__ import annotations

from http import HTTPStatus
from typing import BinaryIO, cast

from flask import Response, request, url_for
from werkzeug.exceptions import UnsupportedMediaType

from office.api import current
from office.api.drafts import Made
from office.api.schemas.uploads import (
    Finished,
    FinishForm,
    PageQuery,
    Pages,
    PlaceQuery,
    UploadForm,
    UploadState,
)
from office.api.section import section as new_section
from office.api.wording import Json
from office.services.files import previews, stages
from office.services.views import dossier

section = new_section("uploads", "Tệp / Files")
_BODY = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


@section.post("/uploads")
@section.arguments(UploadForm)
@section.answers(201, UploadState, 400, 413, 415, 422)
def begin(form: Json) -> Made:
    """Announce an upload by name and size; then send its bytes and finish it."""
    with current.office().work(current.actor()) as work:
        key = stages.begin(work, form["name"], form["media_type"], form["size"])
    where = url_for("api_uploads.standing", key=key)
    told = {"key": key, "offset": 0, "size": form["size"], "whole": False}
    return told, HTTPStatus.CREATED, {"Location": where}


@section.get("/uploads/<string(length=32):key>")
@section.answers(200, UploadState, 404)
def standing(key: str) -> Json:
    """Tell how much of an upload is here: `offset` is where it goes on."""
    with current.office().look(current.actor()) as work:
        row = stages.own(work, key)
        here = stages.offset(work, row)
    return {"key": key, "offset": here, "size": row.size, "whole": bool(row.digest)}


@section.put("/uploads/<string(length=32):key>")
@section.doc(**_BODY)
@section.arguments(PlaceQuery, location="query")
@section.answers(200, UploadState, 400, 404, 409, 413, 415, 422)
def add(query: Json, key: str) -> Json:
    """Add bytes at `offset`; anywhere but the end answers 409 and adds nothing."""
    if request.mimetype != "application/octet-stream":
        raise UnsupportedMediaType
    with current.office().look(current.actor()) as work:
        row = stages.own(work, key)
    here = stages.append(work, row, query["offset"], cast(BinaryIO, request.stream))
    return {"key": key, "offset": here, "size": row.size, "whole": bool(row.digest)}


@section.post("/uploads/<string(length=32):key>/finish")
@section.arguments(FinishForm)
@section.answers(200, Finished, 400, 404, 413, 415, 422)
def finish(form: Json, key: str) -> Json:
    """Look into an upload that is here as a whole; `sha256` is what its sender counted."""
    with current.office().look(current.actor()) as work:
        laid = stages.look_into(work, stages.own(work, key), form["sha256"])
    with current.office().work(current.actor()) as work:
        stages.settle(work, laid)
    return laid._asdict()


@section.delete("/uploads/<string(length=32):key>")
@section.answers(204, None, 404)
def drop(key: str) -> None:
    """Forget an upload; one that is not there is forgotten already."""
    with current.office().work(current.actor()) as work:
        stages.drop(work, key)


@section.get("/documents/<document:public_id>/files/<int(min=1, max=9999):position>/pages")
@section.answers(200, Pages, 404, 422)
def pages(public_id: str, position: int) -> Json:
    """Count the pages of a file; 404 for one that has none, 422 where they cannot be read."""
    with current.office().look(current.actor()) as work:
        row = dossier.attachment(work, public_id, position)
        return {"pages": previews.count(work, previews.of_attachment(work, row))}


@section.get(
    "/documents/<document:public_id>/files/<int(min=1, max=9999):position>"
    "/pages/<int(min=1, max=9999):page>"
)
@section.arguments(PageQuery, location="query")
@section.picture
def picture(query: Json, public_id: str, position: int, page: int) -> Response:
    """Draw one page of a file as WebP."""
    with current.office().look(current.actor()) as work:
        row = dossier.attachment(work, public_id, position)
        drawn = previews.picture(work, previews.of_attachment(work, row), page, query["size"])
    answer = Response(drawn, mimetype="image/webp")
    answer.headers["Content-Security-Policy"] = "sandbox"
    return answer
