"""The print queue of the clerk: what goes on paper, printed, stamped, counted in sheets."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from office.domain.errors import Invalid, NotFound, OfficeError, Refused
from office.domain.paper import CHANNELS
from office.domain.sheets import CONDITIONS, EVENTS, MOST_COPIES, STANDINGS, sheets
from office.domain.text import Text
from office.services.desk import reference
from office.services.papers import ledger, prints, queue
from office.services.papers.prints import Order
from office.services.work import Work
from office.web import current, headers, posted
from office.web.errors import status_of
from office.web.wording import said

bp = Blueprint("papers", __name__)
#: So many recipients of the electronic form alone are offered at once.
SHOWN_WITHOUT = 300
Answer = Response | str | tuple[str, int]


@bp.get("/papers")
def index() -> str:
    """List what waits to be printed and stamped, the oldest first; raises Refused."""
    after = posted.key(request.args.get("after", "")) or 0
    with current.look() as work:
        page = queue.page(work, after)
    return render_template("papers.html", page=page, first=after == 0)


@bp.get("/papers/<public_id>")
def show(public_id: str) -> Answer:
    """Show the paper of one document: to whom, where it stands, every entry; raises NotFound."""
    return _page(public_id)


@bp.post("/papers/<public_id>/print")
def take(public_id: str) -> Answer:
    """Hand out the PDF to print, and keep who printed how many sheets."""
    try:
        order = _order()
        with current.look() as work:
            made = prints.make(work, public_id, order)
        with current.work() as work:
            prints.keep(work, public_id, order, made)
    except (Invalid, Refused) as refusal:
        return _page(public_id, refusal)
    return pdf(made.pdf, f"ban-chinh-{public_id[:8]}.pdf")


@bp.post("/papers/<public_id>/stamp")
def stamp(public_id: str) -> Answer:
    """Note that what was printed was stamped."""
    try:
        with current.work() as work:
            copies = prints.stamp(work, public_id)
    except Refused as refusal:
        return _page(public_id, refusal)
    told = Text("Đã ghi đóng dấu {n} bản.", "{n} copies noted as stamped.")
    flash(said(told.filled(n=copies)), "done")
    return redirect(url_for("papers.show", public_id=public_id))


@bp.post("/papers/<public_id>/correct")
def correct(public_id: str) -> Answer:
    """Take an entry back by a counter-entry, with its reason."""
    entry = posted.key(request.form.get("entry", ""))
    if entry is None:
        raise NotFound
    try:
        with current.work() as work:
            ledger.take_back(work, public_id, entry, request.form.get("reason", ""))
    except (Invalid, Refused) as refusal:
        return _page(public_id, refusal)
    flash(said(Text("Đã ghi mục hủy.", "The counter-entry is kept.")), "done")
    return redirect(url_for("papers.show", public_id=public_id))


def pdf(content: bytes, name: str) -> Response:
    """Return a PDF made for whoever asks, to be opened and printed."""
    answer = send_file(BytesIO(content), mimetype="application/pdf", download_name=name)
    answer.headers["Content-Security-Policy"] = headers.FILE
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def number(name: str, otherwise: int = 0) -> int:
    """Return a number that the form posts; what is none is refused where it is checked."""
    written = request.form.get(name, "").strip()
    return otherwise if not written else -1 if (n := posted.key(written)) is None else n


def _order() -> Order:
    form = request.form
    return Order(
        units=frozenset(posted.keys(form.getlist("unit"))),
        each=number("each", 1),
        own=number("own"),
        duplex="duplex" in form,
        whole="whole" in form,
        stamped="stamped" in form,
        reason=form.get("reason", ""),
    )


def _page(public_id: str, refusal: OfficeError | None = None) -> Answer:
    with current.look() as work:
        row = queue.document(work, public_id)
        values = _values(work, row)
    page = render_template(
        "paper_legs.html",
        document=row,
        typed=request.form,
        chosen=set(posted.keys(request.form.getlist("unit"))),
        reasons=refusal.reasons if refusal else (),
        **values,
    )
    return (page, status_of(refusal)) if refusal else page


def _values(work: Work, row: Any) -> dict[str, Any]:
    pages, own = prints.shown(work, row)
    return {
        "legs": queue.legs(work, row.id),
        "without": queue.may_follow(work, row.id, SHOWN_WITHOUT),
        "paper_reasons": reference.paper_reasons(work.settings.data),
        "entries": ledger.listed(work, row.id, [work.actor.agency_id]),
        "own": own,
        "pages": pages,
        "both_sides": sheets(pages, duplex=True),
        "standings": STANDINGS,
        "events": EVENTS,
        "conditions": CONDITIONS,
        "channels": CHANNELS,
        "most": MOST_COPIES,
    }
