"""How each person wants to hear of what: event by event, and at which mail address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import delete, insert, select

from office.domain import mail
from office.domain.errors import Invalid
from office.domain.notices import AT_ONCE, DIGEST, EVENTS, MAILS, Event
from office.domain.text import Text
from office.models.notices import MailAddress, NotificationChoice
from office.services.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Whether an event counts in the badge, and how it is mailed."""

    badge: bool = True
    mail: str = DIGEST

    @property
    def at_once(self) -> bool:
        """Say whether it is mailed as soon as it happens."""
        return self.mail == AT_ONCE


def of(work: Work, people: Iterable[int], event: str) -> dict[int, Choice]:
    """Return what each of some people chose for an event, or the rule of the house."""
    asked = list(people)
    house = Choice(mail=EVENTS[event].mail)
    rows = work.db.execute(
        select(NotificationChoice.__table__).where(
            NotificationChoice.event == event, NotificationChoice.person_id.in_(asked)
        )
    )
    chosen = {row.person_id: Choice(badge=row.badge, mail=row.mail) for row in rows}
    return {person: chosen.get(person, house) for person in asked}


def of_everything(work: Work, person_id: int) -> dict[str, Choice]:
    """Return what a person chose for every event, in the order shown."""
    rows = work.db.execute(
        select(NotificationChoice.__table__).where(NotificationChoice.person_id == person_id)
    )
    chosen = {row.event: Choice(badge=row.badge, mail=row.mail) for row in rows}
    return {event.name: chosen.get(event.name, house(event)) for event in EVENTS.values()}


def house(event: Event) -> Choice:
    """Return how an event is told to whoever chose nothing."""
    return Choice(mail=event.mail)


def address(work: Work) -> str:
    """Return where the actor is mailed, '' for nowhere."""
    found = select(MailAddress.address).where(MailAddress.person_id == work.actor.person_id)
    return work.db.scalar(found) or ""


def keep(work: Work, chosen: Mapping[str, Choice], address: str) -> None:
    """Keep the actor's choices and mail address; raises Invalid for unknown ones."""
    person_id = work.actor.person_id
    if chosen.keys() - EVENTS.keys() or any(one.mail not in MAILS for one in chosen.values()):
        raise Invalid(Text("Lựa chọn không hợp lệ.", "This cannot be chosen."), field="choices")
    written = mail.address_of(address)
    named = NotificationChoice.event.in_(chosen)
    work.db.execute(
        delete(NotificationChoice).where(NotificationChoice.person_id == person_id, named)
    )
    rows = [
        {"person_id": person_id, "event": event, "badge": one.badge, "mail": one.mail}
        for event, one in chosen.items()
        if one != house(EVENTS[event])
    ]
    if rows:
        work.db.execute(insert(NotificationChoice), rows)
    work.db.execute(delete(MailAddress).where(MailAddress.person_id == person_id))
    if written:
        work.db.execute(insert(MailAddress).values(person_id=person_id, address=written))
