"""Taking an action: the form its asks make, and what comes after it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from office.domain.decision import Offer
from office.domain.errors import (
    Conflict,
    Invalid,
    NotFound,
    OfficeError,
    Refused,
    Unavailable,
    Unsure,
)
from office.domain.numbering import written
from office.domain.text import Text
from office.services import routing
from office.services.books import registers, registration
from office.services.explaining import attempts
from office.services.views import dossier
from office.services.work import Work
from office.services.writing import phrases
from office.web import asking, beside, current, documents, done, kept, loads, place, telling
from office.web.assigning import MOST_ROWS, ROWS, Row, rows_of
from office.web.errors import status_of

bp = Blueprint("actions", __name__)
LIKE_SHOWN = 3
JUST_NOW = 3


@bp.get("/documents/<public_id>/actions/<action>")
def form(public_id: str, action: str) -> str | tuple[str, int]:
    """Show the form of an action; a closed one shows why it is closed."""
    return page(public_id, action)


@bp.post("/documents/<public_id>/actions/<action>")
def take(public_id: str, action: str) -> Response | str | tuple[str, int]:
    """Take the action; a refusal shows the form again with all that was typed."""
    revision = request.form.get("revision", type=int)
    try:
        if revision is None:
            raise Invalid(Text("Thiếu số phiên bản của trang.", "The page's revision is missing."))
        with current.work() as work:
            step = routing.move(work, public_id, action, asking.read_form(), revision=revision)
            kept.sent(work, action, public_id)
            after = following(work, public_id)
    except Unavailable as trouble:
        return page(public_id, action, trouble, request.form)
    except (Refused, Invalid, Conflict) as refusal:
        with current.work() as work:
            attempts.note(work, public_id, action, refusal)
        return page(public_id, action, refusal, request.form)
    flash(done.told(step), "done")
    return redirect(after)


@bp.get("/assignment-rows")
def rows() -> str:
    """Return further empty rows of the assignment table, for the page that asks by script."""
    first = min(request.args.get("first", ROWS, type=int), MOST_ROWS - ROWS)
    with current.look() as work:
        choices = loads.choices(work, loads.seen(work))
    return render_template("_rows_more.html", rows=[Row()] * ROWS, first=first, choices=choices)


def page(
    public_id: str,
    action: str,
    refusal: OfficeError | None = None,
    typed: Mapping[str, str] | None = None,
    **more: Any,
) -> tuple[str, int]:
    """Show the form of an action with what was typed, or what was kept of it when it opens.

    `more` is handed to the template.  Raises NotFound where there is no such action.
    """
    with current.look() as work:
        read = dossier.read(work, public_id)
        run, offers = documents.open_actions(work, public_id)
        revision = run.revision if run else 0
        offer = next((o for o in offers if o.action.name == action), None)
        if offer is None and refusal is None:
            raise NotFound
        keeping = kept.around(work, action, public_id, revision)
        typed = keeping.typed({}) if typed is None else typed
        values = {
            **{"read": read, "offer": offer, "revision": revision, "keeping": keeping},
            "standing": documents.standing(work, read),
            "lines": [telling.tell(h, work.procedures) for h in read.story[-JUST_NOW:]],
            **beside.deciding(work, read, run, [offer] if offer else []),
            **_asked(work, offer, read, typed),
        }
    shown = render_template(
        more.pop("template", "action.html"),
        **values,
        **more,
        typed=typed,
        opinion_words=asking.words_of(action),
        reasons=refusal.reasons if refusal else offer.reasons if offer else (),
        conflict=isinstance(refusal, Conflict),
        unsure=refusal.people if isinstance(refusal, Unsure) else (),
        came_from=request.args.get("from", ""),
        folder=place.here().folder,
    )
    return shown, status_of(refusal) if refusal else 200


def _asked(work: Work, offer: Offer | None, read: Any, typed: Mapping[str, str]) -> dict[str, Any]:
    """Return what the form of this action needs beside its own fields."""
    if offer is None:  # somebody was faster: what was typed is shown all the same
        rows = rows_of(typed, 1)
        wanted = any(row.who for row in rows)
        return {"choices": loads.choices(work, loads.seen(work)), "rows": rows} if wanted else {}
    asks = set(offer.action.asks)
    needed = asking.needed(work, offer, read, typed)
    if asks & {"opinion", "content"}:
        needed["phrases"] = phrases.offered(work)
    if asks & {"assignees", "new_lead"}:
        needed["loads"] = loads.seen(work, read.document)
        needed["choices"] = loads.choices(work, needed["loads"])
        needed["rows"] = rows_of(typed, 1 if "new_lead" in asks else ROWS)
    if "register_incoming" in offer.action.effects:
        needed["next_number"] = written(registers.next_number(work))
        alike = registration.lookalikes(work, read.document.public_id)
        needed["alike"] = [dossier.read(work, like) for like in alike[:LIKE_SHOWN]]
    return needed


def following(work: Work, public_id: str) -> str:
    """Return where to go now: the next item of the folder the document was opened from."""
    here = place.here()
    if not here.folder:
        return url_for("documents.show", public_id=public_id)
    try:
        item = place.following(work, here, public_id)
    except NotFound:
        return url_for("home.index")
    return place.document(item, here) if item else here.listed()
