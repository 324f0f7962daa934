"""Comments at passages of a draft: the text beside them, and what the drafter says to each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from office.domain import passages
from office.domain.errors import Conflict, Invalid, NotFound, OfficeError, Refused
from office.domain.reviews import LONGEST_COMMENT
from office.domain.text import Text
from office.services import routing
from office.services.outgoing import comments, reviews
from office.services.outgoing.comments import Remark
from office.services.outgoing.reviews import Review
from office.services.step import Run
from office.services.views import dossier
from office.services.views.dossier import Dossier
from office.services.work import Work
from office.web import current, kept, posted
from office.web.errors import status_of
from office.web.wording import said

bp = Blueprint("comments", __name__)
#: Where the drafter settles a comment from, beside its own page.
EDITOR = "editor"
#: Each paragraph as pieces of text, with the numbers of the comments that quote them.
Marked = list[list[tuple[str, tuple[int, ...]]]]


@bp.get("/documents/<public_id>/comments")
def show(public_id: str) -> tuple[str, int]:
    """Show the text of the version under review with its comments, and the form of a new one."""
    return _page(public_id, None, {"paragraph": request.args.get("paragraph", "")})


@bp.post("/documents/<public_id>/comments")
def add(public_id: str) -> Response | tuple[str, int]:
    """Keep a comment; a refusal shows the page again with all that was typed."""
    form = request.form
    remark = Remark(
        version=posted.key(form.get("version", "")),
        paragraph=posted.key(form.get("paragraph", "")),
        quote=form.get("quote", ""),
        start=_letter(form.get("start", "")),
        words=form.get("words", ""),
    )
    try:
        with current.work() as work:
            n = comments.add(work, public_id, remark)
            kept.sent(work, kept.COMMENT, public_id)
    except (Invalid, Refused, Conflict) as refusal:
        return _page(public_id, refusal, form)
    flash(said(Text("Đã ghi góp ý {n}.", "Comment {n} is kept.").filled(n=n)), "done")
    return redirect(url_for("comments.show", public_id=public_id, _anchor=f"comment-{n}"))


@bp.post("/documents/<public_id>/comments/<int:n>/settle")
def settle(public_id: str, n: int) -> Response | tuple[str, int]:
    """Let the drafter say that a comment is done or answer it, here or beside their text."""
    form = request.form
    try:
        with current.work() as work:
            comments.settle(work, public_id, n, form.get("how", ""), form.get("answer", ""))
    except (Invalid, Refused, Conflict) as refusal:
        return _page(public_id, refusal, {})
    if form.get("from") == EDITOR:
        return redirect(url_for("drafting.edit", public_id=public_id, _anchor=f"comment-{n}"))
    flash(said(Text("Đã xử lý góp ý {n}.", "Comment {n} is settled.").filled(n=n)), "done")
    return redirect(url_for("comments.show", public_id=public_id, _anchor=f"comment-{n}"))


def beside_the_text(work: Work, read: Dossier) -> dict[str, Any]:
    """Return what the drafter sees of the review beside the text they write."""
    return {"review": reviews.read(work, read, None, live=True)}


def beside_the_document(work: Work, read: Dossier, run: Run | None) -> dict[str, Any]:
    """Return what a document's page shows of its review."""
    return {"review": reviews.read(work, read, run)}


def _page(public_id: str, refusal: OfficeError | None, typed: Mapping[str, str]) -> tuple[str, int]:
    with current.look() as work:
        read = dossier.read(work, public_id)
        if read.document.procedure is None:
            raise NotFound
        run, _ = routing.offers(work, public_id) if _in_our_hands(work, read) else (None, ())
        review = reviews.read(work, read, run)
        keeping = kept.around(work, kept.COMMENT, public_id)
        shown = render_template(
            "comments.html",
            read=read,
            review=review,
            lines=_marked(review) if review else [],
            typed=keeping.typed(typed) if refusal is None and keeping.kept else typed,
            keeping=keeping,
            reasons=refusal.reasons if refusal else (),
            longest=LONGEST_COMMENT,
        )
    return shown, status_of(refusal) if refusal else 200


def _in_our_hands(work: Work, read: Dossier) -> bool:
    return bool(read.document.agency_id == work.actor.agency_id)


def _marked(review: Review) -> Marked:
    """Return the paragraphs of the text, open comments marked where their words stand."""
    spans: defaultdict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for one in review.open_comments:
        if one.anchor.paragraph is not None and one.anchor.fate != passages.CHANGED:
            first = one.anchor.start
            spans[one.anchor.paragraph].append((first, first + len(one.row.quote), one.row.n))
    lines = passages.paragraphs(review.body)
    return [passages.marked(line, spans[n]) for n, line in enumerate(lines, start=1)]


def _letter(written: str) -> int | None:
    """Return which letter of a paragraph a script says that the words begin at."""
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 8 else None
