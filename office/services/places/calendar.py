"""The working calendar: seeded from the holidays library, then the office's own to edit.

Every change is kept with what was there before, so that a deadline can be explained by the
calendar it was counted with.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import holidays
from sqlalchemy import Connection, Row, delete, insert, select

from office.domain.errors import Invalid
from office.domain.people import ADMINISTRATOR, SYSTEM
from office.domain.text import Text
from office.domain.workdays import SATURDAY, Calendar
from office.models.desk import CalendarChange
from office.models.people import Person
from office.models.settings import CalendarDay
from office.services import access, facts
from office.services.work import Work

LONGEST_NAME = 200
YEARS = range(1990, 2101)
#: Why the days of the law are there; shown as the reason of their entry.
BY_LAW = "Ngày nghỉ, làm bù theo quy định"
SHOWN = 200


def read(db: Connection) -> Calendar:
    """Return the working calendar as it stands."""
    rows = db.execute(select(CalendarDay.__table__)).all()
    return Calendar({row.day: row.working for row in rows}, {row.day: row.name for row in rows})


def changed_since(work: Work, at: datetime) -> Sequence[Row[Any]]:
    """Return the changes made after a moment, the newest first."""
    return work.db.execute(
        select(CalendarChange.__table__)
        .where(CalendarChange.at > at)
        .order_by(CalendarChange.id.desc())
    ).all()


def as_of(calendar: Calendar, changes: Iterable[Any], at: datetime) -> Calendar:
    """Return the calendar as it stood at a moment: `changes` made later are undone."""
    days, names = dict(calendar.exceptions), dict(calendar.names)
    for change in changes:
        if change.at <= at:
            continue
        if change.was_working is None:
            days.pop(change.day, None)
            names.pop(change.day, None)
        else:
            days[change.day], names[change.day] = change.was_working, change.was_name
    return Calendar(days, names)


def with_day(calendar: Calendar, day: date, working: bool) -> Calendar:
    """Return the calendar with one day set."""
    return Calendar({**calendar.exceptions, day: working}, calendar.names)


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
        work.db.execute(insert(CalendarChange), [_change(work, row, BY_LAW) for row in rows])
        facts.reference_changed(work.db)
    return len(rows)


def set_day(work: Work, day: date, working: bool, name: str, reason: str = "") -> None:
    """Say that `day` is worked or not, whatever weekday it is, and keep what it was before.

    Deadlines that are sealed already stay (docs/decisions).  Raises Refused for all but
    administrators and the office itself, Invalid for a name or a day that cannot be kept.
    """
    access.require_role(work, ADMINISTRATOR, SYSTEM)
    name, reason = name.strip(), reason.strip()
    _check(day, name, reason)
    before = work.db.execute(
        select(CalendarDay.working, CalendarDay.name).where(CalendarDay.day == day)
    ).first()
    row = {"day": day, "working": working, "name": name}
    work.db.execute(delete(CalendarDay).where(CalendarDay.day == day))
    work.db.execute(insert(CalendarDay).values(row))
    was = {"was_working": before.working, "was_name": before.name} if before else {}
    work.db.execute(insert(CalendarChange).values({**_change(work, row, reason), **was}))
    facts.reference_changed(work.db)


def days(work: Work, year: int) -> Sequence[Row[Any]]:
    """Return the days of a year that differ from Monday to Friday (day, working, name)."""
    return work.db.execute(
        select(CalendarDay.__table__)
        .where(CalendarDay.day.between(*_span(year)))
        .order_by(CalendarDay.day)
    ).all()


def changes(work: Work, year: int) -> Sequence[Row[Any]]:
    """Return the changes made to the days of a year, the newest first, with who made each."""
    return work.db.execute(
        select(CalendarChange.__table__, Person.name.label("person_name"))
        .outerjoin(Person, Person.id == CalendarChange.person_id)
        .where(CalendarChange.day.between(*_span(year)), CalendarChange.reason != BY_LAW)
        .order_by(CalendarChange.id.desc())
        .limit(SHOWN)
    ).all()


def _span(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def _change(work: Work, row: dict[str, Any], reason: str) -> dict[str, Any]:
    return {
        **row,
        "was_working": None,
        "was_name": "",
        "reason": reason,
        "person_id": work.actor.person_id,
        "at": work.at,
    }


def _check(day: date, name: str, reason: str) -> None:
    if day.year not in YEARS:
        raise Invalid(Text("Ngày nằm ngoài lịch.", "The day is outside the calendar."), field="day")
    if not name:
        raise Invalid(
            Text("Hãy ghi tên ngày, ví dụ Giỗ Tổ Hùng Vương.", "Name the day."), field="name"
        )
    if max(len(name), len(reason)) > LONGEST_NAME:
        raise Invalid(
            Text("Tên và lý do dài nhất 200 ký tự.", "Name and reason: 200 characters at most."),
            field="name",
        )
