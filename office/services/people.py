"""Persons: who has an account, what each is where and when, and the actor one acts as."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from argon2 import PasswordHasher
from sqlalchemy import ColumnElement, Select, and_, delete, insert, or_, select, update

from office.domain.errors import Invalid, NotFound
from office.domain.people import ADMINISTRATOR, AUDITOR, ROLES, Actor
from office.domain.text import Text
from office.models.base import Base
from office.models.people import AccessToken, Membership, Person, UserSession
from office.services import capacities
from office.services.capacities import MembershipView
from office.services.work import Work

#: Argon2id with the library's parameters (RFC 9106, the low-memory set).
HASHER = PasswordHasher()
SHORTEST_PASSWORD = 8
LONGEST_LOGIN = 64
_BAD_LOGIN = Text("Tên đăng nhập không hợp lệ.", "This login cannot be used.")
_TAKEN = Text("Tên đăng nhập đã có người dùng.", "This login is taken.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody in a unit, for a form that assigns."""

    person_id: int
    name: str
    unit_id: int
    role: str
    position: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A person as a list shows them: `capacities` say in words what they are where."""

    login: str
    name: str
    capacities: tuple[str, ...]


def add(
    work: Work,
    login: str,
    name: str,
    password: str,
    invented: bool = False,
    hasher: PasswordHasher = HASHER,
) -> int:
    """Add a person; returns their id.  Raises Invalid for a login that is taken or unusable."""
    login = normalised(login)
    if not login or len(login) > LONGEST_LOGIN or any(letter.isspace() for letter in login):
        raise Invalid(_BAD_LOGIN, field="login")
    if not name.strip():
        raise Invalid(Text("Thiếu họ tên.", "The name is missing."), field="name")
    if _find(work, login) is not None:
        raise Invalid(_TAKEN, field="login")
    added = work.db.execute(
        insert(Person)
        .values(
            login=login,
            name=name.strip(),
            password=hashed(password, hasher),
            active=True,
            invented=invented,
        )
        .returning(Person.id)
    )
    return added.scalar_one()


def normalised(login: str) -> str:
    """Return a login as it is kept: without case."""
    return login.strip().lower()


def set_password(work: Work, login: str, password: str) -> None:
    """Give a person another password and end every session of theirs."""
    person_id = _known(work, login)
    _change(work, Person, Person.id == person_id, password=hashed(password))
    _end_sessions(work, person_id)


def keep_password(work: Work, person_id: int, kept: str) -> None:
    """Keep the hash of a person's new password; their sessions go on."""
    _change(work, Person, Person.id == person_id, password=kept)


def login_of(work: Work, person_id: int) -> str:
    """Return the login of a person; raises NotFound."""
    found = work.db.scalar(select(Person.login).where(Person.id == person_id))
    if found is None:
        raise NotFound
    return found


def person_of(work: Work, login: str) -> int:
    """Return whose login this is; raises NotFound."""
    return _known(work, login)


def grant(
    work: Work,
    login: str,
    unit_key: str,
    role: str,
    position: str = "",
    valid: tuple[date | None, date | None] = (None, None),
) -> int:
    """Give a person a capacity in a unit, from a day (today) until before another (for ever).

    The same capacity given again from the same day changes its position and end.  Returns
    the membership's id.  Raises NotFound for an unknown person or unit, Invalid for an
    unknown role or dates.
    """
    if role not in ROLES:
        unknown = Text("Không có vai trò “{role}”.", "There is no role “{role}”.")
        raise Invalid(unknown.filled(role=role), field="role")
    since, until = valid[0] or work.today, valid[1]
    if until is not None and until <= since:
        raise Invalid(
            Text("Ngày hết phải sau ngày bắt đầu.", "The end must come after the beginning."),
            field="valid_to",
        )
    capacity = {
        "person_id": _known(work, login),
        "unit_id": work.tree.by_key(unit_key).id,
        "role": role,
        "valid_from": since,
    }
    same = [getattr(Membership, name) == value for name, value in capacity.items()]
    rest = {"position": position, "valid_to": until}
    found = work.db.scalar(select(Membership.id).where(*same))
    if found is not None:
        _change(work, Membership, Membership.id == found, **rest)
        return found
    return work.db.execute(
        insert(Membership).values({**capacity, **rest}).returning(Membership.id)
    ).scalar_one()


def revoke(work: Work, login: str, unit_key: str, role: str) -> None:
    """End a capacity at once; raises NotFound when the person does not have it.

    One that was to begin today or later never was: what was done in it stays in the log.
    """
    theirs = and_(
        Membership.person_id == _known(work, login),
        Membership.unit_id == work.tree.by_key(unit_key).id,
        Membership.role == role,
    )
    if not end_capacities(work, theirs, work.today):
        raise NotFound


def end_capacities(work: Work, which: ColumnElement[bool], day: date) -> list[tuple[int, str]]:
    """End from `day` on the capacities that match; return whose they were and in which role."""
    found = work.db.execute(
        select(Membership.id, Membership.person_id, Membership.role, Membership.valid_from)
        .where(which, or_(Membership.valid_to.is_(None), Membership.valid_to > day))
        .order_by(Membership.id)
    ).all()
    ended = [row.id for row in found if row.valid_from < day]
    never = [row.id for row in found if row.valid_from >= day]
    _change(work, Membership, Membership.id.in_(ended), valid_to=day)
    _change(work, UserSession, UserSession.membership_id.in_(never), membership_id=None)
    for table, column in ((AccessToken, AccessToken.membership_id), (Membership, Membership.id)):
        work.db.execute(delete(table).where(column.in_(never)))
    return [(row.person_id, row.role) for row in found]


def deactivate(work: Work, login: str) -> None:
    """Close an account: no capacity, session or token of it counts from now on."""
    person_id = _known(work, login)
    _change(work, Person, Person.id == person_id, active=False)
    _end_sessions(work, person_id)


def memberships(work: Work, person_id: int) -> list[MembershipView]:
    """Return the capacities a person has today, by the office's clock, in the order granted."""
    return capacities.views(
        work, work.db.execute(capacities.OF_PERSON, {"today": work.today, "person": person_id})
    )


def actor(work: Work, membership_id: int) -> Actor:
    """Return the person acting in a membership; raises NotFound unless it counts today."""
    asked = {"today": work.today, "membership": membership_id}
    rows = work.db.execute(capacities.OF_MEMBERSHIP, asked).all()
    found = capacities.views(work, rows)
    if not found:
        raise NotFound
    return capacities.acting(work, rows[0].person_id, rows[0].name, found[0])


def members_of(work: Work, unit_ids: Iterable[int]) -> list[Member]:
    """Return who can be given work in these units today, one entry a capacity."""
    here = Membership.unit_id.in_(list(unit_ids))
    at_work = Membership.role.not_in((AUDITOR, ADMINISTRATOR))
    return [
        Member(
            person_id=r.person_id, name=r.name, unit_id=r.unit_id, role=r.role, position=r.position
        )
        for r in work.db.execute(capacities.VALID.where(here, at_work), {"today": work.today})
    ]


def everybody(work: Work) -> list[Listed]:
    """Return every account that is open, with its capacities of today, by login."""
    people = select(Person.id, Person.login, Person.name).where(Person.active)
    return _listed(work, people.order_by(Person.login))


def demonstration_people(work: Work) -> list[Listed]:
    """Return the invented people, whom the sign-in page of a demonstration may list."""
    people = select(Person.id, Person.login, Person.name).where(Person.active, Person.invented)
    return _listed(work, people.order_by(Person.id))


def hashed(password: str, hasher: PasswordHasher = HASHER) -> str:
    """Return what is kept of a password; raises Invalid when it is too short."""
    if len(password) < SHORTEST_PASSWORD:
        short = Text(
            f"Mật khẩu phải có ít nhất {SHORTEST_PASSWORD} ký tự.",
            f"A password needs {SHORTEST_PASSWORD} characters at least.",
        )
        raise Invalid(short, field="password")
    return hasher.hash(typed(password))


def typed(password: str) -> str:
    """Return a password in one form, whichever way a keyboard composes Vietnamese letters."""
    return unicodedata.normalize("NFKC", password)


def _listed(work: Work, people: Select[Any]) -> list[Listed]:
    theirs = defaultdict(list)
    for row in work.db.execute(capacities.VALID, {"today": work.today}):
        if row.unit_id in work.tree.units:
            unit = work.tree[row.unit_id].name
            theirs[row.person_id].append(f"{row.position or ROLES[row.role].vi}, {unit}")
    return [
        Listed(login=row.login, name=row.name, capacities=tuple(theirs[row.id]))
        for row in work.db.execute(people)
    ]


def _find(work: Work, login: str) -> int | None:
    return work.db.scalar(select(Person.id).where(Person.login == normalised(login)))


def _known(work: Work, login: str) -> int:
    found = _find(work, login)
    if found is None:
        raise NotFound
    return found


def _end_sessions(work: Work, person_id: int) -> None:
    theirs = and_(UserSession.person_id == person_id, UserSession.revoked_at.is_(None))
    _change(work, UserSession, theirs, revoked_at=work.wall)


def _change(work: Work, table: type[Base], where: ColumnElement[bool], **values: object) -> None:
    work.db.execute(update(table).where(where).values(values))
