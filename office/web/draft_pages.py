"""The page on which a draft is written: new, or kept already; with what helps beside it."""

from __future__ import annotations

from typing import Any

from flask import render_template

from office.domain.documents import URGENCIES
from office.domain.errors import Conflict, Invalid, OfficeError
from office.domain.form_checks import FIELDS
from office.domain.layout import CIRCULATIONS
from office.domain.text import Text
from office.domain.workflow import OUTGOING
from office.services.files import stages
from office.services.outgoing import drafting, sketching, templates
from office.services.outgoing.sketching import Sketch
from office.services.views import dossier
from office.services.views.dossier import Dossier
from office.services.work import Work
from office.web import beside, comments, draft_forms, kept
from office.web.draft_begun import Begun
from office.web.draft_forms import Typed
from office.web.wording import said


def new_page(
    work: Work, begun: Begun, refusal: OfficeError | None = None, told: Text | None = None
) -> str:
    """Return the page of a draft that is not kept yet."""
    forward = work.procedures.newest(OUTGOING)
    keeping = kept.around(work, begun.form, begun.about)
    typed = draft_forms.typed((), keeping.kept.fields) if keeping.kept else begun.typed
    return render_template(
        "draft.html",
        **_common(work, typed, refusal),
        keeping=keeping,
        begun=begun,
        told=told,
        read=None,
        answered=begun.answered,
        action=forward.actions_from(forward.initial)[0],
        sketch=None,
        findings=None,
        fields=FIELDS,
        manages=False,
    )


def edit_page(
    work: Work,
    read: Dossier,
    typed: Typed,
    refusal: OfficeError | None = None,
    told: Text | None = None,
) -> str:
    """Return the page of a draft that is kept, with what was typed or what is kept."""
    row = read.document
    ways = work.procedures[row.procedure, row.procedure_version].actions_from(row.state)
    mine = is_mine(work, read)
    keeping = kept.around(work, kept.DRAFT, row.public_id, row.revision)
    typed = draft_forms.typed((), keeping.kept.fields) if keeping.kept else typed
    return render_template(
        "draft.html",
        **_common(work, typed, refusal),
        keeping=keeping,
        begun=None,
        told=told,
        read=read,
        answered=dossier.read(work, read.answers) if read.answers else None,
        kept=as_kept(read) if isinstance(refusal, Conflict) or not mine else None,
        mine=mine,
        action=ways[0] if ways and mine else None,
        recipients=len(drafting.addressed(work, row.public_id)),
        sketch=_sketch(work, read),
        **beside.checked(work, read, mine),
        returned=_returned(read),
        **comments.beside_the_text(work, read),
        manages=work.actor.role in templates.MANAGERS,
    )


def as_kept(read: Dossier) -> Typed:
    """Return the fields of a draft as the office has them."""
    return draft_forms.of_content(draft_forms.kept_content(read))


def is_mine(work: Work, read: Dossier) -> bool:
    """Say whether the actor may change the text of a draft as it stands."""
    row = read.document
    state = work.procedures[row.procedure, row.procedure_version].state(row.state)
    here = work.actor.agency_id == row.agency_id
    return state.editable and here and work.actor.person_id == row.drafter_id


def _sketch(work: Work, read: Dossier) -> Sketch | None:
    """Return what the kept text is read as; None where that cannot be said."""
    try:
        return sketching.sketch(work, draft_forms.kept_content(read), read.document.public_id)
    except Invalid:
        return None


def _common(work: Work, typed: Typed, refusal: OfficeError | None) -> dict[str, Any]:
    titles = [(t.code, said(Text(t.title, t.title_en))) for t in work.types.values()]
    return {
        "typed": typed,
        "types": [("", said(Text("— chọn loại văn bản —", "— choose a type —"))), *titles],
        "urgencies": [(code, said(words)) for code, (_, words) in enumerate(URGENCIES)],
        "circulations": [("", "—"), *((one, one) for one in CIRCULATIONS)],
        "reasons": refusal.reasons if refusal else (),
        "conflict": isinstance(refusal, Conflict),
        "limit": work.settings.attachment_bytes,
        "staged": stages.listed(work, typed.uploaded),
    }


def _returned(read: Dossier) -> dict[str, Any] | None:
    """Return the record of the last return, when the draft came back with a reason."""
    if not read.versions or not read.story:
        return None
    record = read.story[-1].record
    return record if record.get("run") == "draft" and record.get("reason") else None
