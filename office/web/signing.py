"""Signing on screen: the very file beside the button, and what the button would do with it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from office.domain import bulk as acts
from office.domain.errors import Conflict, Invalid, NotFound, OfficeError, Refused
from office.domain.folders import folder
from office.domain.signing import AGENCY, DIGITAL, LEADER, PAPER, SIMULATED, WAYS
from office.services.desk import batches
from office.services.desk.batches import Wanted
from office.services.explaining import attempts
from office.services.signing import agency, leader, queue
from office.services.views import dossier
from office.web import actions, bulk, current, done, headers, place, posted
from office.web.errors import status_of
from office.web.place import Place

bp = Blueprint("signing", __name__)
WHOSE = {leader.SIGN: LEADER, agency.SEAL: AGENCY}
SHOWS: dict[str, Any] = {leader.SIGN: leader.show, agency.SEAL: agency.show}
TAKES = {leader.SIGN: leader.take, agency.SEAL: agency.take}
_ACT = "/documents/<public_id>/<any(sign, seal):act>"


@bp.get(_ACT)
def form(public_id: str, act: str) -> tuple[str, int]:
    """Show what would be signed, by whom and with which key; or why it cannot be signed now."""
    return _page(public_id, act)


@bp.get(f"{_ACT}.pdf")
def file(public_id: str, act: str) -> Response:
    """Hand out the very bytes that would be signed."""
    answer = Response(SHOWS[act](current.look, public_id).pdf, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = "inline; filename=van-ban-trinh-ky.pdf"
    answer.headers["Content-Security-Policy"] = headers.FILE
    return answer


@bp.post(_ACT)
def take(public_id: str, act: str) -> Answer | tuple[str, int]:
    """Sign the file whose digest was shown; a refusal shows the page again, as it is now."""
    revision = posted.key(request.form.get("revision", ""))
    seen = request.form.get("seen", ""), -1 if revision is None else revision
    try:
        step = TAKES[act](current.look, current.work, public_id, seen)
    except (Refused, Invalid, Conflict) as refusal:
        with current.work() as work:
            attempts.note(work, public_id, act, refusal)
        return _page(public_id, act, refusal)
    flash(done.told(step), "done")
    with current.look() as work:
        return redirect(actions.following(work, public_id))


@bp.get("/signing")
def many() -> str:
    """Show what waits for the actor's signature, each letter with the file that would be signed.

    Raises NotFound for whoever signs nothing.
    """
    return _queue()


@bp.post("/signing")
def sign_many() -> Answer | tuple[str, int]:
    """Sign the files that are ticked, each by itself; raises NotFound as `many` does."""
    form = request.form
    if folder(queue.FOLDER, current.actor().role) is None:
        raise NotFound
    try:
        wanted = Wanted(
            action=acts.SIGN,
            tickets=[bulk.ticket(written) for written in form.getlist("item")],
            place=Place(queue.FOLDER).written(),
        )
        with current.work() as work:
            batch = batches.begin(work, wanted, form.get("once", ""))
    except Invalid as refusal:
        return _queue(refusal), status_of(refusal)
    return bulk.turn(batch)


def _queue(refusal: OfficeError | None = None) -> str:
    read = queue.read(current.look, place.read_key(request.args.get("after", "")))
    shown = next((one.shown for one in read.letters if one.shown is not None), None)
    return render_template(
        "signing_many.html",
        queue=read,
        key=shown.key if shown else None,
        way=WAYS[LEADER, DIGITAL if shown and shown.key else PAPER],
        simulated=SIMULATED,
        reasons=refusal.reasons if refusal else (),
        older=f"{read.older[0]}-{read.older[1]}" if read.older else "",
        later=bool(request.args.get("after")),
        back=Place(queue.FOLDER),
    )


def _page(public_id: str, act: str, refusal: OfficeError | None = None) -> tuple[str, int]:
    with current.look() as work:
        read = dossier.read(work, public_id)
    try:
        shown = SHOWS[act](current.look, public_id)
    except Refused as closed:
        shown, refusal = None, refusal or closed
    page = render_template(
        "signing.html",
        read=read,
        shown=shown,
        action=act,
        way=WAYS[WHOSE[act], DIGITAL if shown and shown.key else PAPER],
        simulated=SIMULATED,
        reasons=refusal.reasons if refusal else (),
        came_from=request.args.get("from", ""),
        folder=place.here().folder,
        back=place.here().into(url_for("documents.show", public_id=public_id)),
    )
    return page, status_of(refusal) if refusal else 200
