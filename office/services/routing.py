"""Taking an action on a document: the use case that every other one leads to.

Lock, decide, let the effects say what follows, write: the run's row, the sealed
movement, the promises.  Nothing else in the office changes a state.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, update

from office.domain.asks import Form
from office.domain.decision import Offer
from office.domain.errors import Conflict
from office.domain.guards import Situation
from office.domain.movements import plain
from office.domain.recalls import ASKED as RECALL_ASKED
from office.domain.workflow import AGENCY, ASKED, CO, DRAFTER, DRAFTING, INFORMED, PART, Action
from office.engine import machine
from office.engine.machine import Question
from office.models.deliveries import Delivery
from office.models.documents import Document
from office.services import movements, outbox
from office.services.cover import missing
from office.services.effects import EFFECTS
from office.services.files import awareness
from office.services.movements import Link
from office.services.notifying import notices, nudges
from office.services.outgoing import approvals, drafts
from office.services.parts import (
    assignments,
    open_parts,
)
from office.services.step import Run, Step, lock, read
from office.services.work import Work

#: What the guards and places of an action look at, beside the run's own columns.
_LOOK_AT_TEXT = {"has_content", "content_unchanged", "submitted_unchanged"}
_LOOK_AT_PARTS = {PART, CO, INFORMED, "assigner_or_higher", "extension_asked", "no_extension_asked"}

_KEPT = ("arrived_at", "arrival_number")
_DRAFT_KEPT = (
    "version", "content_digest", "content_by", "form_by", "signed_by", "number", "number_text",
    "notation", "issued_on", "code", "signer_authority", "signer_position", "signer_name",
)  # fmt: skip
_MOVED = ("state", "closed_at", "holder_unit_id", "holder_person_id", "held_since", "due_at")

_MOVE_DELIVERY = (
    update(Delivery)
    .where(Delivery.id == bindparam("key"), Delivery.revision == bindparam("seen"))
    .values(
        {name: bindparam(f"new_{name}") for name in (*_MOVED, *_KEPT)}
        | {"revision": Delivery.revision + 1}
    )
)
_LENGTHEN = (
    update(Document)
    .where(Document.id == bindparam("key"))
    .values(log_seq=bindparam("seq"), log_head=bindparam("head"))
)
_MOVE_DRAFT = (
    update(Document)
    .where(Document.id == bindparam("key"), Document.revision == bindparam("seen"))
    .values(
        {name: bindparam(f"new_{name}") for name in (*_MOVED, *_DRAFT_KEPT)}
        | {"revision": bindparam("rev")}
        | {"log_seq": bindparam("seq"), "log_head": bindparam("head")}
    )
)


def move(
    work: Work,
    public_id: str,
    action: str,
    form: Form | None = None,
    *,
    revision: int | None = None,
) -> Step:
    """Take `action` on the run that the actor's agency has of a document.

    `revision` is the run's as the actor last saw it.  Raises NotFound, Conflict,
    Refused with every reason, or Invalid; then nothing has changed.
    """
    run, form = lock(work, public_id), form or Form()
    approvals.require_seen(run, form, revision)
    question = Question(situation(work, run, action), form, work.at)
    step = Step(run, machine.decide(run.workflow, run.state, action, question), form)
    awareness.seal(work, step)
    for effect in step.decision.action.effects:
        EFFECTS[effect](work, step)
    _write(work, step)
    stays = step.decision.action.stays
    nudges.settle(work, run, action, stays=stays)
    notices.acted(work, run.document_id)
    _report(step)
    for kind, payload in step.follow:
        outbox.post(work, kind, payload)
    for further in step.moves:
        move(*further)
    return step


def decided(work: Work, public_id: str, action: str) -> Step:
    """Return the step as it would be taken now, without taking it; raises as `move` does."""
    run = read(work, public_id)
    question = Question(situation(work, run, action), Form(), work.at)
    return Step(run, machine.decide(run.workflow, run.state, action, question), Form())


def offers(work: Work, public_id: str) -> tuple[Run, list[Offer]]:
    """Return the run of the actor's agency and every action out of its state.

    An answer to a recall is offered only while somebody asks for the document back.
    """
    run = read(work, public_id)
    asked = situation(work, run, *(a.name for a in run.workflow.actions_from(run.state)))
    found = machine.offers(run.workflow, run.state, asked)
    return run, [o for o in found if asked.recall_asked or RECALL_ASKED not in o.action.guards]


def situation(work: Work, run: Run, *actions: str) -> Situation:
    """Gather what the guards of `actions` may look at, reading no more than they need."""
    row = run.row
    taken = _named(run, actions)
    named = {g for a in taken for g in a.guards} | {place for a in taken for _, place in a.by}
    needs_text = run.delivery_id is None and named & _LOOK_AT_TEXT
    text = drafts.content(work, run) if needs_text else None
    return Situation(
        actor=work.actor,
        agency_id=run.agency_id,
        holder_unit_id=run.holder_unit_id,
        holder_person_id=run.holder_person_id,
        drafting_unit_id=row.drafting_unit_id,
        drafter_id=row.drafter_id,
        content_by=row.content_by,
        form_by=row.form_by,
        signed_by=row.signed_by,
        subject=row.subject,
        has_content=text is None or bool(text.body.strip() or text.files),
        recipients=drafts.recipient_count(work, run.document_id)
        if "has_recipients" in named
        else 0,
        frozen_digest=row.content_digest,
        digest=drafts.digest(text) if text else "",
        parts=open_parts.parts(work, run) if named & _LOOK_AT_PARTS else (),
        questions=open_parts.questions(work, run) if ASKED in named else (),
        procedure=run.workflow.name,
        type_code=row.type_code,
        issuer_unit_id=row.issuer_unit_id,
        holder_missing=missing.holder_missing(work, run, taken),
        stood_for=missing.stood_for(work, run, named),
        recall_asked=bool(row.recall_asked),
        approved=approvals.standing(work, run) if "approvals_stand" in named else frozenset(),
    )


def _named(run: Run, actions: tuple[str, ...]) -> list[Action]:
    return [a for a in run.workflow.actions_from(run.state) if a.name in actions]


def _write(work: Work, step: Step) -> None:
    run, target = step.run, step.decision.target
    stays = step.decision.action.stays
    there = (run.holder_unit_id, run.holder_person_id)
    holder = step.holder or (there if stays else _holder(run, target.holder))
    due_at = step.due_at or (run.due_at if stays else _due(work, step))
    moved: dict[str, Any] = {
        "state": target.name,
        "closed_at": run.closed_at if stays else work.at if target.final else None,
        "holder_unit_id": holder[0],
        "holder_person_id": holder[1],
        "held_since": run.held_since if stays else work.at,
        "due_at": due_at,
    }
    names = _DRAFT_KEPT if run.delivery_id is None else _KEPT
    kept = {name: step.values.get(name, getattr(run.row, name)) for name in names}
    link = movements.record(
        work,
        (run.document_id, run.row.public_id),
        run.entered.link,
        _facts(work, step, moved, kept),
        run.delivery_id,
    )
    new = {f"new_{name}": value for name, value in (moved | kept).items()}
    _update(work, step, new, link)


def _report(step: Step) -> None:
    """Tell the sender in another system each time its public status changes."""
    before, after = step.decision.source.reports, step.decision.target.reports
    if after and after != before:
        step.report(after)


def _update(work: Work, step: Step, new: dict[str, Any], link: Link) -> None:
    run, end = step.run, {"seq": link.seq, "head": link.head}
    if run.delivery_id is None:
        seen = {"key": run.document_id, "seen": run.revision, "rev": step.revision}
        changed = work.db.execute(_MOVE_DRAFT, {**seen, **new, **end})
    else:
        changed = work.db.execute(
            _MOVE_DELIVERY, {"key": run.delivery_id, "seen": run.revision, **new}
        )
        work.db.execute(_LENGTHEN, {"key": run.document_id, **end})
    if changed.rowcount != 1:
        raise Conflict


def _facts(work: Work, step: Step, moved: dict[str, Any], kept: dict[str, Any]) -> dict[str, Any]:
    run, form = step.run, step.form
    said = {"reason": form.reason.strip(), "opinion": form.opinion.strip()}
    return {
        "run": run.agency_id if run.delivery_id is not None else "draft",
        "run_name": work.tree[run.agency_id].name,
        "act": step.decision.action.name,
        "procedure": [run.workflow.name, run.workflow.version],
        "from": step.decision.source.name,
        "to": step.decision.target.name,
        "holder": [moved["holder_unit_id"], moved["holder_person_id"]],
        "due": assignments.as_fact(moved["due_at"]),
        "rev": step.revision,
        "content": kept.get("content_digest", run.row.content_digest),
        "row": {name: plain(moved.get(name, kept.get(name))) for name in (*kept, "held_since")},
        **_moved_deadline(step, moved["due_at"]),
        **{name: words for name, words in said.items() if words},
        **step.facts,
    }


def _moved_deadline(step: Step, due_at: datetime | None) -> dict[str, Any]:
    """Return the deadline there was, where the run stays in its state and gets another one."""
    row = step.run.row
    before: datetime | None = row.due_at if step.run.delivery_id is None else row.v_due_at
    stays = step.decision.source == step.decision.target
    return {"due_before": assignments.as_fact(before)} if stays and before != due_at else {}


def _holder(run: Run, place: str) -> tuple[int, int | None]:
    if place == AGENCY:
        return run.agency_id, None
    if place == DRAFTING:
        return run.row.drafting_unit_id, None
    if place == DRAFTER:
        return run.row.drafting_unit_id, run.row.drafter_id
    return run.holder_unit_id, run.holder_person_id


def _due(work: Work, step: Step) -> datetime | None:
    if step.decision.target.final:
        return None
    limit = step.decision.target.limit(step.run.urgency)
    return None if limit is None else work.due(step.run.agency_id, limit, step.run.urgency)
