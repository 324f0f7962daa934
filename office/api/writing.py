"""What people write before they act: directives read as parts, phrases, texts kept."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from office.api import current, wording
from office.api.schemas.writing import (
    Directive,
    KeptForm,
    KeptQuery,
    KeptShape,
    PhraseForm,
    PhraseShape,
    ProposalShape,
)
from office.api.section import section as new_section
from office.api.wording import Json
from office.domain.roster import Who
from office.services.work import Work
from office.services.writing import directing, kept_texts, phrases
from office.services.writing.kept_texts import Kept, Page
from office.services.writing.phrases import Saved

section = new_section("writing", "Bút phê, mẫu, nội dung viết dở / Directives, phrases, drafts")

Names = Mapping[Who, tuple[str, str | None]]


@section.post("/directive-proposals")
@section.arguments(Directive)
@section.answers(200, ProposalShape, 400, 413, 415, 422)
def propose(form: Json) -> Json:
    """Read a directive's words as parts with deadlines; nothing is done, nothing is kept."""
    with current.office().look(current.actor()) as work:
        read = directing.propose(work, form["words"])
        names = directing.names(work)
        return {
            "parts": [
                {
                    "part": row.part,
                    "to": _party(work, names, row.who),
                    "due": row.due_at,
                    "why": row.why,
                }
                for row in read.rows
            ],
            "doubts": [
                {
                    "quote": doubt.quote,
                    "why": doubt.why,
                    "candidates": [_party(work, names, who) for who in doubt.candidates],
                }
                for doubt in read.doubts
            ],
            "unread": list(read.unread),
        }


@section.get("/phrases")
@section.answers(200, PhraseShape(many=True))
def offered() -> list[Saved]:
    """List the phrases the actor may insert, the most used first."""
    with current.office().look(current.actor()) as work:
        return phrases.offered(work)


@section.post("/phrases")
@section.arguments(PhraseForm)
@section.answers(201, PhraseShape, 400, 413, 415, 422)
def save(form: Json) -> tuple[Saved, int]:
    """Save a phrase; one that is saved already stays."""
    with current.office().work(current.actor()) as work:
        key = phrases.add(work, form["words"], shared=form["shared"])
        saved = next(one for one in phrases.offered(work) if one.id == key)
    return saved, HTTPStatus.CREATED


@section.delete("/phrases/<int(min=1, max=2147483647):phrase>")
@section.answers(204, None, 404)
def remove(phrase: int) -> None:
    """Remove a phrase of one's own; leaders and chiefs of office also the agency's."""
    with current.office().work(current.actor()) as work:
        phrases.remove(work, phrase)


@section.get("/kept-texts")
@section.answers(200, KeptShape(many=True))
def kept() -> list[Json]:
    """List what the actor has begun to write in this capacity and not sent, newest first."""
    with current.office().look(current.actor()) as work:
        return [_kept(one) for one in kept_texts.mine(work)]


@section.put("/kept-texts/<string(maxlength=32):form>")
@section.arguments(KeptQuery, location="query")
@section.arguments(KeptForm)
@section.answers(200, KeptShape, 400, 404, 413, 415, 422)
def keep(query: Json, body: Json, form: str) -> Json:
    """Keep the fields of a form as they stand; the newest text wins."""
    page = Page(writer=body["writer"], seen=body["seen"], revision=body["revision"])
    with current.office().work(current.actor()) as work:
        return _kept(kept_texts.keep(work, form, query["about"], body["fields_"], page))


@section.delete("/kept-texts/<string(maxlength=32):form>")
@section.arguments(KeptQuery, location="query")
@section.answers(204, None, 404, 422)
def forget(query: Json, form: str) -> None:
    """Throw away what was kept of a form; what is not there is gone already."""
    with current.office().work(current.actor()) as work:
        kept_texts.forget(work, form, query["about"])


def _party(work: Work, names: Names, who: Who) -> Json:
    unit, person = names[who]
    return {
        "unit": wording.unit(work, who.unit_id),
        "person": who.person_id,
        "name": person or unit,
    }


def _kept(one: Kept) -> Json:
    return {
        "form": one.form,
        "about": one.about,
        "fields_": one.fields,
        "revision": one.revision,
        "version": one.version,
        "at": one.at,
        "elsewhere": one.elsewhere,
    }
