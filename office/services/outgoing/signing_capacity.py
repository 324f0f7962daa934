"""In which capacity the actor would sign a draft today: the facts for the rule of Đ13."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, bindparam

from office.domain.errors import Refused
from office.domain.people import LEADER
from office.domain.signing_capacities import (
    DEPUTY,
    Capacity,
    Lent,
    Signer,
    rank,
)
from office.domain.signing_capacities import (
    capacity as capacity_of,
)
from office.domain.text import Text
from office.models.people import Membership
from office.services import capacities
from office.services.step import Run
from office.services.work import Work

_LEADERS = capacities.VALID.where(
    Membership.unit_id == bindparam("unit"), Membership.role == LEADER
)


def capacity(work: Work, run: Run) -> Capacity:
    """Return in which capacity the actor signs a draft; raises Refused where they have none."""
    found = capacity_of(_signer(work, run))
    if isinstance(found, Text):
        raise Refused(found)
    return found


def before(work: Work, run: Run | None) -> Capacity | Text | None:
    """Return in which capacity the actor would sign a draft that waits for it, or why in none;
    None where there is nothing to sign."""
    if run is None or run.delivery_id is not None:
        return None
    signs = any("sign" in action.effects for action in run.workflow.actions_from(run.state))
    return capacity_of(_signer(work, run)) if signs else None


def head(work: Work, agency_id: int) -> Row[Any] | None:
    """Return who heads an agency today, or acts as its head: a row of `capacities.VALID`."""
    rows = work.db.execute(_LEADERS, {"unit": agency_id, "today": work.today}).all()
    heads = [row for row in rows if row.position.strip() and rank(row.position) != DEPUTY]
    return next(iter(heads), None)


def _signer(work: Work, run: Run) -> Signer:
    actor, mandate = work.actor, work.actor.acting_for
    lent = None
    if mandate is not None:
        lent = Lent(
            by_order=mandate.terms.by_order,
            giver=mandate.giver_name,
            giver_position=mandate.position,
            basis=mandate.terms.basis,
        )
    position = mandate.own_position if mandate else actor.position
    agency = work.tree[run.agency_id]
    return Signer(
        name=actor.name,
        agency=agency.name,
        role=mandate.own_role if mandate else actor.role,
        position=position,
        council=run.row.council,
        head=_head_position(work, agency.id, position),
        lent=lent,
    )


def _head_position(work: Work, agency_id: int, position: str) -> str:
    """Return what a deputy signs for; nobody else needs it."""
    found = head(work, agency_id) if rank(position) == DEPUTY else None
    return found.position if found is not None else ""
