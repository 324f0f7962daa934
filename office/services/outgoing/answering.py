"""The answer closes the loop: what was answered by an issued letter is completed by it."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from office.domain.asks import Form
from office.domain.numbering import symbol_text
from office.domain.people import system
from office.models.deliveries import Delivery
from office.models.documents import Document
from office.services import documents
from office.services.step import Step
from office.services.work import Work

ANSWERED = "answered"


def closes(work: Work, step: Step) -> None:
    """Let the issue of a draft complete what it answers, in the agency that answers it.

    Nothing follows where the procedure version of that item, or its state, knows no such
    step: what is still with the leader is not done because a letter went out.
    """
    if step.run.row.answers_id is None:
        return
    # Locked first and read then: what is read while waiting for the lock may be old.
    documents.locked(work, Document.id == step.run.row.answers_id)
    asked = work.db.execute(
        select(Document.public_id, Delivery.procedure, Delivery.procedure_version, Delivery.state)
        .join(Delivery, Delivery.document_id == Document.id)
        .where(Document.id == step.run.row.answers_id, Delivery.unit_id == step.run.agency_id)
    ).first()
    if asked is None:
        return
    workflow = work.procedures[asked.procedure, asked.procedure_version]
    if all(action.name != ANSWERED for action in workflow.actions_from(asked.state)):
        return
    office = system(step.run.agency_id, work.tree[step.run.agency_id].name)
    form = Form(answer=step.run.row.public_id)
    step.moves.append((replace(work, actor=office), asked.public_id, ANSWERED, form))


def name_answer(work: Work, step: Step) -> None:
    """Effect: name the letter that answers the item, by its id and its symbol."""
    letter = work.db.execute(
        select(Document.number_text, Document.notation).where(
            Document.public_id == step.form.answer,
            Document.answers_id == step.run.document_id,
            Document.agency_id == step.run.agency_id,
        )
    ).one()
    symbol = symbol_text(letter.number_text, letter.notation)
    step.facts["answer"] = {"doc": step.form.answer, "symbol": symbol}
