"""The one door: which documents an actor may know of.

A person sees what was addressed to, assigned to, asked of or made by the unit they act in; an
auditor also what units below theirs see; an administrator no document at all.  Pages,
files, search, log and API all ask here, and say the same for "not yours" as for "none".
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, exists, false, or_, select

from office.domain.errors import NotFound, Refused
from office.domain.people import ADMINISTRATOR, AUDITOR, SYSTEM
from office.domain.text import Text
from office.models.deliveries import Assignment, Delivery
from office.models.documents import Document
from office.models.supervision import OpinionAsk
from office.services.work import Work


def visible(work: Work) -> ColumnElement[bool]:
    """Return the condition on `Document` that the actor may know of it."""
    if work.actor.role == ADMINISTRATOR:
        return false()
    units = scope(work)
    return or_(
        Document.agency_id.in_(units),
        Document.drafting_unit_id.in_(units),
        exists().where(Delivery.document_id == Document.id, Delivery.unit_id.in_(units)),
        exists().where(Assignment.document_id == Document.id, Assignment.unit_id.in_(units)),
        exists().where(OpinionAsk.document_id == Document.id, OpinionAsk.unit_id.in_(units)),
    )


def readers(work: Work, document_id: int) -> frozenset[int]:
    """Return the units by which somebody may know of a document: what `visible` asks, asked of
    the document instead of the actor.  The index of words keeps them."""
    sent = select(Document.agency_id, Document.drafting_unit_id).where(Document.id == document_id)
    units = {unit for row in work.db.execute(sent) for unit in row if unit is not None}
    for model in (Delivery, Assignment, OpinionAsk):
        units |= set(work.db.scalars(select(model.unit_id).where(model.document_id == document_id)))
    return frozenset(units)


def scope(work: Work) -> list[int]:
    """Return the units through whose eyes the actor sees."""
    unit = work.actor.unit_id
    if work.actor.role != AUDITOR:
        return [unit]
    return [unit, *(below.id for below in work.tree.below(unit))]


def document_id(work: Work, public_id: str) -> int:
    """Return the key of a document the actor may know of; raises NotFound."""
    known = select(Document.id).where(Document.public_id == public_id)
    if work.actor.role != SYSTEM:
        known = known.where(visible(work))
    found = work.db.scalar(known)
    if found is None:
        raise NotFound
    return found


def require_role(work: Work, *roles: str) -> None:
    """Raise Refused unless the actor acts in one of `roles`."""
    if work.actor.role not in roles:
        raise Refused(
            Text(
                "Vai trò bạn đang dùng không làm được việc này.",
                "The capacity you act in cannot do this.",
            )
        )
