"""The text of a draft: what its versions are, and whose hands approved them."""

from __future__ import annotations

from sqlalchemy import and_, bindparam, insert, select

from office.domain.documents import Content
from office.domain.movements import content_digest
from office.domain.signing_capacities import Capacity
from office.models.base import table
from office.models.documents import Attachment, Document, DocumentVersion, DraftRecipient
from office.services import sealing
from office.services.outgoing import signing
from office.services.step import Run, Step
from office.services.work import Work

_CONTENT = (
    select(Document.body, Attachment.digest)
    .outerjoin(
        Attachment, and_(Attachment.document_id == Document.id, Attachment.rendered.is_(False))
    )
    .where(Document.id == bindparam("document"))
    .order_by(Attachment.position)
)
_FIRST_RECIPIENT = (
    select(DraftRecipient.unit_id)
    .where(DraftRecipient.document_id == bindparam("document"))
    .limit(1)
)
_KEEP = insert(table(DocumentVersion))


def content(work: Work, run: Run) -> Content:
    """Return the text and files of a draft as they are now; read once a run."""
    if run.content is None:
        rows = work.db.execute(_CONTENT, {"document": run.document_id}).all()
        run.content = Content(
            type_code=run.row.type_code,
            subject=run.row.subject,
            body=rows[0].body,
            urgency=run.row.urgency,
            respond_by=run.row.respond_by,
            council=run.row.council,
            files=tuple(row.digest for row in rows if row.digest),
        )
    return run.content


def digest(content: Content) -> str:
    """Return the digest of a draft's content: what is reviewed and what is signed."""
    return content_digest(content.facts(), content.files)


def recipient_count(work: Work, document_id: int) -> int:
    """Return whether a draft has recipients, counting no further than one."""
    return 0 if work.db.scalar(_FIRST_RECIPIENT, {"document": document_id}) is None else 1


def new_version(work: Work, step: Step) -> None:
    """Effect: keep the text as the next version; reviewers act on that very version."""
    written = content(work, step.run)
    version = step.run.row.version + 1
    sealed = digest(written)
    work.db.execute(
        _KEEP,
        {
            "document_id": step.run.document_id,
            "version": version,
            "subject": written.subject,
            "body": written.body,
            "digest": sealed,
            "submitted_by": work.actor.person_id,
            "submitted_at": work.at,
        },
    )
    step.values |= {"version": version, "content_digest": sealed}
    text = sealing.text_digest(written.subject, written.body)
    step.facts |= {"version": version, "files": list(written.files), "text": text}


def clear_hands(work: Work, step: Step) -> None:
    """Effect: forget the approvals of a version that was returned."""
    step.values |= {"content_by": None, "form_by": None, "content_digest": ""}


def content_hand(work: Work, step: Step) -> None:
    """Effect: remember who approved the content."""
    step.values["content_by"] = work.actor.person_id


def form_hand(work: Work, step: Step) -> None:
    """Effect: remember who checked the form."""
    step.values["form_by"] = work.actor.person_id


def sign(work: Work, step: Step) -> None:
    """Effect: freeze the content under the signer's name and capacity (NĐ 30/2020 Đ13)."""
    own = _capacity(work, step)
    step.values |= {
        "signed_by": work.actor.person_id,
        "signer_name": work.actor.name,
        "signer_position": own.position,
        "signer_authority": "\n".join(own.lines),
    }
    step.facts["signed"] = {
        "name": work.actor.name,
        "for": work.tree[step.run.agency_id].name,
        "capacity": [*own.lines, own.position],
    }
    if own.basis:
        step.facts["signed"]["basis"] = own.basis


def _capacity(work: Work, step: Step) -> Capacity:
    """Return in which capacity the actor signs; raises Refused where they have none."""
    return signing.capacity(work, step.run)
