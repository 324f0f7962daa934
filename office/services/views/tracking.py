"""What a sender may know of each recipient without asking: arrived, opened, accepted.

Three facts, never one for the other: a packet that reached a server was not read by
anybody, and what was read is not yet accepted.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from office.models.movements import Movement
from office.services.views import readings
from office.services.views.dossier import Dossier
from office.services.work import Work

#: What a procedure reports of a state in which the recipient has taken the document on.
ACCEPTED = "03"


class Milestones(NamedTuple):
    """When a recipient first opened the document and when it accepted it, None until it has."""

    opened_at: datetime | None
    accepted_at: datetime | None


def milestones(work: Work, read: Dossier) -> dict[int, Milestones]:
    """Return the milestones of the deliveries that the actor sees, by the recipient's key."""
    if not read.deliveries:
        return {}
    units = [row.unit_id for row in read.deliveries]
    opened = readings.opened(work, read.document.id, units)
    accepted = _accepted(work, read.document.id)
    return {
        row.unit_id: Milestones(opened.get(row.unit_id), accepted.get(row.id))
        for row in read.deliveries
    }


def _accepted(work: Work, document_id: int) -> dict[int, datetime]:
    """Return when each delivery of a document was first accepted, by the delivery's key."""
    rows = work.db.execute(
        select(Movement.delivery_id, func.min(Movement.at))
        .where(Movement.document_id == document_id, Movement.action.in_(accepting(work)))
        .where(Movement.delivery_id.is_not(None))
        .group_by(Movement.delivery_id)
    )
    return {row[0]: row[1] for row in rows}


def accepting(work: Work) -> set[str]:
    """Return the acts that accept a document: what leads into what is reported as accepted.

    A letter entered from paper is accepted by the very hand that enters it.
    """
    acts = {"enter"}
    for procedure in work.procedures.all():
        for action in (action for action in procedure.actions if not action.stays):
            before = {procedure.state(source).reports for source in action.sources}
            if procedure.state(action.target).reports == ACCEPTED and ACCEPTED not in before:
                acts.add(action.name)
    return acts
