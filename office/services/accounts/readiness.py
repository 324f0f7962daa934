"""What cannot work as the office is set up: named before a clerk finds it out.

Units without a clerk or leader, steps of procedures that nobody there can take, people with
an account and nothing to do, promises that fail.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import exists, func, select

from office.domain.people import ADMINISTRATOR, ROLES
from office.domain.text import Text, joined
from office.domain.workflow import AGENCY, INCOMING, OUTGOING
from office.models.deliveries import Delivery
from office.models.outbox import OutboxMessage
from office.models.people import Membership, Person
from office.services import access, capacities
from office.services.tree import on
from office.services.work import Work

MOST_NAMED = 500
_UNIT = Text("{unit}: {lacking}.", "{unit}: {lacking}.")
_LACKS = Text("chưa có ai là {roles} để làm: {steps}", "nobody is {roles}, for: {steps}")
_NOBODY = Text("{unit}: chưa có người dùng nào.", "{unit}: nobody works here yet.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that cannot work: what, where, how much waits because of it."""

    text: Text
    unit_id: int | None = None
    waiting: int = 0


def findings(work: Work) -> list[Finding]:
    """Return what cannot work in the administrator's units, what holds up most first.

    Raises Refused for all but administrators.
    """
    access.require_role(work, ADMINISTRATOR)
    staffed = _staffed(work)
    found = [*_unstaffed(work, staffed), *_idle(work), *_failing(work)]
    return sorted(found, key=lambda one: -one.waiting)[:MOST_NAMED]


def _unstaffed(work: Work, staffed: dict[int, set[str]]) -> Iterator[Finding]:
    """Yield the agencies where nobody can take a step that procedures give to the agency."""
    waiting, needs = _waiting(work), _needs(work)
    own = work.tree[work.actor.unit_id]
    for unit in (own, *work.tree.below(own.id)):
        if not (unit.kind.hosted and unit.kind.keeps_register):
            continue
        lacking = [
            _LACKS.filled(roles=joined((ROLES[r] for r in roles), " / "), steps=joined(steps, ", "))
            for roles, steps in needs.items()
            if not staffed[unit.id] & set(roles)
        ]
        if lacking:
            words = _UNIT.filled(unit=unit.name, lacking=joined(lacking))
            nobody = _NOBODY.filled(unit=unit.name)
            yield Finding(
                text=words if staffed[unit.id] else nobody,
                unit_id=unit.id,
                waiting=waiting.get(unit.id, 0),
            )


def _needs(work: Work) -> dict[tuple[str, ...], list[Text]]:
    """Return the steps that procedures in force give to an agency, by the roles one of which
    can take them; what goes on beside the way (an opinion asked for) takes none."""
    found: defaultdict[tuple[str, ...], list[Text]] = defaultdict(list)
    for name in (INCOMING, OUTGOING):
        procedure = work.procedures.newest(name)
        for state in procedure.states:
            ways = [way for way in procedure.actions_from(state.name) if not way.stays]
            roles = {role for way in ways for role, place in way.by if place == AGENCY}
            if state.holder == AGENCY and roles:
                found[tuple(role for role in ROLES if role in roles)].append(state.title)
    return dict(found)


def _staffed(work: Work) -> dict[int, set[str]]:
    """Return the roles somebody has today in each unit."""
    found: defaultdict[int, set[str]] = defaultdict(set)
    for row in work.db.execute(capacities.VALID, {"today": work.today}):
        found[row.unit_id].add(row.role)
    return found


def _waiting(work: Work) -> dict[int, int]:
    """Return how many open deliveries each unit holds as a whole."""
    rows = work.db.execute(
        select(Delivery.holder_unit_id, func.count())
        .where(Delivery.closed_at.is_(None), Delivery.holder_person_id.is_(None))
        .group_by(Delivery.holder_unit_id)
    )
    return {row[0]: row[1] for row in rows}


def _idle(work: Work) -> Iterator[Finding]:
    today = on(work.today, Membership.valid_from, Membership.valid_to)
    counts = exists().where(Membership.person_id == Person.id, today)
    holds = (
        select(func.count())
        .where(Delivery.holder_person_id == Person.id, Delivery.closed_at.is_(None))
        .scalar_subquery()
    )
    rows = work.db.execute(
        select(Person.login, Person.name, Person.active, holds.label("holds"))
        .where(~counts | ~Person.active)
        .order_by(holds.desc(), Person.login)
        .limit(MOST_NAMED)
    )
    for login, name, active, count in rows:
        if count:
            words = Text(
                "{name} không còn làm việc nhưng đang giữ {n} văn bản.",
                "{name} has left and still holds {n} documents.",
            )
            yield Finding(text=words.filled(name=name, n=count), waiting=count)
        elif active:
            words = Text(
                "Tài khoản {login} ({name}) chưa được giao vai trò nào.",
                "The account {login} ({name}) has no capacity.",
            )
            yield Finding(text=words.filled(login=login, name=name))


def _failing(work: Work) -> Iterator[Finding]:
    rows = work.db.execute(
        select(OutboxMessage.kind, func.count())
        .where(OutboxMessage.settled_at.is_(None), OutboxMessage.fault != "")
        .group_by(OutboxMessage.kind)
    )
    for kind, count in rows:
        words = Text("Việc “{kind}” đang lỗi: {n}.", "The job “{kind}” is failing: {n}.")
        yield Finding(text=words.filled(kind=kind, n=count), waiting=count)
