"""The documents behind what stands open on a day: in time, late, or without a deadline."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from office.domain.errors import NotFound
from office.domain.measures import CAME, MEASURES
from office.services.figures import lists, scopes, sums
from office.services.figures.asked import Asked
from office.services.figures.lists import After, Page
from office.services.figures.tallies import WHOSE
from office.services.work import Work

IN_TIME, LATE, UNDATED = "work.open_in_time", "work.open_late", "work.open_undated"
#: Every line of work that was taken up: whose day the lists go by.
_TAKEN_UP = MEASURES["work.taken_up"]


def rows(
    work: Work, asked: Asked, code: str, after: After | None = None, limit: int = lists.PAGE
) -> Page:
    """Return the lines that an indicator of what stands open counts on the last day asked for.

    Raises Refused, or NotFound (also for no such indicator).
    """
    columns = sums.lines_of(CAME)
    conditions = _conditions(columns, asked.until)
    if code not in conditions:
        raise NotFound
    (whose, level), scope = WHOSE[CAME], scopes.standing(work, asked)
    found = select(*columns).where(
        sums.within(columns, whose, _TAKEN_UP.day, scope.stretches),
        sums.holds(columns, _TAKEN_UP),
        *asked.narrowed(columns.type_code, columns[level]),
        or_(columns.finished_on.is_(None), columns.finished_on > asked.until),
        conditions[code],
    )
    return lists.page(work, _TAKEN_UP, found, after, limit)


def _conditions(columns: Any, until: date) -> Mapping[str, ColumnElement[bool]]:
    fell_due = columns.late_from <= until
    return {
        IN_TIME: columns.dated & ~fell_due,
        LATE: columns.dated & fell_due,
        UNDATED: ~columns.dated,
    }
