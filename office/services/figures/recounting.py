"""What a changed calendar would have meant for deadlines that run already.

They are sealed and stay (docs/decisions): whoever changes the calendar is told how many
would come out otherwise, at which units, without a word of any document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, select

from office.domain.documents import urgency_name
from office.domain.people import ADMINISTRATOR, SYSTEM
from office.domain.workdays import Calendar, begin_of, local_date
from office.models.deliveries import Delivery
from office.models.documents import Document
from office.services import access
from office.services.places import calendar
from office.services.work import Work

#: So many open deadlines are looked at; an office with more is told of the first.
MOST = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """How many open items of a unit are due on a day and would be due on another."""

    unit_id: int
    due_on: date
    would_be: date
    count: int


def moved(work: Work, day: date, working: bool) -> list[Moved]:
    """Return the open deadlines that would be others if `day` were worked or not.

    Only those that a procedure's limit gave, in days: what a person set is theirs.  Raises
    Refused for all but administrators and the office itself.
    """
    access.require_role(work, ADMINISTRATOR, SYSTEM)
    after = calendar.with_day(work.calendar, day, working)
    found: Counter[tuple[int, date, date]] = Counter()
    for row in _open(work, day):
        would_be = _would_be(work, row, after)
        if would_be is not None:
            found[row.holder_unit_id, local_date(row.due_at), would_be] += 1
    return [
        Moved(unit_id=unit_id, due_on=due_on, would_be=would_be, count=count)
        for (unit_id, due_on, would_be), count in sorted(found.items())
    ]


def _would_be(work: Work, row: Any, after: Calendar) -> date | None:
    """Return the day an item would be due on, None when it stays the same."""
    state = work.procedures[row.procedure, row.procedure_version].state(row.state)
    limit = state.limit(urgency_name(row.urgency))
    if limit is None or limit.hours or work.calendar.due(row.held_since, limit) != row.due_at:
        return None
    would_be = after.due(row.held_since, limit)
    return None if would_be == row.due_at else local_date(would_be)


def _open(work: Work, day: date) -> Iterable[Any]:
    """Yield the open items that the day lies in front of: delivered and drafted ones."""
    for run in (Delivery, Document):
        yield from work.db.execute(_due_after(run, begin_of(day)))


def _due_after(run: type[Delivery] | type[Document], moment: datetime) -> Select[Any]:
    return (
        select(
            run.holder_unit_id, run.procedure, run.procedure_version, run.state, run.urgency,
            run.held_since, run.due_at,
        )
        .where(run.closed_at.is_(None), run.due_at >= moment)
        .order_by(run.due_at)
        .limit(MOST)
    )  # fmt: skip
