"""The text of a draft: what its versions are, and whose hands approved them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import insert, select

from office.domain.documents import Content
from office.domain.movements import content_digest
from office.models.documents import Attachment, Document, DocumentVersion, DraftRecipient
from office.services.step import Run, Step
from office.services.work import Work


def content(work: Work, run: Run) -> Content:
    """Return the text and files of a draft as they are now."""
    body = work.db.scalar(select(Document.body).where(Document.id == run.document_id)) or ""
    return Content(
        type_code=run.row.type_code,
        subject=run.row.subject,
        body=body,
        urgency=run.row.urgency,
        respond_by=run.row.respond_by,
        files=tuple(files(work, run.document_id)),
    )


def digest(content: Content) -> str:
    """Return the digest of a draft's content: what is reviewed and what is signed."""
    return content_digest(content.facts(), content.files)


def files(work: Work, document_id: int) -> Sequence[str]:
    """Return the digests of a document's own files, in order."""
    return work.db.scalars(
        select(Attachment.digest)
        .where(Attachment.document_id == document_id, Attachment.rendered.is_(False))
        .order_by(Attachment.position)
    ).all()


def recipient_count(work: Work, document_id: int) -> int:
    """Return whether a draft has recipients, counting no further than one."""
    found = select(DraftRecipient.unit_id).where(DraftRecipient.document_id == document_id)
    return 0 if work.db.scalar(found.limit(1)) is None else 1


def new_version(work: Work, step: Step) -> None:
    """Effect: keep the text as the next version; reviewers act on that very version."""
    written = content(work, step.run)
    version = step.run.row.version + 1
    sealed = digest(written)
    work.db.execute(
        insert(DocumentVersion).values(
            document_id=step.run.document_id,
            version=version,
            subject=written.subject,
            body=written.body,
            digest=sealed,
            submitted_by=work.actor.person_id,
            submitted_at=work.at,
        )
    )
    step.values |= {"version": version, "content_digest": sealed}
    step.facts |= {"version": version, "files": list(written.files)}


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
    agency = work.tree[step.run.agency_id]
    step.values |= {
        "signed_by": work.actor.person_id,
        "signer_name": work.actor.name,
        "signer_position": work.actor.position,
        "signer_authority": "",
    }
    step.facts["signed"] = {"name": work.actor.name, "for": agency.name}
