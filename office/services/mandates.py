"""Acting in another's place: which mandates somebody may use now, and each use of one.

A mandate counts on its days, by the office's clock, until it is revoked, as long as its giver
has the capacity lent and its delegate works in the agency.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, and_, bindparam, delete, exists, insert, select, update

from office.domain.delegations import POWERS, SIGN, Mandate, Terms, acts_of
from office.domain.errors import NotFound, Refused
from office.domain.people import ADMINISTRATOR, AUDITOR, CHIEF, ROLES, UNIT_HEAD, Actor
from office.domain.text import Text, joined
from office.models.base import table
from office.models.delegations import (
    DelegatedAct,
    Delegation,
    SessionDelegation,
    SigningOrder,
    TokenDelegation,
)
from office.models.people import Membership, Person, UserSession
from office.services import capacities
from office.services.capacities import MembershipView
from office.services.work import Work

#: The condition that a mandate is in force on the day bound as `today`.
IN_FORCE = and_(
    Delegation.revoked_at.is_(None),
    Delegation.first_day <= bindparam("today"),
    Delegation.last_day >= bindparam("today"),
)
#: Whether the person of a session has any mandate in force.
HAS_SOME = exists().where(Delegation.delegate_id == UserSession.person_id, IN_FORCE)
#: The columns of a mandate's terms, for `terms_of`; and what they are read from.
TERMS = (*Delegation.__table__.c, SigningOrder.recorded_by)
WITH_ORDER = Delegation.__table__.outerjoin(
    SigningOrder.__table__, SigningOrder.delegation_id == Delegation.id
)
_RECEIVED = (
    select(*TERMS, Person.name.label("giver_name"), Membership.position)
    .select_from(WITH_ORDER)
    .join(Person, and_(Person.id == Delegation.giver_id, Person.active))
    .join(
        Membership,
        and_(
            Membership.person_id == Delegation.giver_id,
            Membership.unit_id == Delegation.unit_id,
            Membership.role == Delegation.role,
            capacities.COUNTS,
        ),
    )
    .where(Delegation.delegate_id == bindparam("person"), IN_FORCE)
    .order_by(Delegation.id)
)  # fmt: skip
_USE = (
    update(table(Delegation))
    .where(Delegation.id == bindparam("key"), IN_FORCE)
    .values(used_at=bindparam("now"))
)
_KEEP = insert(table(DelegatedAct))
ENDED = Text(
    "Ủy quyền của {name} đã hết hạn hoặc đã bị thu hồi; việc này do {name} làm.",
    "The mandate of {name} has ended; this is for {name}.",
)
_BY_ORDER = Text("Ký thừa lệnh (TL.)", "Signing by order (TL.)")
OWN_CAPACITY = Text(
    "Đang làm thay {name}: việc này không nằm trong ủy quyền, hãy dùng tư cách của chính mình.",
    "Acting for {name}: this is not delegated. Use a capacity of your own.",
)


def received(work: Work, person_id: int, memberships: Sequence[MembershipView]) -> list[Mandate]:
    """Return the mandates a person may use today, given what they are in their own right."""
    rows = work.db.execute(_RECEIVED, {"today": work.today, "person": person_id}).all()
    found: dict[int, Mandate] = {}
    for row in rows:
        own = _own(work, row.agency_id, memberships)
        if own is not None and row.unit_id in work.tree.units:
            found.setdefault(row.id, _mandate(work, row, own))
    return list(found.values())


def acting(work: Work, person_id: int, name: str, mandate: Mandate) -> Actor:
    """Return a person acting in another's place."""
    terms = mandate.terms
    return Actor(
        person_id=person_id,
        name=name,
        unit_id=terms.unit_id,
        unit_name=work.tree[terms.unit_id].name,
        agency_id=work.tree.agency_of(terms.unit_id),
        role=terms.role,
        position=mandate.position,
        acting_for=mandate,
    )


def chosen(
    work: Work, session: Row[Any], mine: Sequence[MembershipView], received: Sequence[Mandate]
) -> Actor | None:
    """Return whom a session (its row) acts as: under the mandate chosen, or in a membership."""
    who = (session.person_id, session.name)
    if session.delegation_id is not None:
        used = [mandate for mandate in received if mandate.id == session.delegation_id]
        return acting(work, *who, used[0]) if used else None
    own = [one for one in mine if one.id == session.membership_id or len(mine) == 1]
    return capacities.acting(work, *who, own[0]) if own else None


def leave(work: Work, session_id: int) -> None:
    """Let a session act under no mandate any more."""
    work.db.execute(delete(SessionDelegation).where(SessionDelegation.session_id == session_id))


def lent(work: Work, own: Actor, delegation_id: int) -> Actor:
    """Return somebody acting under a mandate; raises NotFound unless they may use it today."""
    if own.person_id is not None:
        mine = capacities.OF_PERSON
        rows = work.db.execute(mine, {"today": work.today, "person": own.person_id})
        for mandate in received(work, own.person_id, capacities.views(work, rows)):
            if mandate.id == delegation_id:
                return acting(work, own.person_id, own.name, mandate)
    raise NotFound


def of_token(work: Work, own: Actor, token_id: int) -> Actor:
    """Return whom a token acts as: its owner, or under the mandate it is bound to (NotFound
    when that does not count)."""
    bound = select(TokenDelegation.delegation_id).where(TokenDelegation.token_id == token_id)
    key = work.db.scalar(bound)
    return own if key is None else lent(work, own, key)


def use(work: Work, place: tuple[int, int], facts: Mapping[str, Any]) -> None:
    """Note an act under the actor's mandate, if they act under one; Refused when they may not.

    `place` is the document's key and the movement's number.  The mandate's row is changed, so
    that an end and an act wait for each other: an act counts wholly or not at all.
    """
    mandate = work.actor.acting_for
    if mandate is None:
        return
    if (facts.get("procedure", [""])[0], facts["act"]) not in acts_of(mandate.powers):
        raise Refused(OWN_CAPACITY.filled(name=mandate.giver_name))
    asked = {"key": mandate.id, "today": work.today, "now": work.at}
    if work.db.execute(_USE, asked).rowcount != 1:
        raise Refused(ENDED.filled(name=mandate.giver_name))
    work.db.execute(
        _KEEP,
        {
            "document_id": place[0],
            "seq": place[1],
            "delegation_id": mandate.id,
            "person_id": work.actor.person_id,
        },
    )


def told(mandate: Mandate) -> dict[str, Any]:
    """Return whom one stands for and under which terms, as the record keeps it."""
    return {
        "person": mandate.person_id,
        "name": mandate.giver_name,
        "delegation": mandate.id,
        "terms": mandate.terms.digest(),
    }


def require_own_capacity(actor: Actor) -> None:
    """Raise Refused when the actor stands in for somebody: this cannot be lent."""
    if actor.acting_for is not None:
        raise Refused(OWN_CAPACITY.filled(name=actor.acting_for.giver_name))


def terms_of(row: Row[Any]) -> Terms:
    """Return what a row of `TERMS` says was agreed."""
    return Terms(
        giver_id=row.giver_id,
        unit_id=row.unit_id,
        role=row.role,
        delegate_id=row.delegate_id,
        first_day=row.first_day,
        last_day=row.last_day,
        powers=tuple(row.powers),
        types=tuple(row.types),
        issuers=tuple(row.issuers),
        basis=row.basis,
        shared=row.shared,
        by_order=row.recorded_by is not None,
    )


def scope_of(work: Work, terms: Terms) -> Text:
    """Return what a mandate reaches, in words."""
    powers = joined((POWERS[p].title for p in terms.powers if p in POWERS), ", ")
    kinds = [work.types[code] for code in terms.types if code in work.types]
    units = [work.tree.units[key] for key in terms.issuers if key in work.tree.units]
    types = joined((Text(kind.title, kind.title_en) for kind in kinds), ", ")
    issuers = joined((Text(unit.name, unit.name) for unit in units), ", ")
    found = [_BY_ORDER if terms.by_order else powers]
    if terms.types:
        found.append(Text("loại: {types}", "types: {types}").filled(types=types))
    if terms.issuers:
        found.append(Text("của: {units}", "from: {units}").filled(units=issuers))
    return joined(found)


def _own(
    work: Work, agency_id: int, memberships: Sequence[MembershipView]
) -> MembershipView | None:
    """Return what a delegate is in the mandate's agency in their own right, if anything; first
    of all what they head there."""
    there = [
        one
        for one in memberships
        if one.role not in (AUDITOR, ADMINISTRATOR)
        and work.tree.agency_of(one.unit_id) == agency_id
    ]
    heads = [one for one in there if one.role in (UNIT_HEAD, CHIEF)]
    return next(iter(heads or there), None)


def _mandate(work: Work, row: Row[Any], own: MembershipView) -> Mandate:
    terms = terms_of(row)
    signs = work.settings.delegated_signing or terms.by_order
    return Mandate(
        id=row.id,
        terms=terms,
        powers=tuple(p for p in terms.powers if signs or p != SIGN),
        giver_name=row.giver_name,
        scope=scope_of(work, terms),
        unit_name=work.tree[terms.unit_id].name,
        position=row.position or ROLES[terms.role].vi,
        own_position=own.position or own.role_title.vi,
        own_role=own.role,
    )
