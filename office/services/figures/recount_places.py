"""The tree of units through time, as the recount needs it: reference data, read for itself."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from office.domain.retold_lines import NONE
from office.models.units import Unit, UnitChange, UnitKind, UnitParent
from office.services.figures.asked import NOW, Asked
from office.services.work import Work

CLOSE = "close"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """What a unit's kind says of it."""

    level: str
    keeps_register: bool
    hosted: bool
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class Places:
    """Each unit's kind, its parents through time, and who took the place of a closed one.

    `days` are those on which something in the tree changed: between two of them it stood still.
    """

    kinds: Mapping[int, Kind]
    parents: Mapping[int, list[tuple[date, date | None, int]]]
    heirs: Mapping[int, int]
    days: list[date]
    _agencies: dict[tuple[int, int], int] = field(default_factory=dict)
    _above: dict[tuple[int, int], tuple[int, ...]] = field(default_factory=dict)

    def level(self, unit: int) -> str:
        """Return the level of a unit's kind, '-' for none."""
        return self.kinds[unit].level or NONE

    def hosted(self, unit: int) -> bool:
        """Say whether a unit works in this office."""
        return self.kinds[unit].hosted

    def agency(self, unit: int, day: date) -> int:
        """Return the unit whose register covers this one on a day: itself or the nearest above."""
        key = unit, bisect_right(self.days, day)
        if key not in self._agencies:
            self._agencies[key] = self._covering(unit, day)
        return self._agencies[key]

    def upward(self, unit: int, day: date) -> tuple[int, ...]:
        """Return a unit and those above it on a day, the nearest first; above one that was closed
        by then stands nobody."""
        key = unit, bisect_right(self.days, day)
        if key not in self._above:
            found = [unit]
            while (parent := self._parent(found[-1], day)) is not None and parent not in found:
                found.append(parent)
            self._above[key] = tuple(found)
        return self._above[key]

    def heir(self, unit: int) -> int:
        """Return who has the place of a unit by now: itself where nobody took it."""
        seen = {unit}
        while (following := self.heirs.get(unit)) is not None and following not in seen:
            seen.add(unit := following)
        return unit

    def _covering(self, unit: int, day: date) -> int:
        """Climb to a register; a unit that is gone, or not there yet, stands where it stood."""
        while not self.kinds[unit].keeps_register and (known := self.parents.get(unit)):
            begun = [parent for since, _, parent in known if since <= day]
            unit = begun[-1] if begun else known[0][2]
        return unit

    def _parent(self, unit: int, day: date) -> int | None:
        closed = self.kinds[unit].closed_on
        if closed is not None and closed <= day:
            return None
        for since, until, parent in self.parents.get(unit, ()):
            if since <= day and (until is None or day < until):
                return parent
        return None


@dataclass(frozen=True, slots=True)
class Scope:
    """Which agencies on which days are asked for, in the tree as it was, or as it is `today`."""

    places: Places
    asked: Asked
    today: date

    def has(self, agency: int, day: date) -> bool:
        """Say whether what an agency did counts, in the tree of a day."""
        top = self.asked.unit_id
        if self.asked.mapped == NOW:
            agency, day, top = self.places.heir(agency), self.today, self.places.heir(top)
        if self.asked.alone:
            return agency == top
        return top in self.places.upward(agency, day)


def read(work: Work) -> Places:
    """Read the tree with its whole history."""
    of = {row.code: row for row in work.db.execute(select(UnitKind.__table__))}
    units = work.db.execute(select(Unit.id, Unit.kind, Unit.valid_from, Unit.valid_to)).all()
    kinds = {
        row.id: Kind(
            level=of[row.kind].level,
            keeps_register=of[row.kind].keeps_register,
            hosted=of[row.kind].hosted,
            closed_on=row.valid_to,
        )
        for row in units
    }
    parents = defaultdict(list)
    days: set[date | None] = {row.valid_to for row in units}
    rows = select(UnitParent.__table__).order_by(UnitParent.valid_from)
    for row in work.db.execute(rows):
        parents[row.unit_id].append((row.valid_from, row.valid_to, row.parent_id))
        days |= {row.valid_from, row.valid_to}
    closed = {row.id for row in units if row.valid_to is not None and row.valid_to <= work.today}
    return Places(kinds, parents, _heirs(work, closed), _sorted(days))


def _sorted(days: Iterable[date | None]) -> list[date]:
    return sorted(day for day in days if day is not None)


def _heirs(work: Work, closed: set[int]) -> dict[int, int]:
    rows = work.db.execute(
        select(UnitChange.unit_id, UnitChange.heir_id)
        .where(UnitChange.what == CLOSE, UnitChange.heir_id.is_not(None))
        .order_by(UnitChange.id)
    )
    return {row.unit_id: row.heir_id for row in rows if row.unit_id in closed}
