"""Recalls of what was sent: what the sender asked of each recipient, and what came of it."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from office.models.base import Base
from office.models.columns import DocumentId, Id, Moment

OPEN = text("settled_at IS NULL")


class Recall(Base):
    """The n-th recall at one recipient: asked by somebody of the sending agency, or by packet.

    `answer` is one of `domain.recalls.ANSWERS`; a recipient has one open recall at most.
    """

    __tablename__ = "recalls"
    __table_args__ = (
        UniqueConstraint("delivery_id", "n"),
        CheckConstraint("(settled_at IS NULL) = (answer = '')", name="answer"),
        CheckConstraint("asked_by IS NOT NULL OR packet <> ''", name="asked"),
        Index(
            "uq_recalls_one_open", "delivery_id", unique=True,
            sqlite_where=OPEN, postgresql_where=OPEN,
        ),
        Index("ix_recalls_document", "document_id"),
        Index("ix_recalls_answer_by", "answer_by", sqlite_where=OPEN, postgresql_where=OPEN),
    )  # fmt: skip

    id: Mapped[Id]
    document_id: Mapped[DocumentId]
    delivery_id: Mapped[int] = mapped_column(ForeignKey("deliveries.id"))
    n: Mapped[int]
    reason: Mapped[str]
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    #: SHA-256 of the packet that asks; '' for a recall from inside the office.
    packet: Mapped[str] = mapped_column(String(64), default="", server_default="")
    asked_at: Mapped[Moment]
    answer_by: Mapped[Moment]
    answer: Mapped[str] = mapped_column(String(16), default="", server_default="")
    answer_reason: Mapped[str] = mapped_column(default="", server_default="")
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    settled_at: Mapped[Moment | None]
