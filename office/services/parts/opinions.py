"""Opinions asked for (xin ý kiến): the item stays where it is while somebody is asked."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, insert, update

from office.domain.movements import plain
from office.models.base import table
from office.models.supervision import OpinionAsk
from office.services.parts import assignments, open_parts
from office.services.parts.open_parts import numbered
from office.services.step import Step
from office.services.work import Work

_ADD = insert(table(OpinionAsk))
_CLOSE = (
    update(OpinionAsk)
    .where(OpinionAsk.delivery_id == bindparam("delivery"), OpinionAsk.closed_at.is_(None))
    .values(closed_at=bindparam("now"))
)


def ask_opinion(work: Work, step: Step) -> None:
    """Effect: ask units or people of the agency; each has a number and perhaps a deadline."""
    names = assignments.checked(work, step.run.agency_id, list(step.form.assignees))
    first = numbered(work, step.run.delivery_id, OpinionAsk)
    told: list[dict[str, Any]] = []
    for n, asked in enumerate(step.form.assignees, start=first):
        row = {
            "document_id": step.run.document_id,
            "delivery_id": step.run.delivery_id,
            "n": n,
            "unit_id": asked.unit_id,
            "person_id": asked.person_id,
            "question": step.words("opinion"),
            "due_at": asked.due_at,
            "asked_by": work.actor.person_id,
            "asked_at": work.at,
        }
        work.db.execute(_ADD, row)
        told.append(
            {
                "n": n,
                "unit": asked.unit_id,
                "unit_name": work.tree[asked.unit_id].name,
                "person": asked.person_id,
                "person_name": names.get(asked.person_id),
                "due": plain(asked.due_at),
            }
        )
    step.facts["asked"] = told


def answer_opinion(work: Work, step: Step) -> None:
    """Effect: keep the answer beside its question; the question waits no longer."""
    question = open_parts.own_question(work, step)
    work.db.execute(
        update(OpinionAsk)
        .where(OpinionAsk.id == question.id)
        .values(answer=step.words("opinion"), answered_by=work.actor.person_id, closed_at=work.at)
    )
    step.facts["answered"] = question.n


def close_asks(work: Work, step: Step) -> None:
    """Effect: close what nobody has answered: the item is at its end."""
    closed = work.db.execute(_CLOSE, {"delivery": step.run.delivery_id, "now": work.at})
    if closed.rowcount:
        step.facts["asks_closed"] = True
