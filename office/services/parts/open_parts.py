"""The parts and questions of a delivery that are open now, as rules look at them."""

from __future__ import annotations

from sqlalchemy import BindParameter, and_, bindparam, func, select

from office.domain.errors import Invalid
from office.domain.parts import OpenPart, Question, mine
from office.domain.text import Text
from office.models.base import Base, table
from office.models.deliveries import Assignment
from office.models.supervision import Extension, OpinionAsk
from office.services.step import Run, Step
from office.services.work import Work

_DELIVERY: BindParameter[int] = bindparam("delivery")
_PARTS = (
    select(
        Assignment.id, Assignment.part, Assignment.unit_id, Assignment.person_id,
        Assignment.due_at, Assignment.outer_due_at, Assignment.assigner_id,
        Assignment.assigner_role, Extension.id.label("request"),
    )
    .outerjoin(
        Extension, and_(Extension.assignment_id == Assignment.id, Extension.status == "asked")
    )
    .where(Assignment.delivery_id == _DELIVERY, Assignment.until.is_(None))
    .order_by(Assignment.id)
)  # fmt: skip
_QUESTIONS = (
    select(OpinionAsk.id, OpinionAsk.n, OpinionAsk.unit_id, OpinionAsk.person_id)
    .where(OpinionAsk.closed_at.is_(None))
    .order_by(OpinionAsk.id)
)
_ON_DELIVERY = _QUESTIONS.where(OpinionAsk.delivery_id == _DELIVERY)
_ON_DRAFT = _QUESTIONS.where(
    OpinionAsk.document_id == bindparam("document"), OpinionAsk.delivery_id.is_(None)
)


def parts(work: Work, run: Run) -> tuple[OpenPart, ...]:
    """Return the open parts of a run, oldest first; a draft has none."""
    if run.delivery_id is None:
        return ()
    return tuple(
        OpenPart(
            id=row.id,
            part=row.part,
            unit_id=row.unit_id,
            person_id=row.person_id,
            due_at=row.due_at,
            outer_due_at=row.outer_due_at,
            assigner_id=row.assigner_id,
            assigner_role=row.assigner_role,
            extension_asked=row.request is not None,
        )
        for row in work.db.execute(_PARTS, {"delivery": run.delivery_id})
    )


def questions(work: Work, run: Run) -> tuple[Question, ...]:
    """Return the opinions that were asked for on a run and not given yet, oldest first."""
    if run.delivery_id is None:
        rows = work.db.execute(_ON_DRAFT, {"document": run.document_id})
    else:
        rows = work.db.execute(_ON_DELIVERY, {"delivery": run.delivery_id})
    return tuple(Question(id=r.id, n=r.n, unit_id=r.unit_id, person_id=r.person_id) for r in rows)


def own(work: Work, step: Step, *kinds: str) -> OpenPart:
    """Return the actor's open part of one of `kinds`: the one the form means, or the first."""
    return _meant(mine(parts(work, step.run), work.actor, *kinds), step.form.which)


def chosen(work: Work, step: Step, *kinds: str) -> OpenPart:
    """Return the open part that the form chose, whosever it is; raises Invalid."""
    found = [part for part in parts(work, step.run) if part.part in kinds]
    return _meant(found, step.form.which)


def own_question(work: Work, step: Step) -> Question:
    """Return the question to the actor that the form means, or the first; raises Invalid."""
    found = mine(questions(work, step.run), work.actor)
    picked = [one for one in found if step.form.which in (None, one.id)]
    if picked:
        return picked[0]
    raise _not_there()


def numbered(work: Work, delivery_id: int | None, model: type[Base]) -> int:
    """Return the next number of a delivery's rows in a table; the document's lock is held."""
    columns = table(model).c
    last = work.db.scalar(select(func.max(columns.n)).where(columns.delivery_id == delivery_id))
    return (last or 0) + 1


def _meant(found: list[OpenPart], which: int | None) -> OpenPart:
    for part in found:
        if which in (None, part.id):
            return part
    raise _not_there()


def _not_there() -> Invalid:
    return Invalid(
        Text("Phần việc này không còn mở nữa.", "That part is not open any more."), field="which"
    )


def whose(work: Work, part: OpenPart | Question) -> dict[str, object]:
    """Return a part as records name it: what it is and whose."""
    return {"part": part.part, "unit": part.unit_id, "person": part.person_id}
