"""The folders: what is in each, urgent first."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from office.services import inboxes
from office.web.current import look

bp = Blueprint("inbox", __name__)


@bp.get("/inbox/<name>")
def folder(name: str) -> str:
    """Show a page of one folder; raises NotFound for one the actor does not have."""
    after = read_key(request.args.get("after", ""))
    with look() as work:
        page = inboxes.page(work, name, after)
    return render_template("inbox.html", page=page, first=after is None)


def read_key(written: str) -> tuple[int, int] | None:
    """Return a list's position written as 'urgency-row', or None for anything else."""
    urgency, _, row = written.partition("-")
    # Longer numbers are no rows of ours, and no database would take them.
    fits = urgency.isdecimal() and row.isdecimal() and len(urgency) < 4 and len(row) < 18
    return (int(urgency), int(row)) if fits else None
