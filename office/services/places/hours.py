"""Agreements on working hours: entered, ended, never edited; sealed deadlines stay.

An agreement holds for its unit and all below, until a nearer unit's says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update
from sqlalchemy.orm import aliased

from office.domain.documents import URGENCIES
from office.domain.errors import Invalid, NotFound
from office.domain.people import ADMINISTRATOR, SYSTEM
from office.domain.text import Text
from office.domain.workdays import Limit, begin_of
from office.domain.working_hours import Agreement, Hours, parse_sessions, written_sessions
from office.models.people import Person
from office.models.settings import HoursAgreement
from office.models.units import Unit
from office.services import access, facts
from office.services.places.calendar import YEARS
from office.services.work import Work

SHORTEST, LONGEST = 5, 200
MOST_HOURS = 200
#: The urgencies an agreement may set own hours for, by the name procedures use.
URGENCY_NAMES: Mapping[str, Text] = dict(reversed(URGENCIES))
#: So long before the end of a working day the example of a preview begins.
BEFORE_CLOSING = timedelta(minutes=30)
SHOWN = 200
_OVERLAP = Text(
    "Đơn vị này đã có thỏa thuận trong những ngày đó. Hãy kết thúc thỏa thuận ấy trước.",
    "This unit has an agreement on these days already. End that one first.",
)
_enterer, _ender = aliased(Person), aliased(Person)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What is entered: `sessions` and the hours of each urgency as they were typed."""

    unit_id: int
    first_day: date
    last_day: date | None = None
    sessions: str
    hours: Mapping[str, str] = field(default_factory=dict)
    agreed_by: str
    paper: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """What a limit in hours would become: begun `at`, due by the agreement and by the clock."""

    urgency: Text | None
    hours: int
    at: datetime
    due_at: datetime
    by_clock: datetime


def read(db: Connection) -> tuple[Agreement, ...]:
    """Return every agreement there is or was, the first entered first."""
    rows = db.execute(select(HoursAgreement.__table__).order_by(HoursAgreement.id))
    return tuple(_agreement(row) for row in rows)


def agree(work: Work, terms: Terms) -> int:
    """Enter an agreement; returns its id.  Deadlines that are sealed stay (docs/decisions).

    Raises Refused for all but administrators and the office itself, Invalid for terms that
    cannot be kept.
    """
    access.require_role(work, ADMINISTRATOR, SYSTEM)
    agreement = checked(work, terms)
    _lock(work, agreement.unit_id)
    theirs = (one for one in read(work.db) if one.unit_id == agreement.unit_id)
    if any(_meet(one, agreement) for one in theirs):
        raise Invalid(_OVERLAP, field="first_day")
    key: int = work.db.execute(
        insert(HoursAgreement)
        .values(
            unit_id=agreement.unit_id,
            first_day=agreement.first_day,
            last_day=agreement.last_day,
            sessions=written_sessions(agreement.sessions),
            hours=dict(agreement.hours),
            agreed_by=agreement.agreed_by,
            paper=agreement.paper,
            entered_by=work.actor.person_id,
            entered_at=work.at,
        )
        .returning(HoursAgreement.id)
    ).scalar_one()
    facts.reference_changed(work.db)
    return key


def end(work: Work, key: int, last_day: date, reason: str) -> None:
    """End an agreement with a day that has not passed; what it was is kept.

    Raises Refused for all but administrators and the office itself, NotFound for one that
    does not run, Invalid for a day or a reason that cannot be.
    """
    access.require_role(work, ADMINISTRATOR, SYSTEM)
    row = work.db.execute(
        select(HoursAgreement.__table__).where(HoursAgreement.id == key).with_for_update()
    ).first()
    if row is None or not may_end(work, row):
        raise NotFound
    if last_day < work.today or (row.last_day is not None and last_day > row.last_day):
        raise Invalid(
            Text(
                "Ngày cuối phải từ hôm nay đến ngày cuối đã thỏa thuận.",
                "The last day is between today and the last day agreed.",
            ),
            field="ended_on",
        )
    reason = _words(reason, "end_reason")
    work.db.execute(
        update(HoursAgreement)
        .where(HoursAgreement.id == key)
        .values(
            ended_on=last_day,
            end_reason=reason,
            ended_by=work.actor.person_id,
            ended_at=work.at,
        )
    )
    facts.reference_changed(work.db)


def may_end(work: Work, row: Row[Any]) -> bool:
    """Say whether the actor may end this agreement: it runs or is to come, at a unit of theirs."""
    runs = row.ended_on is None and not _past(row.last_day, work.today)
    return runs and access.answers_for(work, row.unit_id)


def listed(work: Work) -> Sequence[Row[Any]]:
    """Return the agreements, the newest first, with who entered and who ended each."""
    return work.db.execute(
        select(
            HoursAgreement.__table__,
            _enterer.name.label("enterer"),
            _ender.name.label("ender"),
        )
        .outerjoin(_enterer, _enterer.id == HoursAgreement.entered_by)
        .outerjoin(_ender, _ender.id == HoursAgreement.ended_by)
        .order_by(HoursAgreement.id.desc())
        .limit(SHOWN)
    ).all()


def examples(work: Work, terms: Terms) -> list[Example]:
    """Return what limits in hours would become that begin half an hour before closing.

    One for each urgency with own hours, else one of an hour.  Raises as `agree` does.
    """
    access.require_role(work, ADMINISTRATOR, SYSTEM)
    agreement = checked(work, terms)
    hours = Hours(work.calendar, (agreement,))
    day = max(work.today, agreement.first_day)
    closing = agreement.sessions[-1][1]
    at = begin_of(day) + timedelta(hours=closing.hour, minutes=closing.minute) - BEFORE_CLOSING
    own = agreement.hours or {"": 1}
    return [
        Example(
            urgency=URGENCY_NAMES.get(name),
            hours=count,
            at=at,
            due_at=hours.due(at, Limit(hours=count)),
            by_clock=work.calendar.due(at, Limit(hours=count)),
        )
        for name, count in own.items()
    ]


def checked(work: Work, terms: Terms) -> Agreement:
    """Return the agreement that terms make; raises Invalid with the field to mend."""
    if terms.unit_id not in work.tree.units or not access.answers_for(work, terms.unit_id):
        raise Invalid(
            Text("Hãy chọn đơn vị mình quản trị.", "Choose a unit you administer."), field="unit"
        )
    _check_days(terms, work.today)
    try:
        sessions = parse_sessions(terms.sessions)
    except ValueError as fault:
        raise Invalid(
            Text(
                "Giờ làm việc viết như 07:30-11:30, 13:30-17:00, buổi trước rồi đến buổi sau.",
                "Write working hours like 07:30-11:30, 13:30-17:00, one after the other.",
            ),
            field="sessions",
        ) from fault
    return Agreement(
        unit_id=terms.unit_id,
        first_day=terms.first_day,
        last_day=terms.last_day,
        sessions=sessions,
        hours=dict(_own_hours(terms.hours)),
        agreed_by=_words(terms.agreed_by, "agreed_by"),
        paper=_words(terms.paper, "paper"),
    )


def _own_hours(typed: Mapping[str, str]) -> Iterable[tuple[str, int]]:
    for name, written in typed.items():
        plain = written.strip()
        if not plain:
            continue
        known = name in URGENCY_NAMES and plain.isascii() and plain.isdecimal()
        if not (known and len(plain) <= LONGEST and 0 < int(plain) <= MOST_HOURS):
            raise Invalid(
                Text("Số giờ là số nguyên từ 1 đến 200.", "Hours: a whole number, 1 to 200."),
                field=f"hours_{name}",
            )
        yield name, int(plain)


def _check_days(terms: Terms, today: date) -> None:
    days = [day for day in (terms.first_day, terms.last_day) if day is not None]
    if any(day.year not in YEARS for day in days):
        outside = Text("Ngày nằm ngoài lịch.", "The day is outside the calendar.")
        raise Invalid(outside, field="first_day")
    if days[-1] < days[0] or _past(terms.last_day, today):
        raise Invalid(
            Text(
                "Ngày cuối không được trước ngày đầu hoặc trước hôm nay.",
                "The last day is neither before the first day nor before today.",
            ),
            field="last_day",
        )


def _words(written: str, name: str) -> str:
    words = " ".join(written.split())
    if not SHORTEST <= len(words) <= LONGEST:
        raise Invalid(
            Text(
                "Người thỏa thuận, căn cứ và lý do: từ 5 đến 200 ký tự.",
                "Who agreed, the paper and the reason: 5 to 200 characters.",
            ),
            field=name,
        )
    return words


def _past(day: date | None, today: date) -> bool:
    return day is not None and day < today


def _meet(one: Agreement, other: Agreement) -> bool:
    """Say whether two agreements share a day; an end before the beginning leaves none."""
    first = max(one.first_day, other.first_day)
    return one.covers(first) and other.covers(first)


def _lock(work: Work, unit_id: int) -> None:
    """Let one agreement of a unit be entered at a time: the next sees those before."""
    work.db.execute(select(Unit.id).where(Unit.id == unit_id).with_for_update(key_share=True))


def _agreement(row: Row[Any]) -> Agreement:
    return Agreement(
        id=row.id,
        unit_id=row.unit_id,
        first_day=row.first_day,
        last_day=row.last_day,
        sessions=parse_sessions(row.sessions),
        hours=row.hours,
        agreed_by=row.agreed_by,
        paper=row.paper,
        entered_at=row.entered_at,
        ended_on=row.ended_on,
        ended_at=row.ended_at,
    )
