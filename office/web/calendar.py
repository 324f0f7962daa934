"""The working calendar of a year, for administrators: what is set, by whom, and what it moves."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from office.domain.errors import Invalid, OfficeError
from office.domain.text import Text
from office.services.figures import recounting
from office.services.places import calendar
from office.services.work import Work
from office.web import current, posted
from office.web.errors import status_of
from office.web.wording import day, said

bp = Blueprint("calendar", __name__)


@bp.get("/admin/calendar")
def index() -> str | tuple[str, int]:
    """Show the year asked for, or this one; raises NotFound for all but administrators."""
    current.administrators_only()
    with current.look() as work:
        year = posted.key(request.args.get("year", "")) or work.today.year
        return _page(work, year if year in calendar.YEARS else work.today.year)


@bp.post("/admin/calendar")
def change() -> Response | str | tuple[str, int]:
    """Set a day, or show first which open deadlines would come out otherwise (`do=preview`)."""
    current.administrators_only()
    form = request.form
    try:
        on = posted.day(form.get("day", ""), "day")
        if on is None:
            raise Invalid(Text("Hãy chọn ngày.", "Choose a day."), field="day")
        working = form.get("working") == "yes"
        if form.get("do") == "preview":
            with current.look() as work:
                shown = on.year if on.year in calendar.YEARS else work.today.year
                return _page(work, shown, moved=recounting.moved(work, on, working))
        with current.work() as work:
            calendar.set_day(work, on, working, form.get("name", ""), form.get("reason", ""))
        current.office().forget()
    except Invalid as refusal:
        with current.look() as work:
            return _page(work, work.today.year, refusal=refusal)
    kept = Text("Đã ghi ngày {day}. Thời hạn đã định giữ nguyên.", "{day} is set. Deadlines stay.")
    flash(said(kept.filled(day=day(on))), "done")
    return redirect(url_for("calendar.index", year=on.year))


def _page(
    work: Work,
    year: int,
    *,
    moved: list[recounting.Moved] | None = None,
    refusal: OfficeError | None = None,
) -> str | tuple[str, int]:
    values: dict[str, Any] = {
        "year": year,
        "days": calendar.days(work, year),
        "changes": calendar.changes(work, year),
    }
    page = render_template(
        "calendar.html",
        **values,
        moved=moved,
        typed=request.form,
        reasons=refusal.reasons if refusal else (),
    )
    return (page, status_of(refusal)) if refusal else page
