"""The text of a draft: what it is now, what its versions are, and whose name it is frozen under."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, bindparam, insert, select

from office.domain import layout
from office.domain.documents import Content
from office.domain.movements import content_digest
from office.models.base import table
from office.models.documents import Attachment, Document, DocumentVersion, DraftRecipient
from office.services import sealing
from office.services.outgoing import signatures, signing_capacity
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
_NAMED_FILES = (
    select(Attachment.name, Attachment.digest, Attachment.size)
    .where(Attachment.document_id == bindparam("document"), Attachment.rendered.is_(False))
    .order_by(Attachment.position)
)
_ADDRESSED = (
    select(DraftRecipient.unit_id, DraftRecipient.channel, DraftRecipient.paper_reason)
    .where(DraftRecipient.document_id == bindparam("document"))
    .order_by(DraftRecipient.unit_id)
)
_KEEP = insert(table(DocumentVersion))
_DIGEST = select(DocumentVersion.digest).where(
    DocumentVersion.document_id == bindparam("document"),
    DocumentVersion.version == bindparam("version"),
)
#: What a version's row has columns for.
_OWN_COLUMNS = ("subject", "body")


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
            layout=layout.of_facts(run.row.layout),
            files=tuple(row.digest for row in rows if row.digest),
        )
    return run.content


def digest(content: Content) -> str:
    """Return the digest of a draft's content: what is reviewed and what is signed."""
    return content_digest(content.facts(), content.files)


def written(work: Work, content: Content, document_id: int) -> dict[str, Any]:
    """Return what a version says beside subject and body: its other fields, files, recipients."""
    named = {"document": document_id}
    files = work.db.execute(_NAMED_FILES, named) if content.files else ()
    return {
        **{name: fact for name, fact in content.facts().items() if name not in _OWN_COLUMNS},
        "files": [[*file] for file in files],
        "recipients": [[*recipient] for recipient in work.db.execute(_ADDRESSED, named)],
    }


def recipient_count(work: Work, document_id: int) -> int:
    """Return whether a draft has recipients, counting no further than one."""
    return 0 if work.db.scalar(_FIRST_RECIPIENT, {"document": document_id}) is None else 1


def new_version(work: Work, step: Step) -> None:
    """Effect: keep the text as the next version; reviewers act on that very version."""
    version, sealed = _keep(work, step)
    step.values |= {"version": version, "content_digest": sealed}


def keep_version(work: Work, step: Step) -> None:
    """Effect: keep the text as a version to give opinions on, where it is not kept already.

    The draft stays one that may be changed: no digest of its content is frozen.
    """
    row, sealed = step.run.row, digest(content(work, step.run))
    kept = {"document": row.id, "version": row.version}
    if row.version and work.db.scalar(_DIGEST, kept) == sealed:
        return
    step.values["version"], step.facts["content"] = _keep(work, step)


def _keep(work: Work, step: Step) -> tuple[int, str]:
    """Keep the text as the next version; return its number and its digest."""
    text = content(work, step.run)
    version = int(step.run.row.version) + 1
    sealed = digest(text)
    beside = written(work, text, step.run.document_id)
    work.db.execute(
        _KEEP,
        {
            "document_id": step.run.document_id,
            "version": version,
            "subject": text.subject,
            "body": text.body,
            "digest": sealed,
            "submitted_by": work.actor.person_id,
            "submitted_at": work.at,
            "written": beside,
        },
    )
    step.facts |= {
        "version": version,
        "files": list(text.files),
        "text": sealing.text_digest(text.subject, text.body),
        "written": sealing.written_digest(beside),
    }
    return version, sealed


def sign(work: Work, step: Step) -> None:
    """Effect: freeze the content under the signer's name and capacity (NĐ 30/2020 Đ13), and
    keep what their key signed."""
    own = signing_capacity.capacity(work, step.run)
    step.values |= {"signed_by": work.actor.person_id, **own.printed(work.actor.name)}
    step.facts["signed"] = {
        "name": work.actor.name,
        "for": work.tree[step.run.agency_id].name,
        "capacity": [*own.lines, own.position],
    }
    if own.basis:
        step.facts["signed"]["basis"] = own.basis
    signatures.leader(work, step, own.printed(work.actor.name))
