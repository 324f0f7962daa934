"""What happens at its hour rather than after an act: the watch on deadlines, the morning digest.

A tick does what is due and nothing twice: what it writes carries keys of its own, so that
several processes may tick at once.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta

from office.domain.workdays import VIETNAM
from office.runtime import Office
from office.services import facts
from office.services.notifying import due_watch, mails, recall_watch
from office.services.papers import late_watch
from office.services.reporting import mailing
from office.services.work import Work

#: How often the loop ticks, by the real clock.
EVERY = timedelta(minutes=1)
DIGEST_AT = time(7, 30)
#: The last day whose digest was promised.
DIGESTED = "notices.digested"


def tick(office: Office) -> None:
    """Do everything that is due now, each in a piece of work of its own."""
    for do in CHORES:
        with office.work() as work:
            do(work)


def watch_deadlines(work: Work) -> None:
    """Tell holders of deadlines that came near or passed."""
    due_watch.watch(work)


def watch_recalls(work: Work) -> None:
    """Tell heads of recalls that nobody answered in time."""
    recall_watch.watch(work)


def watch_paper(work: Work) -> None:
    """Tell clerks of paper that was sent and has not come."""
    late_watch.watch(work)


def mail_reports(work: Work) -> None:
    """Promise the reports that people have by mail, once their day has come."""
    mailing.promise(work)


def morning_digest(work: Work) -> None:
    """Promise the digest of this working morning, once it is 07:30 by the office's clock."""
    day = work.today
    if work.at.astimezone(VIETNAM).time() < DIGEST_AT or not work.calendar.works_on(day):
        return
    if facts.read(work.db).get(DIGESTED) == day.isoformat():
        return
    mails.digest(work, day)
    facts.write(work.db, DIGESTED, day.isoformat())


CHORES: tuple[Callable[[Work], None], ...] = (
    watch_deadlines,
    watch_recalls,
    watch_paper,
    morning_digest,
    mail_reports,
)


class Ticker:
    """Ticks no more often than EVERY, by the real clock."""

    def __init__(self) -> None:
        self._last: datetime | None = None

    def tick(self, office: Office) -> None:
        """Tick if it is time."""
        now = office.wall()
        if self._last is None or now - self._last >= EVERY:
            self._last = now
            tick(office)
