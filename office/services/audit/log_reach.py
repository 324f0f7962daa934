"""Reaching the few acts of a small unit, or of a few documents, without reading the whole log.

Newest first, a database walks the log backwards until a page is full: quick where most of it
is the actor's, slow where almost nothing is.  These conditions lead such a search by the
indexes of deliveries and documents instead; they never decide what may be seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, union

from office.models.deliveries import Assignment, Delivery
from office.models.documents import Document
from office.models.movements import Movement
from office.services import access
from office.services.work import Work

#: A key that is worked out: the first and last of a time are found by the time, not by the key.
_KEY = Movement.id + 0
#: Up to so many deliveries and documents of the actor's units are few.
FEW = 2000


def narrowing(work: Work) -> list[ColumnElement[bool]]:
    """Return the condition that leads to the acts the actor may read, where they are few."""
    units = [work.actor.agency_id, *access.scope(work)]
    here = select(Delivery.id).where(Delivery.unit_id.in_(units))
    sent = select(Document.id).where(
        or_(Document.agency_id.in_(units), Document.drafting_unit_id.in_(units))
    )
    if not (_few(work, here) and _few(work, sent)):
        return []
    delivered = select(Delivery.document_id).where(Delivery.unit_id.in_(units))
    assigned = select(Assignment.document_id).where(Assignment.unit_id.in_(units))
    acts = union(
        select(Movement.id).where(Movement.delivery_id.in_(here)),
        select(Movement.id).where(Movement.document_id.in_(sent)),
        select(Movement.id).where(
            Movement.document_id.in_(union(delivered, assigned)), Movement.delivery_id.is_(None)
        ),
    )
    return [Movement.id.in_(acts)]


def acting_in(work: Work, units: Sequence[int]) -> list[ColumnElement[bool]]:
    """Return the condition that an act was done in one of `units`.

    Few acts are looked up; for many, sorting all of them would be slower than walking the log.
    """
    if len(units) == 1:
        return [Movement.unit_id == units[0]]
    theirs = select(Movement.id).where(Movement.unit_id.in_(units))
    if _few(work, theirs):
        return [Movement.id.in_(theirs)]
    return [func.coalesce(Movement.unit_id, 0).in_(units)]  # no index answers this


def between(
    work: Work, since: datetime | None, until: datetime | None
) -> list[ColumnElement[bool]]:
    """Return the condition that an act was done from `since` until `until`, led by the keys
    of the first and the last such act."""
    where: list[ColumnElement[bool]] = []
    if since is not None:
        first = work.db.scalar(select(func.min(_KEY)).where(Movement.at >= since))
        where += [Movement.at >= since, Movement.id >= (first or 0)]
    if until is not None:
        last = work.db.scalar(select(func.max(_KEY)).where(Movement.at < until))
        where += [Movement.at < until, Movement.id <= (last or 0)]
    return where


def speaking_of(work: Work, words: str) -> list[ColumnElement[bool]]:
    """Return the condition that a document's symbol or its subject has these words."""
    wanted = words.strip()
    if not wanted:
        return []
    symbol = Document.number_text + "/" + Document.notation
    said = (Document.subject, symbol)
    speaks = or_(*(place.icontains(wanted, autoescape=True) for place in said))
    keys = list(work.db.scalars(select(Document.id).where(speaks).limit(FEW + 1)))
    return [speaks] if len(keys) > FEW else [Movement.document_id.in_(keys)]


def _few(work: Work, rows: Select[Any]) -> bool:
    counted = select(func.count()).select_from(rows.limit(FEW + 1).subquery())
    return (work.db.scalar(counted) or 0) <= FEW
