"""Books bound as files: which volumes there are, how one is asked for, and the file itself."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from office.domain.errors import Invalid, OfficeError, Refused
from office.domain.sheets import MOST_COPIES
from office.domain.text import Text
from office.services.books import bindings, bound_volumes, columns, follow_up, register_book
from office.services.books.bindings import Wanted
from office.services.books.bound_volumes import Bound
from office.services.books.register_book import Book
from office.services.work import Work
from office.web import current, headers, posted
from office.web.errors import status_of
from office.web.wording import said

bp = Blueprint("bindings", __name__)
TYPES = {
    bindings.PDF: "application/pdf",
    bindings.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@bp.get("/registers/<int:register_id>/volumes")
def show(register_id: int) -> str | tuple[str, int]:
    """List the volumes of a book and offer to make the next; raises NotFound."""
    return _page(register_id)


@bp.post("/registers/<int:register_id>/volumes")
def begin(register_id: int) -> Response | str | tuple[str, int]:
    """Ask for a book to be made as files; what is wrong is shown with what was typed."""
    try:
        with current.work() as work:
            keys = bindings.begin(work, posted.row(register_id), _wanted())
    except (Invalid, Refused) as refusal:
        return _page(register_id, refusal)
    made = Text("Đang lập {n} quyển.", "Volumes being made: {n}.")
    flash(said(made.filled(n=len(keys))), "done")
    return redirect(url_for("bindings.show", register_id=register_id))


@bp.get("/registers/<int:register_id>/volumes/<int:key>")
def file(register_id: int, key: int) -> Response:
    """Hand out a volume; raises NotFound for one that is not made yet."""
    with current.look() as work:
        name, row, opened = bindings.file(work, posted.row(register_id), posted.row(key))
    sent = send_file(
        opened, mimetype=TYPES[row.form], download_name=name, as_attachment=row.form != "pdf"
    )
    sent.headers["Content-Security-Policy"] = headers.FILE
    sent.headers["Cache-Control"] = "private, no-store"
    return sent


@bp.post("/registers/<int:register_id>/volumes/<int:key>/paper")
def on_paper(register_id: int, key: int) -> Response | str | tuple[str, int]:
    """Note that a volume was printed and bound on paper; raises NotFound, Refused."""
    form = request.form
    copies = posted.key(form.get("copies", "1").strip() or "1") or 0
    try:
        day = posted.day(form.get("day", ""), "day")
        bound = Bound(copies=copies, duplex="duplex" in form, day=day)
        with current.work() as work:
            bound_volumes.bind(work, posted.row(register_id), posted.row(key), bound)
    except (Invalid, Refused) as refusal:
        return _page(register_id, refusal)
    flash(said(Text("Đã ghi đóng quyển.", "It is noted as bound.")), "done")
    return redirect(url_for("bindings.show", register_id=register_id))


@bp.post("/registers/<int:register_id>/volumes/paper/<int:key>/correction")
def off_paper(register_id: int, key: int) -> Response | str | tuple[str, int]:
    """Take back that a volume was bound, by a counter-entry with its reason."""
    try:
        with current.work() as work:
            row, why = posted.row(key), request.form.get("reason", "")
            bound_volumes.take_back(work, posted.row(register_id), row, why)
    except (Invalid, Refused) as refusal:
        return _page(register_id, refusal)
    flash(said(Text("Đã ghi mục hủy.", "The counter-entry is kept.")), "done")
    return redirect(url_for("bindings.show", register_id=register_id))


def _wanted() -> Wanted:
    form = request.form
    return Wanted(
        kind=form.get("kind", bindings.REGISTER),
        form=form.get("form", bindings.PDF),
        first=posted.key(form.get("first", "")),
        last=posted.key(form.get("last", "")),
        since=posted.day(form.get("since", ""), "since"),
        until=posted.day(form.get("until", ""), "until"),
        volume=posted.key(form.get("volume", "")),
    )


def _page(register_id: int, refusal: OfficeError | None = None) -> str | tuple[str, int]:
    with current.look() as work:
        book = register_book.book(work, posted.row(register_id))
        rows, older = bindings.listed(work, book, posted.key(request.args.get("before", "")))
        kinds = _kinds(book)
        page = render_template(
            "bindings.html",
            book=book,
            title=said(columns.series(work, book.series)),
            direction=columns.TITLES[book.direction],
            kinds=kinds,
            titles=dict(kinds),
            forms=[(name, said(words)) for name, words in bindings.FORMS.items()],
            standings=_standings(work, book, kinds),
            rows=rows,
            older=older,
            bound=bound_volumes.listed(work, book.id, [row.id for row in rows]),
            may_bind=bound_volumes.may(work, book.unit_id),
            most=MOST_COPIES,
            first="before" not in request.args,
            making=bindings.unmade(work, book.id) is not None,
            typed=request.form,
            reasons=refusal.reasons if refusal else (),
        )
    return (page, status_of(refusal)) if refusal else page


def _kinds(book: Book) -> list[tuple[str, str]]:
    """Return the books of the decree that are made of a register, by what the form calls them."""
    own = [(bindings.REGISTER, said(columns.TITLES[book.direction]))]
    followed = [(columns.FOLLOW_UP, said(columns.TITLES[columns.FOLLOW_UP]))]
    return own + followed if follow_up.followable(book) else own


def _standings(
    work: Work, book: Book, kinds: list[tuple[str, str]]
) -> list[tuple[str, bindings.Standing]]:
    return [(title, bindings.standing(work, book, kind)) for kind, title in kinds]
