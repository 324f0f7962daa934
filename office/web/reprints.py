"""Printing a letter on paper from its page: one button, and the sheets are counted."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from office.domain.errors import Invalid, OfficeError, Refused
from office.domain.sheets import MOST_COPIES, sheets
from office.services.papers import again
from office.services.papers.again import Order
from office.web import current
from office.web.errors import status_of
from office.web.papers import Answer, number, pdf

bp = Blueprint("reprints", __name__)


@bp.get("/documents/<public_id>/print-paper")
def form(public_id: str) -> Answer:
    """Ask for how many copies, on one side or both; raises NotFound, Refused."""
    return _page(public_id)


@bp.post("/documents/<public_id>/print-paper")
def take(public_id: str) -> Response | Answer:
    """Hand out the letter as PDF to print, and keep who printed how many sheets."""
    order = Order(copies=number("copies", 1), duplex="duplex" in request.form)
    try:
        with current.look() as work:
            made = again.make(work, public_id, order)
        with current.work() as work:
            again.keep(work, public_id, order, made)
    except (Invalid, Refused) as refusal:
        return _page(public_id, refusal)
    return pdf(made.pdf, f"in-{public_id[:8]}.pdf")


def _page(public_id: str, refusal: OfficeError | None = None) -> Answer:
    with current.look() as work:
        read = again.readable(work, public_id)
        pages = again.count(work, read)
    page = render_template(
        "print_paper.html",
        read=read,
        pages=pages,
        both_sides=sheets(pages, duplex=True),
        typed=request.form,
        most=MOST_COPIES,
        reasons=refusal.reasons if refusal else (),
    )
    return (page, status_of(refusal)) if refusal else page
