"""One document: what it says, who holds it, how it came there, what may be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Blueprint, render_template, request, send_file
from werkzeug.wrappers import Response

from office.domain.decision import Offer
from office.domain.downloads import disposition
from office.domain.errors import NotFound
from office.domain.filetypes import PAGED
from office.services import routing
from office.services.cover import absences
from office.services.parts import directives
from office.services.step import Run
from office.services.views import dossier, proceedings, readings, tracking
from office.services.views.dossier import Dossier
from office.services.work import Work
from office.web import beside, comments, current, headers, place, telling
from office.web.current import look
from office.web.wording import said

bp = Blueprint("documents", __name__)
PDF = "application/pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where the actor's run of the document stands: its state, its holder, its time."""

    procedure: tuple[str, int] | None
    state: str | None
    holder_unit_id: int | None
    holder_name: str | None
    held_since: datetime | None
    due_at: datetime | None
    late: bool
    closed: bool


@bp.get("/documents/<public_id>")
def show(public_id: str) -> str:
    """Show a document the actor may know of; raises NotFound for every other."""
    with look() as work:
        read = dossier.read(work, public_id)
        run, offers = open_actions(work, public_id)
        values = {
            "document": read.document,
            "read": read,
            "beside": proceedings.read(work, read.own_delivery.id if read.own_delivery else None),
            "standing": standing(work, read),
            "away": absences.of_holder(work, read.own_delivery or read.document),
            "today": work.today,
            "revision": run.revision if run else 0,
            "offers": offers,
            "lines": [telling.tell(h, work.procedures) for h in read.story],
            "counts": _counted(work, read),
            "pictured": _first_paged(read),
            "kind": work.types.get(read.document.type_code),
            "at": work.at,
            "milestones": tracking.milestones(work, read) if read.delivery_counts else {},
            "neighbours": place.neighbours(work, place.here()),
            **beside.of_document(work, read, run, offers),
            **comments.beside_the_document(work, read, run),
        }
        opened = readings.due(work, read.document.id)
    if opened:
        with current.work() as work:
            readings.note(work, read.document.id)
    return render_template(
        "document.html",
        **values,
        paged=PAGED,
        came_from=request.args.get("from", ""),
        place=place.here(),
        folder=place.here().folder,
        tell_request=telling.request,
        tell_outcome=telling.outcome,
    )


@bp.get("/documents/<public_id>/files/<int:position>")
def file(public_id: str, position: int) -> Response:
    """Hand out a file as an attachment, or a PDF inside a page with `?view=1`."""
    with look() as work:
        row = dossier.attachment(work, public_id, position)
        content = work.storage.open(row.digest)
    shown = request.args.get("view") == "1" and row.media_type == PDF and not row.caution
    return _sent(row, content, shown=shown)


@bp.get("/documents/<public_id>/directives/<int:n>/scan")
def scan(public_id: str, n: int) -> Response:
    """Hand out the scan of a handwritten directive, to the agency it was written in alone."""
    if n >= 2**31:
        raise NotFound
    with look() as work:
        row = directives.scan(work, public_id, n)
        content = work.storage.open(row.digest)
    return _sent(row, content, shown=False)


def _sent(row: Any, content: Any, *, shown: bool) -> Response:
    """Return a file as an attachment, or to be shown inside a page."""
    answer = send_file(content, mimetype=row.media_type if shown else "application/octet-stream")
    answer.headers["Content-Disposition"] = disposition(row.name, inline=shown)
    answer.content_length = row.size
    answer.headers["Content-Security-Policy"] = headers.FILE
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def open_actions(work: Work, public_id: str) -> tuple[Run | None, Sequence[Offer]]:
    """Return the run of the actor's agency and what may be done; nothing where it only looks on."""
    try:
        run, offers = routing.offers(work, public_id)
    except NotFound:
        return None, []
    return run, [offer for offer in offers if offer.action.for_people]


def standing(work: Work, read: Dossier) -> Standing:
    """Return where the document stands for the actor: their delivery, or the draft."""
    row: Any = read.own_delivery if read.own_delivery is not None else read.document
    closed = row.closed_at is not None
    return Standing(
        procedure=(row.procedure, row.procedure_version) if row.procedure else None,
        state=row.state,
        holder_unit_id=row.holder_unit_id,
        holder_name=row.holder_name,
        held_since=row.held_since,
        due_at=row.due_at,
        late=not closed and row.due_at is not None and row.due_at < work.at,
        closed=closed,
    )


def _first_paged(read: Dossier) -> Any:
    """Return the file whose first page is shown: the newest copy of the office, else the first."""
    paged = [row for row in read.attachments if row.media_type in PAGED and not row.caution]
    copies = [row for row in paged if row.rendered]
    return max(copies, key=lambda row: row.position) if copies else next(iter(paged), None)


def _counted(work: Work, read: Dossier) -> list[tuple[str, str, int]]:
    """Return (words, state, how many recipients) for the tracking table, as procedures order."""
    known = {
        state.name: state.title
        for name in ("transmission", "incoming")
        for state in work.procedures.newest(name).states
    }
    return [
        (said(known[state]), state, read.delivery_counts[state])
        for state in known
        if read.delivery_counts.get(state)
    ]
