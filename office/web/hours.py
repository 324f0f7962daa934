"""Agreed working hours, for administrators: what holds where, what it would mean, and its end."""

from __future__ import annotations

from dataclasses import dataclass, field

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from office.domain.errors import Invalid, NotFound
from office.domain.text import Text
from office.services.places import hours
from office.services.places.hours import URGENCY_NAMES, Example, Terms
from office.services.work import Work
from office.web import current, picking, posted
from office.web.errors import status_of
from office.web.wording import said

bp = Blueprint("hours", __name__)

Answer = Response | str | tuple[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the page says beside the list: examples to confirm, or why something is refused."""

    examples: list[Example] = field(default_factory=list)
    refusal: Invalid | None = None


@bp.get("/admin/hours")
def index() -> Answer:
    """List the agreements; raises NotFound for all but administrators."""
    current.administrators_only()
    return _page(Shown())


@bp.post("/admin/hours")
def agree() -> Answer:
    """Enter an agreement, or show first what limits would become (`do=preview`)."""
    current.administrators_only()
    try:
        if request.form.get("do") == "preview":
            with current.look() as work:
                examples = hours.examples(work, _terms(work))
            return _page(Shown(examples=examples))
        with current.work() as work:
            hours.agree(work, _terms(work))
    except Invalid as refusal:
        return _page(Shown(refusal=refusal))
    return _done(Text("Đã ghi thỏa thuận. Thời hạn đã định giữ nguyên.", "Kept. Deadlines stay."))


@bp.post("/admin/hours/end")
def end() -> Answer:
    """End an agreement on a day to come; raises NotFound for one that does not run."""
    current.administrators_only()
    form = request.form
    key = posted.key(form.get("key", ""))
    if key is None:
        raise NotFound
    try:
        with current.work() as work:
            last_day = posted.day(form.get("ended_on", ""), "ended_on") or work.today
            hours.end(work, key, last_day, form.get("end_reason", ""))
    except Invalid as refusal:
        return _page(Shown(refusal=refusal))
    return _done(Text("Thỏa thuận sẽ hết vào ngày đã chọn.", "It ends on the day chosen."))


def _terms(work: Work) -> Terms:
    form = request.form
    first = posted.day(form.get("first_day", ""), "first_day")
    if first is None:
        raise Invalid(Text("Hãy chọn ngày.", "Choose a day."), field="first_day")
    return Terms(
        unit_id=picking.named(work.tree, form.get("unit", "")).id,
        first_day=first,
        last_day=posted.day(form.get("last_day", ""), "last_day"),
        sessions=form.get("sessions", ""),
        hours={name: form.get(f"hours_{name}", "") for name in URGENCY_NAMES},
        agreed_by=form.get("agreed_by", ""),
        paper=form.get("paper", ""),
    )


def _done(words: Text) -> Response:
    current.office().forget()
    flash(said(words), "done")
    return redirect(url_for("hours.index"))


def _page(shown: Shown) -> str | tuple[str, int]:
    refusal = shown.refusal
    with current.look() as work:
        rows = hours.listed(work)
        page = render_template(
            "hours.html",
            agreements=rows,
            endable={row.id for row in rows if hours.may_end(work, row)},
            units=sorted(unit.name for unit in work.tree.units.values() if unit.kind.hosted),
            urgencies=URGENCY_NAMES,
            examples=shown.examples,
            typed=request.form,
            reasons=refusal.reasons if refusal else (),
        )
    return (page, status_of(refusal)) if refusal else page
