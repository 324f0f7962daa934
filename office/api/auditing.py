"""An auditor's day: who held what then, what is out of order, evidence to take away."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

from flask import Response, send_file

from office.api import current, watched, wording
from office.api.schemas.auditing import (
    At,
    BundleForm,
    CountsShape,
    Desk,
    DeskShape,
    ExceptionsAsked,
    ExceptionsPage,
    ExceptionsShape,
    ThenShape,
)
from office.api.section import section as new_section
from office.api.wording import Json
from office.domain import exceptions as domain
from office.domain.errors import Invalid
from office.domain.people import ADMINISTRATOR, AUDITOR, ROLES
from office.domain.text import Text
from office.services import access
from office.services.audit import bundles, exceptions, past, past_desks
from office.services.audit.exceptions import Asked, Counted, Found
from office.services.audit.past import RunThen
from office.services.work import Work

section = new_section("auditing", "Thanh tra / Auditing")
ZIP = {"type": "string", "format": "binary"}


@section.get("/documents/<document:public_id>/held")
@section.arguments(At, location="query")
@section.answers(200, ThenShape, 404, 422)
def held(query: Json, public_id: str) -> Json:
    """Tell where a document stood at a moment, from its sealed records."""
    with current.office().look(current.actor()) as work:
        then = past.document(work, public_id, query.get("at", work.at))
        runs = [_run(work, run) for run in then.runs]
    watched.shown(len(runs))
    return {
        "document": then.public_id,
        "at": then.at,
        "records": then.seq,
        "broken": then.broken,
        "runs": runs,
        "all_runs": then.all_runs,
    }


@section.get("/held")
@section.arguments(Desk, location="query")
@section.answers(200, DeskShape, 404, 422)
def desk(query: Json) -> Json:
    """Tell what a unit or a person held at a moment, a page at a time."""
    with current.office().look(current.actor()) as work:
        access.require_role(work, *(role for role in ROLES if role != ADMINISTRATOR))
        at = query.get("at", work.at)
        kind, _, last = query.get("after", "0-0").partition("-")
        after = int(kind), int(last)
        if ("unit" in query) == ("person" in query):
            raise Invalid(_WHOSE, field="unit")
        if "person" in query:
            found = past_desks.of_person(work, query["person"], at, after)
        else:
            unit = wording.unit_ids(work, [query["unit"]], "unit")[0]
            found = past_desks.of_unit(work, unit, at, after, below=query["below"])
        items = [
            {
                "document": item.public_id,
                "subject": item.subject,
                "symbol": item.symbol,
                "run": _run(work, item.run),
            }
            for item in found.items
        ]
    watched.shown(len(items))
    ended = None if found.after is None else "-".join(map(str, found.after))
    return {"name": found.name, "items": items, "next": ended}


@section.get("/exceptions")
@section.arguments(ExceptionsAsked, location="query")
@section.answers(200, CountsShape, 404, 422)
def counts(query: Json) -> Json:
    """Tell how many exceptions of each kind there are: for auditors."""
    with current.office().look(current.actor()) as work:
        access.require_role(work, AUDITOR)
        counted = exceptions.counts(work, _asked(work, query))
    watched.shown(sum(one.count for one in counted))
    return {"definition": domain.DEFINITION, "kinds": [_count(one) for one in counted]}


@section.get("/exceptions/<string:kind>")
@section.arguments(ExceptionsPage, location="query")
@section.answers(200, ExceptionsShape, 404, 422)
def listed(query: Json, kind: str) -> Json:
    """Tell the exceptions of one kind, newest first: for auditors."""
    older: tuple[datetime, int] | None = None
    if "after_at" in query and "after" in query:
        older = query["after_at"], query["after"]
    with current.office().look(current.actor()) as work:
        access.require_role(work, AUDITOR)
        page = exceptions.listed(work, kind, _asked(work, query), older)
        items = [_found(work, found) for found in page.items]
    watched.shown(len(items))
    ended = None if page.older is None else {"after_at": page.older[0], "after": page.older[1]}
    return {"count": _count(page.count), "items": items, "next": ended}


@section.post("/bundles")
@section.arguments(BundleForm)
@section.answers(200, None, 400, 404, 413, 415, 422)
@section.alt_response(200, schema=ZIP, content_type="application/zip")
def bundle(form: Json) -> Response:
    """Send the evidence of some documents as one file, checked without the office: for auditors."""
    with current.office().look(current.actor()) as work:
        access.require_role(work, AUDITOR)
        made = bundles.of_documents(work, form["documents"])
    watched.shown(len(made.documents))
    return send_file(
        BytesIO(made.content),
        mimetype="application/zip",
        as_attachment=True,
        download_name="bundle.zip",
    )


def _asked(work: Work, query: Json) -> Asked:
    unit = query.get("unit")
    return Asked(
        since=query.get("since"),
        until=query.get("until"),
        unit_id=wording.unit_ids(work, [unit], "unit")[0] if unit else None,
    )


def _run(work: Work, run: RunThen) -> Json:
    return {
        "run": str(run.run),
        "name": run.run_name,
        "state": run.state,
        "title": work.procedures[run.procedure].state(run.state).title,
        "closed": run.final,
        "unit": run.unit,
        "person": run.person,
        "since": run.since,
        "due_at": run.due_at,
        "parts": run.parts,
    }


def _count(one: Counted) -> Json:
    kind = one.definition
    return {
        "kind": kind.kind,
        "title": kind.title,
        "meaning": kind.meaning,
        "source": kind.source,
        "count": one.count,
        "documents": one.documents,
    }


def _found(work: Work, found: Found) -> Json:
    sealed = None if found.secret else found.sealed
    unit = wording.unit(work, found.unit_id)
    return {
        "document": None if found.secret else found.public_id,
        "secret": found.secret,
        "subject": found.subject,
        "symbol": found.symbol,
        "unit": unit["key"] if unit else None,
        "at": found.at,
        "began": found.began,
        "due": found.due,
        "done": found.done,
        "record": sealed.record if sealed else None,
        "intact": sealed.intact if sealed else None,
        "tried": found.tried,
    }


_WHOSE = Text("Hãy nêu một đơn vị hoặc một người.", "Name either a unit or a person.")
