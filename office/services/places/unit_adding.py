"""Adding a unit below another, by the rules of the file of units."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO

from sqlalchemy import select

from office.domain.errors import Invalid, NotFound
from office.domain.text import Text
from office.models.units import Unit, UnitKind
from office.services import access, tree
from office.services.places import unit_changes, units
from office.services.places.unit_changes import When
from office.services.places.unit_file import UNIT_COLUMNS
from office.services.work import Work

_KNOWN = Text("Mã “{key}” đã có đơn vị dùng.", "The key “{key}” is a unit's already.")
_NOT_MADE = Text("Mã đơn vị không hợp lệ.", "This key cannot be used.")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewUnit:
    """A unit as a form describes it; `identifiers` as in the file: scheme:code; scheme:code."""

    key: str
    kind: str
    name: str
    abbreviation: str = ""
    place: str = ""
    identifiers: str = ""


def kinds(work: Work) -> Sequence[tuple[str, Text]]:
    """Return the kinds of unit that work in this office, with their titles."""
    rows = work.db.execute(
        select(UnitKind.code, UnitKind.title_vi, UnitKind.title_en).where(UnitKind.hosted)
    )
    return [(code, Text(vi, en)) for code, vi, en in rows]


def add(work: Work, parent_id: int, new: NewUnit, when: When) -> int:
    """Add a unit below one the administrator looks after; returns its id.

    Raises Invalid with all that is wrong, NotFound for a parent that is not theirs.
    """
    if parent_id not in access.answered_for(work):
        raise NotFound
    day = unit_changes.begin(work, when)
    unit_changes.check_staying(work, parent_id, "parent")
    key, parent = new.key.strip(), work.tree[parent_id]
    if key.startswith("@") or work.db.scalar(select(Unit.id).where(Unit.key == key)):
        raise Invalid(_KNOWN.filled(key=key), field="key")
    if new.kind not in dict(kinds(work)):
        raise Invalid(Text("Hãy chọn loại đơn vị.", "Choose a kind of unit."), field="kind")
    line = {
        "key": key, "kind": new.kind, "parent": parent.key, "name": new.name,
        "abbreviation": new.abbreviation, "place": new.place or parent.place,
        "valid_from": day.isoformat(), "identifiers": new.identifiers,
    }  # fmt: skip
    loaded = units.load(work, _file(line))
    if loaded.problems:
        raise Invalid(*(problem.text for problem in loaded.problems), field="key")
    if loaded.added != 1:  # a key that begins a comment is no unit
        raise Invalid(_NOT_MADE, field="key")
    unit_id = work.db.scalars(select(Unit.id).where(Unit.key == key)).one()
    made = tree.read(work.db, day)[unit_id]
    said = (unit_changes.ADD, day, when.reason)
    unit_changes.record(work, made, said, ("", made.name), agency_id=work.tree.agency_of(parent.id))
    return unit_id


def _file(line: dict[str, str]) -> StringIO:
    written = StringIO()
    rows = csv.DictWriter(written, UNIT_COLUMNS, restval="")
    rows.writeheader()
    rows.writerow({name: " ".join(value.split()) for name, value in line.items()})
    written.seek(0)
    return written
