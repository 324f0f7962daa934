"""Approving a version of a draft: content and form by two people, each of what they saw.

An approval names a version and the digest of its content.  It stands until the draft is
returned; the text is another one then, and both people look again.
"""

from __future__ import annotations

from sqlalchemy import bindparam, insert, select, update

from office.domain.asks import Form
from office.domain.errors import Conflict
from office.domain.reviews import CONTENT, FORM
from office.domain.text import Text
from office.models.base import table
from office.models.reviews import DraftApproval
from office.services.outgoing import comments, form_checks
from office.services.step import Run, Step
from office.services.work import Work

_ADD = insert(table(DraftApproval))
_STANDING = (
    DraftApproval.document_id == bindparam("document"),
    DraftApproval.voided_at.is_(None),
)
_VOID = (
    update(DraftApproval)
    .where(*_STANDING)
    .values(voided_at=bindparam("now"), voided_by=bindparam("person"))
    .returning(DraftApproval.kind, DraftApproval.version)
)
_KINDS = select(DraftApproval.kind).where(
    *_STANDING,
    DraftApproval.version == bindparam("version"),
    DraftApproval.digest == bindparam("digest"),
)
_ANOTHER = Text(
    "Bạn đã xem bản {seen}; dự thảo nay là bản {now}. Hãy đọc lại rồi quyết định.",
    "You looked at version {seen}; the draft is version {now} now. Read it again, then decide.",
)


def require_seen(run: Run, form: Form, revision: int | None) -> None:
    """Raise Conflict unless the run, and the version of its draft, are what the actor saw."""
    if run.delivery_id is None and form.version not in (None, run.row.version):
        raise Conflict(_ANOTHER.filled(seen=form.version, now=run.row.version))
    if revision is not None and run.revision != revision:
        raise Conflict


def standing(work: Work, run: Run) -> frozenset[str]:
    """Return which approvals stand for the version and the content that the draft has now."""
    row = run.row
    asked = {"document": row.id, "version": row.version, "digest": row.content_digest}
    return frozenset(work.db.scalars(_KINDS, asked))


def content_hand(work: Work, step: Step) -> None:
    """Effect: remember who approved the content of this version."""
    _approve(work, step, CONTENT)


def form_hand(work: Work, step: Step) -> None:
    """Effect: remember who checked the form of this version."""
    _approve(work, step, FORM)


def clear_hands(work: Work, step: Step) -> None:
    """Effect: void the approvals of a version that is returned, and name its open comments."""
    gone = {"document": step.run.document_id, "now": work.at, "person": work.actor.person_id}
    voided = sorted((row.kind, row.version) for row in work.db.execute(_VOID, gone))
    step.values |= {"content_by": None, "form_by": None, "content_digest": ""}
    if voided:
        step.facts["voided"] = [list(one) for one in voided]
    comments.gather(work, step)


def seal_checks(work: Work, step: Step) -> None:
    """Effect: seal what rules found in the form: what stood before whoever lets it pass."""
    found = form_checks.of_draft(work, step.run.row.public_id)
    step.facts["checks"] = [[one.code, one.severity, one.field, one.quote] for one in found]


def _approve(work: Work, step: Step, kind: str) -> None:
    row, actor = step.run.row, work.actor
    seen = {"kind": kind, "version": row.version, "digest": row.content_digest}
    whose = {"person_id": actor.person_id, "unit_id": actor.unit_id, "role": actor.role}
    work.db.execute(_ADD, {"document_id": row.id, **seen, **whose, "at": work.at})
    step.values[f"{kind}_by"] = actor.person_id
    step.facts["approved"] = seen
