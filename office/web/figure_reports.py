"""Reports of figures: asked for with one button, followed while they are made, handed out."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from office.domain import figure_reports, periods
from office.domain.errors import Invalid, OfficeError, Refused
from office.domain.periods import Period
from office.domain.text import Text
from office.services import access
from office.services.figures import dashboard, units
from office.services.reporting import mailing, reports
from office.services.reporting.reports import Wanted
from office.services.work import Work
from office.web import current, figure_filter, headers, posted
from office.web.errors import status_of
from office.web.wording import said

bp = Blueprint("figure_reports", __name__)
#: A page on which something is being made is loaded again after so many seconds.
AGAIN = 3
_ASKED = Text("Đang lập báo cáo.", "The report is being made.")
_THERE = Text("Báo cáo này đã có, số liệu chưa đổi.", "It is there: no figure has changed since.")
_TRIED = Text("Đang lập lại báo cáo.", "The report is being made once more.")
#: The outputs of NĐ 30, Phụ lục VI, V: each is made here or where its book is.
OUTPUTS = (
    (Text("Sổ đăng ký văn bản đến", "Register of documents received"), "registers.index"),
    (figure_reports.KINDS[figure_reports.INCOMING], ""),
    (Text("Sổ đăng ký văn bản đi", "Register of documents issued"), "registers.index"),
    (figure_reports.KINDS[figure_reports.OUTGOING], ""),
)


@bp.get("/paper/reports")
def index() -> str | tuple[str, int]:
    """List the reports of the actor's agency, and offer to make one."""
    return _page()


@bp.post("/paper/reports")
def make() -> Response | str | tuple[str, int]:
    """Ask for a report; what is wrong is shown with what was typed."""
    try:
        with current.work() as work:
            row = reports.read(work, reports.ask(work, _wanted(work)))
    except (Invalid, Refused) as refusal:
        return _page(refusal)
    flash(said(_THERE if row.made_at else _ASKED), "done")
    return redirect(url_for("figure_reports.index"))


@bp.post("/paper/reports/<int:key>/again")
def again(key: int) -> Response:
    """Try once more to make a report that could not be made."""
    with current.work() as work:
        reports.again(work, posted.row(key))
    flash(said(_TRIED), "done")
    return redirect(url_for("figure_reports.index"))


@bp.get("/paper/reports/<int:key>")
def file(key: int) -> Response:
    """Hand out a report; raises NotFound for one that is not made."""
    with current.look() as work:
        row, opened = reports.file(work, posted.row(key))
        name = reports.name(work, row)
    pdf = row.form == figure_reports.PDF
    kind = mailing.TYPES[row.form]
    sent = send_file(opened, mimetype=kind, download_name=name, as_attachment=not pdf)
    sent.headers["Content-Security-Policy"] = headers.FILE
    sent.headers["Cache-Control"] = "private, no-store"
    return sent


def _wanted(work: Work) -> Wanted:
    form = request.form
    return Wanted(
        unit_id=unit(work, form.get("unit", "")),
        kind=form.get("kind", ""),
        form=form.get("form", figure_reports.PDF),
        period=_period(form.get("period", "")),
        language=current.language(),
    )


def unit(work: Work, key: str) -> int:
    """Return the agency a form names, the own one where it names none; raises NotFound."""
    return units.by_key(work, key).id if key else work.actor.agency_id


def _period(written: str) -> Period:
    form = request.form
    since, until = (posted.day(form.get(name, ""), name) for name in ("since", "until"))
    if since and until:
        return periods.free(since, until)
    return periods.parse(written)


def _page(refusal: OfficeError | None = None) -> str | tuple[str, int]:
    with current.look() as work:
        access.require_role(work, *dashboard.READERS)
        rows, older = reports.listed(work, posted.key(request.args.get("before", "")))
        making = reports.making(rows)
        page = render_template(
            "figure_reports.html",
            rows=rows,
            older=older,
            first="before" not in request.args,
            making=making,
            again=AGAIN if making and refusal is None else None,
            named=units.known(work, {row.unit_id for row in rows}),
            labels={row.period: periods.parse(row.period).short for row in rows},
            outputs=OUTPUTS,
            faults=reports.FAULTS,
            typed=request.form or request.args,
            reasons=refusal.reasons if refusal else (),
            **choices(work),
        )
    return (page, status_of(refusal)) if refusal else page


def choices(work: Work) -> dict[str, Any]:
    """Return what a form about reports lets one choose."""
    own = work.tree[work.actor.agency_id].key
    listed = figure_filter.agencies(work)
    agencies = [(one.key, "\u2003" * depth + one.name) for one, depth in listed]
    return {
        "own": own,
        "agencies": agencies,
        "kinds": [(code, said(words)) for code, words in figure_reports.KINDS.items()],
        "forms": [(code, said(words)) for code, words in figure_reports.FORMS.items()],
        "periods": [(one.written, said(one.label)) for one in periods.offered(work.today)],
        "stages": figure_reports.STAGES,
        "titles": figure_reports.KINDS,
    }
