"""Giving a draft whose drafter cannot go on to somebody else, who is its drafter from then on."""

from __future__ import annotations

from typing import Any

from sqlalchemy import update

from office.domain.asks import Form
from office.domain.errors import Refused
from office.domain.movements import plain
from office.domain.people import CHIEF, LEADER, UNIT_HEAD
from office.domain.text import Text
from office.models.documents import Document
from office.services import movements
from office.services.cover import absences, missing
from office.services.parts import assignments
from office.services.step import Run, lock
from office.services.work import Work

ACT = "hand_draft"
_NOT_YOURS = Text(
    "Giao lại dự thảo là việc của trưởng phòng soạn thảo; của lãnh đạo, chánh văn phòng khi "
    "người soạn vắng hoặc đã thôi việc.",
    "A draft is handed on by the head of the drafting unit; by a leader or chief of office when "
    "its drafter is away or gone.",
)
_UNDER_REVIEW = Text(
    "Dự thảo đã trình thì không đổi người soạn.", "A draft under review keeps its drafter."
)


def hand_on(work: Work, public_id: str, form: Form) -> Run:
    """Make somebody else the drafter of a draft nobody has submitted; returns it as it was.

    The form names the heir and carries the reason.  Raises NotFound, Refused, Unsure, Invalid.
    """
    run = lock(work, public_id)
    _check(work, run)
    (heir,) = form.assignees
    name = assignments.require_there(work, run.agency_id, heir)
    absences.require_awareness(work, {heir.person_id or 0: name}, form.aware_of, None)
    values = {
        "drafter_id": heir.person_id,
        "drafting_unit_id": heir.unit_id,
        "held_since": work.at,
    }
    link = movements.record(
        work,
        (run.document_id, public_id),
        run.entered.link,
        _facts(work, run, (form, name), values),
    )
    work.db.execute(
        update(Document)
        .where(Document.id == run.document_id)
        .values(
            holder_unit_id=heir.unit_id,
            holder_person_id=heir.person_id,
            revision=Document.revision + 1,
            log_seq=link.seq,
            log_head=link.head,
            **values,
        )
    )
    return run


def _check(work: Work, run: Run) -> None:
    if run.delivery_id is not None or not run.workflow.state(run.state).editable:
        raise Refused(_UNDER_REVIEW)
    actor = work.actor
    near = actor.unit_id == run.holder_unit_id and actor.role in (UNIT_HEAD, LEADER, CHIEF)
    above = actor.unit_id == run.agency_id and actor.role in (LEADER, CHIEF)
    if not near and not (above and missing.absent(work, run.holder_unit_id, run.holder_person_id)):
        raise Refused(_NOT_YOURS)


def _facts(work: Work, run: Run, said: tuple[Form, str], values: dict[str, Any]) -> dict[str, Any]:
    form, name = said
    (heir,) = form.assignees
    return {
        "run": "draft",
        "run_name": work.tree[run.agency_id].name,
        "act": ACT,
        "procedure": [run.workflow.name, run.workflow.version],
        "from": run.state,
        "to": run.state,
        "holder": [heir.unit_id, heir.person_id],
        "due": assignments.as_fact(run.row.due_at),
        "rev": run.revision + 1,
        "content": run.row.content_digest,
        "row": {key: plain(value) for key, value in values.items()},
        "heir": {"person": heir.person_id, "name": name, "unit": work.tree[heir.unit_id].name},
        "reason": form.reason.strip(),
    }
