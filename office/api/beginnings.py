"""What drafts begin with, what a text is read as, how versions compare."""

from __future__ import annotations

from dataclasses import asdict
from http import HTTPStatus

from flask import Response

from office.api import current
from office.api.drafts import content as content_of
from office.api.schemas.beginnings import (
    BeginningQuery,
    Beginnings,
    BodyForm,
    ComparisonQuery,
    ComparisonShape,
    ContentShape,
    RenumberedShape,
    SketchForm,
    SketchShape,
    TemplateForm,
    TemplateShape,
    Versions,
)
from office.api.section import section as new_section
from office.api.wording import Json
from office.domain import structure
from office.domain.documents import Content
from office.domain.errors import Invalid, NotFound
from office.domain.text import Text
from office.services.files import letters, stages, written_files
from office.services.outgoing import beginnings, comparison, sketching, templates
from office.services.work import Work

section = new_section("beginnings", "Mẫu, bố cục, so sánh / Templates, outlines, versions")


@section.get("/beginnings")
@section.answers(200, Beginnings, 422)
def listed() -> Json:
    """List what a draft may begin with."""
    with current.office().look(current.actor()) as work:
        kinds = beginnings.kinds(work)
        return {
            "skeletons": [
                {"key": one.key, "type": one.type_code, "form": one.form, "title": one.title}
                for kind in kinds
                for one in kind.skeletons
            ],
            "templates": [_template(one) for one in templates.offered(work)],
        }


@section.get("/beginnings/text")
@section.arguments(BeginningQuery, location="query")
@section.answers(200, ContentShape, 404, 422)
def text(query: Json) -> Json:
    """Return one beginning as a text to send back; `staged` reads a finished upload (DOCX, PDF)."""
    office, actor = current.office(), current.actor()
    with office.look(actor) as work:
        if query["staged"]:
            found = stages.listed(work, [query["staged"]])
            if not found:
                raise NotFound
        else:
            return _content(_begun(work, query))
    return _content(written_files.read(work, found[0]))


@section.post("/templates")
@section.arguments(TemplateForm)
@section.answers(201, TemplateShape, 400, 413, 415, 422)
def save(form: Json) -> tuple[Json, int]:
    """Save a template of the agency."""
    with current.office().work(current.actor()) as work:
        key = templates.save(work, form["name"], content_of(form))
        (saved,) = (one for one in templates.offered(work) if one.id == key)
    return _template(saved), HTTPStatus.CREATED


@section.delete("/templates/<int(min=1, max=999999999):template_id>")
@section.answers(204, None, 404, 422)
def remove(template_id: int) -> None:
    """Remove a template of the agency."""
    with current.office().work(current.actor()) as work:
        templates.remove(work, template_id)


@section.post("/sketches")
@section.arguments(SketchForm)
@section.answers(200, SketchShape, 400, 404, 413, 415, 422)
def sketch(form: Json) -> Json:
    """Tell what a text is read as, and what rules find in it; nothing is kept."""
    with current.office().look(current.actor()) as work:
        found = sketching.sketch(work, content_of(form), form["draft"])
    return {
        "items": found.items,
        "findings": found.findings,
        "blanks": found.blanks,
        "addressees": found.letter.addressees,
        "receivers": found.letter.recipients,
    }


@section.post("/sketches/print")
@section.arguments(SketchForm)
@section.pdf_of_a_body
def printed(form: Json) -> Response:
    """Return the PDF of a text as it is typed: the bytes that would be printed."""
    with current.office().look(current.actor()) as work:
        letter = sketching.sketch(work, content_of(form), form["draft"]).letter
    return Response(letters.pdf(letter), mimetype=letters.MEDIA_TYPE)


@section.post("/renumberings")
@section.arguments(BodyForm)
@section.answers(200, RenumberedShape, 400, 413, 415, 422)
def renumber(form: Json) -> Json:
    """Count articles, clauses and points of a text anew; nothing is kept."""
    return structure.renumbered(form["body"])._asdict()


@section.get("/documents/<document:public_id>/versions")
@section.answers(200, Versions, 404)
def versions(public_id: str) -> Json:
    """List what was submitted of a draft, who judged it, and the text as it is."""
    with current.office().look(current.actor()) as work:
        known = comparison.versions(work, public_id)
    return {
        "versions": [
            {
                "number": one.number,
                "subject": one.content.subject,
                "by": one.by,
                "at": one.at,
                "judged": [asdict(judged) for judged in one.judged],
            }
            for one in known
        ]
    }


@section.get("/documents/<document:public_id>/comparison")
@section.arguments(ComparisonQuery, location="query")
@section.answers(200, ComparisonShape, 404, 422)
def compare(query: Json, public_id: str) -> Json:
    """Tell what differs between two versions of a draft, by words."""
    with current.office().look(current.actor()) as work:
        known = comparison.versions(work, public_id)
        old, new = comparison.chosen(known, query["old"], query["new"])
        found = comparison.compare(work, public_id, old, new)
    return {
        "old": old.number,
        "new": new.number,
        "changed": found.changed,
        "fields_": [field for field in found.fields if field.changed],
        "body": [piece for row in found.body for piece in row.pieces],
    }


def _begun(work: Work, query: Json) -> Content:
    if query["skeleton"]:
        return beginnings.skeleton(work, query["skeleton"])
    if query["template"] is not None:
        return templates.read(work, query["template"])[1]
    if query["like"]:
        return beginnings.earlier(work, query["like"])
    raise Invalid(Text("Hãy nêu một mẫu.", "Name one beginning."), field="skeleton")


def _content(content: Content) -> Json:
    return {
        "type": content.type_code,
        "subject": content.subject,
        "body": content.body,
        "layout": asdict(content.layout),
    }


def _template(one: templates.Template) -> Json:
    return {
        "id": one.id,
        "name": one.name,
        "type": one.type_code,
        "subject": one.subject,
        "used": one.used,
    }
