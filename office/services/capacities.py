"""What a person may act as on a day: memberships as capacities, and the actor of one.

The statements are built once: every page asks one of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, select

from office.domain.people import ROLES, Actor
from office.domain.text import Text
from office.models.people import Membership, Person
from office.services.tree import on
from office.services.work import Work

#: The condition that a membership counts on the day bound as `today`.
COUNTS = on(bindparam("today"), Membership.valid_from, Membership.valid_to)
#: The memberships that count, in the order granted.
VALID = (
    select(
        Membership.id, Membership.person_id, Membership.unit_id, Membership.role,
        Membership.position, Person.name,
    )
    .join(Person, Person.id == Membership.person_id)
    .where(Person.active, COUNTS)
    .order_by(Membership.id)
)  # fmt: skip
OF_PERSON = VALID.where(Membership.person_id == bindparam("person"))
OF_MEMBERSHIP = VALID.where(Membership.id == bindparam("membership"))


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipView:
    """A capacity of a person, with the words to show it by."""

    id: int
    unit_id: int
    unit_name: str
    role: str
    position: str

    @property
    def role_title(self) -> Text:
        """Return the capacity in words."""
        return ROLES[self.role]


def views(work: Work, rows: Iterable[Row[Any]]) -> list[MembershipView]:
    """Return the capacities among `rows` (id, unit_id, role, position) whose unit is there."""
    units = work.tree.units
    return [
        MembershipView(
            id=row.id,
            unit_id=row.unit_id,
            unit_name=units[row.unit_id].name,
            role=row.role,
            position=row.position,
        )
        for row in rows
        if row.unit_id in units
    ]


def acting(work: Work, person_id: int, name: str, capacity: MembershipView) -> Actor:
    """Return a person acting in a capacity that counts today."""
    return Actor(
        person_id=person_id,
        name=name,
        unit_id=capacity.unit_id,
        unit_name=capacity.unit_name,
        agency_id=work.tree.agency_of(capacity.unit_id),
        role=capacity.role,
        position=capacity.position,
        membership_id=capacity.id,
    )
