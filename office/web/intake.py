"""One screen to take a document in: read it, see its number, hand it on, go to the next."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from office.domain.asks import LEAD, Form
from office.domain.errors import Conflict, Invalid, NotFound, OfficeError, Refused
from office.domain.text import Text
from office.services.desk import intake
from office.services.desk.intake import SUBMIT, TRANSFER, Intake
from office.services.views import dossier, readings
from office.services.work import Work
from office.web import current, done, place, telling
from office.web.assigning import people_of, read_rows, rows_of
from office.web.documents import standing
from office.web.errors import status_of
from office.web.place import Place

bp = Blueprint("intake", __name__)
#: Where a clerk goes on when the list worked through is empty.
QUEUE = ("arrivals", "to-register")
JUST_NOW = 3
NEXT = "next"
SUGGESTED = "suggested"


class Posted(NamedTuple):
    """What the form said: what is to follow the registering, and where to go then."""

    then: str
    form: Form
    on: bool


@bp.get("/intake/<public_id>")
def show(public_id: str) -> str | tuple[str, int]:
    """Show a document and all that taking it in needs; raises NotFound."""
    with current.look() as work:
        opened = readings.due(work, intake.document_id(work, public_id))
    if opened:
        with current.work() as work:
            readings.mark(work, public_id)
    return _page(public_id, None)


@bp.post("/intake/<public_id>")
def take(public_id: str) -> Response | tuple[str, int]:
    """Take it in; a refusal shows the screen again with all that was chosen."""
    here = place.here()
    try:
        revision = request.form.get("revision", type=int)
        if revision is None:
            raise Invalid(Text("Thiếu số phiên bản của trang.", "The page's revision is missing."))
        posted = _posted()
        with current.work() as work:
            steps = intake.take(
                work,
                public_id,
                posted.then,
                posted.form,
                revision=revision,
                confirmed="confirmed" in request.form,
            )
            after = _next(work, here, public_id) if posted.on else None
    except (Refused, Invalid, Conflict) as refusal:
        return _page(public_id, refusal)
    flash(done.told(*steps), "done")
    return redirect(after or here.into(url_for("documents.show", public_id=public_id)))


def _posted() -> Posted:
    """Return what the form says; what the suggestion's own button says comes from it alone."""
    do, form = request.form.get("do", ""), request.form
    read = frozenset(form.getlist("aware-file"))
    if do == SUGGESTED:
        rows = {"part-0": LEAD, "who-0": form.get("suggested", "")}
        return Posted(TRANSFER, Form(assignees=read_rows(rows), aware_of_files=read), on=True)
    then = form.get("then", "")
    assignees = read_rows(form) if then == TRANSFER else ()
    return Posted(then, Form(assignees=assignees, aware_of_files=read), on=do == NEXT)


def _page(public_id: str, refusal: OfficeError | None) -> tuple[str, int]:
    with current.look() as work:
        intake.document_id(work, public_id)
        read = dossier.read(work, public_id)
        desk, reasons = _desk(work, public_id)
        here = place.here()
        values: dict[str, Any] = {
            "read": read,
            "document": read.document,
            "standing": standing(work, read),
            "kind": work.types.get(read.document.type_code),
            "desk": desk,
            "signatures": desk.signatures if desk else (),
            "choices": people_of(work),
            "row": rows_of(request.form, 1)[0],
            "neighbours": place.neighbours(work, here),
            "lines": [telling.tell(h, work.procedures) for h in read.story[-JUST_NOW:]],
            "shown": next((f for f in read.attachments if f.media_type == "application/pdf"), None),
        }
    page = render_template(
        "intake.html",
        **values,
        place=here,
        folder=here.folder,
        then=request.form.get("then", SUBMIT),
        confirmed="confirmed" in request.form,
        reasons=refusal.reasons if refusal else reasons,
        conflict=isinstance(refusal, Conflict),
    )
    return page, status_of(refusal) if refusal else 200


def _desk(work: Work, public_id: str) -> tuple[Intake | None, tuple[Text, ...]]:
    """Return what taking the document in will do, or why it cannot be taken in."""
    try:
        return intake.look(work, public_id), ()
    except Refused as closed:
        return None, closed.reasons


def _next(work: Work, here: Place, but: str) -> str:
    """Return the address of the next document to take in, the urgent first.

    That is the next one of the list worked through, then of the clerk's other lists; when
    all is done, the list itself.
    """
    for folder in (here, *(Place(name) for name in QUEUE if name != here.folder)):
        try:
            item = place.following(work, folder, but) if folder.folder in QUEUE else None
        except NotFound:
            continue
        if item is not None:
            address = url_for("intake.show", public_id=item.public_id)
            return folder.at(item.key).into(address)
    return here.listed() if here.folder in QUEUE else url_for("inbox.folder", name=QUEUE[0])
