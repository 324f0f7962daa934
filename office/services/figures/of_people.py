"""Who acted for which agency on which day: a line each, only ever added."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from office import database
from office.domain.workdays import local_date
from office.models.base import table
from office.models.figures import CountedPerson
from office.models.movements import Movement
from office.services.figures.of_documents import IDS, of
from office.services.figures.places import Places
from office.services.work import Work

_ACTED = select(Movement.unit_id, Movement.at, Movement.person_id).where(
    Movement.document_id.in_(IDS),
    Movement.person_id.is_not(None),
)


def keep(work: Work, places: Places, documents: Sequence[int], delivery_id: int | None) -> None:
    """Note who acted on some documents, or on one delivery."""
    rows = work.db.execute(
        _ACTED.where(*of(Movement.delivery_id, delivery_id)), {"documents": list(documents)}
    )
    acted = {(unit_id, local_date(at), person_id) for unit_id, at, person_id in rows}
    lines = sorted({(places.agency(unit, day), day, person) for unit, day, person in acted})
    if lines:
        named = [dict(zip(("unit_id", "day", "person_id"), line, strict=True)) for line in lines]
        insert = database.inserting(work.db, table(CountedPerson))
        work.db.execute(insert.on_conflict_do_nothing(), named)
