"""One document: read it, fetch its files, take an action on it."""

from __future__ import annotations

from typing import Any

from flask import Response, send_file

from office.api import current, dossiers, wording
from office.api.schemas.documents import ActionForm, DocumentShape, Taken
from office.api.section import section as new_section
from office.api.wording import Json
from office.domain.asks import Assignee, Form, Scan
from office.domain.downloads import disposition
from office.domain.errors import Refused, Unavailable
from office.services import access, routing
from office.services.explaining import attempts
from office.services.parts import directives
from office.services.step import Step
from office.services.views import dossier, readings
from office.services.work import Work

section = new_section("documents", "Văn bản / Documents")


@section.get("/documents/<document:public_id>")
@section.answers(200, DocumentShape, 404)
def document(public_id: str) -> Json:
    """Show everything the actor may see of a document; that it was opened is noted."""
    with current.office().look(current.actor()) as work:
        told = dossiers.told(work, public_id)
        opened = readings.due(work, access.document_id(work, public_id))
    if opened:
        with current.office().work(current.actor()) as work:
            readings.mark(work, public_id)
    return told


@section.get("/documents/<document:public_id>/files/<int(min=1, max=9999):position>")
@section.bytes_of_a_file
def file(public_id: str, position: int) -> Response:
    """Send a file's bytes, never to be shown in place; its media type is in the document."""
    with current.office().look(current.actor()) as work:
        row = dossier.attachment(work, public_id, position)
        content = work.storage.open(row.digest)
    return _sent(row, content)


@section.get("/documents/<document:public_id>/directives/<int(min=1, max=9999):n>/scan")
@section.bytes_of_a_file
def scan(public_id: str, n: int) -> Response:
    """Send the scan of a handwritten directive to the agency it was written in."""
    with current.office().look(current.actor()) as work:
        row = directives.scan(work, public_id, n)
        content = work.storage.open(row.digest)
    return _sent(row, content)


def _sent(row: Any, content: Any) -> Response:
    sent = send_file(content, mimetype="application/octet-stream", conditional=False)
    sent.headers["Content-Disposition"] = disposition(row.name)
    sent.content_length = row.size
    sent.headers["Content-Security-Policy"] = "sandbox"
    return sent


@section.post("/documents/<document:public_id>/actions/<string:action>")
@section.arguments(ActionForm)
@section.answers(200, Taken, 400, 404, 409, 413, 415, 422, 428)
def act(form: Json, public_id: str, action: str) -> Json:
    """Take an action.

    `revision` is the run's as last seen: another one answers 409, none 428. What an
    action asks for, and why a closed one is closed, stands in the document's `actions`.
    """
    try:
        with current.office().work(current.actor()) as work:
            asked = _form(work, form)
            step = routing.move(work, public_id, action, asked, revision=form["revision"])
    except Unavailable:
        raise
    except Refused as refusal:
        with current.office().work(current.actor()) as work:
            attempts.note(work, public_id, action, refusal)
        raise
    return taken(public_id, step)


def _form(work: Work, form: Json) -> Form:
    listed = form["assignees"]
    units = wording.unit_ids(work, [named["unit"] for named in listed], "assignees")
    return Form(
        reason=form["reason"],
        opinion=form["opinion"],
        assignees=tuple(
            Assignee(
                part=named["part"],
                unit_id=unit_id,
                person_id=named.get("person"),
                due_at=named.get("due"),
            )
            for named, unit_id in zip(listed, units, strict=True)
        ),
        which=form["which"],
        due_at=form["due"],
        leader_id=form["leader"],
        scan=Scan(**form["scan"]) if form["scan"] else None,
        aware_of=frozenset(form["aware_of"]),
        aware_of_files=frozenset(form["aware_of_files"]),
        version=form["version"],
        stance=form["stance"],
        within=form["within"],
    )


def taken(public_id: str, step: Step) -> Json:
    """Tell what a step did, and the run as it is now."""
    return {
        "id": public_id,
        "done": step.decision.action.done,
        "state": {"name": step.decision.target.name, "title": step.decision.target.title},
        "revision": step.revision,
        "number": step.facts.get("number", {}).get("number"),
    }
