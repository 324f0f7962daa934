"""Choosing to act in another's place: in a browser's session, and with a program's token."""

from __future__ import annotations

import hashlib

from sqlalchemy import insert, select, text

from office.domain.errors import NotFound
from office.domain.people import Actor
from office.models.delegations import TokenDelegation
from office.models.people import AccessToken, Person
from office.services import mandates, people
from office.services.accounts import sessions
from office.services.work import Work

_CHOOSE = text(
    "INSERT INTO session_delegations (session_id, delegation_id) VALUES (:session, :delegation)"
    " ON CONFLICT (session_id) DO UPDATE SET delegation_id = excluded.delegation_id"
)


def choose(work: Work, key: str, delegation_id: int) -> Actor:
    """Act under a mandate from now on; raises NotFound unless the person may use it today."""
    session = sessions.current(work, key)
    mandate = (
        next((m for m in session.mandates if m.id == delegation_id), None) if session else None
    )
    if session is None or mandate is None:
        raise NotFound
    work.db.execute(_CHOOSE, {"session": session.session_id, "delegation": delegation_id})
    return mandates.acting(work, session.person_id, session.name, mandate)


def issue_token(work: Work, login: str, delegation_id: int, label: str = "", days: int = 90) -> str:
    """Make a token that acts under a mandate, as long as that counts; returned never again.

    Raises NotFound when the person may not use it today, Invalid for the days.
    """
    person_id = work.db.scalar(select(Person.id).where(Person.login == people.normalised(login)))
    mine = people.memberships(work, person_id) if person_id is not None else []
    if not mine:
        raise NotFound
    own = mine[0]
    mandates.lent(work, people.actor(work, own.id), delegation_id)
    unit = work.tree[own.unit_id].key
    token = sessions.issue_token(work, login, unit, own.role, label, days)
    kept = hashlib.sha256(token.encode()).hexdigest()
    key = work.db.scalar(select(AccessToken.id).where(AccessToken.token_hash == kept))
    work.db.execute(insert(TokenDelegation).values(token_id=key, delegation_id=delegation_id))
    return token
