"""The post of the day and its book: what goes in which envelope, its proof, the sheet to sign."""

from __future__ import annotations

from itertools import groupby

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from office.domain.errors import Invalid, OfficeError, Refused
from office.domain.sheets import MOST_ENVELOPES, WAYS
from office.domain.text import Text
from office.reports.envelopes import ENVELOPE, FORMS, LABELS
from office.services.papers import envelopes, paper_books, post, post_book
from office.services.papers.post import Sending
from office.services.papers.post_book import Period
from office.services.work import Work
from office.web import book_files, certified, current, posted
from office.web.errors import status_of
from office.web.papers import Answer, pdf
from office.web.wording import said

bp = Blueprint("posts", __name__)


@bp.get("/post")
def today() -> Answer:
    """Show what waits to be sent, by recipient; raises Refused for no clerk."""
    return _today()


@bp.post("/post")
def keep() -> Answer:
    """Keep what goes today: one line an envelope."""
    try:
        day = posted.day(request.form.get("day", ""), "day")
        with current.work() as work:
            lines = post.send(work, _sendings(work), day)
    except (Invalid, Refused) as refusal:
        return _today(refusal)
    told = Text("Đã ghi {n} bì vào sổ gửi bưu điện.", "{n} lines are in the book of the post.")
    flash(said(told.filled(n=len(lines))), "done")
    return redirect(url_for("posts.book"))


@bp.get("/post/envelopes")
def printed() -> Answer:
    """Hand out envelopes, or a sheet of labels, for what waits to be sent."""
    form = request.args.get("form", ENVELOPE)
    try:
        with current.look() as work:
            found = envelopes.addresses(work)
        made = envelopes.render(found, form if form in FORMS else LABELS)
    except Refused as refusal:
        return _today(refusal)
    return pdf(made, "bi-van-ban.pdf")


@bp.get("/post/book")
def book() -> Answer:
    """Show the book of the post, the newest first; raises NotFound for whoever keeps no books."""
    return _book()


@bp.get("/post/book.<form>")
def export(form: str) -> Response:
    """Hand out the book of a period: as PDF to sign and bind, or as a sheet."""
    with current.look() as work:
        made = paper_books.post(work, certified.period())
    return book_files.answer(made, form, "so-gui-buu-dien")


@bp.post("/post/book/<int:key>/proof")
def prove(key: int) -> Answer:
    """Note the proof of posting; raises NotFound for another agency's line."""
    form = request.form
    try:
        with current.work() as work:
            day = posted.day(form.get("day", ""), "day")
            post.prove(work, posted.row(key), form.get("code", ""), day, form.get("words", ""))
    except (Invalid, Refused) as refusal:
        return _book(refusal)
    flash(said(Text("Đã ghi chứng từ gửi.", "The proof is kept.")), "done")
    return redirect(url_for("posts.book"))


@bp.post("/post/book/<int:key>/void")
def void(key: int) -> Answer:
    """Take a line back by counter-entries; raises NotFound for another agency's line."""
    try:
        with current.work() as work:
            post.void(work, posted.row(key), request.form.get("reason", ""))
    except (Invalid, Refused) as refusal:
        return _book(refusal)
    flash(said(Text("Đã hủy dòng; văn bản lại chờ gửi.", "Void; its copies wait again.")), "done")
    return redirect(url_for("posts.book"))


def _sendings(work: Work) -> list[Sending]:
    """Return what was ticked, one sending a recipient: its way, envelopes and note."""
    form = request.form
    chosen = posted.keys(form.getlist("delivery"))
    if not chosen or len(chosen) > post.MOST_LEGS:
        return []
    known = {one.delivery_id: one.unit_id for one in post.ready(work)}
    # Whoever was late is refused by name: the form says to whom it was to go.
    to = {key: known.get(key) or posted.key(form.get(f"to_{key}", "")) or 0 for key in chosen}
    units = dict.fromkeys(to.values())
    return [
        Sending(
            unit_id=unit,
            deliveries=tuple(key for key in chosen if to[key] == unit),
            way=form.get(f"way_{unit}", "post"),
            count=posted.key(form.get(f"count_{unit}", "") or "1") or 0,
            note=form.get(f"note_{unit}", ""),
        )
        for unit in units
    ]


def _today(refusal: OfficeError | None = None) -> Answer:
    with current.look() as work:
        waiting = post.ready(work)
        day = work.today
    page = render_template(
        "post_today.html",
        groups=[(unit, list(group)) for unit, group in groupby(waiting, lambda one: one.unit_id)],
        waiting=len(waiting),
        ways=[(name, said(words)) for name, words in WAYS.items()],
        most=MOST_ENVELOPES,
        typed=request.form,
        ticked=set(posted.keys(request.form.getlist("delivery"))),
        day=request.form.get("day") or day.isoformat(),
        reasons=refusal.reasons if refusal else (),
    )
    return (page, status_of(refusal)) if refusal else page


def _book(refusal: OfficeError | None = None) -> Answer:
    below = posted.key(request.args.get("below", ""))
    with current.look() as work:
        try:
            period = certified.period()
        except Invalid as wrong:
            refusal, period = wrong, Period()
        page = post_book.page(work, period, below)
        clerk = paper_books.keeps(work)
        several = len(post_book.units(work)) > 1
    answer = render_template(
        "post_book.html",
        page=page,
        first=below is None,
        clerk=clerk,
        several=several,
        ways=WAYS,
        typed=request.args,
        reasons=refusal.reasons if refusal else (),
    )
    return (answer, status_of(refusal)) if refusal else answer
