"""Targets for moving without paper: what texts set, for everybody; entered and ended by some."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from office.domain.errors import Conflict, Invalid, NotFound, OfficeError
from office.domain.targets import INDICATORS, LEVELS, STANDINGS, UNCHECKED
from office.domain.text import Text
from office.services.figures import authority, targets
from office.services.figures.targets import Entry
from office.web import current, posted
from office.web.errors import status_of
from office.web.wording import said

bp = Blueprint("targets", __name__)

Answer = Response | str | tuple[str, int]


@bp.get("/paper/targets")
def index() -> Answer:
    """List the targets with their sources."""
    return _page()


@bp.post("/paper/targets")
def add() -> Answer:
    """Enter a target; raises Refused for whoever sets none."""
    form = request.form
    try:
        with current.work() as work:
            authority.require_setter(work)
            targets.add(
                work,
                Entry(
                    indicator=form.get("indicator", ""),
                    level=form.get("level", ""),
                    first_day=posted.day(form.get("first_day", ""), "first_day"),
                    last_day=posted.day(form.get("last_day", ""), "last_day"),
                    per_cent=form.get("per_cent", ""),
                    source=form.get("source", ""),
                    note=form.get("note", ""),
                    checked=form.get("checked") == "yes",
                ),
            )
    except (Conflict, Invalid) as refusal:
        return _page(refusal)
    return _done(Text("Đã thêm chỉ tiêu.", "The target is there."))


@bp.post("/paper/targets/end")
def end() -> Answer:
    """End a target, or withdraw one; raises Refused for whoever sets none, NotFound for none."""
    form = request.form
    try:
        with current.work() as work:
            authority.require_setter(work)
            key = posted.key(form.get("key", ""))
            if key is None:
                raise NotFound
            last_day = posted.day(form.get("ended_on", ""), "ended_on")
            targets.end(work, key, last_day, form.get("end_reason", ""))
    except (Conflict, Invalid) as refusal:
        return _page(refusal)
    return _done(Text("Đã ghi ngày cuối của chỉ tiêu.", "The target has its last day."))


def _done(words: Text) -> Response:
    flash(said(words), "done")
    return redirect(url_for("targets.index"))


def _page(refusal: OfficeError | None = None) -> str | tuple[str, int]:
    with current.look() as work:
        page = render_template(
            "targets.html",
            targets=targets.listed(work),
            may_set=authority.may_set(work),
            today=work.today,
            indicators=INDICATORS,
            levels=LEVELS,
            standings=STANDINGS,
            unchecked=UNCHECKED,
            choices={
                "indicator": [(name, said(words)) for name, words in INDICATORS.items()],
                "level": [(name, said(words)) for name, words in LEVELS.items()],
            },
            typed=request.form,
            reasons=refusal.reasons if refusal else (),
        )
    return (page, status_of(refusal)) if refusal else page
