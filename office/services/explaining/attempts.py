"""Acts that were tried and refused: who, what, on which document, which rules said no, when.

Only what was refused to somebody who may know of the document: who may not is told that
there is none, and nothing is kept.
"""

from __future__ import annotations

from sqlalchemy import func, select

from office.database import inserting
from office.domain.errors import NotFound, OfficeError, Refused
from office.domain.guards import GUARDS
from office.domain.text import joined
from office.engine import machine
from office.models.audit import RefusedAttempt
from office.models.base import table
from office.services import routing, step
from office.services.work import Work

#: The rules that part who drafts, who reviews and who signs (NĐ 30/2020 Đ12, Đ13).
SELF_APPROVAL = frozenset(
    {"drafter_does_not_approve", "approver_does_not_sign", "reviewers_differ"}
)
#: What said no that is no guard: the state, or where the actor stands.
STATE, PLACE = "state", "place"
#: Somebody hammering at a door is kept so many times a minute, and no more.
MOST_A_MINUTE = 20
LONGEST = 64


def note(work: Work, public_id: str, action: str, refusal: OfficeError) -> None:
    """Record a refused act in a transaction of its own; the same one counts on for a minute.

    What only lacks something in its form is no attempt at what is not allowed.
    """
    if not isinstance(refusal, Refused) or work.actor.person_id is None:
        return
    try:
        run = step.read(work, public_id)
    except NotFound:
        return
    rules = _rules(work, run, action, refusal)
    if rules and _has_room(work, run.document_id, action[:LONGEST]):
        _keep(work, run.document_id, action[:LONGEST], (rules, refusal))


def _rules(work: Work, run: step.Run, action: str, refusal: Refused) -> list[str]:
    """Return the names of the rules whose words are in the refusal."""
    candidates = [a for a in run.workflow.actions_from(run.state) if a.name == action]
    if not candidates:
        return [STATE]
    seen = routing.situation(work, run, action)
    said = {text for a in candidates for text in machine.reasons(a, seen)} & set(refusal.reasons)
    named = [name for name, guard in GUARDS.items() if guard(seen) in said]
    return [*named, *([PLACE] if len(said) > len(named) else [])]


def _has_room(work: Work, document_id: int, action: str) -> bool:
    """Say whether the person has tried little enough this minute, or the same thing before."""
    mine = (
        RefusedAttempt.person_id == work.actor.person_id,
        RefusedAttempt.minute == _minute(work),
    )
    same = (RefusedAttempt.document_id == document_id, RefusedAttempt.action == action)
    kept = work.db.scalar(select(func.count()).select_from(RefusedAttempt).where(*mine)) or 0
    if kept < MOST_A_MINUTE:
        return True
    return work.db.scalar(select(RefusedAttempt.id).where(*mine, *same)) is not None


def _keep(work: Work, document_id: int, action: str, said: tuple[list[str], Refused]) -> None:
    rules, refusal = said
    words = joined(refusal.reasons, " ")
    values = {
        "at": work.at,
        "minute": _minute(work),
        "person_id": work.actor.person_id,
        "unit_id": work.actor.unit_id,
        "role": work.actor.role,
        "document_id": document_id,
        "action": action,
        "rules": " ".join(rules),
        "self_approval": bool(SELF_APPROVAL & set(rules)),
        "reasons_vi": words.vi,
        "reasons_en": words.en,
        "times": 1,
    }
    work.db.execute(
        inserting(work.db, table(RefusedAttempt))
        .values(values)
        .on_conflict_do_update(
            index_elements=["person_id", "document_id", "action", "minute"],
            set_={"times": RefusedAttempt.times + 1},
        )
    )


def _minute(work: Work) -> int:
    return int(work.at.timestamp()) // 60
