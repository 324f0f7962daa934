"""All units of an agency beside one another: each level's league, and units by months."""

from __future__ import annotations

from flask import Blueprint, render_template

from office.domain.errors import Invalid
from office.services import access
from office.services.figures import dashboard
from office.web import figure_filter, paper
from office.web.current import look
from office.web.errors import status_of

bp = Blueprint("paper_units", __name__)


@bp.get("/paper/heat")
def index() -> str | tuple[str, int]:
    """Show every unit by the chosen indicator; the dashboard has only those at the ends."""
    refusal: Invalid | None = None
    with look() as work:
        access.require_role(work, *dashboard.READERS)
        try:
            chosen = figure_filter.read(work)
        except Invalid as no:
            refusal, chosen = no, figure_filter.usual(work)
        shown = None
        if refusal is None:
            shown = dashboard.beside(work, chosen.asked, chosen.indicator, whole=True)
        page = render_template(
            "paper_units.html",
            chosen=chosen,
            reasons=refusal.reasons if refusal else (),
            **paper.form(work, chosen),
            **(paper.beside(work, chosen, shown) if shown else {}),
        )
    return (page, status_of(refusal)) if refusal else page
