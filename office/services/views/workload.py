"""How much each unit holds, how much of it is late, and since when: counted, not listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, func, select, union_all

from office.domain.errors import NotFound
from office.domain.people import AUDITOR, CHIEF, CLERK, LEADER
from office.models.deliveries import Delivery
from office.models.documents import Document
from office.services import access
from office.services.views import holders
from office.services.views.holders import Held
from office.services.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What one unit holds: open items, how many of them late, the oldest held since when."""

    unit_id: int
    held: int
    late: int
    since: datetime


def units(work: Work) -> list[int]:
    """Return the units whose work the actor may look at.

    An auditor sees the unit and all below; who acts for an agency sees its parts; others
    see their own unit.  Who stands in for somebody looks after nothing: a mandate reaches
    single documents.
    """
    if work.actor.acting_for is not None:
        return []
    if work.actor.role == AUDITOR:
        return access.scope(work)
    leads = work.actor.role in (CLERK, CHIEF, LEADER)
    if leads and work.actor.unit_id == work.actor.agency_id:
        return [unit.id for unit in work.tree.parts_of(work.actor.agency_id)]
    return [work.actor.unit_id]


def by_unit(work: Work) -> list[Load]:
    """Return what each of those units holds, the most late first."""
    shown = units(work)
    both = union_all(_open(work, Delivery, shown), _open(work, Document, shown)).subquery()
    rows = work.db.execute(
        select(
            both.c.unit_id,
            func.sum(both.c.held).label("held"),
            func.sum(both.c.late).label("late"),
            func.min(both.c.since).label("since"),
        ).group_by(both.c.unit_id)
    )
    loads = [
        Load(unit_id=row.unit_id, held=int(row.held), late=int(row.late), since=row.since)
        for row in rows
    ]
    return sorted(loads, key=lambda load: (-load.late, -load.held, load.unit_id))


def of_unit(work: Work, unit_id: int) -> Sequence[Held]:
    """Return what one of those units holds; raises NotFound for any other unit."""
    if unit_id not in units(work):
        raise NotFound
    return holders.holding(work, unit_ids=[unit_id])


def _open(work: Work, run: type[Delivery] | type[Document], shown: Sequence[int]) -> Select[Any]:
    return (
        select(
            run.holder_unit_id.label("unit_id"),
            func.count().label("held"),
            func.sum(case((run.due_at < work.at, 1), else_=0)).label("late"),
            func.min(run.held_since).label("since"),
        )
        .where(run.closed_at.is_(None), run.state.is_not(None), run.holder_unit_id.in_(shown))
        .group_by(run.holder_unit_id)
    )
