"""Giving a draft whose drafter cannot go on to somebody else, who is its drafter from then on."""

from __future__ import annotations

from typing import Any

from sqlalchemy import update

from office.domain.asks import Form
from office.domain.errors import Refused
from office.domain.movements import plain
from office.domain.text import Text
from office.models.documents import Document
from office.services import movements
from office.services.cover import absences
from office.services.leaving import heirs
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
    if not heirs.may_hand_on(work, run, run.holder_unit_id, run.holder_person_id):
        raise Refused(_NOT_YOURS)


def _facts(work: Work, run: Run, said: tuple[Form, str], values: dict[str, Any]) -> dict[str, Any]:
    form, name = said
    (heir,) = form.assignees
    return heirs.sealed(work, run, ACT, form.reason) | {
        "holder": [heir.unit_id, heir.person_id],
        "content": run.row.content_digest,
        "row": {key: plain(value) for key, value in values.items()},
        "heir": {"person": heir.person_id, "name": name, "unit": work.tree[heir.unit_id].name},
    }
