"""Factors of the estimated saving: for everybody to read; proposed by one, approved by another."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from office.domain.cost_factors import ASSUMED, FACTORS, LEVELS, OPEN, in_force, standing
from office.domain.errors import Conflict, Invalid, NotFound, OfficeError, Refused
from office.domain.people import OFFICE_ITSELF
from office.domain.text import Text
from office.services.figures import authority, factors, savings
from office.services.figures.factors import Proposal
from office.services.work import Work
from office.web import current, posted
from office.web.errors import status_of
from office.web.wording import said

bp = Blueprint("factors", __name__)

Answer = Response | str | tuple[str, int]
DONE = {
    "approve": Text("Đã duyệt hệ số.", "The factor is approved."),
    "reject": Text("Đã ghi: không duyệt hệ số.", "The factor is rejected."),
    "retract": Text("Đã rút đề nghị.", "The proposal is taken back."),
}


@bp.get("/paper/factors")
def index() -> Answer:
    """List the factors with their history, and an example of what they make."""
    return _page()


@bp.post("/paper/factors")
def propose() -> Answer:
    """Propose a factor; raises Refused for whoever proposes none."""
    form = request.form
    try:
        with current.work() as work:
            authority.require_setter(work)
            factors.propose(
                work,
                Proposal(
                    code=form.get("code", ""),
                    first_day=posted.day(form.get("first_day", ""), "first_day"),
                    low=form.get("low", ""),
                    base=form.get("base", ""),
                    high=form.get("high", ""),
                    source=form.get("source", ""),
                    note=form.get("note", ""),
                    assumed=form.get("assumed") == "yes",
                ),
            )
    except (Conflict, Invalid) as refusal:
        return _page(refusal)
    return _done(Text("Đã đề nghị; chờ người khác duyệt.", "Proposed, for another to approve."))


@bp.post("/paper/factors/settle")
def settle() -> Answer:
    """Approve, reject or take back a factor (`do`); raises NotFound for none."""
    form = request.form
    act = form.get("do", "")
    key = posted.key(form.get("key", ""))
    if key is None or act not in DONE:
        raise NotFound
    try:
        with current.work() as work:
            if act == "approve":
                factors.approve(work, key)
            elif act == "reject":
                factors.reject(work, key, form.get("reason", ""))
            else:
                factors.retract(work, key)
    except (Conflict, Invalid, Refused) as refusal:
        return _page(refusal)
    return _done(DONE[act])


def _done(words: Text) -> Response:
    flash(said(words), "done")
    return redirect(url_for("factors.index"))


def _page(refusal: OfficeError | None = None) -> str | tuple[str, int]:
    with current.look() as work:
        page = render_template(
            "factors.html",
            **_rows(work),
            may_set=authority.may_set(work),
            may_approve=authority.may_approve(work),
            me=work.actor.person_id,
            own=factors.OWN,
            example=savings.example(work),
            kinds=FACTORS,
            choices=[(code, said(kind.name)) for code, kind in FACTORS.items()],
            office_itself=OFFICE_ITSELF,
            levels=LEVELS,
            assumed=ASSUMED,
            typed=request.form,
            reasons=refusal.reasons if refusal else (),
        )
    return (page, status_of(refusal)) if refusal else page


def _rows(work: Work) -> dict[str, Any]:
    """Return the factors in three lists: in force by code, to be approved, all the others."""
    listed = factors.listed(work)
    known = [one.factor for one in listed]
    now = {code: in_force(known, code, work.today) for code in FACTORS}
    rest = [one for one in listed if one.factor.outcome != OPEN and one.factor not in now.values()]
    return {
        "now": {code: one for code, one in now.items() if one is not None},
        "waiting": [one for one in listed if one.factor.outcome == OPEN],
        "others": [(one, standing(known, one.factor, work.today)) for one in rest],
    }
