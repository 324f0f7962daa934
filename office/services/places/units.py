"""Units of government: loaded from files, or made when a packet names one from elsewhere.

Whoever began the work calls `Office.forget()` after it: the tree is remembered.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple, TextIO

from sqlalchemy import bindparam, delete, insert, or_, select, update

from office.database import inserting
from office.domain.errors import Invalid
from office.domain.text import Text
from office.models.base import Base, table
from office.models.units import Unit, UnitIdentifier, UnitKind, UnitName, UnitParent
from office.services import facts
from office.services.places.lines import Problem
from office.services.places.unit_file import Known, UnitLine, read_kinds, read_units
from office.services.work import Work

#: The kind of the agencies that are known from packets only.
EXTERNAL: dict[str, object] = {
    "code": "external",
    "title_vi": "Cơ quan ngoài hệ thống",
    "title_en": "Agency elsewhere",
    "level": "external",
    "keeps_register": True,
    "hosted": False,
}
ALWAYS = date(1900, 1, 1)
ORGAN_CODE = re.compile(r"[A-Z0-9._-]{1,63}")
#: The form of QCVN 102:2016; the other one is that of QĐ 20/2020/QĐ-TTg.
QCVN102 = re.compile(r"[0-9A-Z]{3}\.[0-9A-Z]{2}\.[0-9A-Z]{2}\.[A-Z][0-9A-Z]{2}")

_NO_CODE = Text("“{code}” không phải mã định danh.", "“{code}” is no identifier.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What loading a file did; with problems it did nothing."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)


def load(work: Work, lines: TextIO, kinds: TextIO | None = None) -> Loaded:
    """Load or update units by key; nothing at all when a line is bad.

    A changed name, parent or identifier ends today and its successor begins today; units
    that the file does not name stay as they are.
    """
    kind_rows, problems = read_kinds(kinds) if kinds else ([], [])
    before = _State(work)
    known_kinds = frozenset(work.db.scalars(select(UnitKind.code))) | {
        str(row["code"]) for row in kind_rows
    }
    units, found = read_units(lines, before.known(known_kinds))
    if problems := problems + found:
        return Loaded(problems=problems)
    _write_kinds(work, kind_rows)
    facts.reference_changed(work.db)
    return _write_units(work, units, before)


def external(work: Work, organ_code: str, name: str) -> int:
    """Return the unit that an exchange code stands for, making an external one when unknown.

    Two packets at once make one unit.  Raises Invalid for what is no code.
    """
    code = organ_code.strip().upper()
    if not ORGAN_CODE.fullmatch(code):
        raise Invalid(_NO_CODE.filled(code=code))
    found = _by_code(work, code)
    if found is not None:
        return found
    _add(work, UnitKind, EXTERNAL)
    # The second of two waits here for the first, then finds its unit.
    _add(work, Unit, {"key": f"@{code}", "kind": EXTERNAL["code"], "valid_from": ALWAYS})
    unit_id = work.db.execute(select(Unit.id).where(Unit.key == f"@{code}")).scalar_one()
    since = {"unit_id": unit_id, "valid_from": ALWAYS}
    _add(work, UnitName, {**since, "name": name.strip() or code, "abbreviation": ""})
    scheme = "qcvn102" if QCVN102.fullmatch(code) else "qd20"
    _add(work, UnitIdentifier, {**since, "scheme": scheme, "code": code})
    facts.reference_changed(work.db)
    return unit_id


def _by_code(work: Work, code: str) -> int | None:
    return work.db.scalar(
        select(UnitIdentifier.unit_id)
        .join(Unit, Unit.id == UnitIdentifier.unit_id)
        .where(
            UnitIdentifier.code == code,
            UnitIdentifier.valid_from <= work.today,
            or_(UnitIdentifier.valid_to.is_(None), UnitIdentifier.valid_to > work.today),
            or_(Unit.valid_to.is_(None), Unit.valid_to > work.today),
        )
        .order_by(UnitIdentifier.id)
        .limit(1)
    )


def _add(work: Work, table: type[Base], row: dict[str, object]) -> None:
    """Insert a row unless one with its unique key is there already."""
    work.db.execute(inserting(work.db, table).values(row).on_conflict_do_nothing())


class _Row(NamedTuple):
    """A dated row that is still open: its id, since when, and what it says."""

    id: int
    since: date
    value: tuple[Any, ...]


class _State:
    """The units as the database has them, with their open rows."""

    def __init__(self, work: Work) -> None:
        self.units = {
            row.key: row
            for row in work.db.execute(
                select(Unit.id, Unit.key, Unit.kind, Unit.valid_from, Unit.valid_to,
                       Unit.numbering, Unit.place)
            )
        }  # fmt: skip
        self.keys = {row.id: row.key for row in self.units.values()}
        self.today = work.today
        self.names = self._open(work, UnitName, UnitName.name, UnitName.abbreviation)
        self.parents = self._open(work, UnitParent, UnitParent.parent_id)
        self.codes = self._open(work, UnitIdentifier, UnitIdentifier.scheme, UnitIdentifier.code)
        pairs = select(UnitIdentifier.scheme, UnitIdentifier.code)
        self.used = {tuple(row) for row in work.db.execute(pairs)}

    def known(self, kinds: frozenset[str]) -> Known:
        """Return what the reader of the file has to know."""
        parents = {key: self.parents.get(row.id) for key, row in self.units.items()}
        return Known(
            parents={k: self.keys[rows[0].value[0]] if rows else "" for k, rows in parents.items()},
            begins={key: row.valid_from for key, row in self.units.items()},
            codes={
                (row.value[0], row.value[1]): self.keys[unit_id]
                for unit_id, rows in self.codes.items()
                for row in rows
                if (self.units[self.keys[unit_id]].valid_to or date.max) > self.today
            },
            kinds=kinds,
        )

    @staticmethod
    def _open(work: Work, table: Any, *columns: Any) -> dict[int, list[_Row]]:
        found = defaultdict(list)
        rows = select(table.id, table.unit_id, table.valid_from, *columns)
        for row in work.db.execute(rows.where(table.valid_to.is_(None)).order_by(table.id)):
            found[row.unit_id].append(_Row(row.id, row.valid_from, tuple(row[3:])))
        return found


def _write_kinds(work: Work, rows: list[dict[str, object]]) -> None:
    known = set(work.db.scalars(select(UnitKind.code)))
    new = [row for row in rows if row["code"] not in known]
    old = [{"at": row["code"], **row} for row in rows if row["code"] in known]
    if new:
        work.db.execute(insert(UnitKind), new)
    if old:
        work.db.execute(update(table(UnitKind)).where(UnitKind.code == bindparam("at")), old)


def _write_units(work: Work, units: list[UnitLine], before: _State) -> Loaded:
    new = [_unit_row(unit) for unit in units if unit.key not in before.units]
    if new:
        work.db.execute(insert(Unit), new)
    ids = {row.key: row.id for row in work.db.execute(select(Unit.id, Unit.key))}
    changed = {
        unit.key
        for unit in units
        if unit.key in before.units
        and any(
            getattr(before.units[unit.key], name) != value
            for name, value in _unit_row(unit).items()
        )
    }
    if changed:
        rows = [{"at": ids[unit.key], **_unit_row(unit)} for unit in units if unit.key in changed]
        work.db.execute(update(table(Unit)).where(Unit.id == bindparam("at")), rows)
    changed |= _Dated(UnitName, ("name", "abbreviation"), before.names).write(
        work, before, {ids[u.key]: (u, [(u.name, u.abbreviation)]) for u in units}
    )
    changed |= _Dated(UnitParent, ("parent_id",), before.parents).write(
        work, before, {ids[u.key]: (u, [(ids[u.parent],)] if u.parent else []) for u in units}
    )
    changed |= _Dated(UnitIdentifier, ("scheme", "code"), before.codes).write(
        work, before, {ids[u.key]: (u, list(u.identifiers)) for u in units}
    )
    changed -= {str(row["key"]) for row in new}
    return Loaded(
        added=len(new), changed=len(changed), unchanged=len(units) - len(new) - len(changed)
    )


@dataclass(frozen=True, slots=True)
class _Dated:
    """One of the three dated tables, and its open rows before."""

    table: Any
    columns: tuple[str, ...]
    before: dict[int, list[_Row]]

    def write(
        self,
        work: Work,
        state: _State,
        wanted: dict[int, tuple[UnitLine, list[tuple[Any, ...]]]],
    ) -> set[str]:
        """Close what is no longer wanted, open what is new; return the keys of changed units."""
        gone, new, keys = [], [], set()
        for unit_id, (unit, values) in wanted.items():
            rows = self.before.get(unit_id, [])
            said = {row.value for row in rows}
            gone += (left := [row for row in rows if row.value not in values])
            opened = [value for value in values if value not in said]
            for value in opened:
                # A code that was another unit's before is this one's from today on.
                old = unit.key in state.units or value in state.used
                since = work.today if old else unit.valid_from
                said_now = dict(zip(self.columns, value, strict=True))
                new.append({"unit_id": unit_id, "valid_from": since, **said_now})
            if left or opened:
                keys.add(unit.key)
        self._close(work, gone)
        if new:
            work.db.execute(insert(self.table), new)
        return keys

    def _close(self, work: Work, rows: list[_Row]) -> None:
        """End rows today; what was to begin today or later never was."""
        never = [row.id for row in rows if row.since >= work.today]
        if never:
            work.db.execute(delete(self.table).where(self.table.id.in_(never)))
        ended = [{"at": row.id, "end": work.today} for row in rows if row.since < work.today]
        if ended:
            work.db.execute(
                update(table(self.table))
                .where(self.table.id == bindparam("at"))
                .values(valid_to=bindparam("end")),
                ended,
            )


def _unit_row(unit: UnitLine) -> dict[str, object]:
    return {
        "key": unit.key,
        "kind": unit.kind,
        "valid_from": unit.valid_from,
        "valid_to": unit.valid_to,
        "numbering": unit.numbering,
        "place": unit.place,
    }
