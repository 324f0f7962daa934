"""Writing a draft: its text and files, how it will look in print, and handing it on."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, Response, flash, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from office.domain.documents import Content
from office.domain.errors import Conflict, Invalid, NotFound, OfficeError, Refused
from office.domain.text import Text
from office.domain.workflow import Action
from office.services import access, routing
from office.services.files import letters, stages
from office.services.outgoing import drafting, templates
from office.services.outgoing.drafting import Recipient
from office.services.views import dossier
from office.services.views.dossier import Dossier
from office.services.work import Work
from office.services.writing import submissions
from office.web import current, draft_begun, draft_forms, headers, kept, posted, recipients, uploads
from office.web.draft_forms import Typed
from office.web.draft_pages import as_kept, edit_page, is_mine, new_page
from office.web.errors import status_of
from office.web.wording import said

bp = Blueprint("drafting", __name__)
REMOVE = "remove-"
#: The button that counts articles, clauses and points anew, where no script does it.
RENUMBER = "renumber"

bp.get("/documents/<public_id>/recipients", endpoint="recipients")(recipients.show)
bp.post("/documents/<public_id>/recipients", endpoint="address")(recipients.change)


@bp.get("/drafts/new")
def new() -> str:
    """Show the form: empty, or begun with what the address names."""
    with current.look() as work:
        access.require_role(work, *drafting.DRAFTERS)
        return new_page(work, draft_begun.asked(work))


@bp.post("/drafts/new")
def create() -> Answer | str | tuple[str, int]:
    """Begin the draft; a refusal shows the form again with all that was typed."""
    answers, came = request.form.get("answers", ""), uploads.received()
    if request.form.get("do") == RENUMBER:
        typed, told = draft_forms.counted_anew(draft_forms.typed(came.keys))
        with current.look() as work:
            return new_page(work, draft_begun.posted_back(work, typed), told=told)
    form, about = draft_begun.place_of(request.form)
    try:
        content, keys = draft_forms.content(), came.whole()
        with current.work() as work:
            public_id = submissions.once(
                work, request.form.get("once", ""), lambda: _begin(work, content, answers, keys)
            )
            kept.sent(work, form, about)
    except (Invalid, Refused) as refusal:
        with current.look() as work:
            begun = draft_begun.posted_back(work, draft_forms.typed(came.keys))
            return new_page(work, begun, refusal), status_of(refusal)
    return _saved(public_id)


def _begin(work: Work, content: Content, answers: str, keys: Sequence[str]) -> str:
    public_id = drafting.start(work, content, answers or None)
    _attach(work, public_id, keys)
    _address_sender(work, public_id, answers)
    template = draft_begun.template_of(draft_begun.place_of(request.form)[0])
    if template is not None:
        templates.count_use(work, template)
    return public_id


@bp.get("/drafts/<public_id>")
def edit(public_id: str) -> str | Answer:
    """Show the form of a draft; of one that cannot be changed, the document's page."""
    with current.look() as work:
        read = _draft(work, public_id)
        if not is_mine(work, read):
            return redirect(url_for("documents.show", public_id=public_id))
        return edit_page(work, read, as_kept(read))


@bp.post("/drafts/<public_id>")
def change(public_id: str) -> Answer | str | tuple[str, int]:
    """Keep what was typed; if somebody kept another text meanwhile, show both."""
    do, came = request.form.get("do", ""), uploads.received()
    if do == RENUMBER:
        typed, told = draft_forms.counted_anew(draft_forms.typed(came.keys))
        with current.look() as work:
            return edit_page(work, _draft(work, public_id), typed, told=told)
    try:
        content, revision = draft_forms.content(), posted.key(request.form.get("revision", ""))
        with current.work() as work:
            drafting.edit(work, public_id, content, revision=-1 if revision is None else revision)
            position = posted.key(do.removeprefix(REMOVE)) if do.startswith(REMOVE) else None
            if position is not None:
                drafting.detach(work, public_id, position)
            _attach(work, public_id, came.whole())
            kept.sent(work, kept.DRAFT, public_id)
    except (Invalid, Refused, Conflict) as refusal:
        return _refused(public_id, draft_forms.typed(came.keys), refusal)
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


def _refused(public_id: str, typed: Typed | None, refusal: OfficeError) -> tuple[str, int]:
    """Show the form again: with what was typed, or (None) with what is kept."""
    with current.look() as work:
        read = _draft(work, public_id)
        page = edit_page(work, read, typed or as_kept(read), refusal)
    return page, status_of(refusal)
