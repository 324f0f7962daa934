"""Promises of work to be done once the current work is committed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select, update

from office.models.base import table
from office.models.outbox import OutboxMessage
from office.services.work import Work

#: Waits before the next try; the last one is repeated.
BACK_OFF = (1, 5, 30, 120, 600, 3600)
LEASE = timedelta(minutes=5)

_INSERT = insert(table(OutboxMessage))


def post(work: Work, kind: str, payload: dict[str, Any]) -> None:
    """Promise that a job will do `kind` with `payload`.  Due by the real clock."""
    post_all(work, [(kind, payload)])


def post_all(work: Work, promises: Sequence[tuple[str, dict[str, Any]]]) -> None:
    """Promise several things in one statement: kind and payload of each, kept in this order."""
    when = {"posted_at": work.at, "due_at": work.wall}
    work.db.execute(
        _INSERT, [{"kind": kind, "payload": payload, **when} for kind, payload in promises]
    )


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise taken up by a worker."""

    id: int
    kind: str
    payload: dict[str, Any]


def claim(work: Work) -> Promise | None:
    """Take up the next promise that is due, or return None.

    It is leased: a worker that dies gives it back when the lease runs out, and another
    does it again.  What is done must bear being done twice.
    """
    row = work.db.execute(
        select(OutboxMessage.id, OutboxMessage.kind, OutboxMessage.payload)
        .where(OutboxMessage.settled_at.is_(None), OutboxMessage.due_at <= work.wall)
        .order_by(OutboxMessage.due_at, OutboxMessage.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()
    if row is None:
        return None
    work.db.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id == row.id)
        .values(due_at=work.wall + LEASE, attempts=OutboxMessage.attempts + 1)
    )
    return Promise(row.id, row.kind, row.payload)


def settle(work: Work, message_id: int) -> None:
    """Say that a promise has been kept."""
    work.db.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id == message_id)
        .values(settled_at=work.wall, fault="")
    )


def postpone(work: Work, message_id: int, fault: str) -> None:
    """Say why a promise could not be kept now; it is tried again later, for ever."""
    tried = select(OutboxMessage.attempts).where(OutboxMessage.id == message_id)
    attempts = work.db.scalar(tried) or 1
    wait = BACK_OFF[min(attempts, len(BACK_OFF)) - 1]
    work.db.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id == message_id)
        .values(due_at=work.wall + timedelta(seconds=wait), fault=fault[:500])
    )


def release(work: Work) -> None:
    """Give back every promise that a worker had taken up: call it when none is running."""
    work.db.execute(
        update(OutboxMessage)
        .where(OutboxMessage.settled_at.is_(None), OutboxMessage.fault == "")
        .values(due_at=work.wall)
    )


def oldest(work: Work, kind: str) -> tuple[datetime | None, int]:
    """Return when the oldest promise of a kind that waits was posted, and how many wait."""
    first, count = work.db.execute(
        select(func.min(OutboxMessage.posted_at), func.count()).where(
            OutboxMessage.settled_at.is_(None), OutboxMessage.kind == kind
        )
    ).one()
    return first, count


def waiting(work: Work) -> int:
    """Return how many promises have not been kept yet."""
    return (
        work.db.scalar(
            select(func.count())
            .select_from(OutboxMessage)
            .where(OutboxMessage.settled_at.is_(None))
        )
        or 0
    )
