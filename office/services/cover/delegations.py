"""Giving and ending mandates (ủy quyền)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, insert, select, update

from office.domain.delegations import POWERS, SIGN, Terms, acts_of, problem_of
from office.domain.errors import Invalid, NotFound, Refused
from office.domain.people import ADMINISTRATOR, CHIEF, LEADER, UNIT_HEAD
from office.domain.text import Text
from office.models.delegations import Delegation
from office.models.people import Person
from office.services import mandates, people
from office.services.people import Member
from office.services.work import Work

#: Who may lend something of theirs.
GIVERS = (LEADER, CHIEF, UNIT_HEAD)
_NOT_A_GIVER = Text(
    "Lãnh đạo, chánh văn phòng, trưởng phòng mới ủy quyền được.",
    "Leaders, chiefs of office and unit heads may delegate.",
)
_LENT = Text(
    "Đang làm thay {name}: không được ủy quyền lại.",
    "Acting for {name}: what was delegated cannot be passed on.",
)
_NO_SIGNING = Text(
    "Ở văn phòng này, ký không ủy quyền được trong phần mềm.",
    "In this office signing cannot be delegated in the software.",
)
_TWO = Text(
    "{name} đã được ủy quyền việc này trong những ngày đó. Muốn hai người cùng làm, hãy đánh dấu.",
    "{name} has this mandate on those days. Say so if both are meant to act.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What somebody lends from the capacity they act in; `shared`: others may have it as well."""

    delegate_id: int
    first_day: date
    last_day: date
    powers: tuple[str, ...]
    types: tuple[str, ...] = ()
    issuers: tuple[int, ...] = ()
    basis: str = ""
    shared: bool = False


def powers_of(work: Work) -> list[str]:
    """Return the powers that the capacity the actor acts in has to lend."""
    if work.actor.role not in GIVERS or work.actor.acting_for is not None:
        return []
    own = {
        (procedure.name, action.name)
        for procedure in work.procedures.all()
        for action in procedure.actions
        if work.actor.role in dict(action.by)
    }
    lendable = [name for name in POWERS if acts_of((name,)) & own]
    return [p for p in lendable if p != SIGN or work.settings.delegated_signing]


def candidates(work: Work) -> list[Member]:
    """Return who in the actor's agency could be a delegate, once each, by unit."""
    inside = [unit.id for unit in work.tree.parts_of(work.actor.agency_id)]
    found: dict[int, Member] = {}
    for member in people.members_of(work, inside):
        if member.person_id != work.actor.person_id:
            found.setdefault(member.person_id, member)
    return list(found.values())


def give(work: Work, grant: Grant) -> int:
    """Lend powers of the actor's own capacity to a colleague; returns the mandate's id.

    Raises Refused for who has nothing to lend or stands in for somebody, Invalid with the
    field to mend.
    """
    if work.actor.acting_for is not None:
        raise Refused(_LENT.filled(name=work.actor.acting_for.giver_name))
    if work.actor.role not in GIVERS or work.actor.person_id is None:
        raise Refused(_NOT_A_GIVER)
    terms = _terms(work, work.actor.person_id, grant)
    _check(work, terms)
    return keep(work, terms)


def keep(work: Work, terms: Terms) -> int:
    """Keep a mandate that was checked; raises Invalid where another would have the same scope."""
    giver = select(Person.id).where(Person.id == terms.giver_id)
    work.db.execute(giver.with_for_update(key_share=True))  # one mandate of theirs at a time
    _check_alone(work, terms)
    given: int = work.db.execute(
        insert(Delegation)
        .values(
            agency_id=work.actor.agency_id,
            giver_id=terms.giver_id,
            unit_id=terms.unit_id,
            role=terms.role,
            delegate_id=terms.delegate_id,
            first_day=terms.first_day,
            last_day=terms.last_day,
            powers=list(terms.powers),
            types=list(terms.types),
            issuers=list(terms.issuers),
            basis=terms.basis,
            shared=terms.shared,
            digest=terms.digest(),
            given_at=work.at,
        )
        .returning(Delegation.id)
    ).scalar_one()
    return given


def revoke(work: Work, delegation_id: int) -> None:
    """End a mandate at once; acts begun before it either counted wholly or are refused.

    The giver may, and the chief of office or administrator of the agency; else NotFound.
    """
    row = work.db.execute(
        select(Delegation.__table__).where(Delegation.id == delegation_id).with_for_update()
    ).first()
    if row is None or not may_revoke(work, row):
        raise NotFound
    # An act that this end waited for may have begun after it: the end then comes after the act.
    ended = max(work.at, row.used_at or work.at)
    work.db.execute(
        update(Delegation)
        .where(Delegation.id == delegation_id)
        .values(revoked_at=ended, revoked_by=work.actor.person_id)
    )


def may_revoke(work: Work, row: Row[Any]) -> bool:
    """Say whether the actor may end a mandate (a row of it)."""
    if row.revoked_at is not None or row.last_day < work.today:
        return False
    own_hand = work.actor.acting_for is None
    keeps_it = work.actor.role in (CHIEF, ADMINISTRATOR) and row.agency_id == work.actor.agency_id
    return own_hand and (row.giver_id == work.actor.person_id or keeps_it)


def _terms(work: Work, giver_id: int, grant: Grant) -> Terms:
    terms = Terms(
        giver_id=giver_id,
        unit_id=work.actor.unit_id,
        role=work.actor.role,
        delegate_id=grant.delegate_id,
        first_day=grant.first_day,
        last_day=grant.last_day,
        powers=tuple(sorted(set(grant.powers))),
        types=tuple(sorted(set(grant.types))),
        issuers=tuple(sorted(set(grant.issuers))),
        basis=" ".join(grant.basis.split()),
        shared=grant.shared,
    )
    if problem := problem_of(terms, work.today):
        raise Invalid(problem[0], field=problem[1])
    return terms


def _check(work: Work, terms: Terms) -> None:
    """Raise Invalid for powers not the giver's, a delegate elsewhere, an unknown field."""
    mine = powers_of(work)
    if SIGN in terms.powers and SIGN not in mine:
        raise Invalid(_NO_SIGNING, field="powers")
    if set(terms.powers) - set(mine):
        beyond = Text("Không ủy quyền được việc mình không có.", "You cannot lend what you lack.")
        raise Invalid(beyond, field="powers")
    if terms.delegate_id not in {member.person_id for member in candidates(work)}:
        elsewhere = Text(
            "Người được ủy quyền phải đang làm việc trong cơ quan.",
            "The delegate must be at work in your agency.",
        )
        raise Invalid(elsewhere, field="delegate")
    if set(terms.types) - work.types.keys():
        raise Invalid(Text("Loại văn bản không có.", "Unknown document type."), field="types")
    if set(terms.issuers) - work.tree.units.keys():
        raise Invalid(Text("Cơ quan ban hành không có.", "Unknown issuer."), field="issuers")


def _check_alone(work: Work, terms: Terms) -> None:
    """Raise Invalid when another would have the same scope, unless that is what is meant."""
    rows = work.db.execute(
        select(*mandates.TERMS, Person.name.label("delegate"))
        .select_from(mandates.WITH_ORDER)
        .join(Person, Person.id == Delegation.delegate_id)
        .where(
            Delegation.giver_id == terms.giver_id,
            Delegation.unit_id == terms.unit_id,
            Delegation.role == terms.role,
            Delegation.revoked_at.is_(None),
            Delegation.last_day >= terms.first_day,
        )
    )
    for row in rows:
        other = mandates.terms_of(row)
        same_person = other.delegate_id == terms.delegate_id
        if terms.meets(other) and (same_person or not terms.shared):
            raise Invalid(_TWO.filled(name=row.delegate), field="delegate")
