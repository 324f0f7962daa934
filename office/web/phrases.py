"""The page of saved phrases: one's own, and the agency's where one may change them."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from office.domain.errors import Invalid, OfficeError, Refused
from office.domain.text import Text
from office.services.writing import phrases
from office.web import current, posted
from office.web.errors import status_of
from office.web.wording import said

bp = Blueprint("phrases", __name__)


@bp.get("/phrases")
def index() -> str:
    """Show the phrases the person may insert, the most used first."""
    return _page("")


@bp.post("/phrases")
def change() -> Response | tuple[str, int]:
    """Save a phrase or remove one; a refusal shows the page again with what was typed."""
    form = request.form
    unwanted = posted.key(form.get("remove", ""))
    try:
        with current.work() as work:
            if unwanted is not None:
                phrases.remove(work, unwanted)
            else:
                phrases.add(work, form.get("words", ""), shared=form.get("owner") == "agency")
    except (Invalid, Refused) as refusal:
        return _page(form.get("words", ""), refusal), status_of(refusal)
    kept = Text("Đã lưu mẫu.", "The phrase is saved.")
    gone = Text("Đã bỏ mẫu.", "The phrase is removed.")
    flash(said(kept if unwanted is None else gone), "done")
    return redirect(url_for("phrases.index"))


def _page(words: str, refusal: OfficeError | None = None) -> str:
    with current.look() as work:
        saved = phrases.offered(work)
        manages = work.actor.role in phrases.MANAGERS
    return render_template(
        "phrases.html",
        saved=saved,
        manages=manages,
        words=words,
        most=phrases.MOST,
        longest=phrases.LONGEST,
        reasons=refusal.reasons if refusal else (),
    )
