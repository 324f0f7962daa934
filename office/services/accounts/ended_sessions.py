"""Whose a session was that has ended: for what still comes from its pages, and nothing else."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from sqlalchemy import select

from office.domain.people import Actor
from office.models.people import UserSession
from office.services import people
from office.services.work import Work

#: How long after a session was last used a form of it may still come.
LATE_BY = timedelta(days=1)


def whose(work: Work, key: str) -> Actor | None:
    """Return whose session a key opened, in the capacity it had; None when nobody can say.

    It opens nothing.  A session that never got past the second factor was nobody's.
    """
    digest = hashlib.sha256(key.encode()).hexdigest()  # as `sessions` keeps keys
    row = work.db.execute(
        select(UserSession.person_id, UserSession.membership_id).where(
            UserSession.key_hash == digest,
            UserSession.waiting.is_(False),
            UserSession.seen_at > work.wall - LATE_BY,
        )
    ).first()
    if row is None:
        return None
    mine = [one.id for one in people.memberships(work, row.person_id)]
    chosen = [one for one in mine if one == row.membership_id or len(mine) == 1]
    return people.actor(work, chosen[0]) if chosen else None
