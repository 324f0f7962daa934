"""Certified copies: making one of a document, the book of them, and who signs them."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from office.domain.certified import FORMS, KINDS, LEAST_DPI, WHOLE
from office.domain.downloads import disposition
from office.domain.errors import Conflict, Invalid, NotFound, OfficeError, Refused
from office.domain.people import LEADER
from office.domain.sheets import MOST_COPIES
from office.domain.text import Text
from office.services.papers import (
    certified,
    copy_book,
    copy_making,
    copy_orders,
    paper_books,
    post_book,
    signers,
)
from office.services.papers.copy_orders import Order
from office.services.papers.post_book import Period
from office.services.papers.signers import Naming
from office.services.views import dossier
from office.web import book_files, current, headers, posted
from office.web.errors import status_of
from office.web.papers import Answer, number
from office.web.wording import said

bp = Blueprint("certified", __name__)


@bp.get("/copies")
def index() -> Answer:
    """Show the book of certified copies, the newest first; raises NotFound for no reader."""
    return _book()


@bp.get("/copies.<form>")
def export(form: str) -> Response:
    """Hand out the book of a period: as PDF to sign and bind, or as a sheet."""
    with current.look() as work:
        made = paper_books.copies(work, period())
    return book_files.answer(made, form, "so-ban-sao")


@bp.get("/copies/<int:key>/file")
def file(key: int) -> Response:
    """Hand out a copy's PDF; raises NotFound for another agency's."""
    with current.look() as work:
        row, _ = copy_book.readable(work, posted.row(key))
        content = work.storage.open(row.digest)
    answer = send_file(content, mimetype="application/pdf")
    name = f"{row.symbol.replace('/', '-')}.pdf"
    answer.headers["Content-Disposition"] = disposition(name, inline=True)
    answer.content_length = row.size
    answer.headers["Content-Security-Policy"] = headers.FILE
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@bp.post("/copies/<int:key>/cancel")
def cancel(key: int) -> Answer:
    """Cancel the number of a copy, with its reason."""
    try:
        with current.work() as work:
            certified.cancel(work, posted.row(key), request.form.get("reason", ""))
    except (Invalid, Refused) as refusal:
        return _book(refusal)
    flash(said(Text("Đã hủy số bản sao.", "The copy's number is cancelled.")), "done")
    return redirect(url_for("certified.index"))


@bp.get("/documents/<public_id>/copies")
def form(public_id: str) -> Answer:
    """Show the form that makes a copy, and the copies there are; raises NotFound."""
    return _form(public_id)


@bp.post("/documents/<public_id>/copies")
def make(public_id: str) -> Answer:
    """Make a copy, number and keep it; then its PDF is one press away."""
    try:
        key = certified.certify(current.look, current.work, public_id, _order())
    except (Invalid, Refused, Conflict) as refusal:
        return _form(public_id, refusal)
    with current.look() as work:
        row, _ = copy_book.readable(work, key)
    told = Text("Đã lập bản sao số {symbol}.", "Copy {symbol} is made.")
    flash(said(told.filled(symbol=row.symbol)), "done")
    return redirect(url_for("certified.form", public_id=public_id))


@bp.get("/copies/signers")
def named() -> Answer:
    """Show who signs copies here; raises NotFound for whoever reads no books."""
    return _signers()


@bp.post("/copies/signers")
def name() -> Answer:
    """Name who signs copies, or (`end`) end it: the head decides."""
    given = request.form
    key = posted.key(given.get("end", ""))
    try:
        with current.work() as work:
            if key is not None:
                signers.end(work, key)
            else:
                signers.name(work, _naming())
    except (Invalid, Refused) as refusal:
        return _signers(refusal)
    flash(said(Text("Đã ghi người ký bản sao.", "Who signs copies is kept.")), "done")
    return redirect(url_for("certified.named"))


def period() -> Period:
    """Return the period that a book is asked for; raises Invalid for what is no day."""
    return Period(
        since=posted.day(request.args.get("since", ""), "since"),
        until=posted.day(request.args.get("until", ""), "until"),
    )


def _naming() -> Naming:
    given = request.form
    return Naming(
        person_id=posted.key(given.get("person", "")) or 0,
        position=given.get("position", ""),
        authority=given.get("authority", ""),
        basis=given.get("basis", ""),
    )


def _order() -> Order:
    given = request.form
    return Order(
        kind=given.get("kind", ""),
        form=given.get("form", ""),
        signer=posted.key(given.get("signer", "")) or 0,
        copies=number("copies", 1),
        duplex="duplex" in given,
        recipients=given.get("recipients", ""),
        pages=given.get("pages", ""),
        excerpt=given.get("excerpt", ""),
        of_id=posted.key(given.get("of_id", "")),
        of_words=given.get("of_words", ""),
    )


def _form(public_id: str, refusal: OfficeError | None = None) -> Answer:
    with current.look() as work:
        read = dossier.read(work, public_id)
        if not copy_orders.may(work, read):
            raise NotFound
        copies = copy_book.of_document(work, read.document.id)
        may_sign = signers.listed(work)
        scan = copy_making.scan_of(work, read)
    page = render_template(
        "copy_new.html",
        read=read,
        copies=copies,
        scan=scan,
        kinds=[(code, said(words)) for code, words in KINDS.items()],
        forms=[(code, said(words)) for code, words in FORMS.items()],
        signers=[(row.id, f"{row.name}, {row.position}") for row in may_sign],
        wholes=[(r.id, r.symbol) for r in copies if r.kind == WHOLE and r.status == "used"],
        kind_titles=KINDS,
        form_titles=FORMS,
        least=LEAST_DPI,
        most=MOST_COPIES,
        typed=request.form,
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
        page = copy_book.page(work, asked, below)
        several = len(post_book.units(work)) > 1
        clerk = paper_books.keeps(work)
    answer = render_template(
        "copies.html",
        page=page,
        first=below is None,
        several=several,
        clerk=clerk,
        kind_titles=KINDS,
        form_titles=FORMS,
        typed=request.args,
        reasons=refusal.reasons if refusal else (),
    )
    return (answer, status_of(refusal)) if refusal else answer


def _signers(refusal: OfficeError | None = None) -> Answer:
    with current.look() as work:
        post_book.units(work)
        rows = signers.listed(work)
        leads = work.actor.role == LEADER and work.actor.acting_for is None
        people = [(m.person_id, f"{m.name}, {m.position}") for m in signers.offered(work)]
    page = render_template(
        "copy_signers.html",
        signers=rows,
        leads=leads,
        people=people if leads else [],
        typed=request.form,
        reasons=refusal.reasons if refusal else (),
    )
    return (page, status_of(refusal)) if refusal else page
