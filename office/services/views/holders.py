"""Who holds what: for a document, a person or a unit, since when and until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select, union_all

from office.models.deliveries import Delivery
from office.models.documents import Document
from office.models.people import Person
from office.services.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An open item and its one holder: a unit, and a person once named."""

    public_id: str
    subject: str
    procedure: tuple[str, int]
    state: str
    run_unit_id: int
    holder_unit_id: int
    holder_person_id: int | None
    holder_name: str | None
    since: datetime
    due_at: datetime | None
    late: bool


def holding(
    work: Work,
    *,
    document: str | None = None,
    person_id: int | None = None,
    unit_ids: Sequence[int] = (),
    limit: int = 500,
) -> list[Held]:
    """Return every open item of a document, a person or some units, in one query.

    Deliveries and drafts alike, the longest held first.  The caller has checked access.
    """
    wanted = [
        _open(run, document, person_id, unit_ids) for run in (Delivery, Document)
    ]  # one item is one row of either
    both = union_all(*wanted).order_by("since").limit(limit)
    return [
        Held(
            public_id=row.public_id,
            subject=row.subject,
            procedure=(row.procedure, row.procedure_version),
            state=row.state,
            run_unit_id=row.run_unit_id,
            holder_unit_id=row.holder_unit_id,
            holder_person_id=row.holder_person_id,
            holder_name=row.holder_name,
            since=row.since,
            due_at=row.due_at,
            late=row.due_at is not None and row.due_at < work.at,
        )
        for row in work.db.execute(both)
    ]


def _open(
    run: type[Delivery] | type[Document],
    document: str | None,
    person_id: int | None,
    unit_ids: Sequence[int],
) -> Select[Any]:
    where: list[ColumnElement[bool]] = [run.closed_at.is_(None), run.state.is_not(None)]
    if document is not None:
        where.append(Document.public_id == document)
    if person_id is not None:
        where.append(run.holder_person_id == person_id)
    if unit_ids:
        where.append(run.holder_unit_id.in_(unit_ids))
    run_unit = Delivery.unit_id if run is Delivery else Document.agency_id
    held = select(
        Document.public_id, Document.subject, run.procedure, run.procedure_version, run.state,
        run_unit.label("run_unit_id"), run.holder_unit_id, run.holder_person_id,
        Person.name.label("holder_name"),
        run.held_since.label("since"), run.due_at,
    )  # fmt: skip
    if run is Delivery:
        held = held.join(Document, Document.id == Delivery.document_id)
    return held.outerjoin(Person, Person.id == run.holder_person_id).where(and_(*where))
