"""Reports by mail: what the person signed in has, and beginning and ending it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from office.domain import figure_reports, periods
from office.domain.errors import Invalid, OfficeError, Refused
from office.domain.text import Text
from office.services.figures import units
from office.services.reporting import subscriptions
from office.services.reporting.subscriptions import Wish
from office.services.work import Work
from office.web import current, posted
from office.web.errors import status_of
from office.web.figure_reports import choices, unit
from office.web.wording import said

bp = Blueprint("report_mails", __name__)
_BEGUN = Text("Sẽ gửi báo cáo qua thư điện tử.", "The report will come by mail.")
_ENDED = Text("Đã thôi nhận.", "It has ended.")
OUTCOMES = {
    "": Text("đang chờ gửi", "waits to be sent"),
    "sent": Text("đã gửi", "sent"),
    "dropped": Text("không gửi: không còn quyền xem", "not sent: no right to see it any more"),
    "refused": Text("máy chủ thư từ chối", "refused by the mail server"),
}


@bp.get("/paper/reports/mail")
def index() -> str | tuple[str, int]:
    """Show which reports the person has by mail, and offer to begin one."""
    return _page()


@bp.post("/paper/reports/mail")
def begin() -> Response | str | tuple[str, int]:
    """Begin to have a report by mail."""
    try:
        with current.work() as work:
            subscriptions.begin(work, _wish(work))
    except (Invalid, Refused) as refusal:
        return _page(refusal)
    flash(said(_BEGUN), "done")
    return redirect(url_for("report_mails.index"))


@bp.post("/paper/reports/mail/<int:key>/end")
def end(key: int) -> Response:
    """End a report by mail; raises NotFound for somebody else's."""
    with current.work() as work:
        subscriptions.end(work, posted.row(key))
    flash(said(_ENDED), "done")
    return redirect(url_for("report_mails.index"))


def _wish(work: Work) -> Wish:
    form = request.form
    return Wish(
        unit_id=unit(work, form.get("unit", "")),
        kind=form.get("kind", ""),
        every=form.get("every", ""),
        workday=posted.key(form.get("workday", "")) or 0,
        form=form.get("form", figure_reports.PDF),
        language=current.language(),
    )


def _page(refusal: OfficeError | None = None) -> str | tuple[str, int]:
    with current.look() as work:
        rows = subscriptions.listed(work)
        mailed = subscriptions.mailed(work)
        page = render_template(
            "report_mails.html",
            rows=rows,
            mailed=mailed,
            sends=subscriptions.sends(work),
            named=units.known(work, {row.unit_id for row in (*rows, *mailed)}),
            labels={row.period: periods.parse(row.period).short for row in mailed},
            rhythms=[(code, said(periods.KINDS[code])) for code in figure_reports.EVERY],
            rhythm_words=periods.KINDS,
            outcomes=OUTCOMES,
            most=figure_reports.LATEST_WORKDAY,
            typed=request.form,
            reasons=refusal.reasons if refusal else (),
            **choices(work),
        )
    return (page, status_of(refusal)) if refusal else page
