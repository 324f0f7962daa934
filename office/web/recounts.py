"""Counting again: every figure a second time, from the sealed log, with the lines to take along."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from office.domain.errors import Invalid, NotFound, OfficeError, Refused
from office.domain.text import Text
from office.services import access
from office.services.figures import recounts
from office.services.figures.asked import THEN, Asked
from office.services.figures.recounts import Recount
from office.services.tree import UnitNode
from office.services.work import Work
from office.web import current, headers, posted
from office.web.errors import status_of

bp = Blueprint("recounts", __name__)
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NO_UNIT = Text("Hãy chọn đơn vị trong danh sách.", "Choose a unit of the list.")


@bp.get("/paper/recounts")
def index() -> str | tuple[str, int]:
    """Offer a recount, and list the actor's own."""
    return _page()


@bp.post("/paper/recounts")
def begin() -> Response | str | tuple[str, int]:
    """Ask for a recount; what is wrong is shown with what was typed."""
    try:
        with current.work() as work:
            key = recounts.begin(work, _asked(work))
    except (Invalid, Refused) as refusal:
        return _page(refusal)
    return redirect(url_for("recounts.show", public_id=key))


@bp.get("/paper/recounts/<public_id>")
def show(public_id: str) -> str:
    """Show how far a recount is and what it found; raises NotFound for one of somebody else."""
    with current.look() as work:
        one = recounts.read(work, public_id)
    return render_template("recount.html", one=one, trees=recounts.TREES)


@bp.get("/paper/recounts/<public_id>/file")
def file(public_id: str) -> Response:
    """Hand out the lines behind each figure, with live formulas; raises NotFound."""
    with current.look() as work:
        name, opened = recounts.file(work, public_id)
    sent = send_file(opened, mimetype=TYPE, download_name=name, as_attachment=True)
    sent.headers["Content-Security-Policy"] = headers.FILE
    sent.headers["Cache-Control"] = "private, no-store"
    return sent


def _asked(work: Work) -> Asked:
    form = request.form
    since, until = (posted.day(form.get(name, ""), name) for name in ("since", "until"))
    try:
        named = form.get("unit", "")
        unit = work.tree.by_key(named) if named else work.tree[work.actor.agency_id]
    except NotFound:
        raise Invalid(NO_UNIT, field="unit") from None
    year = date(work.today.year, 1, 1)
    mapped = form.get("mapped", THEN)
    return Asked(unit_id=unit.id, since=since or year, until=until or work.today, mapped=mapped)


def _page(refusal: OfficeError | None = None) -> str | tuple[str, int]:
    with current.look() as work:
        access.require_role(work, *recounts.ASKING)
        rows: list[Recount] = recounts.listed(work)
        page = render_template(
            "recounts.html",
            rows=rows,
            units=_units(work),
            own=work.tree[work.actor.agency_id].key,
            trees=recounts.TREES,
            since=date(work.today.year, 1, 1).isoformat(),
            until=work.today.isoformat(),
            typed=request.form,
            reasons=refusal.reasons if refusal else (),
        )
    return (page, status_of(refusal)) if refusal else page


def _units(work: Work) -> list[tuple[UnitNode, int]]:
    """Return the agencies that may be asked about, each with its depth below the actor's own."""
    own = work.tree[work.actor.agency_id]
    found = [(own, 0)]
    for unit in work.tree.below(own.id):
        if unit.kind.keeps_register and unit.kind.hosted:
            above = work.tree.upward(unit.id)
            found.append((unit, above.index(own.id)))
    return found
