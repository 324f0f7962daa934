"""What goes on beside an item's way, as pages and the API show it: newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, bindparam, literal, select, union_all
from sqlalchemy.orm import aliased

from office.models.base import table
from office.models.deliveries import Assignment
from office.models.people import Person
from office.models.supervision import Chase, DirectiveScan, Extension, OpinionAsk
from office.services.work import Work

_whose, _first, _second = aliased(Person), aliased(Person), aliased(Person)
_KINDS: tuple[Any, ...] = (Extension, Chase, OpinionAsk, DirectiveScan)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proceedings:
    """Rows of one delivery, each with the names a page needs.

    `extensions` have part, unit_id, person_name, asked_name, settled_name; `chases` have part,
    unit_id, person_name, by_name; `asks` have person_name, asked_name, answered_name; `scans`
    have leader_name, typed_name.
    """

    extensions: Sequence[Row[Any]] = ()
    chases: Sequence[Row[Any]] = ()
    asks: Sequence[Row[Any]] = ()
    scans: Sequence[Row[Any]] = ()

    @property
    def any(self) -> bool:
        """Say whether there is anything to show."""
        return bool(self.extensions or self.chases or self.asks or self.scans)


def read(work: Work, delivery_id: int | None) -> Proceedings:
    """Return what goes on beside a delivery; the caller has checked access.

    One statement asks which kinds there are: most items have none.
    """
    if delivery_id is None:
        return Proceedings()
    asked = {"delivery": delivery_id}
    there = set(work.db.scalars(_WHICH, asked))
    names = ("extensions", "chases", "asks", "scans")
    rows = (
        work.db.execute(statement, asked).all() if kind in there else ()
        for kind, statement in enumerate(_STATEMENTS)
    )
    return Proceedings(**dict(zip(names, rows, strict=True)))


def _of_delivery(statement: Select[Any], model: Any) -> Select[Any]:
    return statement.where(model.delivery_id == bindparam("delivery")).order_by(model.n.desc())


_WHICH = union_all(
    *(
        select(literal(kind)).where(
            select(model.id).where(model.delivery_id == bindparam("delivery")).exists()
        )
        for kind, model in enumerate(_KINDS)
    )
)
_OF_PART = (Assignment.part, Assignment.unit_id, _whose.name.label("person_name"))
_STATEMENTS = (
    _of_delivery(
        select(
            table(Extension),
            *_OF_PART,
            _first.name.label("asked_name"),
            _second.name.label("settled_name"),
        )
        .join(Assignment, Assignment.id == Extension.assignment_id)
        .outerjoin(_whose, _whose.id == Assignment.person_id)
        .outerjoin(_first, _first.id == Extension.asked_by)
        .outerjoin(_second, _second.id == Extension.settled_by),
        Extension,
    ),
    _of_delivery(
        select(table(Chase), *_OF_PART, _first.name.label("by_name"))
        .join(Assignment, Assignment.id == Chase.assignment_id)
        .outerjoin(_whose, _whose.id == Assignment.person_id)
        .join(_first, _first.id == Chase.by_id),
        Chase,
    ),
    _of_delivery(
        select(
            table(OpinionAsk),
            _whose.name.label("person_name"),
            _first.name.label("asked_name"),
            _second.name.label("answered_name"),
        )
        .outerjoin(_whose, _whose.id == OpinionAsk.person_id)
        .join(_first, _first.id == OpinionAsk.asked_by)
        .outerjoin(_second, _second.id == OpinionAsk.answered_by),
        OpinionAsk,
    ),
    _of_delivery(
        select(
            table(DirectiveScan),
            _first.name.label("leader_name"),
            _second.name.label("typed_name"),
        )
        .join(_first, _first.id == DirectiveScan.leader_id)
        .join(_second, _second.id == DirectiveScan.typed_by),
        DirectiveScan,
    ),
)
