"""Keeping the lines and sums of what is counted as the documents are.

Whatever happens to a document promises, in the same commit, that it will be counted; the
promise is kept afterwards from what the rows then say, and what the lines said before is taken
off the sums.  So keeping it twice, or in another order, does no harm.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, delete, func, select, text

from office.models.documents import Document
from office.models.figures import (
    CountedDelivery,
    CountedDocument,
    CountedSheet,
    MonthTally,
    ReasonTally,
    YearTally,
)
from office.models.papers import BoundVolume
from office.services.figures import (
    lines,
    of_deliveries,
    of_documents,
    of_people,
    of_sheets,
    of_volumes,
    places,
    tallies,
)
from office.services.figures.of_documents import Known
from office.services.figures.places import Places
from office.services.figures.tallies import Differences
from office.services.work import Work

BATCH = 200
#: Any number: counting goes on beside counting, and stands still while all is forgotten.
PG_LOCK = 0x0C0047

_WAYS = select(CountedDelivery.way, CountedDelivery.gone).where(
    CountedDelivery.document_id == bindparam("document"), CountedDelivery.sender_id.is_not(None)
)


def keep(work: Work, document_id: int, delivery_id: int | None = None) -> bool:
    """Count a document as it stands, or one delivery of it; return whether anything changed.

    The document is locked, so that the last one to look is right.
    """
    _beside(work)
    documents = of_documents.read(work, [document_id])
    if not documents:
        return False
    stands, changed = places.read(work), Differences()
    if delivery_id is None:
        _whole(work, stands, documents, changed)
    else:
        _one(work, stands, documents[document_id], delivery_id, changed)
    of_people.keep(work, stands, list(documents), delivery_id)
    tallies.put(work, changed)
    return any(changed.values())


def keep_all(work: Work, document_ids: Sequence[int]) -> int:
    """Count some documents as they stand; return how many sums changed."""
    _beside(work)
    documents = of_documents.read(work, document_ids)
    stands, changed = places.read(work), Differences()
    _whole(work, stands, documents, changed)
    of_people.keep(work, stands, list(documents), None)
    tallies.put(work, changed)
    return sum(bool(amount) for amount in changed.values())


def keep_volumes(work: Work, keys: Sequence[int]) -> int:
    """Count some volumes that were bound on paper; return how many sums changed.

    Their books are locked, in order, so that none is counted twice.
    """
    _beside(work)
    changed = Differences()
    found = of_volumes.facts(work, places.read(work), keys)
    before = lines.kept(
        work, lines.SHEETS,
        CountedSheet.source == of_volumes.VOLUME, CountedSheet.source_id.in_(list(keys)),
    )  # fmt: skip
    lines.write(work, lines.SHEETS, before, found, changed)
    tallies.put(work, changed)
    return sum(bool(amount) for amount in changed.values())


def batch(work: Work, after: int) -> list[int]:
    """Return the keys of the next documents behind `after`, for a count of all."""
    behind = select(Document.id).where(Document.id > after).order_by(Document.id).limit(BATCH)
    return list(work.db.scalars(behind))


def volumes(work: Work) -> list[int]:
    """Return the keys of all volumes that were bound on paper."""
    return list(work.db.scalars(select(BoundVolume.id).order_by(BoundVolume.id)))


def forget(work: Work) -> None:
    """Drop every line and sum, so that a count of all makes them anew."""
    if work.db.dialect.name == "postgresql":
        work.db.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": PG_LOCK})
    sums = (MonthTally, YearTally, ReasonTally)
    for model in (*sums, CountedSheet, CountedDelivery, CountedDocument):
        work.db.execute(delete(model))


def counts(work: Work) -> tuple[int, int]:
    """Return how many documents and deliveries have a line."""
    documents = select(func.count()).select_from(CountedDocument)
    deliveries = select(func.count()).select_from(CountedDelivery)
    return work.db.scalar(documents) or 0, work.db.scalar(deliveries) or 0


def _beside(work: Work) -> None:
    if work.db.dialect.name == "postgresql":
        work.db.execute(text("SELECT pg_advisory_xact_lock_shared(:key)"), {"key": PG_LOCK})


def _whole(
    work: Work, stands: Places, documents: Mapping[int, Known], changed: Differences
) -> None:
    """Count documents with all their deliveries and paper."""
    deliveries = of_deliveries.facts(work, stands, documents)
    ways: dict[int, list[tuple[str, bool]]] = {key: [] for key in documents}
    for one in deliveries.values():
        if one["sender_id"] is not None:
            ways[one["document_id"]].append((one["way"], one["gone"]))
    facts = [of_documents.fact(work, stands, documents[key], ways[key]) for key in documents]
    sheets = of_sheets.facts(work, stands, documents)
    for into, document_id, found in (
        (lines.DOCUMENTS, CountedDocument.document_id, list(filter(None, facts))),
        (lines.DELIVERIES, CountedDelivery.document_id, list(deliveries.values())),
        (lines.SHEETS, CountedSheet.document_id, list(sheets.values())),
    ):
        before = lines.kept(work, into, document_id.in_(list(documents)))
        lines.write(work, into, before, found, changed)


def _one(work: Work, stands: Places, known: Known, delivery_id: int, changed: Differences) -> None:
    """Count one delivery; the document too where its way out is another now, or it is back."""
    key = known.row.id
    before = lines.kept(work, lines.DELIVERIES, CountedDelivery.delivery_id == delivery_id)
    now = of_deliveries.facts(work, stands, {key: known}, delivery_id)
    lines.write(work, lines.DELIVERIES, before, now.values(), changed)
    sheets = of_sheets.facts(work, stands, {key: known}, new=True)
    lines.write(work, lines.SHEETS, {}, sheets.values(), changed)
    if _ways(before.values()) != _ways(now.values()):
        ways = [(way, gone) for way, gone in work.db.execute(_WAYS, {"document": key})]
        fact = of_documents.fact(work, stands, known, ways)
        there = lines.kept(work, lines.DOCUMENTS, CountedDocument.document_id == key)
        lines.write(work, lines.DOCUMENTS, there, filter(None, [fact]), changed)


def _ways(found: Iterable[Mapping[str, Any]]) -> list[tuple[str, bool]]:
    return [(line["way"], line["gone"]) for line in found]
