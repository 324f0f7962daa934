"""What sending without paper is estimated to have saved: apart from all that was measured."""

from __future__ import annotations

from flask import Blueprint, render_template

from office.domain.errors import Invalid
from office.domain.saving import Estimate
from office.services import access
from office.services.figures import dashboard, sendings
from office.services.work import Work
from office.web import figure_filter, paper
from office.web.current import look
from office.web.errors import status_of
from office.web.figure_filter import Chosen

bp = Blueprint("paper_saving", __name__)


@bp.get("/paper/saving")
def index() -> str | tuple[str, int]:
    """Show the estimated saving of a period with its formula and factors."""
    with look() as work:
        access.require_role(work, *dashboard.READERS)
        try:
            chosen = figure_filter.read(work)
        except Invalid as refusal:
            page = _page(work, figure_filter.usual(work), None, refusal)
            return page, status_of(refusal)
        return _page(work, chosen, sendings.estimate(work, chosen.asked))


def _page(
    work: Work, chosen: Chosen, estimate: Estimate | None, refusal: Invalid | None = None
) -> str:
    return render_template(
        "paper_saving.html",
        chosen=chosen,
        estimate=estimate,
        reasons=refusal.reasons if refusal else (),
        **paper.form(work, chosen),
    )
