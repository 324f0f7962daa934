"""Signatures of what came in: another look at them, and whom the office trusts."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from office.domain.text import Text
from office.services.files import awareness, trusted
from office.web import current, place
from office.web.wording import said

bp = Blueprint("signatures", __name__)
_ASKED = Text(
    "Đã yêu cầu kiểm tra lại chữ ký số; kết quả sẽ hiện ở đây trong giây lát.",
    "The signatures will be looked at again; the answer will stand here in a moment.",
)


@bp.post("/documents/<public_id>/signatures")
def again(public_id: str) -> Response:
    """Have the signatures of a document looked at again; raises NotFound, Refused."""
    with current.work() as work:
        awareness.ask(work, public_id)
    flash(said(_ASKED), "done")
    return redirect(place.here().into(url_for("documents.show", public_id=public_id)))


@bp.get("/admin/trust")
def store() -> str:
    """Show whom the office trusts; raises NotFound for all but administrators."""
    with current.look() as work:
        return render_template("trust.html", store=trusted.read(work))
