"""Agencies that write to us on paper and are in no list of ours: known by their name alone.

They get no identifier: one made up here could leave in a packet and be taken for a real one.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from sqlalchemy import Date, bindparam, select, text

from office.domain.errors import Invalid
from office.domain.text import Text
from office.models.units import Unit
from office.services import facts, tree
from office.services.naming import Names
from office.services.places import units
from office.services.work import Work

LONGEST_NAME = 200
_SINCE = bindparam("since", type_=Date)
_KIND = text(
    "INSERT INTO unit_kinds (code, title_vi, title_en, level, keeps_register, hosted)"
    " VALUES (:code, :title_vi, :title_en, :level, :keeps_register, :hosted)"
    " ON CONFLICT DO NOTHING"
)
_UNIT = text(
    "INSERT INTO units (key, kind, valid_from) VALUES (:key, :kind, :since) ON CONFLICT DO NOTHING"
).bindparams(_SINCE)
_NAME = text(
    "INSERT INTO unit_names (unit_id, name, abbreviation, valid_from)"
    " VALUES (:unit, :name, '', :since) ON CONFLICT DO NOTHING"
).bindparams(_SINCE)


def named(work: Work, name: str, organ_code: str = "") -> tuple[int, Work]:
    """Return the unit with this name, made when unknown, and the work that knows of it.

    An identifier, when the letter bears one, decides before the name.  Raises Invalid
    when there is no name, several units have it, or the identifier is none.
    """
    written = " ".join(name.split())
    if organ_code.strip():
        return _seeing(work, units.external(work, organ_code, written))
    if not written or len(written) > LONGEST_NAME:
        raise Invalid(
            Text("Hãy nhập cơ quan ban hành.", "Enter the issuing agency."), field="issuer"
        )
    found = Names(work.tree).find(written)
    if len(found) > 1:
        raise Invalid(
            Text(
                "Có {n} đơn vị tên “{name}”; hãy nhập mã định danh.",
                "{n} units are called “{name}”; enter an identifier.",
            ).filled(n=len(found), name=written),
            field="issuer",
        )
    if found:
        return found[0].id, work
    return _seeing(work, _add(work, written))


def _seeing(work: Work, unit_id: int) -> tuple[int, Work]:
    """Return the unit, and the work with a tree that has it: the remembered one may not yet."""
    if unit_id in work.tree.units:
        return unit_id, work
    return unit_id, replace(work, tree=tree.read(work.db, work.today))


def _add(work: Work, name: str) -> int:
    """Add an agency elsewhere; of two clerks at once the second finds the first one's."""
    key = "@" + hashlib.sha256(name.casefold().encode()).hexdigest()[:24]
    work.db.execute(_KIND, units.EXTERNAL)
    work.db.execute(_UNIT, {"key": key, "kind": units.EXTERNAL["code"], "since": units.ALWAYS})
    unit_id = work.db.execute(select(Unit.id).where(Unit.key == key)).scalar_one()
    work.db.execute(_NAME, {"unit": unit_id, "name": name, "since": units.ALWAYS})
    facts.reference_changed(work.db)
    return unit_id
