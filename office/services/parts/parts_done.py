"""What co-handlers and the informed do with their parts while the item stays with its lead."""

from __future__ import annotations

from sqlalchemy import update

from office.domain.asks import CO, INFORMED
from office.domain.parts import OpenPart
from office.models.deliveries import Assignment
from office.services.parts import extensions, open_parts
from office.services.step import Step
from office.services.work import Work

DONE = "done"
SEEN = "seen"


def report_part(work: Work, step: Step) -> None:
    """Effect: close the actor's co-handling part as done, with the opinion that was written."""
    part = open_parts.own(work, step, CO)
    _end(work, step, part, DONE)


def mark_seen(work: Work, step: Step) -> None:
    """Effect: note that the informed unit or person has seen it; it was never a task."""
    _end(work, step, open_parts.own(work, step, INFORMED), SEEN)


def _end(work: Work, step: Step, part: OpenPart, outcome: str) -> None:
    said = step.words("opinion") if outcome == DONE else ""
    work.db.execute(
        update(Assignment)
        .where(Assignment.id == part.id)
        .values(until=work.at, outcome=outcome, opinion=said)
    )
    extensions.lapse(work, step.run)
    step.facts["ended"] = {**open_parts.whose(work, part), "outcome": outcome}
