"""The units as they stood on any day, and who took the place of which: read whole, for counting.

`services.tree` knows one day; figures go over years in which units moved, merged and closed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from office.domain.counting import UNKNOWN
from office.models.units import Unit, UnitChange, UnitKind, UnitParent
from office.services import facts
from office.services.work import Work

#: By the version of the reference data, which is drawn by lot anew with each change.
_REMEMBERED: dict[str, Places] = {}
MOST_REMEMBERED = 8


@dataclass(frozen=True, slots=True)
class Span:
    """Under which unit another stood, from a day until (exclusive) another, None: still."""

    parent_id: int
    since: date
    until: date | None

    def holds(self, day: date) -> bool:
        """Say whether it stood so on a day."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A unit over all its time."""

    id: int
    level: str
    keeps_register: bool
    hosted: bool
    closed_on: date | None
    spans: Sequence[Span]

    def parent(self, day: date) -> int | None:
        """Return the unit it stood under on a day; after its end, the last; before, the first."""
        if not self.spans:
            return None
        then = [span for span in self.spans if span.since <= day] or self.spans[:1]
        return then[-1].parent_id


@dataclass(frozen=True, slots=True)
class Places:
    """All units over all their time."""

    units: Mapping[int, Place]
    heirs: Mapping[int, int] = field(default_factory=dict)

    @property
    def agencies(self) -> Sequence[int]:
        """Return every unit that keeps a register of its own."""
        return [place.id for place in self.units.values() if place.keeps_register]

    def level(self, unit_id: int) -> str:
        """Return the level of government of a unit."""
        return self.units[unit_id].level

    def agency(self, unit_id: int, day: date) -> int:
        """Return the agency whose register covered a unit on a day."""
        place = self.units[unit_id]
        while not place.keeps_register and (above := place.parent(day)) is not None:
            place = self.units[above]
        return place.id

    def heir(self, unit_id: int, day: date) -> int:
        """Return who has a unit's place on a day: itself while it is there, else its heir."""
        seen = {unit_id}
        while self._closed(unit_id, day) and (heir := self.heirs.get(unit_id, 0)) not in seen:
            if not heir:
                break
            unit_id = heir
            seen.add(heir)
        return unit_id

    def below(self, unit_id: int, day: date) -> frozenset[int]:
        """Return a unit and the agencies that stood below it on a day."""
        children: defaultdict[int, list[int]] = defaultdict(list)
        for place in self.units.values():
            for span in place.spans:
                if span.holds(day) and not self._closed(place.id, day):
                    children[span.parent_id].append(place.id)
        found, waiting = {unit_id}, [unit_id]
        while waiting:
            new = [child for child in children[waiting.pop()] if child not in found]
            found.update(new)
            waiting += new
        return frozenset(one for one in found if one == unit_id or self.units[one].keeps_register)

    def changes(self, since: date, until: date) -> list[date]:
        """Return the days after the first, up to the last, on which a unit came, moved or went."""
        days = {
            day
            for place in self.units.values()
            for span in place.spans
            for day in (span.since, span.until, place.closed_on)
            if day is not None and since < day <= until
        }
        return sorted(days)

    def _closed(self, unit_id: int, day: date) -> bool:
        closed_on = self.units[unit_id].closed_on
        return closed_on is not None and closed_on <= day


def read(work: Work) -> Places:
    """Return all units over all their time; they are remembered until some unit changes."""
    version = facts.read(work.db).get(facts.REFERENCE, "")
    if version not in _REMEMBERED:
        found = _read(work)
        if not version:
            return found
        if len(_REMEMBERED) >= MOST_REMEMBERED:
            _REMEMBERED.clear()
        _REMEMBERED[version] = found
    return _REMEMBERED[version]


def _read(work: Work) -> Places:
    spans: defaultdict[int, list[Span]] = defaultdict(list)
    parents = select(
        UnitParent.unit_id, UnitParent.parent_id, UnitParent.valid_from, UnitParent.valid_to
    ).order_by(UnitParent.valid_from)
    for unit_id, parent_id, since, until in work.db.execute(parents):
        spans[unit_id].append(Span(parent_id, since, until))
    known = select(
        Unit.id, Unit.valid_to, UnitKind.level, UnitKind.keeps_register, UnitKind.hosted
    ).join(UnitKind, UnitKind.code == Unit.kind)
    units = {
        row.id: Place(
            id=row.id,
            level=row.level or UNKNOWN,
            keeps_register=row.keeps_register,
            hosted=row.hosted,
            closed_on=row.valid_to,
            spans=spans[row.id],
        )
        for row in work.db.execute(known)
    }
    named = select(UnitChange.unit_id, UnitChange.heir_id).where(UnitChange.heir_id.is_not(None))
    heirs = work.db.execute(named.order_by(UnitChange.id)).tuples()
    return Places(units, {unit: heir for unit, heir in heirs if heir is not None})
