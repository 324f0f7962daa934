"""Orders to sign (TL.): what the agency's rules of work let heads of its units sign for the head.

NĐ 30/2020 Đ13.4: it stands in the rules of work or of records, names types of documents, and may
be handed on to one's deputy.  The chief of office or an administrator records it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert

from office.domain.delegations import SIGN, Terms, problem_of
from office.domain.errors import Invalid, Refused
from office.domain.people import ADMINISTRATOR, CHIEF, UNIT_HEAD
from office.domain.text import Text
from office.models.delegations import SigningOrder
from office.services import access, mandates, people
from office.services.cover import delegations
from office.services.outgoing import signing_capacity
from office.services.people import Member
from office.services.work import Work

#: Who records what the rules of work say.
RECORDERS = (CHIEF, ADMINISTRATOR)
_NO_HEAD = Text(
    "Cơ quan chưa có người đứng đầu (hoặc quyền đứng đầu) để giao ký thừa lệnh.",
    "The agency has no head, nor anybody acting as one, in whose order to sign.",
)
_NOT_BELOW = Text(
    "Chỉ giao cho người đứng đầu đơn vị thuộc cơ quan.", "Only for heads of the agency's units."
)
_NO_TYPES = Text("Hãy chọn loại văn bản được ký thừa lệnh.", "Choose the types it reaches.")
_NO_TYPE = Text("Loại văn bản không có.", "Unknown document type.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Who is to sign by order which types of documents, from when to when, and what says so."""

    delegate_id: int
    first_day: date
    last_day: date
    types: tuple[str, ...]
    basis: str


def may_record(work: Work) -> bool:
    """Say whether the actor records orders of their agency."""
    return work.actor.role in RECORDERS and work.actor.acting_for is None


def candidates(work: Work) -> list[Member]:
    """Return who heads a unit of the actor's agency, once each, by unit."""
    inside = [unit.id for unit in work.tree.parts_of(work.actor.agency_id)]
    found: dict[int, Member] = {}
    for member in people.members_of(work, inside):
        if member.role in (UNIT_HEAD, CHIEF):
            found.setdefault(member.person_id, member)
    return list(found.values())


def record(work: Work, order: Order) -> int:
    """Record an order in the name of the agency's head; returns the mandate's id.

    Raises Refused for all but the chief of office and administrators, and where the agency has
    no head; Invalid with the field to mend.
    """
    mandates.require_own_capacity(work.actor)
    access.require_role(work, *RECORDERS)
    head = signing_capacity.head(work, work.actor.agency_id)
    if head is None:
        raise Refused(_NO_HEAD)
    terms = Terms(
        giver_id=head.person_id,
        unit_id=head.unit_id,
        role=head.role,
        delegate_id=order.delegate_id,
        first_day=order.first_day,
        last_day=order.last_day,
        powers=(SIGN,),
        types=tuple(sorted(set(order.types))),
        basis=" ".join(order.basis.split()),
        shared=True,
        by_order=True,
    )
    _check(work, terms)
    key = delegations.keep(work, terms)
    row = {"delegation_id": key, "recorded_by": work.actor.person_id}
    work.db.execute(insert(SigningOrder).values(row))
    return key


def _check(work: Work, terms: Terms) -> None:
    if problem := problem_of(terms, work.today):
        raise Invalid(problem[0], field=problem[1])
    if terms.delegate_id not in {member.person_id for member in candidates(work)}:
        raise Invalid(_NOT_BELOW, field="delegate")
    if not terms.types:
        raise Invalid(_NO_TYPES, field="types")
    if set(terms.types) - work.types.keys():
        raise Invalid(_NO_TYPE, field="types")
