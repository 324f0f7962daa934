"""The signatures of documents issued here: by leader and agency, with a key or on paper."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from office.models.base import Base
from office.models.columns import DocumentId, Id, Moment, PersonId, UnitId


class Signing(Base):
    """One signature: who acted, for which unit, and what their key says where there was one.

    A projection of the sealed records (`signature`). `digest` is of the letter as signed.  What
    was declared void is kept with who did so, when and why (`signature_void`).
    """

    __tablename__ = "signings"
    __table_args__ = (
        Index("uq_signings_whose", "document_id", "whose", unique=True),
        CheckConstraint("whose IN ('leader', 'agency')", name="whose"),
        CheckConstraint("way IN ('digital', 'paper')", name="way"),
        CheckConstraint(
            "(way = 'digital') = (digest <> '' AND serial <> '' AND level <> '')", name="digital"
        ),
        CheckConstraint("way = 'digital' OR NOT simulated", name="simulated"),
        CheckConstraint(
            "(voided_at IS NULL) = (voided_by IS NULL)"
            " AND (voided_at IS NULL) = (void_reason = '')",
            name="voided",
        ),
        CheckConstraint("voided_at IS NULL OR way = 'digital'", name="void_digital"),
    )

    id: Mapped[Id]
    document_id: Mapped[DocumentId]
    whose: Mapped[str] = mapped_column(String(8))
    way: Mapped[str] = mapped_column(String(8))
    person_id: Mapped[PersonId]
    unit_id: Mapped[UnitId]
    at: Mapped[Moment]
    subject: Mapped[str] = mapped_column(default="", server_default="")
    unit: Mapped[str] = mapped_column(default="", server_default="")
    issuer: Mapped[str] = mapped_column(default="", server_default="")
    serial: Mapped[str] = mapped_column(String(64), default="", server_default="")
    level: Mapped[str] = mapped_column(String(8), default="", server_default="")
    simulated: Mapped[bool] = mapped_column(default=False)
    digest: Mapped[str] = mapped_column(String(64), default="", server_default="")
    voided_at: Mapped[Moment | None]
    voided_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    void_reason: Mapped[str] = mapped_column(default="", server_default="")
