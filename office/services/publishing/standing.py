"""Whether a document was withdrawn by its agency, as a condition for those who ask of many."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, ScalarSelect, and_, exists, func, select
from sqlalchemy.orm import aliased

from office.domain.recalls import CLOSING, DROPPED
from office.models.deliveries import Delivery
from office.models.documents import Document
from office.models.recalls import Recall

_every = aliased(Delivery)


def recalled() -> ColumnElement[bool]:
    """Return the condition on `Document` that its agency withdrew it.

    It was asked back from every recipient, and at least one gave it back.  From some alone it
    was only sent to the wrong ones: it stands.
    """
    asked = exists().where(Recall.delivery_id == _every.id, Recall.answer != DROPPED)
    others = (_every.document_id == Document.id, _every.unit_id != Document.agency_id)
    left = exists().where(*others, ~asked).correlate(Document)
    back = exists().where(Recall.document_id == Document.id, Recall.answer.in_(CLOSING))
    return and_(back.correlate(Document), ~left)


def recalled_at() -> ScalarSelect[datetime | None]:
    """Build the subquery that says when the last recall of a `Document` closed."""
    return (
        select(func.max(Recall.settled_at))
        .where(Recall.document_id == Document.id, Recall.answer.in_(CLOSING))
        .correlate(Document)
        .scalar_subquery()
    )
