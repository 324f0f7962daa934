"""Who holds what: how much lies with each unit, how much of it is late, and since when."""

from __future__ import annotations

from flask import Blueprint, render_template

from office.domain.errors import NotFound
from office.domain.people import ADMINISTRATOR
from office.services.cover import absences
from office.services.views import workload
from office.web.current import actor, look

bp = Blueprint("holders", __name__)


@bp.get("/holding")
def index() -> str:
    """Show what the units the actor looks after hold, the most late first."""
    _not_for_administrators()
    with look() as work:
        loads = workload.by_unit(work)
    return render_template(
        "holding.html",
        loads=loads,
        held=sum(load.held for load in loads),
        late=sum(load.late for load in loads),
    )


@bp.get("/holding/<int:unit_id>")
def unit(unit_id: int) -> str:
    """Show every open item of one unit, the longest held first; raises NotFound."""
    _not_for_administrators()
    with look() as work:
        items = workload.of_unit(work, unit_id)
        away = absences.of_holders(work, items)
    held = list(zip(items, away, strict=True))
    return render_template("holding_unit.html", unit_id=unit_id, held=held)


def _not_for_administrators() -> None:
    if actor().role == ADMINISTRATOR:
        raise NotFound
