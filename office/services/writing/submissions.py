"""Forms that begin something, taken once however often a slow line sends them.

Each form carries a random key; the first to arrive with it begins, the others are told
what the first one began.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable

from sqlalchemy import select, text, update

from office.models.settings import Submission
from office.services.work import Work

LONGEST_KEY = 64
_CLAIM = text(
    "INSERT INTO submissions (key, result, at) VALUES (:key, '', :at) ON CONFLICT (key) DO NOTHING"
)


def new_key() -> str:
    """Return a key for one form."""
    return secrets.token_hex(16)


def once(work: Work, key: str, begin: Callable[[], str]) -> str:
    """Return what `begin` returns, calling it only for the first form with this key.

    The keys of two people never meet.  Without a key every call begins.
    """
    if not key:
        return begin()
    own = f"{work.actor.person_id}:{key[:LONGEST_KEY]}"
    claimed = work.db.execute(_CLAIM, {"key": own, "at": work.wall.isoformat()}).rowcount == 1
    if not claimed:
        return work.db.scalar(select(Submission.result).where(Submission.key == own)) or ""
    result = begin()
    work.db.execute(update(Submission).where(Submission.key == own).values(result=result))
    return result


def taken(work: Work, key: str) -> bool:
    """Say whether the actor's form with this key has arrived before."""
    own = f"{work.actor.person_id}:{key[:LONGEST_KEY]}"
    return work.db.scalar(select(Submission.key).where(Submission.key == own)) is not None
