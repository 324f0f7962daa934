"""What goes on beside an item's way: more time, reminders, opinions asked for, scans.

Each row hangs on a delivery and has a number there; the sealed movements say the same.
"""

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

WAITING = text("status = 'asked'")
UNANSWERED = text("closed_at IS NULL")
ON_A_DRAFT = text("delivery_id IS NULL")


class Extension(Base):
    """More time for a part: asked for, allowed, refused, or lapsed with the part.

    `old_due_at` stays for ever; `new_due_at` is what was allowed.  `asked_by` is NULL where
    the assigner gave more time unasked.
    """

    __tablename__ = "extensions"
    __table_args__ = (
        UniqueConstraint("delivery_id", "n"),
        CheckConstraint("status IN ('asked', 'allowed', 'refused', 'lapsed')", name="status"),
        CheckConstraint("(status = 'allowed') = (new_due_at IS NOT NULL)", name="allowed"),
        CheckConstraint("(status = 'asked') = (settled_at IS NULL)", name="settled"),
        CheckConstraint("(asked_by IS NULL) = (asked_due_at IS NULL)", name="asked"),
        CheckConstraint("reason <> ''", name="reason"),
        Index(
            "uq_extensions_one_request", "assignment_id", unique=True,
            sqlite_where=WAITING, postgresql_where=WAITING,
        ),
        Index("ix_extensions_document", "document_id"),
    )  # fmt: skip

    id: Mapped[Id]
    document_id: Mapped[DocumentId]
    delivery_id: Mapped[int] = mapped_column(ForeignKey("deliveries.id"))
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"))
    n: Mapped[int]
    old_due_at: Mapped[Moment | None]
    asked_due_at: Mapped[Moment | None]
    new_due_at: Mapped[Moment | None]
    reason: Mapped[str]
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    opened_at: Mapped[Moment]
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    settled_at: Mapped[Moment | None]
    answer: Mapped[str] = mapped_column(default="", server_default="")
    status: Mapped[str] = mapped_column(String(8))


class Chase(Base):
    """A reminder (đôn đốc), the n-th of its delivery, to whoever has a part."""

    __tablename__ = "chases"
    __table_args__ = (
        UniqueConstraint("delivery_id", "n"),
        CheckConstraint("n > 0", name="n"),
        CheckConstraint("content <> ''", name="content"),
        Index("ix_chases_assignment", "assignment_id"),
        Index("ix_chases_document", "document_id"),
    )

    id: Mapped[Id]
    document_id: Mapped[DocumentId]
    delivery_id: Mapped[int] = mapped_column(ForeignKey("deliveries.id"))
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"))
    n: Mapped[int]
    content: Mapped[str]
    by_id: Mapped[PersonId]
    at: Mapped[Moment]


class OpinionAsk(Base):
    """An opinion asked for (xin ý kiến) without moving the item, and the answer.

    `closed_at` with an empty `answer` says that the item ended before it came.  On a draft
    there is no delivery: it is asked about one `version`, and the answer takes a `stance`.
    """

    __tablename__ = "opinion_asks"
    __table_args__ = (
        UniqueConstraint("delivery_id", "n"),
        CheckConstraint("question <> ''", name="question"),
        CheckConstraint("(answered_by IS NULL) = (answer = '')", name="answer"),
        CheckConstraint("answered_by IS NULL OR closed_at IS NOT NULL", name="closed"),
        CheckConstraint("(delivery_id IS NULL) = (version IS NOT NULL)", name="run"),
        CheckConstraint("version IS NULL OR due_at IS NOT NULL", name="due"),
        CheckConstraint("stance IN ('', 'agree', 'changes', 'disagree')", name="stance"),
        CheckConstraint(
            "(version IS NOT NULL AND answered_by IS NOT NULL) = (stance <> '')", name="taken"
        ),
        ForeignKeyConstraint(
            ["document_id", "version"],
            ["document_versions.document_id", "document_versions.version"],
            name="fk_opinion_asks_version",
        ),
        Index(
            "uq_opinion_asks_draft", "document_id", "n", unique=True,
            sqlite_where=ON_A_DRAFT, postgresql_where=ON_A_DRAFT,
        ),
        Index(
            "ix_opinion_asks_due", "due_at",
            sqlite_where=UNANSWERED, postgresql_where=UNANSWERED,
        ),
        Index(
            "ix_opinion_asks_open", "unit_id", "id",
            sqlite_where=UNANSWERED, postgresql_where=UNANSWERED,
        ),
        Index("ix_opinion_asks_document_unit", "document_id", "unit_id"),
    )  # fmt: skip

    id: Mapped[Id]
    document_id: Mapped[DocumentId]
    delivery_id: Mapped[int | None] = mapped_column(ForeignKey("deliveries.id"))
    n: Mapped[int]
    unit_id: Mapped[UnitId]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    question: Mapped[str]
    due_at: Mapped[Moment | None]
    asked_by: Mapped[PersonId]
    asked_at: Mapped[Moment]
    answer: Mapped[str] = mapped_column(default="", server_default="")
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    closed_at: Mapped[Moment | None]
    version: Mapped[int | None]
    stance: Mapped[str] = mapped_column(String(8), default="", server_default="")


class DirectiveScan(Base):
    """The scan of a directive that was written by hand: seen by the agency it is of, alone."""

    __tablename__ = "directive_scans"
    __table_args__ = (
        UniqueConstraint("delivery_id", "n"),
        Index("ix_directive_scans_document", "document_id"),
    )

    id: Mapped[Id]
    document_id: Mapped[DocumentId]
    delivery_id: Mapped[int] = mapped_column(ForeignKey("deliveries.id"))
    n: Mapped[int]
    name: Mapped[str]
    media_type: Mapped[str] = mapped_column(String(128))
    size: Mapped[int]
    digest: Mapped[Digest] = mapped_column(index=True)
    leader_id: Mapped[PersonId]
    typed_by: Mapped[PersonId]
    at: Mapped[Moment]
