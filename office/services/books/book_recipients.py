"""Where outgoing documents went, as their book tells it: few are named, many of a kind counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, func, or_, select

from office.domain.paper import ELECTRONIC
from office.models.deliveries import Delivery
from office.models.units import Unit
from office.services.work import Work

#: So many recipients are named; more of one kind are counted.
NAMED = 5


def of(work: Work, documents: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Return where each document went, when, and how many copies were on paper."""
    rows = work.db.execute(
        select(
            Delivery.document_id, Unit.kind, func.count().label("all"),
            func.count().filter(Delivery.channel != ELECTRONIC).label("copies"),
            func.min(Delivery.sent_at).label("sent_at"),
        )
        .join(Unit, Unit.id == Delivery.unit_id)
        .where(Delivery.document_id.in_(documents))
        .group_by(Delivery.document_id, Unit.kind)
        .order_by(Delivery.document_id, Unit.kind)
    ).all()  # fmt: skip
    kinds: defaultdict[int, list[Row[Any]]] = defaultdict(list)
    for row in rows:
        kinds[row.document_id].append(row)
    few = {(row.document_id, row.kind) for row in rows if row.all <= NAMED}
    names = _named(work, few)
    return {
        key: {
            "named": tuple(unit for row in sent for unit in names.get((key, row.kind), ())),
            "counted": tuple((row.kind, row.all) for row in sent if row.all > NAMED),
            "copies": sum(row.copies for row in sent),
            "sent_at": min(row.sent_at for row in sent),
        }
        for key, sent in kinds.items()
    }


def _named(work: Work, few: set[tuple[int, str]]) -> dict[tuple[int, str], list[int]]:
    """Return the units of those (document, kind) that are few enough to be named."""
    kinds: defaultdict[str, list[int]] = defaultdict(list)
    for document_id, kind in few:
        kinds[kind].append(document_id)
    if not kinds:
        return {}
    rows = work.db.execute(
        select(Delivery.document_id, Delivery.unit_id, Unit.kind)
        .join(Unit, Unit.id == Delivery.unit_id)
        .where(
            or_(
                *(
                    (Unit.kind == kind) & Delivery.document_id.in_(documents)
                    for kind, documents in kinds.items()
                )
            )
        )
        .order_by(Delivery.unit_id)
    )
    names: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for row in rows:
        names[row.document_id, row.kind].append(row.unit_id)
    return names
