"""Many lines of a folder at once: what is wanted, what came of each, those to do again."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from office.domain import bulk
from office.domain.asks import Assignee
from office.domain.errors import Invalid, NotFound
from office.domain.folders import folder
from office.services.desk import batches
from office.services.desk.batches import Ticket, Wanted
from office.web import current, place, posted
from office.web.assigning import read_rows
from office.web.errors import status_of
from office.web.inbox import page_of
from office.web.place import Place

bp = Blueprint("bulk", __name__)
#: A request works on a batch so long; the page then shows how far it is, and goes on.
TURN = timedelta(seconds=2)


@bp.post("/inbox/<name>/bulk")
def begin(name: str) -> Response | tuple[str, int]:
    """Begin on what is ticked; what is missing is said above the list, ticks and all.

    Raises NotFound for a folder the actor does not have.
    """
    form = request.form
    if folder(name, current.actor().role) is None:
        raise NotFound
    try:
        wanted = Wanted(
            action=form.get("do", ""),
            tickets=[ticket(written) for written in form.getlist("item")],
            lead=_lead(),
            place=Place(name, None, place.sieve_of(request.args)).written(),
        )
        with current.work() as work:
            batch = batches.begin(work, wanted, form.get("once", ""))
    except Invalid as refusal:
        ticked = frozenset(form.getlist("item"))
        page = page_of(name, reasons=refusal.reasons, ticked=ticked, lead=form.get("who-0", ""))
        return page, status_of(refusal)
    return turn(batch)


@bp.get("/bulk/<public_id>")
def show(public_id: str) -> str:
    """Show a batch as far as it has come; raises NotFound for another's."""
    with current.look() as work:
        report = batches.report(work, public_id)
    here = place.read(report.place)
    return render_template(
        "bulk.html",
        report=report,
        words=bulk.ACTS[report.action],
        place=here,
        folder=here.folder,
    )


@bp.post("/bulk/<public_id>/go")
def go(public_id: str) -> Response:
    """Go on with the lines that wait."""
    return turn(public_id)


@bp.post("/bulk/<public_id>/retry")
def retry(public_id: str) -> Response:
    """Take the refused lines again, and no other."""
    with current.work() as work:
        batches.retry(work, public_id)
    return turn(public_id)


def turn(public_id: str) -> Response:
    """Work on a batch for a turn, then show it."""
    end = current.office().wall() + TURN
    batches.go(current.work, public_id, lambda: current.office().wall() < end)
    return redirect(url_for("bulk.show", public_id=public_id), 303)


def _lead() -> Assignee | None:
    """Return whom the form names, None for nobody; raises Invalid."""
    named = read_rows({"part-0": "lead", "who-0": request.form.get("who-0", "")})
    return named[0] if named else None


def ticket(written: str) -> Ticket:
    """Return a ticked line, `document.revision` or, to be signed, `document.revision.digest`; one
    without its revision is taken as it is seen to be: never."""
    document, _, rest = written.partition(".")
    revision, _, digest = rest.partition(".")
    seen = posted.key(revision)
    return Ticket(document, -1 if seen is None else seen, digest)
