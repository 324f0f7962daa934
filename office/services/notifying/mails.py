"""Mails to people: promised with what causes them, composed when they are sent.

No mail carries a word of a document: symbol and link, for a secret one the link alone; its
subject only where a setting of the office allows it.  The door is opened again before sending,
for the person in a capacity of theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Row, and_, func, select, update

from office.database import inserting
from office.domain.notices import DIGEST
from office.models.notices import Mail, MailAddress, Notification
from office.models.people import Person
from office.services import capacities, outbox
from office.services.notifying import choices
from office.services.work import Work

#: A promise of the outbox to send a mail.
KIND = "mail"
SENT = "sent"
DROPPED = "dropped"
REFUSED = "refused"


def configured(work: Work) -> bool:
    """Say whether this office sends mail at all."""
    return bool(work.settings.smtp_host and work.settings.smtp_from)


def promise(work: Work, told: Sequence[tuple[int, int]]) -> None:
    """Promise a mail at once for each (notification, person) who has an address."""
    if not told or not configured(work):
        return
    people = [person for _, person in told]
    reached = set(
        work.db.scalars(select(MailAddress.person_id).where(MailAddress.person_id.in_(people)))
    )
    for notification, person in told:
        if person in reached:
            _add(work, f"notice:{notification}", person, (notification - 1, notification))


def digest(work: Work, day: date) -> int:
    """Promise everybody the digest of a morning, once a day each; return how many new ones.

    It tells what they have not read, chose for the digest, and no earlier digest told.
    """
    if not configured(work):
        return 0
    count = 0
    for person, after, upto in _waiting(work):
        if _chosen(work, person, after, upto):
            count += _add(work, f"digest:{day.isoformat()}:{person}", person, (after, upto), True)
    return count


def due(work: Work, mail_id: int) -> Row[Any] | None:
    """Return a promised mail with name and address of its person; None once it is done with.

    The address is None for somebody who left or took it away: they are not written to.
    """
    return work.db.execute(
        select(Mail.__table__, Person.name, MailAddress.address)
        .outerjoin(Person, and_(Person.id == Mail.person_id, Person.active))
        .outerjoin(MailAddress, MailAddress.person_id == Person.id)
        .where(Mail.id == mail_id, Mail.sent_at.is_(None))
    ).first()


def settle(work: Work, mail_id: int, outcome: str) -> None:
    """Say what became of a mail; what was said first stays."""
    work.db.execute(
        update(Mail)
        .where(Mail.id == mail_id, Mail.sent_at.is_(None))
        .values(sent_at=work.wall, outcome=outcome)
    )


def eyes(work: Work, person_id: int, name: str) -> list[Work]:
    """Return the work as a person would do it, in each capacity they have today."""
    rows = work.db.execute(capacities.OF_PERSON, {"today": work.today, "person": person_id}).all()
    return [
        replace(work, actor=capacities.acting(work, person_id, name, one))
        for one in capacities.views(work, rows)
    ]


def chosen_for_digest(work: Work, person_id: int) -> set[str]:
    """Return the events that a person wants in the digest."""
    chosen = choices.of_everything(work, person_id)
    return {event for event, choice in chosen.items() if choice.mail == DIGEST}


def _waiting(work: Work) -> list[tuple[int, int, int]]:
    """Return (person, told so far, newest) for everybody with an address and something unread."""
    last = (
        select(Mail.person_id, func.max(Mail.upto_id).label("upto"))
        .where(Mail.digest)
        .group_by(Mail.person_id)
        .subquery()
    )
    after = func.coalesce(last.c.upto, 0)
    rows = work.db.execute(
        select(Notification.person_id, after, func.max(Notification.id))
        .join(MailAddress, MailAddress.person_id == Notification.person_id)
        .outerjoin(last, last.c.person_id == Notification.person_id)
        .where(Notification.read_at.is_(None), Notification.id > after)
        .group_by(Notification.person_id, after)
        .order_by(Notification.person_id)
    )
    return [(row[0], row[1], row[2]) for row in rows]


def _chosen(work: Work, person_id: int, after: int, upto: int) -> bool:
    """Say whether anything between two keys is unread and for the digest."""
    found = select(Notification.id).where(
        Notification.person_id == person_id,
        Notification.id > after,
        Notification.id <= upto,
        Notification.read_at.is_(None),
        Notification.event.in_(chosen_for_digest(work, person_id)),
    )
    return work.db.scalar(found.limit(1)) is not None


def _add(work: Work, key: str, person_id: int, span: tuple[int, int], digest: bool = False) -> int:
    """Add a mail and the promise to send it, unless its key is there already."""
    row = {
        "key": key,
        "person_id": person_id,
        "digest": digest,
        "after_id": span[0],
        "upto_id": span[1],
        "at": work.wall,
    }
    added = inserting(work.db, Mail).values(row).on_conflict_do_nothing().returning(Mail.id)
    found = work.db.scalar(added)
    if found is None:
        return 0
    outbox.post(work, KIND, {"mail": found})
    return 1
