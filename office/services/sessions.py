"""Who is signed in: browser sessions, tokens for programs, and the throttle on sign-ins.

Everything here runs on the real clock.  Keys and tokens leave the office once, when they
are made; the database keeps their SHA-256 only.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import NamedTuple

from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import ColumnElement, and_, bindparam, func, insert, select, text, update

from office.domain.errors import Invalid, NotFound
from office.domain.people import Actor
from office.domain.text import Text
from office.models.people import AccessToken, Membership, Person, SignInFailure, UserSession
from office.services import capacities, people
from office.services.capacities import MembershipView
from office.services.work import Work

WINDOW = timedelta(minutes=15)
FAILURES_PER_LOGIN = 5
FAILURES_PER_ADDRESS = 50
TOKEN_PREFIX = "vpdt_"  # noqa: S105  # what every token begins with, so that scanners find lost ones
LONGEST_TOKEN_DAYS = 366
SEEN_EVERY = timedelta(minutes=1)
#: The session of a key, unless it has ended, was idle too long or is too old; built once.
_CURRENT = (
    select(
        UserSession.id.label("session_id"), UserSession.person_id, UserSession.membership_id,
        UserSession.seen_at, Person.name, Membership.id, Membership.unit_id, Membership.role,
        Membership.position,
    )
    .join(Person, and_(Person.id == UserSession.person_id, Person.active))
    .outerjoin(
        Membership, and_(Membership.person_id == UserSession.person_id, capacities.COUNTS)
    )
    .where(
        UserSession.key_hash == bindparam("key"),
        UserSession.revoked_at.is_(None),
        UserSession.seen_at > bindparam("idle"),
        UserSession.created_at > bindparam("old"),
    )
    .order_by(Membership.id)
)  # fmt: skip
#: Said of every sign-in that fails, so that it does not tell which accounts there are.
WRONG = Text("Sai tên đăng nhập hoặc mật khẩu.", "Wrong login or password.")
TOO_MANY = Text(
    "Sai quá nhiều lần. Hãy thử lại sau 15 phút.", "Too many failures. Try again in 15 minutes."
)


class SignIn(NamedTuple):
    """The outcome of a sign-in: the key of a new session, or why there is none."""

    key: str | None
    reason: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """A session that counts; `membership_id` is None until a capacity is chosen.

    `memberships` are those of today; `actor` acts in the one chosen, or in the only one,
    and is None where there is neither.  `stale` when `touch` would write.
    """

    session_id: int
    person_id: int
    name: str
    membership_id: int | None
    memberships: Sequence[MembershipView]
    actor: Actor | None
    stale: bool


def sign_in(work: Work, login: str, password: str, address: str) -> SignIn:
    """Open a session for whoever knows the password, always under a new key.

    A refusal is returned, not raised: the failure it records must be committed.  The
    person's only capacity is chosen at once.
    """
    login = people.normalised(login)[: people.LONGEST_LOGIN]
    _one_at_a_time(work, login)
    if _throttled(work, login, address):
        return SignIn(None, TOO_MANY)
    person = work.db.execute(
        select(Person.id, Person.password).where(Person.login == login, Person.active)
    ).first()
    right = _right(person.password if person else _nobodys_password(), password)
    if person is None or not right:
        work.db.execute(
            insert(SignInFailure).values(login=login, address=address[:64], at=work.wall)
        )
        return SignIn(None, WRONG)
    return SignIn(_open(work, person.id))


def current(work: Work, key: str) -> SignedIn | None:
    """Return the session a key opens, or None when there is none that still counts.

    One statement, because every page asks it: a row a capacity, one without if there is none.
    """
    rows = work.db.execute(_CURRENT, _asked(work, key)).all()
    if not rows:
        return None
    row = rows[0]
    mine = capacities.views(work, rows)
    chosen = [one for one in mine if one.id == row.membership_id or len(mine) == 1]
    return SignedIn(
        session_id=row.session_id,
        person_id=row.person_id,
        name=row.name,
        membership_id=row.membership_id,
        memberships=mine,
        actor=capacities.acting(work, row.person_id, row.name, chosen[0]) if chosen else None,
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
    return actor


def sign_out(work: Work, key: str) -> None:
    """End the session a key opens, if there is one."""
    _revoke(work, UserSession.key_hash == _hash(key))


def revoke_all(work: Work, person_id: int) -> None:
    """End every session of a person."""
    _revoke(work, UserSession.person_id == person_id)


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
    """Return whom a token acts as; raises NotFound unless token and membership count now."""
    membership_id = work.db.scalar(
        select(AccessToken.membership_id).where(
            AccessToken.token_hash == _hash(token),
            AccessToken.revoked_at.is_(None),
            AccessToken.expires_at > work.wall,
        )
    )
    if membership_id is None:
        raise NotFound
    return people.actor(work, membership_id)


def revoke_token(work: Work, token: str) -> None:
    """End a token; raises NotFound when there is none like it."""
    known = and_(AccessToken.token_hash == _hash(token), AccessToken.revoked_at.is_(None))
    done = work.db.execute(update(AccessToken).where(known).values(revoked_at=work.wall))
    if not done.rowcount:
        raise NotFound


def _open(work: Work, person_id: int) -> str:
    key = secrets.token_urlsafe(32)
    mine = people.memberships(work, person_id)
    work.db.execute(
        insert(UserSession).values(
            key_hash=_hash(key),
            person_id=person_id,
            membership_id=mine[0].id if len(mine) == 1 else None,
            created_at=work.wall,
            seen_at=work.wall,
        )
    )
    return key


def _one_at_a_time(work: Work, login: str) -> None:
    """Let many guesses at one account wait for each other, so that all of them are counted."""
    if work.db.dialect.name == "postgresql":  # SQLite's writers wait for each other anyway
        lock = text("SELECT pg_advisory_xact_lock(hashtext(:login))")
        work.db.execute(lock, {"login": f"sign-in {login}"})


def _throttled(work: Work, login: str, address: str) -> bool:
    since = SignInFailure.at > work.wall - WINDOW
    for mine, limit in (
        (SignInFailure.login == login, FAILURES_PER_LOGIN),
        (SignInFailure.address == address[:64], FAILURES_PER_ADDRESS),
    ):
        count = work.db.scalar(select(func.count()).select_from(SignInFailure).where(mine, since))
        if (count or 0) >= limit:
            return True
    return False


def _asked(work: Work, key: str) -> dict[str, object]:
    settings = work.settings
    return {
        "key": _hash(key),
        "today": work.today,
        "idle": work.wall - timedelta(minutes=settings.session_idle_minutes),
        "old": work.wall - timedelta(hours=settings.session_hours),
    }


def _right(kept: str, password: str) -> bool:
    try:
        return people.HASHER.verify(kept, people.typed(password))
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys_password() -> str:
    """Return a hash to try for unknown logins, so that they take as long as known ones."""
    return people.HASHER.hash(secrets.token_hex())


def _hash(key: str) -> str:
    """Keys are random and long, so one round of SHA-256 is enough."""
    return hashlib.sha256(key.encode()).hexdigest()


def _revoke(work: Work, whose: ColumnElement[bool]) -> None:
    _change(work, and_(whose, UserSession.revoked_at.is_(None)), revoked_at=work.wall)


def _change(work: Work, which: ColumnElement[bool], **values: object) -> None:
    work.db.execute(update(UserSession).where(which).values(values))
