"""The stage of the demonstration day: people act on it at set times, each act once.

An act and the mark that it was played are one transaction: a day that is cut off
anywhere goes on from there, losing nothing and doubling nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select

from office.demonstration.loading import MORNING
from office.domain.asks import Assignee, Form
from office.domain.people import Actor
from office.domain.signing import Signing
from office.models.people import Membership, Person
from office.runtime import Office
from office.services import facts, people, routing
from office.services.places import demonstration_clock
from office.services.signing import agency, leader
from office.services.work import Work

MARK = "demonstration.act."
Act = Callable[[Work], str | None]
_Made = Callable[[Actor], Signing]


class Stage:
    """An office on which the demonstration day is played."""

    def __init__(self, office: Office) -> None:
        self.office = office
        with office.look() as work:
            remembered = facts.read(work.db)
            self.unit = {unit.key: unit.id for unit in work.tree.units.values()}
        self._played = {
            name.removeprefix(MARK): value
            for name, value in remembered.items()
            if name.startswith(MARK)
        }

    def play(self, name: str, at: str, who: str, act: Act, role: str = "") -> str:
        """Let `who` do `act` at `at` (hours and minutes) unless it was played before.

        Returns what the act returned, then and now; '' for nothing.
        """
        if name not in self._played:
            self._move_clock(at)
            actor = self.actor(who, role) if who else None
            with self.office.work(actor) as work:
                result = act(work) or ""
                facts.write(work.db, MARK + name, result)
            self._played[name] = result
        return self._played[name]

    def move(self, at: str, who: str, document: str, action: str, form: Form | None = None) -> None:
        """Let `who` take an action on a document; `who` may be written 'login:role'."""
        login, _, role = who.partition(":")

        name = f"{document[:12]}.{login}.{action}.{at}"
        self.play(name, at, login, lambda work: _moved(work, document, action, form), role)

    def sign(self, at: str, who: str, document: str) -> None:
        """Let a leader look at a letter and sign that very file."""

        def made(actor: Actor) -> Signing:
            shown = leader.show(lambda: self.office.look(actor), document)
            return leader.signed(lambda: self.office.look(actor), document, shown.digest)

        self._signed(at, who, document, leader.SIGN, made)

    def seal(self, at: str, who: str, document: str) -> None:
        """Let a clerk look at a numbered letter and sign that very file for the agency."""

        def made(actor: Actor) -> Signing:
            looks, works = lambda: self.office.look(actor), lambda: self.office.work(actor)
            shown = agency.show(looks, document)
            return agency.signed(looks, works, document, shown.digest)

        self._signed(at, who, document, agency.SEAL, made)

    def _signed(self, at: str, who: str, document: str, action: str, made: _Made) -> None:
        """Let `who` sign as on the page: the key works first, outside the transaction."""
        name = f"{document[:12]}.{who}.{action}.{at}"
        if name not in self._played:
            self._move_clock(at)
            form = Form(signature=made(self.actor(who)))
            self.play(name, at, who, lambda work: _moved(work, document, action, form))

    def actor(self, login: str, role: str = "") -> Actor:
        """Return a person of the demonstration in a capacity: the first, or that of `role`."""
        with self.office.look() as work:
            wanted = select(Membership.id).join(Person, Person.id == Membership.person_id)
            wanted = wanted.where(Person.login == login).order_by(Membership.id)
            if role:
                wanted = wanted.where(Membership.role == role)
            return people.actor(work, work.db.scalars(wanted).first() or 0)

    def lead(self, unit: str, login: str = "", hours: float | None = None) -> Assignee:
        """Return a lead's part for a form."""
        return self._part("lead", unit, login, hours)

    def co(self, unit: str, hours: float | None = None) -> Assignee:
        """Return a co-handler's part for a form."""
        return self._part("co", unit, "", hours)

    def informed(self, unit: str) -> Assignee:
        """Return the part of somebody who is only informed."""
        return self._part("info", unit, "", None)

    def _part(self, part: str, unit: str, login: str, hours: float | None) -> Assignee:
        due_at = None if hours is None else MORNING + timedelta(hours=hours)
        person = self.actor(login).person_id if login else None
        return Assignee(part=part, unit_id=self.unit[unit], person_id=person, due_at=due_at)

    def _move_clock(self, at: str) -> None:
        """Move the office's clock forward to `at`; it never goes back."""
        hour, minute = map(int, at.split(":"))
        shown = MORNING.replace(hour=hour, minute=minute)
        with self.office.work() as work:
            if work.at < shown:
                demonstration_clock.start(work.db, work.wall, shown)


def _moved(work: Work, document: str, action: str, form: Form | None) -> None:
    routing.move(work, document, action, form)
