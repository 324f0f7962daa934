"""What the units and people of the agency already carry, to be seen before more is given.

One grouped statement, however many they are.  Whether somebody is away is not known here: it
comes beside, as `away`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, case, func, literal, select, union_all

from office.domain.asks import CO
from office.domain.roster import Who
from office.domain.text import Text
from office.models.deliveries import Assignment, Delivery
from office.models.documents import Document
from office.services import people
from office.services.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Burden:
    """What a unit (`person_id` None: all of it) or a person in it has open.

    `held` items are theirs to do, `late` ones of those beyond their time; `helping` counts
    parts as co-handler.
    """

    unit_id: int
    person_id: int | None
    name: str
    held: int = 0
    late: int = 0
    helping: int = 0
    #: Why not to give them more today: away, or a conflict of interest.
    away: Text | None = None
    conflict: Text | None = None


class _Sum(NamedTuple):
    held: int = 0
    late: int = 0
    helping: int = 0

    def plus(self, row: Row[Any]) -> _Sum:
        """Return the sum with one more row of the statement."""
        return _Sum(self.held + row.held, self.late + row.late, self.helping + row.helping)


def of_agency(work: Work) -> list[Burden]:
    """Return the units of the actor's agency, each followed by its people, the freest first.

    A unit's figures are those of all who work in it and of what nobody has taken yet.
    """
    units = work.tree.parts_of(work.actor.agency_id)
    sums: dict[Who, _Sum] = {}
    for row in work.db.execute(_counted(work, [unit.id for unit in units])):
        keys = {Who(row.unit_id), Who(row.unit_id, row.person_id)}
        for who in keys:
            sums[who] = sums.get(who, _Sum()).plus(row)
    inside: dict[int, dict[int, str]] = {unit.id: {} for unit in units}
    for member in people.members_of(work, list(inside)):
        inside[member.unit_id].setdefault(member.person_id, member.name)
    listed = []
    for unit in units:
        listed.append(_burden(Who(unit.id), unit.name, sums))
        folk = [_burden(Who(unit.id, key), name, sums) for key, name in inside[unit.id].items()]
        listed += sorted(folk, key=lambda one: (one.held + one.helping, one.late, one.name))
    return listed


def conflicts(work: Work, document: Row[Any]) -> dict[int, Text]:
    """Return whom to give a document to would make judge of their own work, and why.

    `document` has the columns of `Document`.
    """
    found: dict[int, Text] = {}
    if work.actor.person_id is not None:
        found[work.actor.person_id] = Text(
            "chính bạn: sẽ tự xác nhận kết quả của mình",
            "yourself: you would confirm your own result",
        )
    for person_id, words in (
        (document.form_by, Text("đã kiểm tra thể thức văn bản này", "checked its form")),
        (document.content_by, Text("đã duyệt nội dung văn bản này", "approved its content")),
        (document.signed_by, Text("đã ký văn bản này", "signed it")),
        (document.drafter_id, Text("là người soạn văn bản này", "drafted it")),
    ):
        if person_id is not None:
            found[person_id] = words
    return found


def _burden(who: Who, name: str, sums: dict[Who, _Sum]) -> Burden:
    total = sums.get(who, _Sum())
    return Burden(
        unit_id=who.unit_id,
        person_id=who.person_id,
        name=name,
        held=total.held,
        late=total.late,
        helping=total.helping,
    )


def _counted(work: Work, units: Sequence[int]) -> Select[Any]:
    each = union_all(
        _open(work, Delivery, units), _open(work, Document, units), _helping(units)
    ).subquery()
    return select(
        each.c.unit_id,
        each.c.person_id,
        *(func.sum(each.c[name]).label(name) for name in ("held", "late", "helping")),
    ).group_by(each.c.unit_id, each.c.person_id)


def _open(work: Work, run: type[Delivery] | type[Document], units: Sequence[int]) -> Select[Any]:
    late = func.sum(case((run.due_at < work.at, 1), else_=0))
    return (
        select(
            run.holder_unit_id.label("unit_id"),
            run.holder_person_id.label("person_id"),
            func.count().label("held"),
            late.label("late"),
            literal(0).label("helping"),
        )
        .where(run.closed_at.is_(None), run.state.is_not(None), run.holder_unit_id.in_(units))
        .group_by(run.holder_unit_id, run.holder_person_id)
    )


def _helping(units: Sequence[int]) -> Select[Any]:
    return (
        select(
            Assignment.unit_id,
            Assignment.person_id,
            literal(0).label("held"),
            literal(0).label("late"),
            func.count().label("helping"),
        )
        .where(Assignment.until.is_(None), Assignment.part == CO, Assignment.unit_id.in_(units))
        .group_by(Assignment.unit_id, Assignment.person_id)
    )
