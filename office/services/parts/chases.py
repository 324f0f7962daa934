"""Reminders (đôn đốc): numbered in their delivery, dated, with words, to whoever has a part."""

from __future__ import annotations

from sqlalchemy import insert

from office.domain.asks import CO, LEAD
from office.domain.errors import Refused
from office.domain.people import UNIT_HEAD
from office.domain.text import Text
from office.models.base import table
from office.models.supervision import Chase
from office.services.parts import open_parts
from office.services.parts.open_parts import numbered, whose
from office.services.step import Step
from office.services.work import Work

_ADD = insert(table(Chase))


def chase(work: Work, step: Step) -> None:
    """Effect: record the next reminder to the lead or a co-handler.

    The head of a unit chases inside it; the agency's clerk, chief and leaders everybody.
    """
    part = open_parts.chosen(work, step, LEAD, CO)
    if work.actor.role == UNIT_HEAD and part.unit_id != work.actor.unit_id:
        raise Refused(
            Text(
                "Trưởng phòng chỉ đôn đốc người của đơn vị mình.",
                "A unit head chases only inside the unit.",
            )
        )
    n = numbered(work, step.run.delivery_id, Chase)
    row = {
        "document_id": step.run.document_id,
        "delivery_id": step.run.delivery_id,
        "assignment_id": part.id,
        "n": n,
        "content": step.words("opinion"),
        "by_id": work.actor.person_id,
        "at": work.at,
    }
    work.db.execute(_ADD, row)
    named = {**whose(work, part), "unit_name": work.tree[part.unit_id].name}
    step.facts["chase"] = {"n": n, **named}
