"""Who acted for which agency on which day, in which month and year: only ever added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from office import database
from office.domain.workdays import local_date
from office.models.base import Base, table
from office.models.figures import CountedPerson, PeopleSpan
from office.models.movements import Movement
from office.services.figures import spans
from office.services.figures.of_documents import IDS, of
from office.services.figures.places import Places
from office.services.work import Work

#: Agency, day and person.
Line = tuple[int, date, int]
_DAY, _SPAN = ("unit_id", "day", "person_id"), ("unit_id", "span", "since", "person_id")
_ACTED = select(Movement.unit_id, Movement.at, Movement.person_id).where(
    Movement.document_id.in_(IDS),
    Movement.person_id.is_not(None),
)


def keep(work: Work, places: Places, documents: Sequence[int], delivery_id: int | None) -> None:
    """Note who acted on some documents, or on one delivery."""
    found = work.db.execute(
        _ACTED.where(*of(Movement.delivery_id, delivery_id)), {"documents": list(documents)}
    )
    acted = {(unit_id, local_date(at), person_id) for unit_id, at, person_id in found}
    lines = sorted({(places.agency(unit, day), day, person) for unit, day, person in acted})
    if lines:
        for model, named in rows(lines):
            insert = database.inserting(work.db, table(model))
            work.db.execute(insert.on_conflict_do_nothing(), named)


def rows(lines: Iterable[Line]) -> Iterator[tuple[type[Base], list[dict[str, Any]]]]:
    """Yield who acted where and when as rows of days, and of the months and years they are in."""
    acted = sorted(set(lines))
    whole = {
        (unit, span, since, person)
        for unit, day, person in acted
        for span, since in spans.first_days(day).items()
    }
    yield CountedPerson, [dict(zip(_DAY, line, strict=True)) for line in acted]
    yield PeopleSpan, [dict(zip(_SPAN, line, strict=True)) for line in sorted(whole)]
