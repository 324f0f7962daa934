"""Exceptions as `select()`s over what happened: each row leads to its document.

Every select gives the same columns: `key` (of the row it is about), `document_id`, `unit_id`
(whose exception it is), `at` (its moment), `began`, `due`, `done`, and one of `movement_id`
and `attempt_id`, or neither.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    TextClause,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    type_coerce,
)

from office.domain import exceptions
from office.domain.exceptions import Deadlines
from office.domain.paper import PAPER
from office.models.audit import RefusedAttempt
from office.models.columns import UtcDateTime
from office.models.deliveries import Delivery
from office.models.documents import Document
from office.models.movements import MARKED, Movement
from office.models.registers import RegisterEntry

_MOMENT = UtcDateTime()
_NO_KEY = cast(null(), Integer)
#: What answers an arrival.
ANSWERS = ("accept", "refuse")
#: Acts by which a document gets to a recipient, and nobody there did anything with it.
ARRIVALS = ("receive", "arrive")
#: What a recipient's "no" to a recall is recorded as.
RECALLS_REFUSED = ("change_declined", "decline_recall", "status_16")
CANCELLED = ("cancel_number",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From `since` (inclusive) until (exclusive), seen from `now`; the deadlines of its days."""

    since: datetime
    until: datetime
    now: datetime
    days: Sequence[Deadlines]


Count = Callable[[Period], Select[Any]]


def late_acceptance(period: Period) -> Select[Any]:
    """Deliveries by wire that were not answered by the end of the day they arrived."""
    answered = _first(Movement.action.in_(ANSWERS))
    return _deliveries(period, "accept_by", answered).where(Delivery.channel != PAPER)


def late_registration(period: Period) -> Select[Any]:
    """Deliveries that were not registered by the end of the next working day.

    What ended without a number (it was refused) needs none.
    """
    given = (
        select(func.min(RegisterEntry.at))
        .where(RegisterEntry.delivery_id == Delivery.id)
        .correlate(Delivery)
        .scalar_subquery()
    )
    wanted = or_(Delivery.closed_at.is_(None), given.is_not(None))
    return _deliveries(period, "register_by", given).where(wanted)


def untouched(period: Period) -> Select[Any]:
    """Deliveries on which nobody acted for some working days."""
    return _deliveries(period, "touch_by", _first(Movement.action.not_in(ARRIVALS)))


def deadline_moved(period: Period) -> Select[Any]:
    """Acts that gave an item another deadline in the same state."""
    return _movements(period, MARKED, Movement.due_moved.is_(True))


def recall_refused(period: Period) -> Select[Any]:
    """Answers of recipients that did not agree to a recall, an update, a replacement."""
    return _movements(period, Movement.action.in_(RECALLS_REFUSED))


def number_cancelled(period: Period) -> Select[Any]:
    """Outgoing numbers that were cancelled."""
    return _movements(period, Movement.action.in_(CANCELLED))


def on_behalf(period: Period) -> Select[Any]:
    """Acts done in somebody else's place."""
    return _movements(period, MARKED, Movement.on_behalf.is_(True))


def self_approval(period: Period) -> Select[Any]:
    """Refused attempts to approve or sign what one drafted or approved."""
    return _attempts(period, own=True)


def refused(period: Period) -> Select[Any]:
    """Every other refused attempt."""
    return _attempts(period, own=False)


def _deliveries(period: Period, deadline: str, done: ColumnElement[Any]) -> Select[Any]:
    """Deliveries that arrived in the period and for which `done` is not before the deadline."""
    due = _by_day(period.days, deadline)
    reached = type_coerce(func.coalesce(done, literal(period.now, _MOMENT)), _MOMENT)
    return (
        select(
            Delivery.id.label("key"),
            Delivery.document_id,
            Delivery.unit_id,
            Delivery.arrived_at.label("at"),
            Delivery.arrived_at.label("began"),
            due.label("due"),
            type_coerce(done, _MOMENT).label("done"),
            _NO_KEY.label("movement_id"),
            _NO_KEY.label("attempt_id"),
        )
        .where(Delivery.arrived_at >= period.since, Delivery.arrived_at < period.until)
        .where(reached >= due)
    )


def _first(of: ColumnElement[bool]) -> ColumnElement[Any]:
    """Return when the first such act on a delivery was, NULL for none."""
    first = select(func.min(Movement.at)).where(Movement.delivery_id == Delivery.id, of)
    return first.correlate(Delivery).scalar_subquery()


def _movements(period: Period, *which: ColumnElement[bool] | TextClause) -> Select[Any]:
    """Acts of a kind in the period, of the unit whose run it is: recipient, else the issuer."""
    whose = func.coalesce(Delivery.unit_id, Document.agency_id, Movement.unit_id)
    return (
        select(
            Movement.id.label("key"),
            Movement.document_id,
            whose.label("unit_id"),
            Movement.at.label("at"),
            *_no_deadline(),
            Movement.id.label("movement_id"),
            _NO_KEY.label("attempt_id"),
        )
        .join(Document, Document.id == Movement.document_id)
        .outerjoin(Delivery, Delivery.id == Movement.delivery_id)
        .where(*which, Movement.at >= period.since, Movement.at < period.until)
    )


def _attempts(period: Period, *, own: bool) -> Select[Any]:
    return select(
        RefusedAttempt.id.label("key"),
        RefusedAttempt.document_id,
        RefusedAttempt.unit_id,
        RefusedAttempt.at.label("at"),
        *_no_deadline(),
        _NO_KEY.label("movement_id"),
        RefusedAttempt.id.label("attempt_id"),
    ).where(
        RefusedAttempt.self_approval.is_(own),
        RefusedAttempt.at >= period.since,
        RefusedAttempt.at < period.until,
    )


def _no_deadline() -> list[ColumnElement[Any]]:
    return [cast(null(), _MOMENT).label(name) for name in ("began", "due", "done")]


def _by_day(days: Sequence[Deadlines], deadline: str) -> ColumnElement[Any]:
    """Return a deadline by the day of arrival: halved again and again, so that few are looked at.

    Joined as a table, the days of a year would be gone through for each delivery.
    """
    if len(days) < 2:
        due = getattr(days[0], deadline) if days else None
        return cast(null(), _MOMENT) if due is None else literal(due, _MOMENT)
    later = days[len(days) // 2 :]
    before = Delivery.arrived_at < literal(later[0].begins, _MOMENT)
    halves = (_by_day(days[: len(days) // 2], deadline), _by_day(later, deadline))
    return type_coerce(case((before, halves[0]), else_=halves[1]), _MOMENT)


COUNTS: Mapping[str, Count] = {
    exceptions.LATE_ACCEPTANCE: late_acceptance,
    exceptions.LATE_REGISTRATION: late_registration,
    exceptions.UNTOUCHED: untouched,
    exceptions.DEADLINE_MOVED: deadline_moved,
    exceptions.RECALL_REFUSED: recall_refused,
    exceptions.NUMBER_CANCELLED: number_cancelled,
    exceptions.ON_BEHALF: on_behalf,
    exceptions.SELF_APPROVAL: self_approval,
    exceptions.REFUSED: refused,
}
