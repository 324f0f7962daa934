"""The table of an assignment form: part, unit or person, deadline, one row each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from office.domain.asks import LEAD, PARTS, Assignee
from office.domain.errors import Invalid
from office.domain.people import ROLES
from office.domain.text import Text
from office.domain.workdays import VIETNAM, end_of
from office.services import people
from office.services.cover import absences
from office.services.work import Work
from office.web.wording import said

#: Rows offered without JavaScript, and how many a form may bring.
ROWS = 6
MOST_ROWS = 200


class Row(NamedTuple):
    """One row as typed; `who` is 'unit' or 'unit-person', in ids."""

    part: str = ""
    who: str = ""
    day: str = ""
    hour: str = ""


class Group(NamedTuple):
    """A unit and its people, as one group of the select."""

    unit: str
    choices: list[tuple[str, str]]


def people_of(work: Work) -> list[Group]:
    """Return the units of the actor's agency with whom in each a part can be given, and when
    they are away soon."""
    units = work.tree.parts_of(work.actor.agency_id)
    members: dict[int, dict[int, str]] = {unit.id: {} for unit in units}
    found = people.members_of(work, list(members))
    gone = absences.foreseen(work, [member.person_id for member in found])
    for member in found:
        words = member.position or said(ROLES[member.role])
        away = f" — {said(gone[member.person_id].span)}" if member.person_id in gone else ""
        members[member.unit_id].setdefault(member.person_id, f"{member.name} ({words}){away}")
    whole = said(Text("Cả đơn vị: {unit}", "The whole unit: {unit}"))
    return [
        Group(
            unit.name,
            [
                (str(unit.id), whole.format(unit=unit.name)),
                *((f"{unit.id}-{person}", name) for person, name in members[unit.id].items()),
            ],
        )
        for unit in units
    ]


def rows_of(form: Mapping[str, str], least: int) -> list[Row]:
    """Return the rows as they were typed, filled up with empty ones; the first one leads."""
    typed = []
    for index in range(MOST_ROWS):
        if f"who-{index}" not in form:
            break
        names = (f"{name}-{index}" for name in ("part", "who", "day", "hour"))
        typed.append(Row(*(form.get(name, "").strip() for name in names)))
    empty = [Row(part=LEAD if not typed and index == 0 else "") for index in range(least)]
    return typed + empty[len(typed) :]


def read_rows(form: Mapping[str, str]) -> tuple[Assignee, ...]:
    """Return the parts given; rows without anybody are passed over.  Raises Invalid."""
    return tuple(_assignee(row) for row in rows_of(form, 0) if row.who)


def _assignee(row: Row) -> Assignee:
    unit, _, person = row.who.partition("-")
    if not _is_id(unit) or (person and not _is_id(person)) or row.part not in PARTS:
        raise Invalid(
            Text("Hãy chọn vai trò và người ở mỗi dòng.", "Choose part and person in each row."),
            field="assignees",
        )
    return Assignee(
        part=row.part,
        unit_id=int(unit),
        person_id=int(person) if person else None,
        due_at=due_of(row),
    )


def _is_id(written: str) -> bool:
    return written.isascii() and written.isdecimal() and len(written) < 18


def due_of(row: Row, field: str = "assignees") -> datetime | None:
    """Return the deadline typed: closing time of the day unless an hour is named.

    Raises Invalid, naming `field`, for what is no deadline.
    """
    if not row.day:
        return None
    try:
        day = _day(row.day)
        if not row.hour:
            return end_of(day)
        at = datetime.combine(day, time.fromisoformat(row.hour), VIETNAM)
    except (ValueError, OverflowError) as fault:
        raise Invalid(
            Text("Thời hạn không đúng: {day} {hour}.", "Not a deadline: {day} {hour}.").filled(
                day=row.day, hour=row.hour
            ),
            field=field,
        ) from fault
    return at.astimezone(UTC)


def _day(written: str) -> date:
    """Read 2019-11-15 as browsers send it, or 15/11/2019 as people write it."""
    if "/" in written:
        day, month, year = (int(part) for part in written.split("/"))
        return date(year, month, day)
    return date.fromisoformat(written)
