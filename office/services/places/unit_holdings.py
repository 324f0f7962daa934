"""What a unit holds today: open work, people, registers, groups; what closing it would mean."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select

from office.domain.asks import LEAD
from office.models.base import Base
from office.models.deliveries import Assignment, Delivery
from office.models.documents import Document
from office.models.people import Membership
from office.models.recipient_groups import RecipientGroupMember
from office.models.registers import Register
from office.models.supervision import OpinionAsk
from office.services.tree import on
from office.services.work import Work

_OPEN_DRAFT = (Document.closed_at.is_(None), Document.state.is_not(None))
_BESIDE = (Assignment.until.is_(None), Assignment.part != LEAD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """How much of each kind the unit `unit_id` has.

    `runs` are open deliveries that came to it as an agency, and drafts under its name, wherever
    in it they are held.
    """

    unit_id: int
    deliveries: int
    drafts: int
    parts: int
    questions: int
    runs: int
    capacities: int
    registers: int
    groups: int

    @property
    def work(self) -> int:
        """Return how much open work somebody must take over."""
        return self.deliveries + self.drafts + self.parts + self.questions


def of(work: Work, unit_id: int) -> Holdings:
    """Return what one unit has."""
    kept = Membership.valid_to.is_(None) | (Membership.valid_to > work.today)
    opened = Delivery.closed_at.is_(None)
    drafts = Document.agency_id == unit_id
    return Holdings(
        unit_id=unit_id,
        deliveries=_count(work, Delivery, Delivery.holder_unit_id == unit_id, opened),
        drafts=_count(work, Document, Document.holder_unit_id == unit_id, *_OPEN_DRAFT),
        parts=_count(work, Assignment, Assignment.unit_id == unit_id, *_BESIDE),
        questions=_count(
            work, OpinionAsk, OpinionAsk.unit_id == unit_id, OpinionAsk.closed_at.is_(None)
        ),
        runs=_count(work, Delivery, Delivery.unit_id == unit_id, opened)
        + _count(work, Document, drafts, *_OPEN_DRAFT),
        capacities=_count(work, Membership, Membership.unit_id == unit_id, kept),
        registers=_count(work, Register, Register.unit_id == unit_id),
        groups=_count(work, RecipientGroupMember, RecipientGroupMember.unit_id == unit_id),
    )


def open_items(work: Work) -> Counter[int]:
    """Return how many open deliveries, drafts and parts each unit has: three queries in all."""
    found: Counter[int] = Counter()
    for unit, conditions in (
        (Delivery.holder_unit_id, (Delivery.closed_at.is_(None),)),
        (Document.holder_unit_id, _OPEN_DRAFT),
        (Assignment.unit_id, _BESIDE),
    ):
        rows: Any = select(unit, func.count()).where(*conditions).group_by(unit)
        for unit_id, count in work.db.execute(rows):
            found[unit_id] += count
    return found


def without(work: Work, role: str) -> set[int]:
    """Return the units that keep a register and where nobody is `role` today."""
    there = set(
        work.db.scalars(
            select(Membership.unit_id).where(
                Membership.role == role,
                on(work.today, Membership.valid_from, Membership.valid_to),
            )
        )
    )
    units = work.tree.units.values()
    return {u.id for u in units if u.kind.keeps_register and u.kind.hosted} - there


def _count(work: Work, rows: type[Base], *conditions: ColumnElement[bool]) -> int:
    counted = select(func.count()).select_from(rows).where(*conditions)
    return work.db.scalar(counted) or 0
