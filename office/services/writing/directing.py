"""A directive's words as a proposal of parts, matched against the agency as it is today."""

from __future__ import annotations

from office.domain import directives
from office.domain.directives import Proposal
from office.domain.people import CHIEF, CLERK, LEADER, SPECIALIST, UNIT_HEAD
from office.domain.roster import Colleague, Roster, Who
from office.domain.unit_aliases import Named
from office.services import access, people
from office.services.people import Member
from office.services.work import Work

#: Whoever may give somebody a part in some procedure.
ASSIGNERS = (LEADER, CHIEF, CLERK, UNIT_HEAD, SPECIALIST)


def propose(work: Work, words: str) -> Proposal:
    """Return what the words of a directive propose, for the actor's agency, now.

    It changes nothing and is no record: what the leader confirms is.  Raises Refused for
    capacities that give no work.
    """
    access.require_lent_or_own(work, *ASSIGNERS)
    return directives.propose(words, _roster(work), work.at, work.calendar)


def names(work: Work) -> dict[Who, tuple[str, str | None]]:
    """Return the name of each unit and person of the agency: (unit, person or None)."""
    units = {unit.id: unit.name for unit in work.tree.parts_of(work.actor.agency_id)}
    found: dict[Who, tuple[str, str | None]] = {
        Who(key): (name, None) for key, name in units.items()
    }
    for one in _members(work):
        found[Who(one.unit_id, one.person_id)] = (units[one.unit_id], one.name)
    return found


def _roster(work: Work) -> Roster:
    agency = work.actor.agency_id
    return Roster(
        [
            Named(unit.id, unit.name, unit.abbreviation, unit.id == agency)
            for unit in work.tree.parts_of(agency)
        ],
        [Colleague(one.person_id, one.unit_id, one.name, one.position) for one in _members(work)],
    )


def _members(work: Work) -> list[Member]:
    units = [unit.id for unit in work.tree.parts_of(work.actor.agency_id)]
    return people.members_of(work, units)
