"""What auditors looked at: for other auditors, and without its content for administrators."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for

from office.services.audit import audit_acts
from office.web import posted, watched
from office.web.current import look

bp = Blueprint("watching", __name__)


@bp.get("/log/looks")
def index() -> str:
    """Show who looked at what, newest first."""
    with look() as work:
        page = audit_acts.page(work, posted.key(request.args.get("before", "")))
    watched.shown(len(page.acts))
    return render_template(
        "watching.html",
        page=page,
        kinds=audit_acts.KINDS,
        older=url_for("watching.index", before=page.older) if page.older else None,
        newest=url_for("watching.index") if request.args.get("before") else None,
    )
