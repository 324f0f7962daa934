"""The book of the use of file copies: lending one, taking it back, what is overdue."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from office.domain.errors import Invalid, OfficeError, Refused
from office.domain.text import Text
from office.services.papers import loans, paper_books, post_book
from office.services.papers.loans import Lending
from office.services.papers.post_book import Period
from office.services.work import Work
from office.web import book_files, current, picking, posted
from office.web.certified import period
from office.web.errors import status_of
from office.web.papers import Answer
from office.web.wording import said

bp = Blueprint("file_copies", __name__)


@bp.get("/file-copies")
def index() -> Answer:
    """Show the book, the newest loan first; raises NotFound for no reader."""
    return _book()


@bp.get("/file-copies.<form>")
def export(form: str) -> Response:
    """Hand out the book of a period: as PDF to sign and bind, or as a sheet."""
    with current.look() as work:
        made = paper_books.loans(work, period())
    return book_files.answer(made, form, "so-su-dung-ban-luu")


@bp.post("/file-copies/<int:key>/return")
def take_back(key: int) -> Answer:
    """Note that a file copy came back; raises NotFound for another agency's."""
    try:
        with current.work() as work:
            loans.take_back(work, posted.row(key), request.form.get("note", ""))
    except Refused as refusal:
        return _book(refusal)
    flash(said(Text("Đã nhận lại bản lưu.", "The file copy is back.")), "done")
    return redirect(url_for("file_copies.index"))


@bp.get("/documents/<public_id>/lend")
def form(public_id: str) -> Answer:
    """Show the form that lends a file copy; raises NotFound for another agency's document."""
    return _form(public_id)


@bp.post("/documents/<public_id>/lend")
def lend(public_id: str) -> Answer:
    """Lend the file copy of a document."""
    try:
        with current.work() as work:
            loans.lend(work, public_id, _lending(work))
    except (Invalid, Refused) as refusal:
        return _form(public_id, refusal)
    flash(said(Text("Đã ghi cho mượn bản lưu.", "The loan is kept.")), "done")
    return redirect(url_for("file_copies.index"))


def _lending(work: Work) -> Lending:
    given = request.form
    unit = given.get("unit", "").strip()
    return Lending(
        borrower=given.get("borrower", ""),
        borrower_unit_id=picking.named(work.tree, unit).id if unit else None,
        dossier=given.get("dossier", ""),
        allowed_by=given.get("allowed_by", ""),
        note=given.get("note", ""),
        due_on=posted.day(given.get("due_on", ""), "due_on"),
    )


def _form(public_id: str, refusal: OfficeError | None = None) -> Answer:
    with current.look() as work:
        row = loans.document(work, public_id)
        due_on = loans.usual(work).isoformat()
        units = sorted(unit.name for unit in work.tree.parts_of(work.actor.agency_id))
    page = render_template(
        "file_copy_lend.html",
        document=row,
        units=units,
        typed={"due_on": due_on, **request.form.to_dict()},
        reasons=refusal.reasons if refusal else (),
    )
    return (page, status_of(refusal)) if refusal else page


def _book(refusal: OfficeError | None = None) -> Answer:
    below = posted.key(request.args.get("below", ""))
    with current.look() as work:
        try:
            asked = period()
        except Invalid as wrong:
            refusal, asked = wrong, Period()
        page = loans.page(work, asked, below)
        overdue = {row.id for row in page.lines if loans.late(work, row)}
        several = len(post_book.units(work)) > 1
        clerk = paper_books.keeps(work)
    answer = render_template(
        "file_copies.html",
        page=page,
        overdue=overdue,
        first=below is None,
        several=several,
        clerk=clerk,
        typed=request.args,
        reasons=refusal.reasons if refusal else (),
    )
    return (answer, status_of(refusal)) if refusal else answer
