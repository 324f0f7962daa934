"""Absences: who is away on which days; entered, withdrawn, and looked up by whoever assigns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, delete, func, insert, select, update
from sqlalchemy.orm import aliased

from office.domain.absences import KINDS, Away, days_of, problem_of
from office.domain.errors import Invalid, NotFound, Refused, Unsure
from office.domain.people import ADMINISTRATOR, CHIEF, CLERK
from office.domain.text import Text
from office.domain.workdays import local_date
from office.models.absences import Absence, AbsenceDay
from office.models.people import Membership, Person
from office.services import capacities, mandates
from office.services.work import Work

#: Who may enter an absence of somebody else in their agency, and see why somebody is away.
KEEPERS = (CLERK, CHIEF, ADMINISTRATOR)
#: How far ahead a form that assigns tells of absences that have not begun.
FORESEEN = timedelta(days=14)
PAGE = 50
_OVERLAP = Text(
    "Đã có một lần vắng mặt khác trong những ngày này.", "Another absence is on these days."
)
_ONLY_OWN = Text(
    "Chỉ ghi được vắng mặt của mình; văn thư, chánh văn phòng, quản trị ghi cho người khác.",
    "You may enter your own absence; clerk, chief of office and administrator those of others.",
)
_enterer = aliased(Person)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What somebody enters: whose absence, both days included, of which kind."""

    person_id: int
    first_day: date
    last_day: date
    kind: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An absence as a list shows it; kind and note are None to whom they are no business of."""

    id: int
    name: str
    away: Away
    kind: Text | None
    note: str | None
    entered_by: str
    now: bool
    may_withdraw: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of absences, the latest end first; `older` is the key to ask for the next one."""

    items: Sequence[Listed]
    older: tuple[date, int] | None


def enter(work: Work, entry: Entry) -> int:
    """Enter an absence; returns its id.  Raises Invalid, Refused, or NotFound for a stranger."""
    mandates.require_own_capacity(work.actor)
    _require_reach(work, entry.person_id)
    note = entry.note.strip()
    problem = problem_of(entry.first_day, entry.last_day, entry.kind, note, work.today)
    if problem is not None:
        raise Invalid(problem[0], field=problem[1])
    _lock(work, entry.person_id)
    if away(work, [entry.person_id], entry.first_day, entry.last_day):
        raise Invalid(_OVERLAP, field="first_day")
    absence_id: int = work.db.execute(
        insert(Absence)
        .values(
            person_id=entry.person_id,
            first_day=entry.first_day,
            last_day=entry.last_day,
            kind=entry.kind,
            note=note,
            entered_by=work.actor.person_id,
            entered_at=work.at,
        )
        .returning(Absence.id)
    ).scalar_one()
    days = days_of(entry.first_day, entry.last_day)
    rows = [{"person_id": entry.person_id, "day": d, "absence_id": absence_id} for d in days]
    work.db.execute(insert(AbsenceDay), rows)
    return absence_id


def withdraw(work: Work, absence_id: int) -> None:
    """Take an absence back from today on: the days that have passed stay as they were.

    Raises NotFound when there is none to take back, or it is not the actor's to take back.
    """
    mandates.require_own_capacity(work.actor)
    row = work.db.execute(
        select(Absence.__table__).where(Absence.id == absence_id).with_for_update()
    ).first()
    if row is None or row.withdrawn_at is not None or row.last_day < work.today:
        raise NotFound
    try:
        _require_reach(work, row.person_id)
    except Refused:
        raise NotFound from None
    changed: dict[str, object] = {"withdrawn_at": work.at}
    if row.first_day < work.today:
        changed = {"last_day": work.today - timedelta(days=1)}
    work.db.execute(update(Absence).where(Absence.id == absence_id).values(changed))
    work.db.execute(
        delete(AbsenceDay).where(AbsenceDay.absence_id == absence_id, AbsenceDay.day >= work.today)
    )


def away(
    work: Work,
    person_ids: Iterable[int],
    first: date | datetime | None = None,
    last: date | datetime | None = None,
) -> Mapping[int, Away]:
    """Return who of these is away on a day between two (today; the first alone), both included:
    for each the earliest absence there.  Moments are taken as their Vietnamese days."""
    asked = sorted(set(person_ids))
    if not asked:
        return {}
    begin = _day(first) or work.today
    end = max(_day(last) or begin, begin)
    return {away.person_id: away for away in reversed(_between(work, asked, begin, end))}


def require_awareness(
    work: Work, names: Mapping[int, str], aware_of: Iterable[int], due: datetime | None
) -> Mapping[int, Away]:
    """Return who of these (names by person) is away before something is due; raises Unsure,
    naming days, unless all of those away are among those the actor is aware of."""
    found = away(work, names, work.at, due)
    unknown = {key: gone for key, gone in found.items() if key not in set(aware_of)}
    if unknown:
        told = Text("{name} {span}.", "{name} is {span}.")
        reasons = [told.filled(name=names[key], span=gone.span) for key, gone in unknown.items()]
        raise Unsure(*reasons, people=tuple(unknown))
    return found


def of_holder(work: Work, run: Any) -> Away | None:
    """Return the absence of who holds a run, when they are away today or when it is due."""
    return of_holders(work, [run])[0]


def of_holders(work: Work, runs: Sequence[Any]) -> list[Away | None]:
    """Return for each run (with holder_person_id, due_at) the absence of its holder that
    touches today or the day it is due; one query for all of them."""
    named = {run.holder_person_id for run in runs if run.holder_person_id is not None}
    far = max((run.due_at for run in runs if run.due_at is not None), default=work.at)
    known = _between(work, named, work.today, max(local_date(far), work.today)) if named else []
    return [_of_run(work, run, known) for run in runs]


def _of_run(work: Work, run: Any, known: Sequence[Away]) -> Away | None:
    days = {work.today} if run.due_at is None else {work.today, local_date(run.due_at)}
    for away in known:
        if away.person_id == run.holder_person_id and any(away.covers(day) for day in days):
            return away
    return None


def _between(work: Work, people: Iterable[int], begin: date, end: date) -> list[Away]:
    """Return the absences of people that have a day between two, the earliest first."""
    days = select(AbsenceDay.absence_id).where(
        AbsenceDay.person_id.in_(sorted(people)), AbsenceDay.day.between(begin, end)
    )
    rows = work.db.execute(
        select(Absence.person_id, Absence.first_day, Absence.last_day)
        .where(Absence.id.in_(days))
        .order_by(Absence.first_day)
    )
    return [_away(row) for row in rows]


def foreseen(work: Work, person_ids: Iterable[int]) -> Mapping[int, Away]:
    """Return who of these is away now or soon: what a form that assigns says beside a name."""
    return away(work, person_ids, work.today, work.today + FORESEEN)


def listed(work: Work, after: tuple[date, int] | None = None, limit: int = PAGE) -> Page:
    """Return the absences of the actor's agency, the latest end first.

    Everybody may know when a colleague is away; why is told to themselves and to who keeps it.
    """
    statement = _listing(work)
    if after is not None:
        day, key = after
        earlier = (Absence.last_day < day) | ((Absence.last_day == day) & (Absence.id < key))
        statement = statement.where(earlier)
    rows = work.db.execute(statement.limit(limit + 1), {"today": work.today}).all()
    shown = rows[:limit]
    return Page(
        items=[_listed(work, row) for row in shown],
        older=(shown[-1].last_day, shown[-1].id) if len(rows) > limit else None,
    )


def count_today(work: Work) -> int:
    """Return how many people of the actor's agency are away today."""
    today = AbsenceDay.day == work.today
    found = select(func.count()).where(today, AbsenceDay.person_id.in_(_of_agency(work)))
    return work.db.scalar(found, {"today": work.today}) or 0


def _listing(work: Work) -> Select[Any]:
    return (
        select(
            Absence.__table__,
            Person.name.label("name"),
            _enterer.name.label("enterer"),
        )
        .join(Person, Person.id == Absence.person_id)
        .join(_enterer, _enterer.id == Absence.entered_by)
        .where(Absence.withdrawn_at.is_(None), Absence.person_id.in_(_of_agency(work)))
        .order_by(Absence.last_day.desc(), Absence.id.desc())
    )


def _of_agency(work: Work) -> Select[Any]:
    units = [unit.id for unit in work.tree.parts_of(work.actor.agency_id)]
    return select(Membership.person_id).where(Membership.unit_id.in_(units), capacities.COUNTS)


def _listed(work: Work, row: Row[Any]) -> Listed:
    own = row.person_id == work.actor.person_id
    keeps = work.actor.role in KEEPERS and work.actor.acting_for is None
    told = own or keeps
    return Listed(
        id=row.id,
        name=row.name,
        away=_away(row),
        kind=KINDS[row.kind] if told else None,
        note=row.note if told else None,
        entered_by=row.enterer,
        now=row.first_day <= work.today <= row.last_day,
        may_withdraw=told and row.last_day >= work.today,
    )


def _require_reach(work: Work, person_id: int) -> None:
    """Raise unless the absence is the actor's own, or of somebody in the agency they keep."""
    if person_id == work.actor.person_id:
        return
    if work.actor.role not in KEEPERS:
        raise Refused(_ONLY_OWN)
    theirs = _of_agency(work).where(Membership.person_id == person_id)
    if work.db.execute(theirs, {"today": work.today}).first() is None:
        raise NotFound


def _lock(work: Work, person_id: int) -> None:
    """Let two who enter absences of one person wait for each other."""
    found = select(Person.id).where(Person.id == person_id)
    work.db.execute(found.with_for_update(key_share=True))  # who refers to the person goes on


def _day(at: date | datetime | None) -> date | None:
    return local_date(at) if isinstance(at, datetime) else at


def _away(row: Row[Any]) -> Away:
    return Away(person_id=row.person_id, first_day=row.first_day, last_day=row.last_day)
