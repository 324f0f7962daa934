"""Paper that comes: what the clerk's agency waits for, and the note that it came."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for

from office.domain.errors import Invalid, NotFound, OfficeError, Refused
from office.domain.paper import CHANNELS
from office.domain.sheets import CONDITIONS, EVENTS, MOST_SHEETS
from office.domain.text import Text
from office.services.papers import ledger, receipts
from office.services.papers.receipts import Came
from office.services.views import dossier
from office.web import current, posted
from office.web.errors import status_of
from office.web.papers import Answer, number
from office.web.wording import said

bp = Blueprint("paper_receipts", __name__)


@bp.get("/paper/awaited")
def index() -> str:
    """List the paper that has not come, the oldest first; raises Refused for no clerk."""
    after = posted.key(request.args.get("after", "")) or 0
    with current.look() as work:
        page = receipts.page(work, after)
    return render_template("paper_awaited.html", page=page, first=after == 0, channels=CHANNELS)


@bp.get("/documents/<public_id>/paper")
def form(public_id: str) -> Answer:
    """Show the form that notes the paper; raises NotFound for whoever does not note it."""
    return _page(public_id)


@bp.post("/documents/<public_id>/paper")
def note(public_id: str) -> Answer:
    """Note that the paper came, or (`entry`) take such a note back."""
    entry = posted.key(request.form.get("entry", ""))
    try:
        with current.work() as work:
            if entry is not None:
                ledger.take_back(work, public_id, entry, request.form.get("reason", ""))
            else:
                receipts.note(work, public_id, _came())
    except (Invalid, Refused) as refusal:
        return _page(public_id, refusal)
    words = Text("Đã ghi mục hủy.", "The counter-entry is kept.")
    if entry is None:
        words = Text("Đã ghi nhận bản giấy.", "The paper is noted.")
    flash(said(words), "done")
    return redirect(url_for("documents.show", public_id=public_id))


def _came() -> Came:
    return Came(
        day=posted.day(request.form.get("day", ""), "day"),
        sheets=number("sheets"),
        condition=request.form.get("condition", "whole"),
        note=request.form.get("note", ""),
    )


def _page(public_id: str, refusal: OfficeError | None = None) -> Answer:
    with current.look() as work:
        read = dossier.read(work, public_id)
        if not receipts.may_note(work, read.own_delivery, read.document.origin):
            raise NotFound
        entries = ledger.listed(work, read.document.id, [work.actor.agency_id])
        day = work.today.isoformat()
    page = render_template(
        "paper_receipt.html",
        read=read,
        entries=entries,
        noted=any(one.copies > 0 and not one.taken_back for one in entries),
        conditions=CONDITIONS,
        events=EVENTS,
        options=[(name, said(words)) for name, words in CONDITIONS.items()],
        channels=CHANNELS,
        most=MOST_SHEETS,
        typed={"day": day, **request.form.to_dict()},
        reasons=refusal.reasons if refusal else (),
    )
    return (page, status_of(refusal)) if refusal else page
