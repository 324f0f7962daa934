"""The recipients of a document as narrow rows: how far each has come, and whether in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, Row, bindparam, case, func, select, type_coerce

from office.domain import tracking
from office.domain.paper import PAPER
from office.domain.sheets import POST
from office.domain.tracking import UNRECEIVED
from office.domain.workflow import TRANSMISSION
from office.models.columns import UtcDateTime
from office.models.deliveries import Delivery
from office.models.movements import Movement
from office.models.papers import PaperEntry
from office.services.naming import plain
from office.services.views.tracking import accepting
from office.services.work import Work

#: The place of recipients that stand below nobody here.
NOWHERE = 0
_of: BindParameter[int] = bindparam("document")


@dataclass(slots=True, kw_only=True)  # ten thousand are made for a page of fifty
class Recipient:
    """A recipient and how far it has come; `receive_by` is None for what goes on paper alone.

    `late_copies` of paper followed what had been sent without.  `overdue`: it should have
    received it by now; `late`: it did so after that day.
    """

    delivery_id: int
    unit_id: int
    name: str
    kind: str
    place: int
    channel: str
    paper_reason: str
    late_copies: int
    procedure: tuple[str, int]
    state: str
    step: str
    sent_at: datetime
    arrived_at: datetime | None
    received_at: datetime | None
    receive_by: datetime | None
    overdue: bool
    late: bool
    reminded_at: datetime | None

    @property
    def elsewhere(self) -> bool:
        """Say whether it works in another system."""
        return self.procedure[0] == TRANSMISSION

    @property
    def order(self) -> tuple[Any, ...]:
        """Return where it stands in the list: here before elsewhere, by kind, place and name."""
        return self.elsewhere, self.kind, self.place, folded(self.name), self.unit_id


def recipients(work: Work, document_id: int) -> list[Recipient]:
    """Return all recipients of a document, in order."""
    accepted = _first_acceptance(tuple(sorted(accepting(work))))
    days: dict[datetime, datetime] = {}
    found = [
        _recipient(work, row, days) for row in work.db.execute(accepted, {"document": document_id})
    ]
    return sorted(found, key=lambda one: one.order)


def _recipient(work: Work, row: Row[Any], days: dict[datetime, datetime]) -> Recipient:
    unit = work.tree.units.get(row.unit_id)
    state = work.procedures[row.procedure, row.procedure_version].state(row.state)
    came = row.arrived_at or row.sent_at
    if came not in days:  # by wire most come in the same moment
        days[came] = tracking.receive_by(work.calendar, came)
    by = None if row.channel == PAPER else days[came]
    step = tracking.step(state)
    waits = step in UNRECEIVED and row.closed_at is None
    return Recipient(
        delivery_id=row.id,
        unit_id=row.unit_id,
        name=unit.name if unit else "",
        kind=unit.kind.code if unit else "",
        place=(unit.parent_id if unit else None) or NOWHERE,
        channel=row.channel,
        paper_reason=row.paper_reason,
        late_copies=row.late_copies if row.late_paper else 0,
        procedure=(row.procedure, row.procedure_version),
        state=row.state,
        step=step,
        sent_at=row.sent_at,
        arrived_at=row.arrived_at,
        received_at=row.received_at,
        receive_by=by,
        overdue=waits and by is not None and by <= work.at,
        late=by is not None and row.received_at is not None and by <= row.received_at,
        reminded_at=row.reminded_at,
    )


@lru_cache(maxsize=32_768)
def folded(name: str) -> str:
    """Return a name as lists are sorted and searched by: without case, accents and "UBND"."""
    return plain(name)


@lru_cache(maxsize=8)
def _first_acceptance(acts: tuple[str, ...]) -> Any:
    """Build the statement that reads all recipients, each with when it first received it."""
    first = (
        select(func.min(Movement.at))
        .where(
            Movement.delivery_id == Delivery.id,
            Movement.document_id == Delivery.document_id,
            Movement.action.in_(acts),
        )
        .correlate(Delivery)
        .scalar_subquery()
    )
    posted = (
        select(func.coalesce(func.sum(PaperEntry.copies), 0))
        .where(PaperEntry.delivery_id == Delivery.id, PaperEntry.event == POST)
        .correlate(Delivery)
        .scalar_subquery()
    )
    late = case((Delivery.late_paper, posted), else_=0)
    return select(
        Delivery.late_paper, late.label("late_copies"),
        Delivery.id, Delivery.unit_id, Delivery.channel, Delivery.paper_reason,
        Delivery.procedure, Delivery.procedure_version, Delivery.state, Delivery.sent_at,
        Delivery.arrived_at, Delivery.closed_at, Delivery.reminded_at,
        type_coerce(first, UtcDateTime()).label("received_at"),
    ).where(Delivery.document_id == _of)  # fmt: skip
