"""The versions of a draft side by side: what changed since somebody approved or returned it."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Blueprint, render_template, request

from office.domain.errors import NotFound
from office.domain.text import Text
from office.domain.workflow import Workflow
from office.services.outgoing import comparison
from office.services.outgoing.comparison import NOW
from office.services.views import dossier
from office.web import current, posted

bp = Blueprint("versions", __name__)
#: How two versions may lie on the page.
INLINE, BESIDE = "inline", "side"


@bp.get("/documents/<public_id>/versions")
def compare(public_id: str) -> str:
    """Show two versions (`old`, `new`: a number, or 0 for the text as it is) and what differs."""
    with current.look() as work:
        known = comparison.versions(work, public_id)
        old, new = comparison.chosen(known, _number("old"), _number("new"))
        found = comparison.compare(work, public_id, old, new)
        return render_template(
            "draft_versions.html",
            read=dossier.read(work, public_id),
            known=known,
            found=found,
            now=NOW,
            acts=_told_of(work.procedures.all()),
            beside=request.args.get("view") == BESIDE,
        )


def _number(name: str) -> int | None:
    written = request.args.get(name, "")
    if not written:
        return None
    number = posted.key(written)
    if number is None:
        raise NotFound
    return number


def _told_of(procedures: Iterable[Workflow]) -> dict[str, Text]:
    """Return what each act is called once it is done."""
    told: dict[str, Text] = {}
    for procedure in procedures:
        told |= {action.name: action.done for action in procedure.actions}
    return told
