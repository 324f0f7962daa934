"""Opinions asked for (xin ý kiến): the item stays where it is while somebody is asked.

Of a delivery it is the item that is asked about; of a draft one version of its text, each of
those asked with a deadline of working days, and the answer says whether they agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, insert, select, update

from office.domain.asks import Assignee
from office.domain.movements import plain
from office.domain.reviews import STANCES
from office.domain.workdays import Limit
from office.models.base import table
from office.models.people import Person
from office.models.supervision import OpinionAsk
from office.services.parts import assignments, open_parts
from office.services.step import Run, Step
from office.services.work import Work

_ADD = insert(table(OpinionAsk))


def ask_opinion(work: Work, step: Step) -> None:
    """Effect: ask units or people of the agency; each has a number and perhaps a deadline."""
    names = assignments.checked(work, step.run.agency_id, list(step.form.assignees))
    last = select(func.max(OpinionAsk.n)).where(of_run(step.run))
    first = (work.db.scalar(last) or 0) + 1
    told: list[dict[str, Any]] = []
    for n, asked in enumerate(step.form.assignees, start=first):
        due_at = asked.due_at or _within(work, step)
        work.db.execute(_ADD, _row(work, step, (n, asked, due_at)))
        told.append(
            {
                "n": n,
                "unit": asked.unit_id,
                "unit_name": work.tree[asked.unit_id].name,
                "person": asked.person_id,
                "person_name": names.get(asked.person_id),
                "due": plain(due_at),
            }
        )
    step.facts["asked"] = told
    if step.run.delivery_id is None:
        step.facts["asked_of"] = _version(step)


def answer_opinion(work: Work, step: Step) -> None:
    """Effect: keep the answer beside its question; the question waits no longer."""
    question = open_parts.own_question(work, step)
    given = {"answer": step.words("opinion")}
    if step.run.delivery_id is None:
        stance = step.form.stance
        given = {"answer": given["answer"] or STANCES[stance].vi, "stance": stance}
        step.facts |= {"opinion": given["answer"], "stance": stance}
    work.db.execute(
        update(OpinionAsk)
        .where(OpinionAsk.id == question.id)
        .values(answered_by=work.actor.person_id, closed_at=work.at, **given)
    )
    step.facts["answered"] = question.n


def close_asks(work: Work, step: Step) -> None:
    """Effect: close what nobody has answered: the item is at its end, or the draft goes on."""
    closed = work.db.execute(
        update(OpinionAsk)
        .where(of_run(step.run), OpinionAsk.closed_at.is_(None))
        .values(closed_at=work.at)
        .returning(OpinionAsk.n, OpinionAsk.unit_id, OpinionAsk.person_id)
    ).all()
    if closed:
        step.facts["asks_closed"] = True
        step.facts["unanswered"] = [[row.unit_id, row.person_id] for row in sorted(closed)]


def asked(work: Work, run: Run) -> Sequence[Row[Any]]:
    """Return what was asked about a run (id, question, asked_name), the newest first."""
    return work.db.execute(
        select(OpinionAsk.id, OpinionAsk.question, Person.name.label("asked_name"))
        .join(Person, Person.id == OpinionAsk.asked_by)
        .where(of_run(run))
        .order_by(OpinionAsk.n.desc())
    ).all()


def of_run(run: Run) -> ColumnElement[bool]:
    """Return the condition that a question is of a run: of a delivery, or of the draft."""
    if run.delivery_id is not None:
        return OpinionAsk.delivery_id == run.delivery_id
    return and_(OpinionAsk.document_id == run.document_id, OpinionAsk.delivery_id.is_(None))


def _version(step: Step) -> int | None:
    """Return the version of the draft that is asked about; None for a delivery."""
    if step.run.delivery_id is not None:
        return None
    return int(step.values.get("version", step.run.row.version))


def _within(work: Work, step: Step) -> datetime | None:
    """Return the deadline of all who were given none of their own, by the working calendar."""
    if step.form.within is None:
        return None
    return work.due(step.run.agency_id, Limit(days=step.form.within), step.run.urgency)


def _row(work: Work, step: Step, what: tuple[int, Assignee, datetime | None]) -> dict[str, Any]:
    n, asked, due_at = what
    return {
        **{"document_id": step.run.document_id, "delivery_id": step.run.delivery_id},
        **{"n": n, "unit_id": asked.unit_id, "person_id": asked.person_id},
        "question": step.words("opinion"),
        "due_at": due_at,
        "asked_by": work.actor.person_id,
        "asked_at": work.at,
        "version": _version(step),
    }
