"""Who could take an action that is closed to the actor: by name, in the capacity that may.

The answer comes from the procedure's `by` and the memberships of today, and asks the very
guards that closed it: somebody is named only if the action is open to them.  For whoever is
away, those who may act in their place are named as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import cast

from sqlalchemy import bindparam, tuple_

from office.domain.decision import Offer
from office.domain.guards import Situation
from office.domain.people import ROLES, Actor
from office.domain.text import Text
from office.domain.workflow import (
    AGENCY,
    ASKED,
    CO,
    DRAFTER,
    DRAFTING,
    INFORMED,
    OFFICE,
    PART,
    Action,
)
from office.engine import machine
from office.models.people import Membership
from office.services import capacities, routing
from office.services.cover import presence, substitutes
from office.services.cover.presence import Presence
from office.services.step import Run
from office.services.work import Work

#: So many people are named; more are only counted.
NAMED = 5
#: Memberships looked at: an agency has fewer people with a role.
LOOKED_AT = 500
_IN_PLACES = capacities.VALID.where(
    tuple_(Membership.role, Membership.unit_id).in_(bindparam("places", expanding=True))
).limit(LOOKED_AT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Able:
    """Somebody who can take an action now, as what and where, and whether they are there.

    `acting_for` is the absent person in whose place they can, and `giver_name` that one's name.
    """

    person_id: int
    name: str
    unit_id: int
    unit_name: str
    role: str
    position: str
    presence: Presence
    acting_for: int | None = None
    giver_name: str = ""

    @property
    def here(self) -> bool:
        """Say whether the person is signed in now, and not away."""
        return self.presence.code == presence.HERE

    @property
    def capacity(self) -> Text:
        """Return as what they can."""
        own = Text(self.position, self.position) if self.position else ROLES[self.role]
        if self.acting_for is None:
            return own
        said = Text("{own}, làm thay {name}", "{own}, acting for {name}")
        return said.filled(own=own, name=self.giver_name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    """A closed action: why, who can take it instead, and how many more than are named."""

    offer: Offer
    people: Sequence[Able]
    more: int


def closed(work: Work, run: Run, offers: Iterable[Offer]) -> dict[str, Closed]:
    """Return who can take each closed action among `offers`, by its name; asks as few times
    as there are kinds of facts."""
    shut = [offer for offer in offers if not offer.open]
    if not shut:
        return {}
    facts = routing.situation(work, run, *(offer.action.name for offer in shut))
    able = {
        offer.action.name: _able(facts, offer.action, candidates)
        for offer, candidates in _candidates(work, run, shut, facts)
    }
    seen = presence.of(work, _keys(one for found in able.values() for one in found))
    lent = _lent(work, able.values(), seen)
    for offer in shut:
        able[offer.action.name] += _able(facts, offer.action, lent, able[offer.action.name])
    return {offer.action.name: _closed(offer, able[offer.action.name], seen) for offer in shut}


def people(work: Work, run: Run, action: Action) -> list[Able]:
    """Return everybody who can take one action of a run now, the actor left out."""
    offer = Offer(action, (Text("", ""),))
    facts = routing.situation(work, run, action.name)
    ((_, candidates),) = _candidates(work, run, [offer], facts)
    found = _able(facts, action, candidates)
    seen = presence.of(work, _keys(found))
    found += _able(facts, action, _lent(work, [found], seen), found)
    return [_named(one, seen) for one in found]


def may(work: Work, run: Run, action: Action) -> bool:
    """Say whether the actor can take an action of a run now."""
    return not machine.reasons(action, routing.situation(work, run, action.name))


def _lent(work: Work, found: Iterable[Sequence[Actor]], seen: dict[int, Presence]) -> list[Actor]:
    """Return who may act for those of these who are away; adds to `seen` who of them is there."""
    away = {one for one, told in seen.items() if told.code == presence.AWAY}
    named = {cast(int, one.person_id) for able in found for one in able}
    lent = substitutes.of(work, away & named)
    seen |= presence.of(work, set(_keys(lent)) - seen.keys())
    return lent


def _keys(found: Iterable[Actor]) -> list[int]:
    return [cast(int, one.person_id) for one in found]


def _closed(offer: Offer, found: Sequence[Actor], seen: dict[int, Presence]) -> Closed:
    """Name those who are there first, those who are away last."""
    named = sorted((_named(one, seen) for one in found), key=_place)
    return Closed(offer=offer, people=named[:NAMED], more=max(0, len(named) - NAMED))


def _place(one: Able) -> tuple[int, str]:
    return presence.CODES.index(one.presence.code), one.name


def _named(one: Actor, seen: dict[int, Presence]) -> Able:
    person_id = cast(int, one.person_id)  # candidates are people, never the office itself
    mandate = one.acting_for
    return Able(
        person_id=person_id,
        name=one.name,
        unit_id=one.unit_id,
        unit_name=one.unit_name,
        role=one.role,
        position=mandate.own_position if mandate else one.position,
        presence=seen[person_id],
        acting_for=mandate.person_id if mandate else None,
        giver_name=mandate.giver_name if mandate else "",
    )


def _able(
    facts: Situation, action: Action, candidates: Iterable[Actor], known: Iterable[Actor] = ()
) -> list[Actor]:
    """Return the candidates to whom the action is open, each person once, but for the known."""
    found: dict[int | None, Actor] = {}
    named = {facts.actor.person_id, *(one.person_id for one in known)}
    for one in candidates:
        if one.person_id in named or one.person_id in found:
            continue
        if not machine.reasons(action, replace(facts, actor=one)):
            found[one.person_id] = one
    return list(found.values())


def _candidates(
    work: Work, run: Run, offers: Sequence[Offer], facts: Situation
) -> list[tuple[Offer, list[Actor]]]:
    """Return each action with whoever has a role of it in the right unit, in one statement."""
    pairs = {offer.action.name: _standing(run, offer.action, facts) for offer in offers}
    wanted = sorted({pair for found in pairs.values() for pair in found})
    if not wanted:
        return [(offer, []) for offer in offers]
    rows = work.db.execute(_IN_PLACES, {"today": work.today, "places": wanted}).all()
    actors = [
        capacities.acting(work, row.person_id, row.name, capacity)
        for row in rows
        for capacity in capacities.views(work, [row])
    ]
    return [
        (offer, [one for one in actors if (one.role, one.unit_id) in pairs[offer.action.name]])
        for offer in offers
    ]


def _standing(run: Run, action: Action, facts: Situation) -> set[tuple[str, int]]:
    """Return each role with every unit it may stand in to take the action."""
    parts = {part.unit_id for part in facts.parts}
    units: dict[str, set[int]] = {
        AGENCY: {run.agency_id},
        DRAFTING: {run.row.drafting_unit_id},
        DRAFTER: {run.row.drafting_unit_id},
        PART: parts,
        CO: parts,
        INFORMED: parts,
        ASKED: {question.unit_id for question in facts.questions},
    }
    return {
        (role, unit)
        for role, place in action.by
        if place != OFFICE
        for unit in units.get(place, {run.holder_unit_id})
        if unit is not None
    }
