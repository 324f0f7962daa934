"""Who is there now: the one place to ask, so that absence can be added to it.

Somebody is at work when a browser of theirs was used within the idle time.  An absence with
dates (leave, a journey) belongs into `of` as well: whoever is away is not present, whatever
their browser does.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import select

from office.domain.text import Text
from office.models.people import UserSession
from office.services.work import Work

HERE = "here"
NOT_HERE = "not_here"
WORDS: dict[str, Text] = {
    HERE: Text("đang làm việc trên hệ thống", "signed in now"),
    NOT_HERE: Text("chưa thấy trên hệ thống", "not signed in now"),
}


def of(work: Work, people: Iterable[int]) -> dict[int, str]:
    """Return HERE or NOT_HERE for each person: by the real clock, as sessions are."""
    asked = sorted(set(people))
    if not asked:
        return {}
    idle = work.wall - timedelta(minutes=work.settings.session_idle_minutes)
    old = work.wall - timedelta(hours=work.settings.session_hours)
    seen = set(
        work.db.scalars(
            select(UserSession.person_id).where(
                UserSession.person_id.in_(asked),
                UserSession.revoked_at.is_(None),
                UserSession.waiting.is_(False),
                UserSession.seen_at > idle,
                UserSession.created_at > old,
            )
        )
    )
    return {person: HERE if person in seen else NOT_HERE for person in asked}
