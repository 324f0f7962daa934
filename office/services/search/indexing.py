"""Keeping the index of words as the documents are.

Whatever changes a document promises, in the same commit, that it will be indexed; the
promise is kept afterwards from what the rows then say, so keeping it twice does no harm.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, union_all, update

from office.domain.numbering import symbol_text
from office.models.deliveries import Assignment, Delivery
from office.models.documents import Attachment, Document
from office.models.movements import Movement
from office.models.people import Person
from office.models.search import SearchEntry
from office.search.entry import Entry
from office.search.indexes import index as index_of
from office.services import access
from office.services.files import file_texts
from office.services.search import search_marks
from office.services.work import Work

BATCH = 200
MOST_PEOPLE = 5000


def keep(work: Work, document_id: int) -> bool:
    """Put a document into the index as it stands, or take it out; return whether that
    changed anything.  The document is locked, so that the last one to look is right."""
    row = _locked(work, document_id)
    if row is None or row.secrecy:  # law 6: no search hit
        return _drop(work, document_id)
    entry = _entry(work, row)
    kept = select(SearchEntry.fingerprint).where(SearchEntry.document_id == document_id)
    before, now = work.db.scalar(kept), entry.fingerprint()
    if before == now:
        return False
    index_of(work.db).put(work.db, entry)
    values = {"fingerprint": now, "indexed_at": work.at}
    if before is None:
        work.db.execute(insert(SearchEntry).values(document_id=document_id, **values))
    else:
        work.db.execute(
            update(SearchEntry).where(SearchEntry.document_id == document_id).values(values)
        )
    return True


def batch(work: Work, after: int) -> list[int]:
    """Return the keys of the next documents behind `after`, for a rebuild."""
    return list(
        work.db.scalars(
            select(Document.id).where(Document.id > after).order_by(Document.id).limit(BATCH)
        )
    )


def forget(work: Work) -> None:
    """Say of every document that it is not indexed, so that a rebuild writes them all anew."""
    work.db.execute(update(SearchEntry).values(fingerprint=""))


def counts(work: Work) -> tuple[int, int]:
    """Return how many documents are indexed, and how many ought to be."""
    ought = select(func.count()).select_from(Document).where(Document.secrecy == "")
    return (
        work.db.scalar(select(func.count()).select_from(SearchEntry)) or 0,
        work.db.scalar(ought) or 0,
    )


def _locked(work: Work, document_id: int) -> Row[Any] | None:
    return work.db.execute(
        select(Document.__table__).where(Document.id == document_id).with_for_update(key_share=True)
    ).first()


def _drop(work: Work, document_id: int) -> bool:
    gone = work.db.execute(delete(SearchEntry).where(SearchEntry.document_id == document_id))
    index_of(work.db).drop(work.db, document_id)
    return bool(gone.rowcount)


def _entry(work: Work, row: Row[Any]) -> Entry:
    deliveries = work.db.execute(
        select(Delivery.unit_id, Delivery.arrived_at, Delivery.closed_at).where(
            Delivery.document_id == row.id
        )
    ).all()
    arrivals = {
        mark for d in deliveries for mark in search_marks.of_arrival(d.unit_id, d.arrived_at)
    }
    sent = {unit for unit in (row.agency_id, row.drafting_unit_id) if unit is not None}
    return Entry(
        document_id=row.id,
        texts=[*_texts(work, row), *file_texts.of_document(work, row.id)],
        people=_people(work, row),
        readers=access.readers(work, row.id),
        marks=frozenset(
            {
                *search_marks.of_document(row),
                *arrivals,
                *(f"{search_marks.SENDER}{unit}" for unit in sent),
                *search_marks.of_open(_open(row, deliveries)),
            }
        ),
    )


def _open(row: Row[Any], deliveries: Sequence[Row[Any]]) -> Iterator[int]:
    """Yield the units with an open run: those it is at, and for a draft those that send it."""
    yield from (d.unit_id for d in deliveries if d.closed_at is None)
    if row.state is not None and row.closed_at is None:
        yield from filter(None, (row.agency_id, row.drafting_unit_id))


def _texts(work: Work, row: Row[Any]) -> Iterator[str]:
    """Yield what everybody who may open the document reads on its page."""
    issuer = work.tree.units.get(row.issuer_unit_id)
    yield symbol_text(row.number_text, row.notation)
    yield str(row.number) if row.number is not None else ""
    yield row.subject
    yield issuer.name if issuer else ""
    yield " ".join((row.signer_name, row.signer_position, row.signer_authority))
    yield row.code
    for name, description in work.db.execute(
        select(Attachment.name, Attachment.description)
        .where(Attachment.document_id == row.id)
        .order_by(Attachment.position)
    ):
        yield f"{name} {description}"
    yield row.body


def _people(work: Work, row: Row[Any]) -> frozenset[tuple[int, str]]:
    """Return who acted on the document or holds it, each with the unit whose run it was.

    What happens inside one recipient is not told to another (`dossier`), so neither is it
    found by another.
    """
    run_unit = func.coalesce(Delivery.unit_id, row.agency_id or 0)
    acted = (
        select(run_unit.label("unit"), Person.name)
        .select_from(Movement)
        .join(Person, Person.id == Movement.person_id)
        .outerjoin(Delivery, Delivery.id == Movement.delivery_id)
        .where(Movement.document_id == row.id)
    )
    holds = (
        select(Delivery.unit_id, Person.name)
        .join(Person, Person.id == Delivery.holder_person_id)
        .where(Delivery.document_id == row.id)
    )
    given = (
        select(Delivery.unit_id, Person.name)
        .select_from(Assignment)
        .join(Delivery, Delivery.id == Assignment.delivery_id)
        .join(Person, Person.id == Assignment.person_id)
        .where(Assignment.document_id == row.id)
    )
    drafts = (
        select(Document.agency_id, Person.name)
        .join(Person, Person.id == Document.holder_person_id)
        .where(Document.id == row.id)
    )
    every = union_all(acted, holds, given, drafts).subquery()
    listed = work.db.execute(select(every).distinct().limit(MOST_PEOPLE))
    return frozenset((unit, name) for unit, name in listed if unit)
