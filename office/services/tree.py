"""The tree of units as it stands on one day, read whole and kept in memory.

A province has some hundreds of units; every page and every move asks about them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import BindParameter, ColumnElement, Connection, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from office.domain.errors import NotFound
from office.domain.text import Text
from office.models.units import Unit, UnitIdentifier, UnitKind, UnitName, UnitParent


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of unit, as data."""

    code: str
    title: Text
    level: str
    keeps_register: bool
    hosted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitNode:
    """A unit on that day: its name then, its place in the tree, its codes."""

    id: int
    key: str
    kind: Kind
    name: str
    abbreviation: str
    place: str
    numbering: str
    parent_id: int | None
    codes: tuple[tuple[str, str], ...]

    @property
    def level(self) -> str:
        """Return the level of government the unit's kind belongs to."""
        return self.kind.level

    def code(self) -> str:
        """Return the unit's first exchange identifier, '' when it has none."""
        return self.codes[0][1] if self.codes else ""


@dataclass(frozen=True, slots=True)
class Tree:
    """All units of one day."""

    units: Mapping[int, UnitNode]
    _children: dict[int | None, list[UnitNode]] = field(default_factory=dict)

    def __getitem__(self, unit_id: int) -> UnitNode:
        try:
            return self.units[unit_id]
        except KeyError:
            raise NotFound from None

    def children(self, unit_id: int | None) -> list[UnitNode]:
        """Return the units right below one, by key."""
        return self._children.get(unit_id, [])

    def below(self, unit_id: int) -> Iterator[UnitNode]:
        """Yield every unit below one, depth first, without itself."""
        for child in self.children(unit_id):
            yield child
            yield from self.below(child.id)

    def upward(self, unit_id: int) -> list[int]:
        """Return a unit and those above it, the nearest first; only itself if unknown today."""
        found, above = [unit_id], self.units.get(unit_id)
        while above is not None and above.parent_id is not None:
            found.append(above.parent_id)
            above = self.units.get(above.parent_id)
        return found

    def agency_of(self, unit_id: int) -> int:
        """Return the unit whose register covers this one: itself or the nearest above."""
        node = self[unit_id]
        while not node.kind.keeps_register and node.parent_id is not None:
            node = self[node.parent_id]
        return node.id

    def parts_of(self, agency_id: int) -> list[UnitNode]:
        """Return the agency and the units inside it: those a leader may assign to."""
        inside = [u for u in self.below(agency_id) if self.agency_of(u.id) == agency_id]
        return [self[agency_id], *inside]

    def by_key(self, key: str) -> UnitNode:
        """Return the unit with this key; raises NotFound."""
        for unit in self.units.values():
            if unit.key == key:
                return unit
        raise NotFound

    def by_code(self, code: str) -> UnitNode | None:
        """Return the unit an exchange identifier stands for on that day, or None."""
        wanted = code.strip().upper()
        for unit in self.units.values():
            if any(code.upper() == wanted for _, code in unit.codes):
                return unit
        return None


def read(db: Connection, day: date) -> Tree:
    """Read the tree as it stands on `day`."""
    kinds = {
        k.code: Kind(
            code=k.code,
            title=Text(k.title_vi, k.title_en),
            level=k.level,
            keeps_register=k.keeps_register,
            hosted=k.hosted,
        )
        for k in db.execute(select(UnitKind.__table__))
    }
    codes = defaultdict(list)
    for row in db.execute(
        select(UnitIdentifier.unit_id, UnitIdentifier.scheme, UnitIdentifier.code)
        .where(on(day, UnitIdentifier.valid_from, UnitIdentifier.valid_to))
        .order_by(UnitIdentifier.id)
    ):
        codes[row.unit_id].append((row.scheme, row.code))
    units = {
        row.id: UnitNode(
            id=row.id,
            key=row.key,
            kind=kinds[row.kind],
            name=row.name,
            abbreviation=row.abbreviation,
            place=row.place,
            numbering=row.numbering,
            parent_id=row.parent_id,
            codes=tuple(codes[row.id]),
        )
        for row in db.execute(_units_on(day))
    }
    tree = Tree(units)
    for unit in units.values():
        tree._children.setdefault(unit.parent_id, []).append(unit)
    return tree


def _units_on(day: date):  # type: ignore[no-untyped-def]  # a Select of nine columns says less than its code
    return (
        select(
            Unit.id, Unit.key, Unit.kind, UnitName.name, UnitName.abbreviation,
            Unit.place, Unit.numbering, UnitParent.parent_id,
        )
        .join(
            UnitName,
            and_(UnitName.unit_id == Unit.id, on(day, UnitName.valid_from, UnitName.valid_to)),
        )
        .outerjoin(
            UnitParent,
            and_(
                UnitParent.unit_id == Unit.id,
                on(day, UnitParent.valid_from, UnitParent.valid_to),
            ),
        )
        .where(on(day, Unit.valid_from, Unit.valid_to))
        .order_by(Unit.key)
    )  # fmt: skip


def on(
    day: date | BindParameter[date],
    valid_from: InstrumentedAttribute[date],
    valid_to: InstrumentedAttribute[date | None],
) -> ColumnElement[bool]:
    """Return the condition that a dated row is valid on `day` (`valid_to` is exclusive)."""
    return and_(valid_from <= day, or_(valid_to.is_(None), valid_to > day))
