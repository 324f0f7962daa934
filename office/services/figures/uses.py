"""Who uses the office, who hardly does, and why paper still goes or comes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, func, select

from office.domain.measures import CAME, SENT
from office.domain.paper import ELECTRONIC
from office.domain.people import ADMINISTRATOR, AUDITOR
from office.models.base import table
from office.models.figures import CountedDelivery, CountedPerson
from office.models.people import Membership, Person
from office.services.figures import places, scopes, sums
from office.services.figures.asked import Asked
from office.services.figures.tallies import WHOSE
from office.services.tree import on
from office.services.work import Work

#: Capacities that do no work on documents.
_LOOKING_ON = (AUDITOR, ADMINISTRATOR)
_DAYS = {SENT: "sent_on", CAME: "came_on"}


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
    scope, columns = scopes.of(work, asked), table(CountedDelivery).c
    (whose, level), day = WHOSE[side], _DAYS[side]
    counted = [columns.way != ELECTRONIC, ~columns.secret, ~columns.gone]
    counted += [~columns.refused] if side == CAME else []
    rows = work.db.execute(
        select(columns[whose], columns.way, columns.reason, func.count())
        .where(*counted, sums.within(columns, whose, day, scope.stretches))
        .where(*asked.narrowed(columns.type_code, columns[level]))
        .group_by(columns[whose], columns.way, columns.reason)
    )
    found: dict[tuple[int, str, str], int] = {}
    for unit_id, way, reason, count in rows:
        key = (scope.counts_at[unit_id], way, reason)
        found[key] = found.get(key, 0) + count
    listed = [
        Reason(unit_id=unit, way=way, reason=reason, deliveries=count)
        for (unit, way, reason), count in found.items()
    ]
    return sorted(listed, key=lambda one: (-one.deliveries, one.unit_id, one.way, one.reason))


def use(work: Work, asked: Asked) -> Use:
    """Return who acted and who could; raises Refused or NotFound."""
    scope = scopes.of(work, asked)
    columns = table(CountedPerson).c
    acted = select(columns.unit_id, columns.person_id).where(
        sums.within(columns, "unit_id", "day", scope.stretches)
    )
    pairs = {(scope.counts_at[unit], person) for unit, person in work.db.execute(acted.distinct())}
    could = _accounts(work, scope.units, asked.until)
    last = select(columns.unit_id, func.max(columns.day)).where(
        columns.unit_id.in_(list(scope.counts_at)), columns.day <= asked.until
    )
    last_act: dict[int, date | None] = dict.fromkeys(scope.units)
    for unit, day in work.db.execute(last.group_by(columns.unit_id)):
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
