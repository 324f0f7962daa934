"""Who is there now, and until when somebody is away: the one place to ask.

Somebody is at work when a browser of theirs was used within the idle time.  Whoever is away
(leave, a journey) is not there, whatever their browser does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from office.domain.text import Text
from office.models.people import UserSession
from office.services.cover import absences
from office.services.work import Work

HERE = "here"
NOT_HERE = "not_here"
AWAY = "away"
#: In the order in which people are named.
CODES = (HERE, NOT_HERE, AWAY)
_HERE = Text("đang làm việc trên hệ thống", "signed in now")
_NOT_HERE = Text("chưa thấy trên hệ thống", "not signed in now")
_AWAY = Text("vắng đến hết ngày {day}", "away until {day}")


@dataclass(frozen=True, slots=True)
class Presence:
    """Whether somebody is there (`code`), and the last day they are away, if they are."""

    code: str
    until: date | None = None

    @property
    def words(self) -> Text:
        """Return it as people read it."""
        if self.until is not None:
            return _AWAY.filled(day=self.until.strftime("%d/%m/%Y"))
        return _HERE if self.code == HERE else _NOT_HERE


def of(work: Work, people: Iterable[int]) -> dict[int, Presence]:
    """Return whether each person is there: sessions by the real clock, absences by today."""
    asked = sorted(set(people))
    if not asked:
        return {}
    seen, gone = _seen(work, asked), absences.away(work, asked)
    found = {person: Presence(HERE if person in seen else NOT_HERE) for person in asked}
    return found | {person: Presence(AWAY, away.last_day) for person, away in gone.items()}


def _seen(work: Work, asked: list[int]) -> set[int]:
    """Return who of these used a browser here within the idle time."""
    idle = work.wall - timedelta(minutes=work.settings.session_idle_minutes)
    old = work.wall - timedelta(hours=work.settings.session_hours)
    return set(
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
