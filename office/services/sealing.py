"""Digests of what a document says, as its records seal them and as the rows have them now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, bindparam, select

from office.domain import layout
from office.domain.documents import Content
from office.domain.movements import content_digest, plain
from office.models.documents import Attachment, Document
from office.services.work import Work

#: The columns of a document that came from outside, which nothing may change here.
HEADER = (
    "origin", "type_code", "subject", "body", "number", "number_text", "notation", "issued_on",
    "issuer_unit_id", "code", "urgency", "secrecy", "respond_by", "pages", "signer_authority",
    "signer_position", "signer_name", "agency_id",
)  # fmt: skip

_COUNTED = select(Document.type_code, Document.pages, Document.issuer_unit_id).where(
    Document.id == bindparam("document")
)


def header(work: Work, document_id: int) -> str:
    """Return the digest of a document from outside and its files, as they are now."""
    row = work.db.execute(select(Document.__table__).where(Document.id == document_id)).one()
    files = work.db.scalars(
        select(Attachment.digest)
        .where(Attachment.document_id == document_id, Attachment.rendered.is_(False))
        .order_by(Attachment.position)
    ).all()
    return header_digest(row, files)


def header_digest(row: Row[Any], files: Sequence[str]) -> str:
    """Return the digest of a document from outside, of its row and files."""
    return content_digest(header_facts(row), files)


def header_facts(row: Row[Any]) -> dict[str, object]:
    """Return what is sealed of a document from outside, beside its files."""
    facts: dict[str, object] = {name: plain(getattr(row, name)) for name in HEADER}
    # Named only where it is known: what was sealed before there was a place keeps its digest.
    return {**facts, "place": row.place} if row.place else facts


def counted(work: Work, document_id: int) -> dict[str, Any]:
    """Return what is counted of a document from outside and no other fact of its record says:
    its kind and pages, and who issued it."""
    row = work.db.execute(_COUNTED, {"document": document_id}).one()
    return {"type": row.type_code, "pages": row.pages, "issuer": row.issuer_unit_id}


def cautions(files: Iterable[Row[Any]]) -> dict[str, str]:
    """Return what is wrong with the files of a packet, by digest; most have nothing."""
    return {file.digest: file.caution for file in files if file.caution}


def text_digest(subject: str, body: str) -> str:
    """Return the digest of a version's text alone."""
    return content_digest({"subject": subject, "body": body}, ())


def written_digest(written: Mapping[str, Any]) -> str:
    """Return the digest of what else a version says: its other fields, files and recipients."""
    return content_digest({"written": written}, ())


def draft_digest(row: Row[Any], files: Sequence[str]) -> str:
    """Return the digest of a draft's content, of its row and files."""
    return content_digest(draft_facts(row), files)


def draft_facts(row: Row[Any]) -> dict[str, object]:
    """Return what is sealed of a draft, beside its files."""
    return Content(
        type_code=row.type_code,
        subject=row.subject,
        body=row.body,
        urgency=row.urgency,
        respond_by=row.respond_by,
        council=row.council,
        layout=layout.of_facts(row.layout),
    ).facts()
