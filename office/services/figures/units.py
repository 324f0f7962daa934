"""What the units of figures are called: also those that are closed since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select

from office.domain.errors import NotFound
from office.models.units import Unit, UnitKind, UnitName
from office.services.work import Work

_LAST_NAMED = (
    select(Unit.id, Unit.key, UnitName.name, UnitKind.level)
    .join(UnitKind, UnitKind.code == Unit.kind)
    .join(UnitName, UnitName.unit_id == Unit.id)
    .order_by(UnitName.valid_from)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A unit by its last name; `closed`: it is not in today's tree."""

    id: int
    key: str
    name: str
    level: str
    closed: bool = False


def known(work: Work, unit_ids: Iterable[int]) -> Mapping[int, Known]:
    """Return what units are called: one statement for those that are closed, none otherwise."""
    found: dict[int, Known] = {}
    missing: list[int] = []
    for unit_id in unit_ids:
        node = work.tree.units.get(unit_id)
        if node is None:
            missing.append(unit_id)
        else:
            found[unit_id] = Known(id=node.id, key=node.key, name=node.name, level=node.level)
    if missing:
        for row in work.db.execute(_LAST_NAMED.where(Unit.id.in_(missing))):
            found[row.id] = _closed(row)
    return found


def by_key(work: Work, key: str) -> Known:
    """Return a unit by its key, closed or not; raises NotFound."""
    try:
        node = work.tree.by_key(key)
    except NotFound:
        rows = work.db.execute(_LAST_NAMED.where(Unit.key == key)).all()
        if not rows:
            raise
        return _closed(rows[-1])
    return Known(id=node.id, key=node.key, name=node.name, level=node.level)


def _closed(row: Row[Any]) -> Known:
    return Known(id=row.id, key=row.key, name=row.name, level=row.level, closed=True)
