"""Writing a draft: its text and files, how it will look in print, and handing it on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from office.domain.documents import URGENCIES, Content
from office.domain.errors import Conflict, Invalid, NotFound, OfficeError, Refused
from office.domain.text import Text
from office.domain.workflow import OUTGOING, Action
from office.services import access, routing
from office.services.files import letters, stages
from office.services.outgoing import drafting
from office.services.outgoing.drafting import Recipient
from office.services.views import dossier
from office.services.views.dossier import Dossier
from office.services.work import Work
from office.services.writing import submissions
from office.web import beside, comments, current, headers, kept, posted, recipients, uploads
from office.web.errors import status_of
from office.web.wording import said

bp = Blueprint("drafting", __name__)
LETTER = "CV"  # what an answer usually is
REMOVE = "remove-"
_ABOUT = re.compile(r"(v/v|về việc|về)\s+", re.IGNORECASE)

bp.get("/documents/<public_id>/recipients", endpoint="recipients")(recipients.show)
bp.post("/documents/<public_id>/recipients", endpoint="address")(recipients.change)


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """The fields of the form as somebody typed them, or as they are kept."""

    type_code: str = ""
    subject: str = ""
    body: str = ""
    urgency: str = "0"
    respond_by: str = ""
    council: str = ""
    #: Files that came with the form and are in no draft yet, by their keys.
    uploaded: Sequence[str] = ()


@bp.get("/drafts/new")
def new() -> str:
    """Show an empty form, or one begun as the answer to a document."""
    with current.look() as work:
        access.require_role(work, *drafting.DRAFTERS)
        answers = request.args.get("answers", "")
        answered = dossier.read(work, answers) if answers else None
        return _new_page(work, answered, _begun(answered, request.args.get("type", "")))


@bp.post("/drafts/new")
def create() -> Answer | tuple[str, int]:
    """Begin the draft; a refusal shows the form again with all that was typed."""
    answers, came = request.form.get("answers", ""), uploads.received()
    try:
        content, keys = _read(), came.whole()
        with current.work() as work:
            public_id = submissions.once(
                work, request.form.get("once", ""), lambda: _begin(work, content, answers, keys)
            )
            kept.sent(work, kept.NEW_DRAFT, answers)
    except (Invalid, Refused) as refusal:
        with current.look() as work:
            answered = dossier.read(work, answers) if answers else None
            page = _new_page(work, answered, _typed(came.keys), refusal)
            return page, status_of(refusal)
    return _saved(public_id)


def _begin(work: Work, content: Content, answers: str, keys: Sequence[str]) -> str:
    public_id = drafting.start(work, content, answers or None)
    _attach(work, public_id, keys)
    _address_sender(work, public_id, answers)
    return public_id


@bp.get("/drafts/<public_id>")
def edit(public_id: str) -> str | Answer:
    """Show the form of a draft; of one that cannot be changed, the document's page."""
    with current.look() as work:
        read = _draft(work, public_id)
        if not _is_mine(work, read):
            return redirect(url_for("documents.show", public_id=public_id))
        return _edit_page(work, read, _kept(read))


@bp.post("/drafts/<public_id>")
def change(public_id: str) -> Answer | tuple[str, int]:
    """Keep what was typed; if somebody kept another text meanwhile, show both."""
    do, came = request.form.get("do", ""), uploads.received()
    try:
        content, revision = _read(), posted.key(request.form.get("revision", ""))
        with current.work() as work:
            drafting.edit(work, public_id, content, revision=-1 if revision is None else revision)
            position = posted.key(do.removeprefix(REMOVE)) if do.startswith(REMOVE) else None
            if position is not None:
                drafting.detach(work, public_id, position)
            _attach(work, public_id, came.whole())
            kept.sent(work, kept.DRAFT, public_id)
    except (Invalid, Refused, Conflict) as refusal:
        return _refused(public_id, _typed(came.keys), refusal)
    return _saved(public_id)


@bp.get("/drafts/<public_id>/preview.pdf")
def preview(public_id: str) -> Response:
    """Hand out the draft as it would be printed."""
    with current.look() as work:
        _draft(work, public_id)
        content = letters.render(work, public_id)
    answer = Response(content, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = "inline; filename=ban-in.pdf"
    answer.headers["Content-Security-Policy"] = headers.FILE
    return answer


def _read() -> Content:
    """Return the content posted; raises Invalid for what is no day or degree."""
    form = request.form
    return Content(
        type_code=form.get("type_code", ""),
        subject=form.get("subject", ""),
        body=form.get("body", "").replace("\r\n", "\n"),
        urgency=posted.urgency(form.get("urgency", "")),
        respond_by=posted.day(form.get("respond_by", ""), "respond_by"),
        council=form.get("council", "").strip(),
    )


def _typed(uploaded: Sequence[str] = (), fields: Mapping[str, str] | None = None) -> Typed:
    """Return the fields as they were posted, or as they were kept before."""
    names = ("type_code", "subject", "body", "urgency", "respond_by", "council")
    given = request.form if fields is None else fields
    return Typed(uploaded=uploaded, **{name: given.get(name, "") for name in names})


def _kept(read: Dossier) -> Typed:
    row = read.document
    return Typed(
        type_code=row.type_code,
        subject=row.subject,
        body=row.body,
        urgency=str(row.urgency),
        respond_by=row.respond_by.isoformat() if row.respond_by else "",
        council=row.council,
    )


def _begun(answered: Dossier | None, type_code: str) -> Typed:
    """Return what the form begins with: for an answer, whom and what it answers."""
    if answered is None:
        return Typed(type_code=type_code)
    row = answered.document
    dated = f" ngày {row.issued_on:%d/%m/%Y}" if row.issued_on else ""
    named = f"{answered.symbol}{dated}" if answered.symbol else "của quý cơ quan"
    return Typed(
        type_code=type_code or LETTER,
        subject=f"trả lời Văn bản số {named}" if answered.symbol else f"trả lời văn bản {named}",
        body=f"Trả lời Văn bản số {named} về {_about(row.subject)},\n\n",
        urgency=str(row.urgency),
    )


def _about(subject: str) -> str:
    """Return a subject without the "V/v" or "về việc" that it may begin with."""
    found = _ABOUT.match(subject)
    return subject[found.end() :] if found else subject


def _attach(work: Work, public_id: str, keys: Sequence[str]) -> None:
    for file in stages.take(work, keys):
        drafting.attach(work, public_id, file)


def _address_sender(work: Work, public_id: str, answers: str) -> None:
    """Choose whoever wrote to us as the recipient of the answer."""
    if not answers:
        return
    issuer = dossier.read(work, answers).document.issuer_unit_id
    unit = work.tree.units.get(issuer)
    if unit is not None and unit.kind.keeps_register and unit.id != work.actor.agency_id:
        drafting.address(work, public_id, [Recipient(unit_id=unit.id)])


def _saved(public_id: str) -> Answer | tuple[str, int]:
    """Go on after keeping: to the same form, to the recipients, or along the procedure."""
    do = request.form.get("do", "")
    if do == "forward":
        try:
            with current.work() as work:
                step = routing.move(work, public_id, _forward(work, public_id).name)
        except (Invalid, Refused, Conflict) as refusal:
            return _refused(public_id, None, refusal)
        done = Text("Xong: {words}.", "Done: {words}.")
        flash(said(done.filled(words=step.decision.action.done)), "done")
        return redirect(url_for("documents.show", public_id=public_id))
    flash(said(Text("Đã lưu dự thảo.", "The draft is kept.")), "done")
    page = "drafting.recipients" if do == "recipients" else "drafting.edit"
    return redirect(url_for(page, public_id=public_id))


def _forward(work: Work, public_id: str) -> Action:
    """Return the action that hands a draft on: the first way out of its state."""
    row = _draft(work, public_id).document
    return work.procedures[row.procedure, row.procedure_version].actions_from(row.state)[0]


def _draft(work: Work, public_id: str) -> Dossier:
    """Return a document drafted here; raises NotFound for every other."""
    read = dossier.read(work, public_id)
    if read.document.procedure is None:
        raise NotFound
    return read


def _is_mine(work: Work, read: Dossier) -> bool:
    row = read.document
    state = work.procedures[row.procedure, row.procedure_version].state(row.state)
    here = work.actor.agency_id == row.agency_id
    return state.editable and here and work.actor.person_id == row.drafter_id


def _refused(public_id: str, typed: Typed | None, refusal: OfficeError) -> tuple[str, int]:
    """Show the form again: with what was typed, or (None) with what is kept."""
    with current.look() as work:
        read = _draft(work, public_id)
        page = _edit_page(work, read, typed or _kept(read), refusal)
    return page, status_of(refusal)


def _new_page(
    work: Work, answered: Dossier | None, typed: Typed, refusal: OfficeError | None = None
) -> str:
    forward = work.procedures.newest(OUTGOING)
    about = answered.document.public_id if answered else ""
    keeping = kept.around(work, kept.NEW_DRAFT, about)
    typed = _typed((), keeping.kept.fields) if keeping.kept else typed
    return render_template(
        "draft.html",
        **_common(work, typed, refusal),
        keeping=keeping,
        read=None,
        answered=answered,
        action=forward.actions_from(forward.initial)[0],
    )


def _edit_page(work: Work, read: Dossier, typed: Typed, refusal: OfficeError | None = None) -> str:
    row = read.document
    ways = work.procedures[row.procedure, row.procedure_version].actions_from(row.state)
    mine = _is_mine(work, read)
    keeping = kept.around(work, kept.DRAFT, row.public_id, row.revision)
    typed = _typed((), keeping.kept.fields) if keeping.kept else typed
    return render_template(
        "draft.html",
        **_common(work, typed, refusal),
        keeping=keeping,
        read=read,
        answered=dossier.read(work, read.answers) if read.answers else None,
        kept=_kept(read) if isinstance(refusal, Conflict) or not mine else None,
        mine=mine,
        action=ways[0] if ways and mine else None,
        recipients=len(drafting.addressed(work, row.public_id)),
        **beside.checked(work, read, mine),
        returned=_returned(read),
        **comments.beside_the_text(work, read),
    )


def _common(work: Work, typed: Typed, refusal: OfficeError | None) -> dict[str, Any]:
    titles = [(t.code, said(Text(t.title, t.title_en))) for t in work.types.values()]
    return {
        "typed": typed,
        "types": [("", said(Text("— chọn loại văn bản —", "— choose a type —"))), *titles],
        "urgencies": [(code, said(words)) for code, (_, words) in enumerate(URGENCIES)],
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
