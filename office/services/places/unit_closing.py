"""Closing a unit in favour of another: what stands against it, and what it touches."""

from __future__ import annotations

from datetime import date

from sqlalchemy import exists, or_, select, update

from office.domain.errors import Invalid, Refused
from office.domain.text import Text
from office.models.base import table
from office.models.people import Membership
from office.models.units import Unit, UnitName, UnitParent
from office.services import people
from office.services.accounts import rights
from office.services.places import unit_changes, unit_holdings
from office.services.places.unit_changes import CLOSE, When
from office.services.places.unit_holdings import Holdings
from office.services.work import Work


def close(work: Work, unit_id: int, heir_id: int | None, when: When) -> None:
    """Close a unit from a day on, its capacities with it; `heir_id` takes its place.

    What a part of an agency holds waits for its chief to hand over.  Raises Refused with
    every reason why it cannot close.
    """
    unit, day = unit_changes.begin_with(work, unit_id, when)
    unit_changes.check_not_own(work, unit)
    if heir_id == unit.id:
        raise Invalid(_ITSELF, field="heir")
    heir = unit_changes.mine(work, heir_id, "heir") if heir_id is not None else None
    if heir:
        unit_changes.check_staying(work, heir.id, "heir")
    if against := obstacles(work, unit_holdings.of(work, unit.id), heir_id, day):
        raise Refused(*against)
    for person, role in people.end_capacities(work, Membership.unit_id == unit.id, day):
        rights.record(work, person, rights.REVOKE, (unit.id, role), f"{day:%d/%m/%Y}")
    work.db.execute(update(table(Unit)).where(Unit.id == unit.id).values(valid_to=day))
    names = (unit.name, heir.name if heir else "")
    unit_changes.record(work, unit, (CLOSE, day, when.reason), names, heir_id)


def obstacles(work: Work, held: Holdings, heir_id: int | None, day: date) -> list[Text]:
    """Return why a unit that holds so much cannot close from that day in favour of that heir;
    empty when it can."""
    unit = work.tree[held.unit_id]
    found = []
    if below := _stand_below(work, unit.id, day):
        found.append(_HAS_BELOW.filled(name=unit.name, below=", ".join(below[:5]), n=len(below)))
    if unit.kind.keeps_register and held.runs + held.work:
        found.append(_AGENCY_WORKS.filled(name=unit.name, n=max(held.runs, held.work)))
    elif held.work and heir_id is None:
        found.append(_NO_HEIR.filled(name=unit.name, n=held.work))
    elif held.work and not _one_agency(work, unit.id, heir_id):
        found.append(_HEIR_ELSEWHERE)
    elif heir_id is None and held.registers + held.capacities:
        found.append(_NOBODY_NAMED.filled(name=unit.name))
    return found


def consequences(work: Work, unit_id: int) -> Holdings:
    """Return what closing a unit of the administrator's would touch; raises NotFound."""
    unit_changes.mine(work, unit_id)
    return unit_holdings.of(work, unit_id)


def _stand_below(work: Work, unit_id: int, day: date) -> list[str]:
    """Return the names of the units that stand below one on that day or any later."""
    lasts = or_(UnitParent.valid_to.is_(None), UnitParent.valid_to > day)
    living = exists().where(
        Unit.id == UnitParent.unit_id, or_(Unit.valid_to.is_(None), Unit.valid_to > day)
    )
    rows = work.db.scalars(
        select(UnitName.name)
        .join(UnitParent, UnitParent.unit_id == UnitName.unit_id)
        .where(UnitParent.parent_id == unit_id, lasts, living, UnitName.valid_to.is_(None))
        .order_by(UnitName.name)
    )
    return list(rows)


def _one_agency(work: Work, unit_id: int, heir_id: int | None) -> bool:
    return heir_id is not None and work.tree.agency_of(heir_id) == work.tree.agency_of(unit_id)


_ITSELF = Text("Đơn vị không kế thừa chính nó.", "A unit is no heir of its own.")
_HAS_BELOW = Text(
    "Dưới “{name}” còn {n} đơn vị: {below}. Hãy chuyển hoặc đóng trước.",
    "{n} units stand below “{name}”: {below}. Move or close them first.",
)
_AGENCY_WORKS = Text(
    "“{name}” có sổ riêng và còn {n} việc đang mở: hãy xử lý xong, không ai nhận thay được.",
    "“{name}” keeps a register and has {n} open items: nobody else can take them, finish them.",
)
_NO_HEIR = Text(
    "“{name}” đang giữ {n} việc: hãy chọn đơn vị kế thừa.",
    "“{name}” holds {n} items: name the unit that takes its place.",
)
_HEIR_ELSEWHERE = Text(
    "Đơn vị kế thừa phải cùng cơ quan để nhận được việc đang giữ.",
    "The heir must be in the same agency to take over the open work.",
)
_NOBODY_NAMED = Text(
    "“{name}” còn người hoặc sổ: hãy chọn đơn vị kế thừa.",
    "“{name}” still has people or registers: name the unit that takes its place.",
)
