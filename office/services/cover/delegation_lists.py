"""Lists of mandates: those somebody gave, those they received, those of an agency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, and_, func, or_, select
from sqlalchemy.orm import aliased

from office.domain.delegations import Terms
from office.domain.errors import NotFound
from office.domain.people import ADMINISTRATOR, AUDITOR, CHIEF, CLERK, LEADER
from office.domain.text import Text
from office.models.delegations import DelegatedAct, Delegation
from office.models.people import Person
from office.services import access, mandates
from office.services.cover import delegations
from office.services.work import Work

#: Who sees every mandate of their agency; an auditor also those of the units below.
KEEPERS = (LEADER, CHIEF, CLERK, ADMINISTRATOR, AUDITOR)
GIVEN, RECEIVED, AGENCY = "given", "received", "agency"
PAGE = 50
_giver, _delegate, _revoker = aliased(Person), aliased(Person), aliased(Person)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A mandate as a list shows it.  `stage`: upcoming, running, over or revoked."""

    id: int
    terms: Terms
    giver: str
    delegate: str
    scope: Text
    stage: str
    acts: int
    given_at: datetime
    revoked_at: datetime | None
    revoked_by: str | None
    may_revoke: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of mandates, the latest end first; `older` is the key to ask for the next one."""

    items: Sequence[Listed]
    older: tuple[date, int] | None


def listed(
    work: Work, whose: str, after: tuple[date, int] | None = None, limit: int = PAGE
) -> Page:
    """Return mandates given by the actor, received by them, or (to keepers) of the agency."""
    statement = (
        select(
            *mandates.TERMS,
            _giver.name.label("giver"),
            _delegate.name.label("delegate"),
            _revoker.name.label("revoker"),
            _acts().label("acts"),
        )
        .select_from(mandates.WITH_ORDER)
        .join(_giver, _giver.id == Delegation.giver_id)
        .join(_delegate, _delegate.id == Delegation.delegate_id)
        .outerjoin(_revoker, _revoker.id == Delegation.revoked_by)
        .where(_whose(work, whose))
        .order_by(Delegation.last_day.desc(), Delegation.id.desc())
    )
    if after is not None:
        same_day = and_(Delegation.last_day == after[0], Delegation.id < after[1])
        statement = statement.where(or_(Delegation.last_day < after[0], same_day))
    rows = work.db.execute(statement.limit(limit + 1)).all()
    items = [_listed(work, row) for row in rows[:limit]]
    older = (items[-1].terms.last_day, items[-1].id) if len(rows) > limit else None
    return Page(items=items, older=older)


def keeps(work: Work) -> bool:
    """Say whether the actor may see every mandate of their agency."""
    return work.actor.role in KEEPERS and work.actor.acting_for is None


def _acts() -> Any:
    acts = select(func.count()).where(DelegatedAct.delegation_id == Delegation.id)
    return acts.scalar_subquery()


def _whose(work: Work, whose: str) -> Any:
    if whose == GIVEN:
        return Delegation.giver_id == work.actor.person_id
    if whose == RECEIVED:
        return Delegation.delegate_id == work.actor.person_id
    if whose == AGENCY and keeps(work):
        watched = access.scope(work) if work.actor.role == AUDITOR else []
        return Delegation.agency_id.in_([work.actor.agency_id, *watched])
    raise NotFound


def _listed(work: Work, row: Row[Any]) -> Listed:
    terms = mandates.terms_of(row)
    return Listed(
        id=row.id,
        terms=terms,
        giver=row.giver,
        delegate=row.delegate,
        scope=mandates.scope_of(work, terms),
        stage=_stage(work, row),
        acts=row.acts,
        given_at=row.given_at,
        revoked_at=row.revoked_at,
        revoked_by=row.revoker,
        may_revoke=delegations.may_revoke(work, row),
    )


def _stage(work: Work, row: Row[Any]) -> str:
    if row.revoked_at is not None:
        return "revoked"
    if row.first_day > work.today:
        return "upcoming"
    return "running" if row.last_day >= work.today else "over"
