"""What an administrator watches over: promises not kept yet, packets and their verdicts.

No document's content is read here: an administrator sees that things move, not what they say.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select

from office.domain.people import ADMINISTRATOR
from office.models.exchange import Packet
from office.models.outbox import OutboxMessage
from office.services import access
from office.services.work import Work

SHOWN = 100


def waiting(work: Work) -> Sequence[Row[Any]]:
    """Return promises not kept yet (kind, posted_at, due_at, attempts, fault), the oldest first.

    Raises Refused for all but administrators.
    """
    access.require_role(work, ADMINISTRATOR)
    return work.db.execute(
        select(
            OutboxMessage.id, OutboxMessage.kind, OutboxMessage.posted_at,
            OutboxMessage.due_at, OutboxMessage.attempts, OutboxMessage.fault,
        )
        .where(OutboxMessage.settled_at.is_(None))
        .order_by(OutboxMessage.due_at, OutboxMessage.id)
        .limit(SHOWN)
    ).all()  # fmt: skip


def packets(work: Work) -> Sequence[Row[Any]]:
    """Return the newest packets received with their verdicts, without what they carried.

    Raises Refused for all but administrators.
    """
    access.require_role(work, ADMINISTRATOR)
    return work.db.execute(
        select(
            Packet.id, Packet.received_at, Packet.kind, Packet.sender_code, Packet.size,
            Packet.verdict, Packet.message_vi, Packet.message_en,
        )
        .order_by(Packet.id.desc())
        .limit(SHOWN)
    ).all()  # fmt: skip
