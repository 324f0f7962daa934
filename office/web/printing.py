"""Printing the slips of a document: choose, take the PDF; each printing is kept."""

from __future__ import annotations

from io import BytesIO

from flask import Blueprint, render_template, request, send_file
from werkzeug.wrappers import Response

from office.domain.errors import Invalid, NotFound
from office.domain.text import Text
from office.services.files import printing
from office.services.views import dossier
from office.web import current, headers, posted
from office.web.errors import status_of

bp = Blueprint("printing", __name__)
TITLES = {
    "handling": Text("Phiếu giải quyết văn bản đến", "Handling slip of an incoming document"),
    "routing": Text("Phiếu trình, luân chuyển (có mã QR)", "Routing slip (with QR code)"),
}


@bp.get("/documents/<public_id>/print/<kind>")
def form(public_id: str, kind: str) -> str | tuple[str, int]:
    """Show what will be printed, and ask for how many copies; raises NotFound."""
    return _page(public_id, kind)


@bp.post("/documents/<public_id>/print/<kind>")
def take(public_id: str, kind: str) -> Response | str | tuple[str, int]:
    """Hand out the slip as PDF and keep that it was printed."""
    copies = posted.key(request.form.get("copies", "1").strip() or "1") or 0
    try:
        printing.check(copies)
    except Invalid as refusal:
        return _page(public_id, kind, refusal)
    with current.look() as work:
        made = printing.slip(work, public_id, kind)
    with current.work() as work:
        printing.keep(work, public_id, kind, made, copies)
    answer = send_file(
        BytesIO(made.pdf), mimetype="application/pdf", download_name=f"{kind}-{public_id[:8]}.pdf"
    )
    answer.headers["Content-Security-Policy"] = headers.FILE
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _page(public_id: str, kind: str, refusal: Invalid | None = None) -> str | tuple[str, int]:
    with current.look() as work:
        read = dossier.read(work, public_id)
        if kind not in printing.kinds(read):
            raise NotFound
    page = render_template(
        "print.html",
        read=read,
        kind=kind,
        title=TITLES[kind],
        typed=request.form,
        most=printing.MOST_COPIES,
        reasons=refusal.reasons if refusal else (),
    )
    return (page, status_of(refusal)) if refusal else page
