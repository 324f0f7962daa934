"""A recall at one recipient: asked for, and how it ends there, each sealed on its run."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import and_, bindparam, insert, select, update

from office.domain.errors import Refused
from office.domain.movements import as_recorded, plain
from office.domain.recalls import AGREED, AT_ONCE, BY_CONSENT, DECLINED, TAKEN_BACK, way
from office.domain.text import Text
from office.domain.workdays import parse_limit
from office.models.base import table
from office.models.deliveries import Delivery
from office.models.recalls import Recall
from office.services import documents
from office.services.documents import Entered
from office.services.parts.open_parts import numbered
from office.services.step import Step
from office.services.work import Work

#: What a status report says of a recall (QCVN 102:2016).
AGREED_CODE = "15"
DECLINED_CODE = "16"

_ADD = insert(table(Recall))
_SETTLE = (
    update(Recall)
    .where(Recall.delivery_id == bindparam("delivery"), Recall.settled_at.is_(None))
    .values(
        answer=bindparam("said"),
        answer_reason=bindparam("why"),
        answered_by=bindparam("who"),
        settled_at=bindparam("now"),
    )
    .returning(Recall.n)
)


class At(NamedTuple):
    """The recipient a recall is about: its delivery and its unit."""

    delivery_id: int
    unit_id: int


def ask(work: Work, entered: Entered, at: At, reason: str, packet: str = "") -> Entered:
    """Record that the sender asks a recipient for a document back; return the chain's new end.

    `packet` is the SHA-256 of the packet that asks.  The caller holds the document's lock and
    knows that no recall is open there.
    """
    n = numbered(work, at.delivery_id, Recall)
    reason = as_recorded(reason)
    answer_by = work.calendar.due(work.at, parse_limit(work.settings.recall_answer))
    row = {
        "document_id": entered.id,
        "delivery_id": at.delivery_id,
        "n": n,
        "reason": reason,
        "asked_by": work.actor.person_id,
        "packet": packet,
        "asked_at": work.at,
        "answer_by": answer_by,
    }
    work.db.execute(_ADD, row)
    facts: dict[str, Any] = {
        "act": "ask_recall",
        "run": at.unit_id,
        "run_name": work.tree[at.unit_id].name,
        "reason": reason,
        "recall": {"n": n, "answer_by": plain(answer_by)},
        **({"packet": {"sha256": packet}} if packet else {}),
    }
    return documents.happened(work, entered, facts, at.delivery_id)


def ask_here(work: Work, entered: Entered, reason: str, packet: str) -> int:
    """Record a recall that came by packet with every recipient here; return with how many.

    Nothing is closed by it: who sent a packet is not proved, so that a person answers.
    """
    waiting = and_(Recall.delivery_id == Delivery.id, Recall.settled_at.is_(None))
    rows = work.db.execute(
        select(Delivery.__table__, Recall.id.label("recall"))
        .outerjoin(Recall, waiting)
        .where(Delivery.document_id == entered.id)
        .order_by(Delivery.id)
    ).all()
    asked = 0
    for row in rows:
        workflow = work.procedures[row.procedure, row.procedure_version]
        if way(workflow, row.state, waiting=row.recall is not None) in (AT_ONCE, BY_CONSENT):
            entered = ask(work, entered, At(row.id, row.unit_id), reason, packet)
            asked += 1
    return asked


def settle(work: Work, delivery_id: int, answer: str, reason: str) -> dict[str, Any]:
    """End the open recall of a delivery and return what to record of it; raises Refused."""
    ended = {
        "delivery": delivery_id,
        "said": answer,
        "why": reason,
        "who": work.actor.person_id,
        "now": work.at,
    }
    n = work.db.scalar(_SETTLE, ended)
    if n is None:
        raise Refused(
            Text("Không có đề nghị thu hồi nào đang chờ.", "No recall is waiting for an answer.")
        )
    return {"n": n, "answer": answer}


def withdraw(work: Work, step: Step) -> None:
    """Effect: take the document back from a recipient that had not accepted it."""
    _end(work, step, TAKEN_BACK)


def agree(work: Work, step: Step) -> None:
    """Effect: the recipient agrees; from now on the content is closed to it."""
    _end(work, step, AGREED)
    if step.decision.action.stays:  # else the state it comes to is reported
        step.report(AGREED_CODE)


def decline(work: Work, step: Step) -> None:
    """Effect: the recipient keeps the document; the sender hears why."""
    _end(work, step, DECLINED)
    step.report(DECLINED_CODE)


def _end(work: Work, step: Step, answer: str) -> None:
    if step.run.delivery_id is None:
        raise ValueError("a draft has not been sent: it cannot be recalled")
    words = step.words("reason")
    step.facts["recall"] = settle(work, step.run.delivery_id, answer, words)
