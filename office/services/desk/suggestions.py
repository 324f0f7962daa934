"""Whom an incoming document will probably go to: finding the precedents, asking the rule."""

from __future__ import annotations

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import aliased

from office.domain import suggestion
from office.domain.asks import LEAD
from office.domain.people import CHIEF, CLERK
from office.domain.suggestion import Precedent, Suggestion
from office.models.deliveries import Assignment, Delivery
from office.models.documents import Document
from office.services import access
from office.services.desk import reference
from office.services.work import Work

#: So many of an issuer's newest documents are searched for those this agency received.
WINDOW = 1000
_lead = aliased(Assignment)
_NEWEST = (
    select(Document.id)
    .where(Document.issuer_unit_id == bindparam("issuer"), Document.id != bindparam("document"))
    .order_by(Document.id.desc())
    .limit(WINDOW)
)
#: The unit that leads a document now, or led it last: who it was passed to counts.
_LAST_LEAD = (
    select(func.max(Assignment.id))
    .where(Assignment.delivery_id == Delivery.id, Assignment.part == LEAD)
    .correlate(Delivery)
    .scalar_subquery()
)
_PRECEDENTS = (
    select(Document.type_code, Document.subject, _lead.unit_id)
    .join(Delivery, Delivery.document_id == Document.id)
    .join(_lead, _lead.id == _LAST_LEAD)
    .where(
        Document.id.in_(_NEWEST), Document.secrecy == "", Delivery.unit_id == bindparam("agency")
    )
    .order_by(Document.id.desc())
    .limit(bindparam("most"))
)


def of_document(work: Work, public_id: str) -> Suggestion | None:
    """Return the unit of the actor's agency that precedents speak for, None when none do.

    Units that are gone are passed over.  Raises NotFound, or Refused for all who hand no
    documents on.
    """
    key = access.document_id(work, public_id)
    access.require_role(work, CLERK, CHIEF)
    row = work.db.execute(
        select(Document.issuer_unit_id, Document.subject, Document.type_code).where(
            Document.id == key
        )
    ).one()
    weights = reference.suggestion_weights(work.settings.data)
    agency = work.actor.agency_id
    asked = {"issuer": row.issuer_unit_id, "document": key, "agency": agency}
    found = work.db.execute(_PRECEDENTS, asked | {"most": weights.recent})
    inside = {unit.id for unit in work.tree.parts_of(agency)}
    precedents = [Precedent(*one) for one in found.tuples() if one[2] in inside]
    return suggestion.suggest(row.subject, row.type_code, precedents, weights)
