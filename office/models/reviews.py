"""What reviewers leave on a draft: approvals of one version, comments at passages of it."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from office.models.base import Base
from office.models.columns import Digest, DocumentId, Id, Moment, PersonId, UnitId

STANDING = text("voided_at IS NULL")


class DraftApproval(Base):
    """One approval of one version of a draft, by the digest of what was seen.

    The database holds that there is such a version with such a digest, that one person
    approves a version once (content and form are two people's, NĐ 30/2020 Đ12, Đ13), and that
    of each kind one stands at most.  `voided_at`: since when the version is no longer the one.
    """

    __tablename__ = "draft_approvals"
    __table_args__ = (
        ForeignKeyConstraint(
            ["document_id", "version", "digest"],
            [
                "document_versions.document_id",
                "document_versions.version",
                "document_versions.digest",
            ],
            name="fk_draft_approvals_version",
        ),
        UniqueConstraint("document_id", "version", "person_id"),
        CheckConstraint("kind IN ('content', 'form')", name="kind"),
        CheckConstraint("(voided_at IS NULL) = (voided_by IS NULL)", name="voided"),
        Index(
            "uq_draft_approvals_standing", "document_id", "kind", unique=True,
            sqlite_where=STANDING, postgresql_where=STANDING,
        ),
    )  # fmt: skip

    id: Mapped[Id]
    document_id: Mapped[DocumentId]
    version: Mapped[int]
    digest: Mapped[Digest]
    kind: Mapped[str] = mapped_column(String(8))
    person_id: Mapped[PersonId]
    unit_id: Mapped[UnitId]
    role: Mapped[str] = mapped_column(String(32))
    at: Mapped[Moment]
    voided_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    voided_at: Mapped[Moment | None]


class DraftComment(Base):
    """A comment (góp ý) at a passage of one version of a draft, the n-th of its document.

    `paragraph` counts from 1, `start` in letters from the paragraph's first; `quote` are the
    words meant.  The drafter says it is done, or answers it with words.
    """

    __tablename__ = "draft_comments"
    __table_args__ = (
        ForeignKeyConstraint(
            ["document_id", "version"],
            ["document_versions.document_id", "document_versions.version"],
            name="fk_draft_comments_version",
        ),
        UniqueConstraint("document_id", "n"),
        CheckConstraint("paragraph > 0 AND start >= 0", name="passage"),
        CheckConstraint("quote <> '' AND words <> ''", name="words"),
        CheckConstraint("status IN ('open', 'done', 'answered')", name="status"),
        CheckConstraint("(status = 'open') = (settled_at IS NULL)", name="settled_at"),
        CheckConstraint("(status = 'open') = (settled_by IS NULL)", name="settled_by"),
        CheckConstraint("status <> 'answered' OR answer <> ''", name="answer"),
    )

    id: Mapped[Id]
    document_id: Mapped[DocumentId]
    n: Mapped[int]
    version: Mapped[int]
    paragraph: Mapped[int]
    start: Mapped[int]
    quote: Mapped[str]
    words: Mapped[str]
    author_id: Mapped[PersonId]
    unit_id: Mapped[UnitId]
    at: Mapped[Moment]
    status: Mapped[str] = mapped_column(String(8), default="open", server_default="open")
    answer: Mapped[str] = mapped_column(default="", server_default="")
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    settled_at: Mapped[Moment | None]
