"""What a document does to an earlier one: replaces it, amends it, corrects it."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from office.models.base import Base
from office.models.columns import DocumentId, Id, Moment

OURS = text("packet = ''")
ONLY_ONE = text("kind = 'replaces' AND since IS NOT NULL AND packet = ''")
UNKNOWN = text("original_id IS NULL")


class DocumentRelation(Base):
    """A document's relation to an earlier one; it counts from `since`, the issue or the arrival.

    `original_id` is NULL while an original named by a packet has not come; `packet` is the
    SHA-256 of the packet that said so, '' for what is drafted here.
    """

    __tablename__ = "document_relations"
    __table_args__ = (
        CheckConstraint("kind IN ('replaces', 'amends', 'corrects')", name="kind"),
        CheckConstraint("original_id IS NOT NULL OR original_code <> ''", name="original"),
        CheckConstraint("original_id IS NULL OR original_id <> document_id", name="not_itself"),
        CheckConstraint("packet = '' OR since IS NOT NULL", name="since"),
        Index(
            "uq_document_relations_ours", "document_id", unique=True,
            sqlite_where=OURS, postgresql_where=OURS,
        ),
        Index("uq_document_relations_told", "document_id", "original_code", "packet", unique=True),
        Index(
            "uq_document_relations_replaced_once", "original_id", unique=True,
            sqlite_where=ONLY_ONE, postgresql_where=ONLY_ONE,
        ),
        Index("ix_document_relations_original", "original_id"),
        Index(
            "ix_document_relations_unknown", "original_code",
            sqlite_where=UNKNOWN, postgresql_where=UNKNOWN,
        ),
    )  # fmt: skip

    id: Mapped[Id]
    document_id: Mapped[DocumentId]
    kind: Mapped[str] = mapped_column(String(16))
    original_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"))
    #: What other systems know the original by.
    original_code: Mapped[str] = mapped_column(String(200), default="", server_default="")
    since: Mapped[Moment | None]
    packet: Mapped[str] = mapped_column(String(64), default="", server_default="")
