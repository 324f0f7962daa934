"""Changes of people's rights: the head of the agency confirms each, or rejects it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from office.domain.errors import Conflict, Invalid, Refused
from office.domain.people import LEADER
from office.domain.text import Text
from office.services.accounts import rights, staff
from office.services.places import unit_changes
from office.web import current, posted
from office.web.errors import status_of
from office.web.wording import said

bp = Blueprint("rights", __name__)


@bp.get("/rights")
def index() -> str:
    """List the changes of rights, newest first."""
    return _page(())


@bp.post("/rights/<int:change_id>/confirm")
def confirm(change_id: int) -> Response | tuple[str, int]:
    """Confirm a change as the head of its agency."""
    return _settled(change_id, rights.CONFIRMED)


@bp.post("/rights/<int:change_id>/reject")
def reject(change_id: int) -> Response | tuple[str, int]:
    """Reject a change: a capacity that was given ends at once."""
    return _settled(change_id, rights.REJECTED)


def _settled(change_id: int, outcome: str) -> Response | tuple[str, int]:
    try:
        with current.work() as work:
            if outcome == rights.CONFIRMED:
                rights.settle(work, change_id, outcome)
            else:
                staff.reject(work, change_id, request.form.get("reason", ""))
    except (Conflict, Invalid, Refused) as refusal:
        return _page(refusal.reasons), status_of(refusal)
    flash(said(Text("Đã ghi nhận.", "It is noted.")), "done")
    return redirect(url_for("rights.index"))


def _page(reasons: tuple[Text, ...]) -> str:
    before = posted.key(request.args.get("before", ""))
    with current.look() as work:
        listed = rights.changes(work, before, rights.PAGE + 1)
        heads = work.actor.role == LEADER
        of_units = unit_changes.changes(work) if not before else ()
    shown = listed[: rights.PAGE]
    more = len(listed) > len(shown)
    return render_template(
        "rights.html",
        changes=shown,
        reasons=reasons,
        heads=heads,
        words=rights.WORDS,
        of_units=of_units,
        unit_words=unit_changes.WORDS,
        outcomes=rights.OUTCOMES,
        older=url_for("rights.index", before=shown[-1].id) if more else None,
        newest=url_for("rights.index") if before else None,
    )
