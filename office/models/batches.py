"""Acts taken on many documents at once: who asked for them, and what came of each."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from office.models.base import Base
from office.models.columns import Id, Moment, PersonId, PublicId, UnitId


class Batch(Base):
    """One act that somebody in one capacity wants taken on many documents.

    `place` is where in which list they stood; the lead is whom all go to.
    """

    __tablename__ = "batches"
    __table_args__ = (
        CheckConstraint("(action = 'transfer') = (lead_unit_id IS NOT NULL)", name="lead"),
        CheckConstraint("lead_person_id IS NULL OR lead_unit_id IS NOT NULL", name="lead_unit"),
    )

    id: Mapped[Id]
    public_id: Mapped[PublicId]
    person_id: Mapped[PersonId]
    unit_id: Mapped[UnitId]
    role: Mapped[str] = mapped_column(String(32))
    action: Mapped[str] = mapped_column(String(16))
    lead_unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    lead_person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    place: Mapped[str] = mapped_column(String(64), default="", server_default="")
    created_at: Mapped[Moment]


class BatchItem(Base):
    """One document of a batch: waiting, or done or refused with the words for it.

    `document` is the public id as asked for, whether there is such a document or not;
    `revision` the run's as it was seen, NULL for whatever it is; `seen` the digest of the file
    that is to be signed.
    """

    __tablename__ = "batch_items"
    __table_args__ = (
        UniqueConstraint("batch_id", "document"),
        CheckConstraint("status IN ('waiting', 'done', 'refused')", name="status"),
        CheckConstraint("(status = 'waiting') = (vi = '')", name="words"),
        CheckConstraint("number IS NULL OR status = 'done'", name="number"),
    )

    batch_id: Mapped[int] = mapped_column(ForeignKey("batches.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    document: Mapped[str] = mapped_column(String(32))
    revision: Mapped[int | None]
    status: Mapped[str] = mapped_column(String(8), default="waiting", server_default="waiting")
    vi: Mapped[str] = mapped_column(default="", server_default="")
    en: Mapped[str] = mapped_column(default="", server_default="")
    number: Mapped[int | None]
    seen: Mapped[str] = mapped_column(String(64), default="", server_default="")
