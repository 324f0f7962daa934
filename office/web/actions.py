"""Taking an action: the form its asks make, and what comes after it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from office.domain.decision import Offer
from office.domain.errors import Conflict, Invalid, NotFound, OfficeError, Refused
from office.domain.numbering import written
from office.domain.text import Text
from office.services import attempts, dossier, inboxes, registers, registration, routing
from office.services.step import Step
from office.services.work import Work
from office.web import asking, current, documents, telling
from office.web.assigning import MOST_ROWS, ROWS, Row, people_of, rows_of
from office.web.errors import status_of
from office.web.inbox import read_key
from office.web.wording import said

bp = Blueprint("actions", __name__)
LIKE_SHOWN = 3
JUST_NOW = 3


@bp.get("/documents/<public_id>/actions/<action>")
def form(public_id: str, action: str) -> str | tuple[str, int]:
    """Show the form of an action; a closed one shows why it is closed."""
    return _page(public_id, action, None)


@bp.post("/documents/<public_id>/actions/<action>")
def take(public_id: str, action: str) -> Response | str | tuple[str, int]:
    """Take the action; a refusal shows the form again with all that was typed."""
    revision = request.form.get("revision", type=int)
    try:
        if revision is None:
            raise Invalid(Text("Thiếu số phiên bản của trang.", "The page's revision is missing."))
        with current.work() as work:
            step = routing.move(work, public_id, action, asking.read_form(), revision=revision)
            after = _next(work, public_id)
    except (Refused, Invalid, Conflict) as refusal:
        with current.work() as work:
            attempts.note(work, public_id, action, refusal)
        return _page(public_id, action, refusal)
    flash(_done(step), "done")
    return redirect(after)


@bp.get("/assignment-rows")
def rows() -> str:
    """Return further empty rows of the assignment table, for the page that asks by script."""
    first = min(request.args.get("first", ROWS, type=int), MOST_ROWS - ROWS)
    with current.look() as work:
        choices = people_of(work)
    return render_template("_rows_more.html", rows=[Row()] * ROWS, first=first, choices=choices)


def _page(public_id: str, action: str, refusal: OfficeError | None) -> tuple[str, int]:
    with current.look() as work:
        read = dossier.read(work, public_id)
        revision, offers = documents.open_actions(work, public_id)
        offer = next((o for o in offers if o.action.name == action), None)
        if offer is None and refusal is None:
            raise NotFound
        values = {
            "read": read,
            "offer": offer,
            "revision": revision,
            "standing": documents.standing(work, read),
            "lines": [telling.tell(h, work.procedures) for h in read.story[-JUST_NOW:]],
            **_asked(work, public_id, offer, read),
        }
    page = render_template(
        "action.html",
        **values,
        typed=request.form,
        opinion_words=asking.words_of(action),
        reasons=refusal.reasons if refusal else offer.reasons if offer else (),
        conflict=isinstance(refusal, Conflict),
        came_from=request.args.get("from", ""),
        folder=request.args.get("from", "").partition(".")[0],
    )
    return page, status_of(refusal) if refusal else 200


def _asked(work: Work, public_id: str, offer: Offer | None, read: Any) -> dict[str, Any]:
    """Return what the form of this action needs beside its own fields."""
    if offer is None:  # somebody was faster: what was typed is shown all the same
        typed = any(row.who for row in rows_of(request.form, 0))
        return {"choices": people_of(work), "rows": rows_of(request.form, 1)} if typed else {}
    asks = set(offer.action.asks)
    needed = asking.needed(work, offer, read)
    if asks & {"assignees", "new_lead"}:
        needed["choices"] = people_of(work)
        needed["rows"] = rows_of(request.form, 1 if "new_lead" in asks else ROWS)
    if "register_incoming" in offer.action.effects:
        needed["next_number"] = written(registers.next_number(work))
        alike = registration.lookalikes(work, public_id)
        needed["alike"] = [dossier.read(work, like) for like in alike[:LIKE_SHOWN]]
    return needed


def _next(work: Work, public_id: str) -> str:
    """Return where to go now: the next item of the folder the document was opened from."""
    folder, _, written = request.args.get("from", "").partition(".")
    if not folder:
        return url_for("documents.show", public_id=public_id)
    try:
        page = inboxes.page(work, folder, read_key(written), 1)
        page = page if page.items else inboxes.page(work, folder, None, 1)
    except NotFound:
        return url_for("home.index")
    for item in page.items:
        if item.public_id != public_id:
            here = f"{folder}.{item.key[0]}-{item.key[1]}"
            return f"{url_for('documents.show', public_id=item.public_id)}?from={here}"
    return url_for("inbox.folder", name=folder)


def _done(step: Step) -> str:
    words = said(step.decision.action.done)
    number = step.facts.get("number", {})
    if "symbol" in number:
        words += f" · {number['symbol']}"
    elif number:
        words += said(Text(", số đến {n}", ", incoming number {n}")).format(n=number["number"])
    return said(Text("Xong: {words}.", "Done: {words}.")).format(words=words)
