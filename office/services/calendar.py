"""The working calendar: seeded from the holidays library, then the office's own to edit."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import holidays
from sqlalchemy import Connection, delete, insert, select

from office.domain.workdays import SATURDAY, Calendar
from office.models.settings import CalendarDay
from office.services import facts
from office.services.work import Work


def read(db: Connection) -> Calendar:
    """Return the working calendar as it stands."""
    return Calendar({row.day: row.working for row in db.execute(select(CalendarDay.__table__))})


def seed(work: Work, years: Iterable[int]) -> int:
    """Write the public holidays and swapped days of `years`; days already there stay.

    Years ahead are predictions: the government fixes Tết and swaps each year, so the
    table is to be edited.  Returns how many days were added.
    """
    vietnam = holidays.country_holidays("VN", years=list(years), language="vi")
    known = set(work.db.scalars(select(CalendarDay.day)))
    rows = [
        {"day": day, "working": False, "name": name}
        for day, name in sorted(vietnam.items())
        if day not in known
    ]
    rows += [
        {"day": day, "working": True, "name": "Làm bù"}
        for day in sorted(getattr(vietnam, "weekend_workdays", ()))
        if day not in known and day.weekday() >= SATURDAY
    ]
    if rows:
        work.db.execute(insert(CalendarDay), rows)
        facts.reference_changed(work.db)
    return len(rows)


def set_day(work: Work, day: date, working: bool, name: str) -> None:
    """Say that `day` is worked or not, whatever weekday it is."""
    work.db.execute(delete(CalendarDay).where(CalendarDay.day == day))
    work.db.execute(insert(CalendarDay).values(day=day, working=working, name=name))
    facts.reference_changed(work.db)
