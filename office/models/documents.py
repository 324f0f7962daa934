"""Documents, each stored once, with their text, files and links."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from office.models.base import Base
from office.models.columns import Digest, DocumentId, Facts, Id, Moment, PersonId, PublicId, UnitId

OPEN = text("closed_at IS NULL")
LETTER_FORM = text("form <> '' AND original IS NULL")


class Document(Base):
    """An official document: drafted here, received as a packet, or entered from paper.

    The columns from `procedure` on are the run of a draft (NULL for what came from
    outside): a cache of its movements.  `log_seq` and `log_head` are the end of its chain.
    """

    __tablename__ = "documents"
    __table_args__ = (
        CheckConstraint("(procedure IS NULL) = (state IS NULL)", name="run"),
        CheckConstraint("secrecy = '' OR (subject = '' AND body = '')", name="secret_stub"),
        CheckConstraint(
            "state IS NULL OR closed_at IS NOT NULL OR holder_unit_id IS NOT NULL", name="held"
        ),
        Index(
            "ix_documents_held", "holder_unit_id", "state", "urgency", "id",
            sqlite_where=OPEN, postgresql_where=OPEN,
        ),
        Index("ix_documents_agency", "agency_id", "urgency", "id"),
        Index("ix_documents_drafting", "drafting_unit_id", "urgency", "id"),
        Index("ix_documents_agency_came", "agency_id", "created_at"),
        Index("ix_documents_drafting_came", "drafting_unit_id", "created_at"),
        Index("ix_documents_issuer", "issuer_unit_id", "id"),
        Index("ix_documents_identity", "issuer_unit_id", "number", "notation"),
        Index("ix_documents_code", "code"),
    )  # fmt: skip

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    origin: Mapped[str] = mapped_column(String(8))  # drafted | packet | paper
    type_code: Mapped[str] = mapped_column(String(8))
    subject: Mapped[str]
    body: Mapped[str] = mapped_column(default="", server_default="")
    number: Mapped[int | None]
    number_text: Mapped[str] = mapped_column(String(16), default="", server_default="")
    notation: Mapped[str] = mapped_column(String(40), default="", server_default="")
    issued_on: Mapped[date | None]
    issuer_unit_id: Mapped[UnitId]
    code: Mapped[str] = mapped_column(String(200), default="", server_default="")
    urgency: Mapped[int] = mapped_column(default=0, server_default="0")
    secrecy: Mapped[str] = mapped_column(String(8), default="", server_default="")
    respond_by: Mapped[date | None]
    pages: Mapped[int | None]
    signer_authority: Mapped[str] = mapped_column(default="", server_default="")
    signer_position: Mapped[str] = mapped_column(default="", server_default="")
    signer_name: Mapped[str] = mapped_column(default="", server_default="")
    created_at: Mapped[Moment]
    answers_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"), index=True)

    agency_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    drafting_unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    drafter_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    council: Mapped[str] = mapped_column(String(16), default="", server_default="")
    version: Mapped[int] = mapped_column(default=0, server_default="0")
    content_digest: Mapped[str] = mapped_column(String(64), default="", server_default="")
    content_by: Mapped[int | None]
    form_by: Mapped[int | None]
    signed_by: Mapped[int | None]

    procedure: Mapped[str | None] = mapped_column(String(32))
    procedure_version: Mapped[int | None]
    state: Mapped[str | None] = mapped_column(String(32))
    closed_at: Mapped[Moment | None]
    holder_unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    holder_person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    held_since: Mapped[Moment | None]
    due_at: Mapped[Moment | None]
    #: Counts the movements of the draft's run; refuses the second of two simultaneous ones.
    revision: Mapped[int] = mapped_column(default=0, server_default="0")

    log_seq: Mapped[int] = mapped_column(default=0, server_default="0")
    log_head: Mapped[bytes] = mapped_column(LargeBinary(32))

    #: Where the original on paper lies, of a letter that came on paper.
    place: Mapped[str] = mapped_column(default="", server_default="")
    #: What a drafter settled of the page beside its text (`domain.layout`).
    layout: Mapped[Facts] = mapped_column(default=dict, server_default="{}")


class DocumentVersion(Base):
    """A text as it was submitted: what the reviewers of that version saw."""

    __tablename__ = "document_versions"
    __table_args__ = (
        Index("uq_document_versions", "document_id", "version", unique=True),
        # What an approval names: a version, and that it is of this very content.
        Index("uq_document_versions_digest", "document_id", "version", "digest", unique=True),
    )

    id: Mapped[Id]
    document_id: Mapped[DocumentId]
    version: Mapped[int]
    subject: Mapped[str]
    body: Mapped[str]
    digest: Mapped[Digest]
    submitted_by: Mapped[PersonId]
    submitted_at: Mapped[Moment]
    #: What else was submitted: the other fields, files and recipients, sealed with the record.
    #: NULL for versions older than this column.
    written: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class Attachment(Base):
    """A file of a document; the bytes lie in the store under their digest."""

    __tablename__ = "attachments"
    __table_args__ = (
        Index("uq_attachments_position", "document_id", "position", unique=True),
        Index(
            "uq_attachments_form", "document_id", "form", unique=True,
            sqlite_where=LETTER_FORM, postgresql_where=LETTER_FORM,
        ),
        Index("uq_attachments_original", "document_id", "original", unique=True),
        CheckConstraint("form IN ('', 'signed', 'numbered', 'sealed')", name="form"),
        CheckConstraint("original IS NULL OR form = 'sealed'", name="original"),
    )  # fmt: skip

    id: Mapped[Id]
    document_id: Mapped[DocumentId]
    position: Mapped[int]
    name: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    media_type: Mapped[str] = mapped_column(String(128))
    size: Mapped[int]
    digest: Mapped[Digest] = mapped_column(index=True)
    #: Made by the office from the frozen text, so no part of the content digest.
    rendered: Mapped[bool] = mapped_column(default=False)
    #: '' | active | infected: why a file from elsewhere is handed out with care, or not at all.
    caution: Mapped[str] = mapped_column(String(16), default="", server_default="")
    #: Which form of the letter it is (`domain.signing.FORMS`), '' for any other file.
    form: Mapped[str] = mapped_column(String(8), default="", server_default="")
    #: The position of the file that this is the signed form of; NULL for the letter's own.
    original: Mapped[int | None]


class DraftRecipient(Base):
    """Whom a draft will be issued to, and how: becomes a delivery at issue."""

    __tablename__ = "draft_recipients"

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    channel: Mapped[str] = mapped_column(String(16))
    paper_reason: Mapped[str] = mapped_column(default="", server_default="")
