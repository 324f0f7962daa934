"""Who uses the office, who hardly does, and why paper still goes or comes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, func, select

from office.domain.measures import CAME, SENT
from office.domain.paper import ELECTRONIC
from office.domain.people import ADMINISTRATOR, AUDITOR
from office.models.base import table
from office.models.figures import CountedDelivery, CountedPerson, PeopleSpan, ReasonTally
from office.models.people import Membership, Person
from office.models.units import Unit
from office.services.figures import places, scopes, spans, sums
from office.services.figures.asked import Asked
from office.services.figures.scopes import Scope, Stretch
from office.services.figures.tallies import REASON_DAYS, WHOSE
from office.services.tree import on
from office.services.work import Work

#: Capacities that do no work on documents.
_LOOKING_ON = (AUDITOR, ADMINISTRATOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why so many deliveries of an agency had paper: at the sender, or at the recipient."""

    unit_id: int
    way: str
    reason: str
    deliveries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """How an agency and those below it use the office in a time.

    `active` people acted in it, of those who could (`accounts`, on its last day); at `idle`
    agencies nobody did.  `last_act` is the last day until then on which anybody acted at each.
    """

    active: int
    accounts: int
    units: Sequence[int]
    idle: Sequence[int]
    active_at: Mapping[int, int]
    accounts_at: Mapping[int, int]
    last_act: Mapping[int, date | None]


def reasons(work: Work, asked: Asked, side: str = SENT) -> list[Reason]:
    """Return why deliveries had paper, the most frequent first; raises Refused or NotFound."""
    scope = scopes.of(work, asked)
    cut = spans.cut(spans.with_rest(work, scope.stretches))
    found: Counter[tuple[int, str, str]] = Counter()
    for rows in (
        _whole(work, asked, side, (spans.YEAR, cut.years)),
        _whole(work, asked, side, (spans.MONTH, cut.months)),
        _of_days(work, asked, side, cut.days),
    ):
        for unit_id, way, reason, count in rows:
            found[scope.counts_at[unit_id], way, reason] += count
    listed = [
        Reason(unit_id=unit, way=way, reason=reason, deliveries=count)
        for (unit, way, reason), count in found.items()
        if count
    ]
    return sorted(listed, key=lambda one: (-one.deliveries, one.unit_id, one.way, one.reason))


def _whole(work: Work, asked: Asked, side: str, cut: tuple[str, list[Stretch]]) -> Iterable[Any]:
    """Return the reasons in whole years or months from their sums."""
    (span, stretches), columns = cut, table(ReasonTally).c
    if not stretches:
        return ()
    narrow = asked.narrowed(columns.type_code, columns.level)
    some = [columns.type_code != ""] if narrow else [columns.type_code == "", columns.level == ""]
    told = (columns.unit_id, columns.way, columns.reason)
    return work.db.execute(
        select(*told, func.sum(columns.amount))
        .where(columns.side == side, columns.span == span, *some, *narrow)
        .where(sums.within(columns, "unit_id", "since", stretches))
        .group_by(*told)
    )


def _of_days(work: Work, asked: Asked, side: str, stretches: list[Stretch]) -> Iterable[Any]:
    """Return the reasons on some days from the lines."""
    if not stretches:
        return ()
    (whose, level), columns = WHOSE[side], table(CountedDelivery).c
    counted = [columns.way != ELECTRONIC, ~columns.secret, ~columns.gone]
    counted += [~columns.refused] if side == CAME else []
    told = (columns[whose], columns.way, columns.reason)
    return work.db.execute(
        select(*told, func.count())
        .where(*counted, sums.within(columns, whose, REASON_DAYS[side], stretches))
        .where(*asked.narrowed(columns.type_code, columns[level]))
        .group_by(*told)
    )


def use(work: Work, asked: Asked) -> Use:
    """Return who acted and who could; raises Refused or NotFound."""
    scope = scopes.of(work, asked)
    pairs = {(scope.counts_at[unit], person) for unit, person in _acted(work, scope)}
    could = _accounts(work, scope.units, asked.until)
    last_act: dict[int, date | None] = dict.fromkeys(scope.units)
    for unit, day in _last(work, list(scope.counts_at), asked.until):
        at = scope.counts_at[unit]
        last_act[at] = max(day, last_act[at] or day)
    active_at = _per_unit(pairs, scope.units)
    return Use(
        active=len({person for _, person in pairs}),
        accounts=len({person for _, person in could}),
        units=scope.units,
        idle=[unit for unit in scope.units if not active_at[unit]],
        active_at=active_at,
        accounts_at=_per_unit(could, scope.units),
        last_act=last_act,
    )


def _acted(work: Work, scope: Scope) -> Iterator[tuple[int, int]]:
    """Yield agencies with who acted for them: of whole years and months, and on days beside."""
    cut = spans.cut(spans.with_rest(work, scope.stretches))
    whole, days = table(PeopleSpan).c, table(CountedPerson).c
    asked = [
        (whole, "since", cut.years, [whole.span == spans.YEAR]),
        (whole, "since", cut.months, [whole.span == spans.MONTH]),
        (days, "day", cut.days, []),
    ]
    for columns, day, stretches, where in asked:
        if stretches:
            found = select(columns.unit_id, columns.person_id).where(*where)
            found = found.where(sums.within(columns, "unit_id", day, stretches)).distinct()
            yield from work.db.execute(found).tuples()


def _last(work: Work, units: Sequence[int], until: date) -> Iterator[tuple[int, date]]:
    """Yield agencies with the last day on which anybody acted for them: one seek each."""
    columns = table(CountedPerson).c
    last = (
        select(func.max(columns.day))
        .where(columns.unit_id == Unit.id, columns.day <= until)
        .scalar_subquery()
    )
    for unit, day in work.db.execute(select(Unit.id, last).where(Unit.id.in_(units))):
        if day is not None:
            yield unit, day


def _accounts(work: Work, units: Sequence[int], day: date) -> set[tuple[int, int]]:
    """Return who could act at each of some agencies on a day, in it or in a part of it."""
    known, there = places.read(work), set(units)
    rows: Any = work.db.execute(
        select(Membership.unit_id, Membership.person_id)
        .join(Person, Person.id == Membership.person_id)
        .where(
            and_(Person.active, Membership.role.not_in(_LOOKING_ON)),
            on(day, Membership.valid_from, Membership.valid_to),
        )
        .distinct()
    )
    pairs = {(known.agency(unit, day), person) for unit, person in rows}
    return {(unit, person) for unit, person in pairs if unit in there}


def _per_unit(pairs: set[tuple[int, int]], units: Sequence[int]) -> dict[int, int]:
    counts = dict.fromkeys(units, 0)
    for unit, _ in pairs:
        counts[unit] += 1
    return counts
