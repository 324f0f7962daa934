"""The one door: which documents an actor may know of.

A person sees what was addressed to, assigned to, asked of or made by the unit they act in; an
auditor also what units below theirs see; an administrator no document at all.  Who stands in
for somebody sees what the mandate reaches, and afterwards what they acted on.  Pages, files,
search, log and API all ask here, and say the same for "not yours" as for "none".
"""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    exists,
    false,
    func,
    or_,
    select,
    true,
)
from sqlalchemy.orm import InstrumentedAttribute

from office.domain.delegations import Mandate, acts_of
from office.domain.errors import NotFound, Refused
from office.domain.people import ADMINISTRATOR, AUDITOR, SYSTEM
from office.domain.recalls import CLOSING
from office.domain.text import Text
from office.domain.workflow import INCOMING, OUTGOING
from office.models.delegations import DelegatedAct, Delegation
from office.models.deliveries import Assignment, Delivery
from office.models.documents import Document
from office.models.recalls import Recall
from office.models.supervision import OpinionAsk
from office.services import mandates
from office.services.work import Work


def visible(work: Work) -> ColumnElement[bool]:
    """Return the condition on `Document` that the actor may know of it."""
    if work.actor.role == ADMINISTRATOR:
        return false()
    if work.actor.acting_for is not None:
        acted = _acted_on(work.actor.person_id, work.actor.agency_id)
        return or_(_reached(work, work.actor.acting_for), acted)
    return _to_units(tuple(scope(work)), work.actor.person_id, work.actor.agency_id)


_NAMED = select(Document.id).where(Document.public_id == bindparam("document"))


@lru_cache(maxsize=512)
def _named(units: tuple[int, ...], person_id: int | None, agency_id: int) -> Select[tuple[int]]:
    """Build the statement that finds a document by its id: every page of one asks it."""
    return _NAMED.where(_to_units(units, person_id, agency_id))


@lru_cache(maxsize=512)
def _to_units(units: tuple[int, ...], person_id: int | None, agency_id: int) -> ColumnElement[bool]:
    """Build the condition for somebody who sees through the eyes of some units."""
    return or_(
        Document.agency_id.in_(units),
        Document.drafting_unit_id.in_(units),
        _there_is(Delivery.document_id == Document.id, Delivery.unit_id.in_(units)),
        _there_is(Assignment.document_id == Document.id, Assignment.unit_id.in_(units)),
        _there_is(OpinionAsk.document_id == Document.id, OpinionAsk.unit_id.in_(units)),
        _acted_on(person_id, agency_id),
    )


def readers(work: Work, document_id: int) -> frozenset[int]:
    """Return the units by which somebody may know of a document: what `visible` asks, asked of
    the document instead of the actor.  The index of words keeps them, and leaves out those from
    whom it was recalled."""
    sent = select(Document.agency_id, Document.drafting_unit_id).where(Document.id == document_id)
    units = {unit for row in work.db.execute(sent) for unit in row if unit is not None}
    for model, delivery in (
        (Delivery, Delivery.id), (Assignment, Assignment.delivery_id),
        (OpinionAsk, OpinionAsk.delivery_id),
    ):  # fmt: skip
        known = select(model.unit_id).where(model.document_id == document_id, ~_recalled(delivery))
        units |= set(work.db.scalars(known))
    return frozenset(units)


def content_closed(work: Work) -> ColumnElement[bool]:
    """Return the condition on `Document` that all the actor's side received of it was recalled.

    Its text and files are closed then.  Whoever sent it, and whoever has it from elsewhere too,
    reads on.
    """
    units = [work.actor.agency_id, *scope(work)]
    received = (Delivery.document_id == Document.id, Delivery.unit_id.in_(units))
    gone = _recalled(Delivery.id)
    return and_(
        _there_is(*received, gone),
        ~_there_is(*received, ~gone),
        func.coalesce(Document.agency_id.not_in(units), true()),
        func.coalesce(Document.drafting_unit_id.not_in(units), true()),
    )


def scope(work: Work) -> list[int]:
    """Return the units through whose eyes the actor sees."""
    unit = work.actor.unit_id
    if work.actor.role != AUDITOR:
        return [unit]
    return [unit, *(below.id for below in work.tree.below(unit))]


def document_id(work: Work, public_id: str) -> int:
    """Return the key of a document the actor may know of; raises NotFound."""
    if work.actor.role == SYSTEM:
        known = _NAMED
    elif work.actor.role == ADMINISTRATOR or work.actor.acting_for is not None:
        known = _NAMED.where(visible(work))
    else:
        known = _named(tuple(scope(work)), work.actor.person_id, work.actor.agency_id)
    found = work.db.scalar(known, {"document": public_id})
    if found is None:
        raise NotFound
    return found


def states_reached(work: Work, mandate: Mandate) -> set[str]:
    """Return the states out of which a mandate lends some act."""
    return {state for name in (INCOMING, OUTGOING) for state in _states(work, mandate, name)}


def require_role(work: Work, *roles: str) -> None:
    """Raise Refused unless the actor acts in one of `roles`, and in a capacity of their own."""
    mandates.require_own_capacity(work.actor)
    require_lent_or_own(work, *roles)


def require_lent_or_own(work: Work, *roles: str) -> None:
    """Raise Refused unless the actor acts in one of `roles`, for themselves or for another."""
    if work.actor.role not in roles:
        raise Refused(
            Text(
                "Vai trò bạn đang dùng không làm được việc này.",
                "The capacity you act in cannot do this.",
            )
        )


def answered_for(work: Work) -> set[int]:
    """Return the units an administrator answers for: their own and all below; the office all.

    Raises Refused for everybody else.
    """
    if work.actor.role == SYSTEM:
        return set(work.tree.units)
    require_role(work, ADMINISTRATOR)
    here = work.actor.unit_id
    return {here, *(unit.id for unit in work.tree.below(here))}


def answers_for(work: Work, unit_id: int) -> bool:
    """Say whether an administrator answers for one unit: `answered_for` has it, and walks less."""
    return work.actor.role == SYSTEM or work.actor.unit_id in work.tree.upward(unit_id)


def _reached(work: Work, mandate: Mandate) -> ColumnElement[bool]:
    """Return the condition that a mandate has an act for the document as it stands now."""
    terms = mandate.terms
    coming, going = (_states(work, mandate, name) for name in (INCOMING, OUTGOING))
    here = _there_is(
        Delivery.document_id == Document.id,
        Delivery.holder_unit_id == terms.unit_id,
        Delivery.state.in_(coming),
        Delivery.closed_at.is_(None),
    )
    ours = and_(
        Document.holder_unit_id == terms.unit_id,
        Document.state.in_(going),
        Document.closed_at.is_(None),
    )
    field = [Document.type_code.in_(terms.types)] if terms.types else []
    field += [Document.issuer_unit_id.in_(terms.issuers)] if terms.issuers else []
    return and_(or_(here, ours), *field)


def _states(work: Work, mandate: Mandate, name: str) -> list[str]:
    """Return the states out of which a mandate lends an act of a procedure."""
    acts = acts_of(mandate.powers)
    return sorted(
        {
            state
            for procedure in work.procedures.all()
            if procedure.name == name
            for action in procedure.actions
            if (name, action.name) in acts
            for state in action.sources
        }
    )


def _acted_on(person_id: int | None, agency_id: int) -> ColumnElement[bool]:
    """Return the condition that the actor acted on it in another's place, in their agency."""
    return _there_is(
        DelegatedAct.document_id == Document.id,
        DelegatedAct.person_id == person_id,
        DelegatedAct.delegation_id == Delegation.id,
        Delegation.agency_id == agency_id,
    )


def _recalled(
    delivery: InstrumentedAttribute[int] | InstrumentedAttribute[int | None],
) -> ColumnElement[bool]:
    """Return the condition that what a delivery brought was recalled."""
    return exists().where(Recall.delivery_id == delivery, Recall.answer.in_(CLOSING))


def _there_is(*where: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return whether there is a row beside the document, even where a list has such rows too."""
    return exists().where(*where).correlate(Document)
