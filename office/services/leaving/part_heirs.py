"""Giving a part beside the lead, or a question, whose person cannot go on to somebody else.

The item stays where it is; the part keeps its deadline and whoever gave it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import insert, select, update

from office.domain.absences import Away
from office.domain.asks import INFORMED, LEAD, Assignee, Form
from office.domain.errors import Conflict, Invalid, Refused
from office.domain.parts import OpenPart, Question
from office.domain.text import Text
from office.models.base import table
from office.models.deliveries import Assignment, Delivery
from office.models.people import Person
from office.models.supervision import OpinionAsk
from office.models.units import UnitName
from office.services import documents
from office.services.cover import absences
from office.services.leaving import heirs
from office.services.parts import assignments, extensions, open_parts
from office.services.step import Run, lock
from office.services.work import Work

ACT = "hand_part"
_NOT_YOURS = Text(
    "Bàn giao phần phối hợp, nhận để biết, góp ý là việc của trưởng phòng của người có phần việc; "
    "của lãnh đạo, chánh văn phòng khi người đó vắng hoặc đã thôi việc.",
    "A part is handed on by the head of the unit that has it; by a leader or chief of office "
    "when its person is away or gone.",
)
_TWICE = Text(
    "{name} đã có phần việc trong văn bản {symbol}: hãy chọn người khác cho văn bản này.",
    "{name} has a part in document {symbol} already: choose somebody else for that one.",
)


def hand_on(work: Work, public_id: str, part_id: int, form: Form) -> OpenPart:
    """Give an open part beside the lead to the heir the form names; returns it as it was.

    Raises NotFound, Refused, Unsure, Invalid, and Conflict for a part no longer open.
    """
    run = lock(work, public_id)
    found = open_parts.parts(work, run)
    part = next((one for one in found if one.id == part_id and one.part != LEAD), None)
    if part is None:
        raise Conflict
    heir, name = _heir(work, run, part, (found, form))
    away: Mapping[int, Away] = {}
    if part.part != INFORMED:
        known = {heir.person_id or 0: name}
        away = absences.require_awareness(work, known, form.aware_of, part.due_at)
    _replace(work, run, part, heir)
    told = assignments.fact(work, _inherited(part, heir), name) | assignments.gone(away, heir)
    given = {
        "outer": assignments.as_fact(part.outer_due_at),
        "assigner": [part.assigner_id, part.assigner_role],
    }
    _seal(work, run, _facts(work, run, part, form) | {"parts": [told | given]})
    return part


def ask_another(work: Work, public_id: str, question_id: int, form: Form) -> Question:
    """Put a question that nobody has answered to the heir the form names; returns it as it was.

    Raises NotFound, Refused, Unsure, Invalid, and Conflict for a question no longer open.
    """
    run = lock(work, public_id)
    found = open_parts.questions(work, run)
    question = next((one for one in found if one.id == question_id), None)
    if question is None:
        raise Conflict
    heir, name = _heir(work, run, question, (found, form))
    absences.require_awareness(work, {heir.person_id or 0: name}, form.aware_of, None)
    whose = {"unit_id": heir.unit_id, "person_id": heir.person_id}
    work.db.execute(update(OpinionAsk).where(OpinionAsk.id == question.id).values(whose))
    anew = {"n": question.n, "unit": heir.unit_id, "person": heir.person_id}
    named = {"unit_name": work.tree[heir.unit_id].name, "person_name": name}
    _seal(work, run, _facts(work, run, question, form) | {"asked_anew": anew | named})
    return question


def _heir(
    work: Work,
    run: Run,
    part: OpenPart | Question,
    said: tuple[Sequence[OpenPart | Question], Form],
) -> tuple[Assignee, str]:
    """Return who takes a part over, and their name; raises where that may not be."""
    found, form = said
    if not heirs.may_hand_on(work, run, part.unit_id, part.person_id):
        raise Refused(_NOT_YOURS)
    (heir,) = form.assignees
    name = assignments.require_there(work, run.agency_id, heir)
    theirs = [o for o in found if (o.unit_id, o.person_id) == (heir.unit_id, heir.person_id)]
    if part in theirs:
        raise Conflict  # somebody else has handed it to them meanwhile
    if theirs:
        symbol = run.row.notation or run.row.subject
        raise Invalid(_TWICE.filled(name=name, symbol=symbol), field="items")
    return heir, name


def _inherited(part: OpenPart, heir: Assignee) -> Assignee:
    return Assignee(
        part=part.part, unit_id=heir.unit_id, person_id=heir.person_id, due_at=part.due_at
    )


def _replace(work: Work, run: Run, part: OpenPart, heir: Assignee) -> None:
    """Close a part and open the heir's; a request for more time ends with the old one."""
    work.db.execute(
        update(Assignment)
        .where(Assignment.id == part.id)
        .values(until=work.at, outcome=assignments.FORWARDED)
    )
    work.db.execute(
        insert(table(Assignment)),
        {
            "document_id": run.document_id,
            "delivery_id": run.delivery_id,
            "part": part.part,
            "unit_id": heir.unit_id,
            "person_id": heir.person_id,
            "since": work.at,
            "due_at": part.due_at,
            "outer_due_at": part.outer_due_at,
            "assigner_id": part.assigner_id,
            "assigner_role": part.assigner_role,
        },
    )
    extensions.lapse(work, run)


def _seal(work: Work, run: Run, facts: dict[str, Any]) -> None:
    """Seal what changed, and let forms that were opened before it be told so.

    A draft's text is not touched by who is asked about it: its writer goes on.
    """
    if run.delivery_id is None:
        facts["rev"] = run.revision
    revision = update(Delivery).where(Delivery.id == run.delivery_id)
    work.db.execute(revision.values(revision=Delivery.revision + 1))
    documents.happened(work, run.entered, facts, run.delivery_id)


def _facts(work: Work, run: Run, part: OpenPart | Question, form: Form) -> dict[str, Any]:
    """Return what is sealed: whose part or question it was, and why it is another's now."""
    giver = work.db.scalar(select(Person.name).where(Person.id == part.person_id))
    return heirs.sealed(work, run, ACT, form.reason) | {
        "handed": {
            **open_parts.whose(work, part),
            "name": giver or "",
            "unit_name": _called(work, part.unit_id),
        },
    }


def _called(work: Work, unit_id: int) -> str:
    """Return the name of a unit, the last it had when it is gone."""
    unit = work.tree.units.get(unit_id)
    names = select(UnitName.name).where(UnitName.unit_id == unit_id)
    last = names.order_by(UnitName.valid_from.desc()).limit(1)
    return unit.name if unit else work.db.scalar(last) or ""
