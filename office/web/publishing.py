"""Inside the office: the switch of the agency's public page, and marking a document for it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from office.domain.errors import Invalid, OfficeError, Refused
from office.domain.publication import OPEN, PUBLISH, SHUT, UNPUBLISH
from office.domain.text import Text
from office.services.publishing import marking, switch
from office.services.views import dossier
from office.web import current
from office.web.errors import status_of
from office.web.wording import said

bp = Blueprint("publishing", __name__)
Answer = Response | str | tuple[str, int]
_DONE: dict[str, Text] = {
    OPEN: Text("Đã bật trang công khai.", "The public page is open."),
    SHUT: Text(
        "Đã tắt trang công khai; mọi địa chỉ công khai không còn xem được.",
        "The public page is shut: nothing of it can be seen any more.",
    ),
    PUBLISH: Text("Đã công khai văn bản.", "The document is public."),
    UNPUBLISH: Text("Đã gỡ văn bản khỏi trang công khai.", "It is public no more."),
}
ACTS: dict[str, Text] = {
    OPEN: Text("bật trang", "opened the page"),
    SHUT: Text("tắt trang", "shut the page"),
}


@bp.get("/public-page")
def index() -> Answer:
    """Show whether the agency's public page is open, and what was done to it; raises Refused."""
    return _switch(None)


@bp.post("/public-page")
def turn() -> Answer:
    """Open or shut the agency's public page."""
    act = request.form.get("act", "")
    try:
        with current.work() as work:
            switch.turn(work, act, request.form.get("reason", ""))
    except (Invalid, Refused) as refusal:
        return _switch(refusal)
    flash(said(_DONE[act]), "done")
    return redirect(url_for("publishing.index"))


@bp.get("/documents/<public_id>/publish")
def form(public_id: str) -> Answer:
    """Show what the public would see of a document, with the form to mark it or take it off."""
    return _mark(public_id, None)


@bp.post("/documents/<public_id>/publish")
def mark(public_id: str) -> Answer:
    """Make a document public, or take it off again."""
    act, reason = request.form.get("act", ""), request.form.get("reason", "")
    try:
        with current.work() as work:
            if act == UNPUBLISH:
                marking.unpublish(work, public_id, reason)
            else:
                marking.publish(work, public_id, reason)
    except (Invalid, Refused) as refusal:
        return _mark(public_id, refusal)
    flash(said(_DONE[UNPUBLISH if act == UNPUBLISH else PUBLISH]), "done")
    return redirect(url_for("documents.show", public_id=public_id))


def _switch(refusal: OfficeError | None) -> Answer:
    with current.look() as work:
        page = render_template(
            "public_switch.html",
            standing=switch.standing(work),
            unit=work.tree[work.actor.agency_id],
            acts={name: said(words) for name, words in ACTS.items()},
            reason=request.form.get("reason", ""),
            reasons=refusal.reasons if refusal else (),
        )
    return (page, status_of(refusal)) if refusal else page


def _mark(public_id: str, refusal: OfficeError | None) -> Answer:
    with current.look() as work:
        read = dossier.read(work, public_id)
        mark = marking.of_document(work, read)
        if refusal is None and (mark is None or not mark.may):
            refusal = Refused(marking.may_not(work, read))
        page = render_template(
            "publish.html",
            read=read,
            mark=mark,
            kind=work.types.get(read.document.type_code),
            sealed=marking.sealed_file(read),
            reason=request.form.get("reason", ""),
            reasons=refusal.reasons if refusal else (),
        )
    return (page, status_of(refusal)) if refusal else page
