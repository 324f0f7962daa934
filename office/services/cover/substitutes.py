"""Who may act today in the place of somebody: by a mandate in force, whatever it reaches.

Whether it reaches one act on one document is for the guards, as with any actor.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import bindparam, select

from office.domain.people import Actor
from office.models.delegations import Delegation
from office.models.people import Membership
from office.services import capacities, mandates
from office.services.capacities import MembershipView
from office.services.work import Work

_LENT_BY = (
    select(Delegation.delegate_id)
    .where(Delegation.giver_id.in_(bindparam("givers", expanding=True)), mandates.IN_FORCE)
    .distinct()
)
_OF_PEOPLE = capacities.VALID.where(Membership.person_id.in_(bindparam("people", expanding=True)))


def of(work: Work, givers: Iterable[int]) -> list[Actor]:
    """Return everybody who may act for one of these people today, as they would act then."""
    asked = sorted(set(givers))
    if not asked:
        return []
    today = {"today": work.today}
    delegates = list(work.db.scalars(_LENT_BY, {**today, "givers": asked}))
    if not delegates:
        return []
    own: defaultdict[tuple[int, str], list[MembershipView]] = defaultdict(list)
    for row in work.db.execute(_OF_PEOPLE, {**today, "people": delegates}):
        own[row.person_id, row.name] += capacities.views(work, [row])
    return [
        mandates.acting(work, person, name, mandate)
        for (person, name), memberships in own.items()
        for mandate in mandates.received(work, person, memberships)
        if mandate.person_id in asked
    ]
