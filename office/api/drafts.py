"""Drafting: begin a draft, change it, attach files, say whom it goes to."""

from __future__ import annotations

from http import HTTPStatus
from itertools import chain
from typing import BinaryIO, cast

from flask import url_for
from werkzeug.datastructures import FileStorage

from office.api import current, dossiers, wording
from office.api.schemas.drafts import (
    ChangedDraft,
    Draft,
    FileForm,
    FileList,
    FormChecks,
    LastUsedShape,
    NewDraft,
    Recipients,
)
from office.api.section import section as new_section
from office.api.wording import Json
from office.domain.documents import Content
from office.domain.errors import Invalid
from office.domain.layout import Layout, lines_of
from office.domain.text import Text
from office.services import inspection, routing
from office.services.documents import File, display_name
from office.services.files import stages
from office.services.outgoing import drafting, form_checks, last_used
from office.services.outgoing.drafting import Recipient
from office.services.outgoing.relating import Mends
from office.services.views import dossier
from office.services.work import Work

section = new_section("drafts", "Dự thảo / Drafts")

Made = tuple[Json, int, dict[str, str]]


@section.post("/drafts")
@section.arguments(NewDraft)
@section.answers(201, Draft, 400, 404, 413, 415, 422)
def begin(form: Json) -> Made:
    """Begin a draft in the actor's unit."""
    with current.office().work(current.actor()) as work:
        mends = Mends(**form["mends"]) if form["mends"] else None
        public_id = drafting.start(work, content(form), form["answers"], mends)
        run, _ = routing.offers(work, public_id)
    where = url_for("api_documents.document", public_id=public_id)
    return {"id": public_id, "revision": run.revision}, HTTPStatus.CREATED, {"Location": where}


@section.put("/drafts/<document:public_id>")
@section.arguments(ChangedDraft)
@section.answers(200, Draft, 400, 404, 409, 413, 415, 422, 428)
def change(form: Json, public_id: str) -> Json:
    """Write a draft anew while it is no further than a draft."""
    with current.office().work(current.actor()) as work:
        drafting.edit(work, public_id, content(form), revision=form["revision"])
        run, _ = routing.offers(work, public_id)
    return {"id": public_id, "revision": run.revision}


@section.post("/drafts/<document:public_id>/files")
@section.arguments(FileForm, location="multipart")
@section.answers(201, FileList, 400, 404, 409, 413, 415, 422)
def attach(form: Json, public_id: str) -> tuple[Json, int]:
    """Add a file to a draft."""
    came = [uploaded(form["file"])] if form["file"] is not None else []
    if not came and not form["staged"]:
        raise Invalid(Text("Thiếu tệp.", "No file came."), field="file")
    with current.office().work(current.actor()) as work:
        for file in chain(stages.take(work, form["staged"]), came):
            drafting.attach(work, public_id, file)
        read = dossier.read(work, public_id)
        return {"files": dossiers.files(read.document.origin, read.attachments)}, 201


@section.delete("/drafts/<document:public_id>/files/<int(min=1, max=9999):position>")
@section.answers(204, None, 404, 409, 422)
def detach(public_id: str, position: int) -> None:
    """Take a file off a draft; one that is not there is off already."""
    with current.office().work(current.actor()) as work:
        drafting.detach(work, public_id, position)


@section.get("/drafts/<document:public_id>/checks")
@section.answers(200, FormChecks, 404)
def checked(public_id: str) -> Json:
    """List what rules find in the form of a draft that is not signed; they only advise."""
    with current.office().look(current.actor()) as work:
        return {"findings": form_checks.of_draft(work, public_id)}


@section.get("/drafts/<document:public_id>/recipients")
@section.answers(200, Recipients, 404)
def addressed(public_id: str) -> Json:
    """List whom a draft goes to so far."""
    with current.office().look(current.actor()) as work:
        return _recipients(work, public_id)


@section.get("/drafts/<document:public_id>/recipients/last")
@section.answers(200, LastUsedShape(many=True), 404)
def last(public_id: str) -> list[last_used.LastUsed]:
    """List earlier documents whose recipients the draft may take over."""
    with current.office().look(current.actor()) as work:
        return last_used.offered(work, public_id)


@section.put("/drafts/<document:public_id>/recipients")
@section.arguments(Recipients)
@section.answers(200, Recipients, 400, 404, 409, 413, 415, 422)
def address(form: Json, public_id: str) -> Json:
    """Say whom a draft goes to, all at once."""
    listed = form["recipients"]
    with current.office().work(current.actor()) as work:
        units = wording.unit_ids(work, [named["unit"] for named in listed], "recipients")
        recipients = [
            Recipient(unit_id=unit_id, channel=named["channel"], paper_reason=named["paper_reason"])
            for named, unit_id in zip(listed, units, strict=True)
        ]
        drafting.address(work, public_id, recipients)
        return _recipients(work, public_id)


def uploaded(file: FileStorage) -> File:
    """Return an uploaded file as services take it, looked into before any work begins."""
    content = cast(BinaryIO, file.stream)
    name = display_name(file.filename or "")
    with current.office().look(current.actor()) as work:
        media_type = inspection.passed(work, name, file.mimetype or "", content)
    return File(name=name, content=content, media_type=media_type, checked=True)


def content(form: Json) -> Content:
    """Return what a draft's form says."""
    said = form["layout"]
    return Content(
        type_code=form["type"],
        subject=form["subject"],
        body=form["body"],
        urgency=form["urgency"],
        respond_by=form["respond_by"],
        council=form["council"],
        layout=Layout(
            **{
                **said,
                "addressees": lines(said, "addressees"),
                "receivers": lines(said, "receivers"),
            }
        ),
    )


def lines(said: Json, name: str) -> tuple[str, ...]:
    """Return the lines of a part of the page, without dashes."""
    return lines_of("\n".join(said[name]))


def _recipients(work: Work, public_id: str) -> Json:
    return {
        "recipients": [
            {
                "unit": work.tree[recipient.unit_id].key,
                "channel": recipient.channel,
                "paper_reason": recipient.paper_reason,
            }
            for recipient in drafting.addressed(work, public_id)
        ]
    }
