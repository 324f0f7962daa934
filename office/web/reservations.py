"""Numbers reserved before their document is there: taken, seen, cancelled with a reason."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from office.domain.errors import Invalid, NotFound, OfficeError, Refused
from office.domain.numbering import written
from office.domain.people import CLERK
from office.domain.text import Text
from office.services.books import columns, register_book, reservations, reserved
from office.services.books.reservations import MOST, Wanted
from office.services.work import Work
from office.services.writing import submissions
from office.web import current, posted
from office.web.errors import status_of
from office.web.wording import said

bp = Blueprint("reservations", __name__)
Answer = Response | str | tuple[str, int]


@bp.get("/reserved-numbers")
def index() -> Answer:
    """List the numbers that wait for their document; raises NotFound for who reads no book."""
    return _page()


@bp.post("/reserved-numbers")
def reserve() -> Answer:
    """Reserve the next numbers of a series; sent twice, they are taken once."""
    form = request.form
    wanted = Wanted(
        reason=form.get("reason", ""),
        count=posted.key(form.get("count", "")) or 0,
        type_code=form.get("type_code", ""),
        council=form.get("council", ""),
        subject=form.get("subject", ""),
        whom=form.get("whom", ""),
    )
    try:
        with current.work() as work:
            told = submissions.once(work, form.get("once", ""), lambda: _taken(work, wanted))
    except (Invalid, Refused) as refusal:
        return _page(refusal)
    return _done(Text("Đã giữ số {numbers}.", "Reserved: {numbers}.").filled(numbers=told))


@bp.post("/reserved-numbers/<int:key>/cancel")
def cancel(key: int) -> Answer:
    """Cancel a reserved number; it stays in the register with the reason."""
    try:
        with current.work() as work:
            reservations.cancel(work, posted.row(key), request.form.get("reason", ""))
    except (Invalid, Refused) as refusal:
        return _page(refusal)
    return _done(Text("Đã hủy số; sổ vẫn ghi lý do.", "Cancelled; the book keeps the reason."))


def _taken(work: Work, wanted: Wanted) -> str:
    numbers = [one.given.number for one in reservations.reserve(work, wanted)]
    return "–".join(written(number) for number in sorted({numbers[0], numbers[-1]}))


def _done(words: Text) -> Response:
    flash(said(words), "done")
    return redirect(url_for("reservations.index"))


def _page(refusal: OfficeError | None = None) -> str | tuple[str, int]:
    with current.look() as work:
        if not register_book.readable(work):
            raise NotFound
        before = posted.key(request.args.get("before", ""))
        settled, older = reserved.settled(work, before)
        waiting = reserved.waiting(work)
        named = {one.series for one in (*waiting, *settled)}
        types = [(code, said(Text(t.title, t.title_en))) for code, t in work.types.items()]
        page = render_template(
            "reservations.html",
            waiting=waiting,
            settled=settled,
            older=older,
            first=before is None,
            titles={series: said(columns.series(work, series)) for series in named},
            types=[("", "—"), *types],
            type_titles=dict(types),
            most=MOST,
            may=work.actor.role == CLERK and work.actor.acting_for is None,
            typed=request.form,
            reasons=refusal.reasons if refusal else (),
        )
    return (page, status_of(refusal)) if refusal else page
