"""What auditing itself leaves behind: acts that were refused, and what auditors looked at."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from office.models.base import Base
from office.models.columns import DocumentId, Id, Moment, PersonId, UnitId


class RefusedAttempt(Base):
    """An act somebody tried and the rules refused; the same one is kept once a minute.

    `rules` are the names of the rules that said no, a space around each; `minute` counts
    the office's clock from 1970.
    """

    __tablename__ = "refused_attempts"
    __table_args__ = (
        UniqueConstraint("person_id", "document_id", "action", "minute"),
        CheckConstraint("times > 0", name="times"),
        Index("ix_refused_attempts_at", "self_approval", "at"),
        Index("ix_refused_attempts_document", "document_id"),
    )

    id: Mapped[Id]
    at: Mapped[Moment]
    minute: Mapped[int]
    person_id: Mapped[PersonId]
    unit_id: Mapped[UnitId]
    role: Mapped[str] = mapped_column(String(32))
    document_id: Mapped[DocumentId]
    action: Mapped[str] = mapped_column(String(64))
    rules: Mapped[str]
    #: Whether one of the rules parts the drafter from the approvers and the signer.
    self_approval: Mapped[bool] = mapped_column(default=False, server_default=false())
    reasons_vi: Mapped[str]
    reasons_en: Mapped[str]
    times: Mapped[int] = mapped_column(default=1, server_default="1")


class AuditAct(Base):
    """Something an auditor looked at: what was asked, how much was shown, when.

    Person and unit are NULL for the office itself, asked from its command line.
    """

    __tablename__ = "audit_acts"
    __table_args__ = (
        CheckConstraint("shown >= 0", name="shown"),
        Index("ix_audit_acts_unit", "unit_id", "id"),
        Index("ix_audit_acts_document", "document_id"),
    )

    id: Mapped[Id]
    at: Mapped[Moment]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    kind: Mapped[str] = mapped_column(String(16))
    asked: Mapped[str] = mapped_column(default="", server_default="")
    document_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"))
    shown: Mapped[int]
