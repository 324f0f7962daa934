"""Who is signed in: browser sessions, and tokens for programs.

Everything here runs on the real clock.  Keys and tokens leave the office once, when they
are made; the database keeps their SHA-256 only.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, bindparam, insert, select, update

from office.domain.delegations import Mandate
from office.domain.errors import Invalid, NotFound
from office.domain.people import Actor
from office.domain.text import Text
from office.models.delegations import SessionDelegation
from office.models.people import AccessToken, Membership, Person, UserSession
from office.services import capacities, mandates, people
from office.services.capacities import MembershipView
from office.services.work import Work

TOKEN_PREFIX = "vpdt_"  # noqa: S105  # what every token begins with, so that scanners find lost ones
LONGEST_TOKEN_DAYS = 366
SEEN_EVERY = timedelta(minutes=1)
#: The session of a key, unless it has ended, was idle too long or is too old; built once.
_CURRENT = (
    select(
        UserSession.id.label("session_id"), UserSession.person_id, UserSession.membership_id,
        UserSession.seen_at, Person.name, Membership.id, Membership.unit_id, Membership.role,
        Membership.position, SessionDelegation.delegation_id,
        mandates.HAS_SOME.label("has_mandates"),
    )
    .join(Person, and_(Person.id == UserSession.person_id, Person.active))
    .outerjoin(
        Membership, and_(Membership.person_id == UserSession.person_id, capacities.COUNTS)
    )
    .outerjoin(SessionDelegation, SessionDelegation.session_id == UserSession.id)
    .where(
        UserSession.key_hash == bindparam("key"),
        UserSession.revoked_at.is_(None),
        UserSession.waiting.is_(False),
        UserSession.seen_at > bindparam("idle"),
        UserSession.created_at > bindparam("old"),
    )
    .order_by(Membership.id)
)  # fmt: skip
#: How long a session waits for the code of a second factor.
WAITS = timedelta(minutes=10)
LONGEST_BROWSER = 200


class Browser(NamedTuple):
    """Where a session is used: the address it came from, what the browser calls itself."""

    address: str = ""
    name: str = ""


class Waiting(NamedTuple):
    """A session that waits for the code of a second factor."""

    session_id: int
    person_id: int
    login: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A session as its owner sees it."""

    id: int
    browser: str
    address: str
    created_at: datetime
    seen_at: datetime
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """A session that counts; `membership_id` is None until a capacity is chosen.

    `memberships` and `mandates` are those of today; `actor` acts in the one chosen, or in the
    only one, and is None where there is neither: a mandate that has ended gives way to no
    other capacity unasked.  `stale` when `touch` would write.
    """

    session_id: int
    person_id: int
    name: str
    membership_id: int | None
    memberships: Sequence[MembershipView]
    mandates: Sequence[Mandate]
    actor: Actor | None
    stale: bool


def begin(work: Work, person_id: int, browser: Browser, *, waits: bool = False) -> str:
    """Open a session of a person and return its key; their only capacity is chosen at once.

    One that `waits` opens nothing until it is renewed.
    """
    key = secrets.token_urlsafe(32)
    mine = people.memberships(work, person_id)
    work.db.execute(
        insert(UserSession).values(
            key_hash=_hash(key),
            person_id=person_id,
            membership_id=mine[0].id if len(mine) == 1 else None,
            created_at=work.wall,
            seen_at=work.wall,
            address=browser.address[:64],
            browser=browser.name[:LONGEST_BROWSER],
            waiting=waits,
        )
    )
    return key


def waiting(work: Work, key: str) -> Waiting | None:
    """Return the session of a key that waits for a code, None when there is none such."""
    row = work.db.execute(
        select(UserSession.id, UserSession.person_id, Person.login)
        .join(Person, and_(Person.id == UserSession.person_id, Person.active))
        .where(
            UserSession.key_hash == _hash(key),
            UserSession.waiting,
            UserSession.revoked_at.is_(None),
            UserSession.created_at > work.wall - WAITS,
        )
    ).first()
    return Waiting(*row) if row is not None else None


def renew(work: Work, session_id: int) -> str:
    """Go on with a session under a new key, waiting for nothing; the old key opens nothing."""
    key = secrets.token_urlsafe(32)
    renewed = {"key_hash": _hash(key), "waiting": False, "seen_at": work.wall}
    _change(work, UserSession.id == session_id, **renewed)
    return key


def listed(work: Work, key: str) -> list[Listed]:
    """Return the open sessions of the person a key stands for, the one in use first."""
    session = current(work, key)
    if session is None:
        return []
    limits = _asked(work, key)
    rows = work.db.execute(
        select(
            UserSession.id, UserSession.browser, UserSession.address,
            UserSession.created_at, UserSession.seen_at,
        ).where(
            UserSession.person_id == session.person_id,
            UserSession.revoked_at.is_(None),
            UserSession.waiting.is_(False),
            UserSession.seen_at > limits["idle"],
            UserSession.created_at > limits["old"],
        ).order_by(UserSession.seen_at.desc(), UserSession.id.desc())
    )  # fmt: skip
    found = [Listed(**row._mapping, here=row.id == session.session_id) for row in rows]
    return sorted(found, key=lambda one: not one.here)


def end_one(work: Work, key: str, session_id: int) -> None:
    """End another session of the person a key stands for; raises NotFound for any other."""
    if session_id not in [one.id for one in listed(work, key)]:
        raise NotFound
    _revoke(work, UserSession.id == session_id)


def current(work: Work, key: str) -> SignedIn | None:
    """Return the session a key opens, or None when there is none that still counts.

    One statement, because every page asks it: a row a capacity, one without if there is none.
    """
    rows = work.db.execute(_CURRENT, _asked(work, key)).all()
    if not rows:
        return None
    row = rows[0]
    mine = capacities.views(work, rows)
    lent = mandates.received(work, row.person_id, mine) if row.has_mandates else []
    return SignedIn(
        session_id=row.session_id,
        person_id=row.person_id,
        name=row.name,
        membership_id=row.membership_id,
        memberships=mine,
        mandates=lent,
        actor=mandates.chosen(work, row, mine, lent),
        stale=row.seen_at < work.wall - SEEN_EVERY,
    )


def touch(work: Work, session_id: int) -> None:
    """Note that a session is in use; writes once a minute at most."""
    stale = UserSession.seen_at < work.wall - SEEN_EVERY
    _change(work, and_(UserSession.id == session_id, stale), seen_at=work.wall)


def choose(work: Work, key: str, membership_id: int) -> Actor:
    """Act in another membership from now on; raises NotFound unless it is the person's own."""
    session = current(work, key)
    actor = people.actor(work, membership_id)
    if session is None or actor.person_id != session.person_id:
        raise NotFound
    _change(work, UserSession.id == session.session_id, membership_id=membership_id)
    mandates.leave(work, session.session_id)
    return actor


def sign_out(work: Work, key: str) -> None:
    """End the session a key opens, if there is one."""
    _revoke(work, UserSession.key_hash == _hash(key))


def revoke_all(work: Work, person_id: int, but: int = 0) -> None:
    """End every session of a person, but for the one named."""
    _revoke(work, and_(UserSession.person_id == person_id, UserSession.id != but))


def issue_token(
    work: Work, login: str, unit_key: str, role: str, label: str = "", days: int = 90
) -> str:
    """Make a token that acts in a membership for so many days; returned here and never again.

    Raises NotFound when the person has no such capacity today, Invalid for the days.
    """
    if not 0 < days <= LONGEST_TOKEN_DAYS:
        limit = Text("Từ 1 đến {days} ngày.", "1 to {days} days.").filled(days=LONGEST_TOKEN_DAYS)
        raise Invalid(limit, field="days")
    unit_id = work.tree.by_key(unit_key).id
    person_id = work.db.scalar(select(Person.id).where(Person.login == people.normalised(login)))
    theirs = people.memberships(work, person_id) if person_id is not None else []
    fitting = [one.id for one in theirs if one.unit_id == unit_id and one.role == role]
    if not fitting:
        raise NotFound
    token = TOKEN_PREFIX + secrets.token_urlsafe(32)
    work.db.execute(
        insert(AccessToken).values(
            token_hash=_hash(token),
            membership_id=fitting[0],
            label=label,
            created_at=work.wall,
            expires_at=work.wall + timedelta(days=days),
        )
    )
    return token


def actor_of_token(work: Work, token: str) -> Actor:
    """Return whom a token acts as; raises NotFound unless token and membership (and mandate)
    count now."""
    found = work.db.execute(
        select(AccessToken.id, AccessToken.membership_id).where(
            AccessToken.token_hash == _hash(token),
            AccessToken.revoked_at.is_(None),
            AccessToken.expires_at > work.wall,
        )
    ).first()
    if found is None:
        raise NotFound
    return mandates.of_token(work, people.actor(work, found.membership_id), found.id)


def revoke_token(work: Work, token: str) -> None:
    """End a token; raises NotFound when there is none like it."""
    known = and_(AccessToken.token_hash == _hash(token), AccessToken.revoked_at.is_(None))
    done = work.db.execute(update(AccessToken).where(known).values(revoked_at=work.wall))
    if not done.rowcount:
        raise NotFound


def _asked(work: Work, key: str) -> dict[str, object]:
    settings = work.settings
    return {
        "key": _hash(key),
        "today": work.today,
        "idle": work.wall - timedelta(minutes=settings.session_idle_minutes),
        "old": work.wall - timedelta(hours=settings.session_hours),
    }


def _hash(key: str) -> str:
    """Keys are random and long, so one round of SHA-256 is enough."""
    return hashlib.sha256(key.encode()).hexdigest()


def _revoke(work: Work, whose: ColumnElement[bool]) -> None:
    _change(work, and_(whose, UserSession.revoked_at.is_(None)), revoked_at=work.wall)


def _change(work: Work, which: ColumnElement[bool], **values: object) -> None:
    work.db.execute(update(UserSession).where(which).values(values))
