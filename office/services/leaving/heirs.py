"""What handing on a draft and handing on a part have in common: who may, and what is sealed."""

from __future__ import annotations

from typing import Any

from office.domain.people import CHIEF, LEADER, UNIT_HEAD
from office.services.cover import missing
from office.services.parts import assignments
from office.services.step import Run
from office.services.work import Work

#: Who may hand over; others see what waits.
HANDING = (UNIT_HEAD, CHIEF, LEADER)


def may_hand_on(work: Work, run: Run, unit_id: int, person_id: int | None) -> bool:
    """Say whether the actor may hand on what somebody has: as the head of that unit, or as who
    leads the agency when that person is away or gone."""
    actor = work.actor
    if actor.unit_id == unit_id and actor.role in HANDING:
        return True
    above = actor.unit_id == run.agency_id and actor.role in (LEADER, CHIEF)
    return above and missing.absent(work, unit_id, person_id)


def sealed(work: Work, run: Run, act: str, reason: str) -> dict[str, Any]:
    """Return what is sealed of a run that stays as and where it is while hands change in it."""
    return {
        "run": run.agency_id if run.delivery_id is not None else "draft",
        "run_name": work.tree[run.agency_id].name,
        "act": act,
        "procedure": [run.workflow.name, run.workflow.version],
        "from": run.state,
        "to": run.state,
        "holder": [run.holder_unit_id, run.holder_person_id],
        "due": assignments.as_fact(run.due_at),
        "rev": run.revision + 1,
        "reason": reason.strip(),
    }
