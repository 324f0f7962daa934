"""Managing people: accounts and capacities in the units an administrator answers for.

Each change of rights is kept for the head of the agency to confirm (`services.rights`).
Nobody gives rights to themselves.
"""

from __future__ import annotations

import secrets
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, exists, or_, select

from office.domain.errors import NotFound, Refused
from office.domain.people import ADMINISTRATOR, SYSTEM
from office.domain.text import Text
from office.models.people import Membership, Person
from office.services import access, people
from office.services.accounts import rights, second_factor, sessions
from office.services.work import Work

PAGE = 50
#: What a password made for somebody is made of: none of its letters looks like another.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_ONESELF = Text(
    "Không ai tự giao hoặc sửa quyền của chính mình.", "Nobody changes their own rights."
)
_ELSEWHERE = Text(
    "Người này còn làm việc ở đơn vị ngoài phạm vi quản trị của bạn: hãy báo quản trị cấp trên.",
    "This person also works outside your units: ask the administrator above.",
)

Valid = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """What somebody is, was or will be in a unit; `now` when it counts today."""

    id: int
    unit_id: int
    role: str
    position: str
    valid_from: date
    valid_to: date | None
    now: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody's account, with every capacity there is of it."""

    id: int
    login: str
    name: str
    active: bool
    second_factor: bool = False
    capacities: Sequence[Capacity] = ()


def accounts(
    work: Work, wanted: str = "", after: str = "", limit: int = PAGE
) -> tuple[list[Account], str | None]:
    """Return accounts by login, and the login to go on after (None at the end).

    Those with a capacity in the administrator's units, and those without any; `wanted` is
    part of a login or name.  Raises Refused for all but administrators.
    """
    found = _mine(work).order_by(Person.login).limit(limit + 1)
    if wanted.strip():
        part = wanted.strip()
        like = (
            Person.login.icontains(part, autoescape=True),
            Person.name.contains(part, autoescape=True),
        )
        found = found.where(or_(*like))
    if after:
        found = found.where(Person.login > after)
    rows = work.db.execute(found).all()
    listed = _with_capacities(work, [Account(**row._mapping) for row in rows[:limit]])
    return listed, listed[-1].login if len(rows) > limit else None


def account(work: Work, person_id: int) -> Account:
    """Return one account; raises NotFound for one the administrator does not answer for."""
    row = work.db.execute(_mine(work).where(Person.id == person_id)).first()
    if row is None:
        raise NotFound
    factor = second_factor.confirmed(work, person_id)
    return _with_capacities(work, [Account(**row._mapping, second_factor=factor)])[0]


def open_account(work: Work, login: str, name: str) -> tuple[int, str]:
    """Open an account without any capacity; returns its id and its first password."""
    access.require_role(work, ADMINISTRATOR)
    password = _password()
    return people.add(work, login, name, password), password


def grant(
    work: Work,
    login: str,
    unit_key: str,
    role: str,
    position: str = "",
    valid: Valid = (None, None),
) -> int:
    """Give somebody a capacity in a unit the actor answers for; returns the membership's id."""
    unit = work.tree.by_key(unit_key)
    if unit.id not in access.answered_for(work):
        raise NotFound
    person = _other(work, login)
    made = people.grant(work, login, unit_key, role, position, valid)
    rights.record(work, person, rights.GRANT, (unit.id, role), position)
    return made


def revoke(work: Work, login: str, unit_key: str, role: str) -> None:
    """End a capacity at once; raises NotFound when there is none such the actor answers for."""
    unit = work.tree.by_key(unit_key)
    if unit.id not in access.answered_for(work):
        raise NotFound
    person = _other(work, login)
    people.revoke(work, login, unit_key, role)
    rights.record(work, person, rights.REVOKE, (unit.id, role))


def close(work: Work, login: str) -> None:
    """Close an account: no capacity, session or token of it counts from now on."""
    person = _other(work, login, wholly=True)
    rights.record(work, person, rights.CLOSE)
    people.deactivate(work, login)


def reset_password(work: Work, login: str) -> str:
    """Give somebody another password, returned here and never again; their sessions end."""
    person = _other(work, login, wholly=True)
    password = _password()
    people.set_password(work, login, password)
    rights.record(work, person, rights.PASSWORD)
    return password


def take_second_factor(work: Work, login: str) -> None:
    """Take away the second factor of somebody who lost it, and end their sessions."""
    person = _other(work, login, wholly=True)
    second_factor.end(work, person)
    sessions.revoke_all(work, person)
    rights.record(work, person, rights.FACTOR)


def reject(work: Work, change_id: int, reason: str) -> None:
    """Reject a change of rights, as the head of the agency: a capacity that was given ends."""
    row = rights.settle(work, change_id, rights.REJECTED, reason.strip())
    if row.what == rights.GRANT:
        login = people.login_of(work, row.person_id)
        try:
            people.revoke(work, login, work.tree[row.unit_id].key, row.role)
        except NotFound:
            return  # it had ended already


def _mine(work: Work) -> Select[tuple[int, str, str, bool]]:
    access.require_role(work, ADMINISTRATOR)
    return select(Person.id, Person.login, Person.name, Person.active).where(_answered_for(work))


def _answered_for(work: Work) -> ColumnElement[bool]:
    has = exists().where(Membership.person_id == Person.id)
    return or_(has.where(Membership.unit_id.in_(access.answered_for(work))), ~has)


def _other(work: Work, login: str, *, wholly: bool = False) -> int:
    """Return whose login this is; raises NotFound outside the actor's units, Refused for oneself.

    `wholly`: somebody who also works elsewhere is not the actor's to shut out.
    """
    person = people.person_of(work, login)
    if work.actor.role == SYSTEM:
        return person
    known = account(work, person)
    if person == work.actor.person_id:
        raise Refused(_ONESELF)
    elsewhere = {c.unit_id for c in known.capacities if c.now} - access.answered_for(work)
    if wholly and elsewhere:
        raise Refused(_ELSEWHERE)
    return person


def _with_capacities(work: Work, listed: list[Account]) -> list[Account]:
    of: defaultdict[int, list[Capacity]] = defaultdict(list)
    rows = work.db.execute(
        select(
            Membership.id, Membership.person_id, Membership.unit_id, Membership.role,
            Membership.position, Membership.valid_from, Membership.valid_to,
        )
        .where(Membership.person_id.in_([one.id for one in listed]))
        .order_by(Membership.id)
    )  # fmt: skip
    for key, person, unit, role, position, since, until in rows:
        counts = since <= work.today and (until is None or until > work.today)
        of[person].append(
            Capacity(
                id=key, unit_id=unit, role=role, position=position, valid_from=since,
                valid_to=until, now=counts,
            )
        )  # fmt: skip
    return [
        Account(
            id=one.id, login=one.login, name=one.name, active=one.active,
            second_factor=one.second_factor, capacities=of[one.id],
        )
        for one in listed
    ]  # fmt: skip


def _password() -> str:
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))
