"""Keeping the lines and sums of what is counted as the documents are.

Whatever happens to a document promises, in the same commit, that it will be counted; the
promise is kept afterwards from what the rows then say, and what the lines said before is taken
off the sums.  So keeping it twice, or in another order, does no harm.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, func, select, text

from office import database
from office.domain.measures import CAME, DOCUMENT, SENT, SHEET
from office.models.base import Base, table
from office.models.documents import Document
from office.models.figures import CountedDelivery, CountedDocument, CountedSheet, MonthTally
from office.services.figures import (
    of_deliveries,
    of_documents,
    of_people,
    of_sheets,
    places,
    tallies,
)
from office.services.figures.of_documents import IDS, Fact, Known, of
from office.services.figures.places import Places
from office.services.figures.tallies import Differences
from office.services.work import Work

BATCH = 200
#: Any number: counting goes on beside counting, and stands still while all is forgotten.
PG_LOCK = 0x0C0047

_WAYS = select(CountedDelivery.way, CountedDelivery.gone).where(
    CountedDelivery.document_id == bindparam("document"), CountedDelivery.sender_id.is_not(None)
)


class _Lines(NamedTuple):
    """A table of lines: in which subjects it counts, and the columns that name a line."""

    model: type[Base]
    subjects: tuple[str, ...]
    key: tuple[str, ...]


_DOCUMENTS = _Lines(CountedDocument, (DOCUMENT,), ("document_id",))
_DELIVERIES = _Lines(CountedDelivery, (SENT, CAME), ("delivery_id",))
_SHEETS = _Lines(CountedSheet, (SHEET,), ("source", "source_id"))


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


def batch(work: Work, after: int) -> list[int]:
    """Return the keys of the next documents behind `after`, for a count of all."""
    behind = select(Document.id).where(Document.id > after).order_by(Document.id).limit(BATCH)
    return list(work.db.scalars(behind))


def forget(work: Work) -> None:
    """Drop every line and sum, so that a count of all makes them anew."""
    if work.db.dialect.name == "postgresql":
        work.db.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": PG_LOCK})
    for model in (MonthTally, CountedSheet, CountedDelivery, CountedDocument):
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
    asked = list(documents)
    _write(work, _DOCUMENTS, _kept(work, _DOCUMENTS, asked), filter(None, facts), changed)
    _write(work, _DELIVERIES, _kept(work, _DELIVERIES, asked), deliveries.values(), changed)
    sheets = of_sheets.facts(work, stands, documents).values()
    _write(work, _SHEETS, _kept(work, _SHEETS, asked), sheets, changed)


def _one(work: Work, stands: Places, known: Known, delivery_id: int, changed: Differences) -> None:
    """Count one delivery; the document too where its way out is another now, or it is back."""
    key = known.row.id
    kept = _kept(work, _DELIVERIES, [key], delivery_id)
    now = of_deliveries.facts(work, stands, {key: known}, delivery_id)
    _write(work, _DELIVERIES, kept, now.values(), changed)
    sheets = of_sheets.facts(work, stands, {key: known}, new=True)
    _write(work, _SHEETS, {}, sheets.values(), changed)
    if _ways(kept.values()) != _ways(now.values()):
        ways = [(way, gone) for way, gone in work.db.execute(_WAYS, {"document": key})]
        fact = of_documents.fact(work, stands, known, ways)
        before = _kept(work, _DOCUMENTS, [key])
        _write(work, _DOCUMENTS, before, filter(None, [fact]), changed)


def _ways(lines: Iterable[Mapping[str, Any]]) -> list[tuple[str, bool]]:
    return [(line["way"], line["gone"]) for line in lines]


def _kept(
    work: Work, lines: _Lines, ids: Sequence[int], delivery_id: int | None = None
) -> dict[tuple[Any, ...], Fact]:
    """Return the lines of some documents, or of one delivery, as they were last counted."""
    columns = table(lines.model).c
    asked = select(*(c for c in columns if c.name != "id")).where(columns.document_id.in_(IDS))
    if delivery_id is not None:
        asked = asked.where(*of(columns.delivery_id, delivery_id))
    rows = work.db.execute(asked, {"documents": list(ids)}).mappings()
    return {tuple(row[name] for name in lines.key): dict(row) for row in rows}


def _write(
    work: Work,
    lines: _Lines,
    kept: Mapping[tuple[Any, ...], Fact],
    facts: Iterable[Fact],
    changed: Differences,
) -> None:
    """Make the lines what was found, and note what that adds to the sums."""
    found = {tuple(one[name] for name in lines.key): one for one in facts}
    new = [one for key, one in found.items() if kept.get(key) != one]
    for one in new:
        before = kept.get(tuple(one[name] for name in lines.key))
        tallies.add(changed, lines.subjects, before, -1)
        tallies.add(changed, lines.subjects, one, 1)
    gone = [key for key in kept if key not in found]
    for key in gone:
        tallies.add(changed, lines.subjects, kept[key], -1)
    if gone:
        columns = table(lines.model).c
        which = [columns[name] == bindparam(f"key_{name}") for name in lines.key]
        named = [f"key_{name}" for name in lines.key]
        rows = [dict(zip(named, key, strict=True)) for key in gone]
        work.db.execute(delete(table(lines.model)).where(*which), rows)
    if new:
        insert = database.inserting(work.db, table(lines.model))
        others = {name: insert.excluded[name] for name in new[0] if name not in lines.key}
        upsert = insert.on_conflict_do_update(index_elements=list(lines.key), set_=others)
        work.db.execute(upsert, new)
