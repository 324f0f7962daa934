"""Who has opened what: one row a capacity and document, first and last.

Opening moves nothing, so it is no movement; it is written in a work of its own, after the
page was read, and not again while the last note of it is fresh.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, func, select, text

from office.domain.people import AUDITOR
from office.models.columns import UtcDateTime
from office.models.deliveries import Delivery
from office.models.readings import Reading
from office.services import access
from office.services.work import Work

#: How exact `last` is: a page opened again sooner writes nothing.
FRESH = timedelta(minutes=5)
_MOMENT = bindparam("at", type_=UtcDateTime)
_NOTE = text(
    "INSERT INTO readings (document_id, unit_id, person_id, role, agency_id, first_at, last_at)"
    " VALUES (:document, :unit, :person, :role, :agency, :at, :at)"
    " ON CONFLICT (document_id, unit_id, person_id, role)"
    " DO UPDATE SET last_at = excluded.last_at WHERE readings.last_at < excluded.last_at"
).bindparams(_MOMENT)
_LAST = select(Reading.last_at).where(
    Reading.document_id == bindparam("document"),
    Reading.unit_id == bindparam("unit"),
    Reading.person_id == bindparam("person"),
    Reading.role == bindparam("role"),
)


def due(work: Work, document_id: int) -> bool:
    """Say whether it is worth noting that the actor has the document open now."""
    if work.actor.person_id is None:
        return False
    last = work.db.scalar(_LAST, _who(work, document_id))
    return last is None or last <= work.at - FRESH


def note(work: Work, document_id: int) -> None:
    """Note that the actor has opened a document that `access` let them know of."""
    if work.actor.person_id is not None:
        work.db.execute(_NOTE, {**_who(work, document_id), "agency": work.actor.agency_id,
                                "at": work.at})  # fmt: skip


def mark(work: Work, public_id: str) -> None:
    """Note a document as read that was not opened; raises NotFound."""
    note(work, access.document_id(work, public_id))


def opened(work: Work, document_id: int, units: Sequence[int]) -> dict[int, datetime]:
    """Return when each recipient among `units` first opened what it was sent.

    An auditor who looks at a document does not open it for the agency.
    """
    rows = work.db.execute(
        select(Delivery.unit_id, func.min(Reading.first_at))
        .join(
            Reading,
            (Reading.document_id == Delivery.document_id)
            & (Reading.agency_id == Delivery.unit_id)
            & (Reading.first_at >= Delivery.sent_at),
        )
        .where(Delivery.document_id == document_id, Delivery.unit_id.in_(units))
        .where(Reading.role != AUDITOR)
        .group_by(Delivery.unit_id)
    )
    return dict(rows.tuples().all())


def _who(work: Work, document_id: int) -> dict[str, object]:
    actor = work.actor
    return {
        "document": document_id,
        "unit": actor.unit_id,
        "person": actor.person_id,
        "role": actor.role,
    }
