"""Items whose holder cannot act: away, gone, or in a unit that is no more; and who is stood for.

What guards look at beside the run itself, read only where an action asks for it.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import bindparam, select

from office.domain.people import ADMINISTRATOR, AUDITOR
from office.domain.workflow import HOLDING, Action
from office.models.delegations import DelegatedAct, Delegation
from office.models.people import Membership, Person
from office.services import capacities
from office.services.cover import absences
from office.services.step import Run
from office.services.work import Work

_WORKS = (
    select(Membership.id)
    .join(Person, Person.id == Membership.person_id)
    .where(
        Membership.person_id == bindparam("person"),
        Membership.unit_id == bindparam("unit"),
        Membership.role.not_in((AUDITOR, ADMINISTRATOR)),
        Person.active,
        capacities.COUNTS,
    )
    .limit(1)
)
_STOOD_FOR = (
    select(DelegatedAct.person_id, Delegation.giver_id)
    .join(Delegation, Delegation.id == DelegatedAct.delegation_id)
    .where(DelegatedAct.document_id == bindparam("document"))
)
#: Guards that compare who acts now with whose hands the document went through.
COMPARING = frozenset({"drafter_does_not_approve", "approver_does_not_sign", "reviewers_differ"})


def holder_missing(work: Work, run: Run, actions: Iterable[Action]) -> bool:
    """Say whether who holds a run cannot act, where it matters to these actions: for somebody
    who leads the agency and is asked about an item of one of its units."""
    actor = work.actor
    above = actor.unit_id == run.agency_id != run.holder_unit_id
    if not above or all(dict(one.by).get(actor.role) != HOLDING for one in actions):
        return False
    return absent(work, run.holder_unit_id, run.holder_person_id)


def absent(work: Work, unit_id: int, person_id: int | None) -> bool:
    """Say whether who holds something cannot act today: away, gone, or in a unit that is gone."""
    if left(work, unit_id, person_id):
        return True
    return person_id is not None and bool(absences.away(work, [person_id]))


def left(work: Work, unit_id: int, person_id: int | None) -> bool:
    """Say whether a unit is gone, or the person named there no longer works in it."""
    if unit_id not in work.tree.units:
        return True
    asked = {"person": person_id, "unit": unit_id, "today": work.today}
    return person_id is not None and work.db.execute(_WORKS, asked).first() is None


def stood_for(work: Work, run: Run, guards: Iterable[str]) -> frozenset[tuple[int, int]]:
    """Return who acted on a draft in whose place, where a guard compares hands."""
    if run.delivery_id is not None or COMPARING.isdisjoint(guards):
        return frozenset()
    rows = work.db.execute(_STOOD_FOR, {"document": run.document_id})
    return frozenset((row.person_id, row.giver_id) for row in rows)
