"""Registers and the numbers given from them: no gap, no double, nothing erased."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from office.models.base import Base
from office.models.columns import Id, Moment, UnitId


class Register(Base):
    """One book: a unit's series in a direction and year.  `last` is the last number given."""

    __tablename__ = "registers"
    __table_args__ = (
        UniqueConstraint("unit_id", "direction", "series", "year"),
        CheckConstraint("direction IN ('in', 'out')", name="direction"),
        CheckConstraint("last >= 0", name="last"),
    )

    id: Mapped[Id]
    unit_id: Mapped[UnitId]
    direction: Mapped[str] = mapped_column(String(8))
    series: Mapped[str] = mapped_column(String(32))
    year: Mapped[int]
    last: Mapped[int]


class RegisterEntry(Base):
    """A number given: used, or cancelled with its reason.  It is never given again."""

    __tablename__ = "register_entries"
    __table_args__ = (
        UniqueConstraint("register_id", "number"),
        CheckConstraint("status IN ('used', 'cancelled')", name="status"),
        CheckConstraint("status = 'used' OR reason <> ''", name="reason"),
        CheckConstraint("number > 0", name="number"),
        Index("ix_register_entries_document", "document_id"),
    )

    id: Mapped[Id]
    register_id: Mapped[int] = mapped_column(ForeignKey("registers.id"))
    number: Mapped[int]
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"))
    delivery_id: Mapped[int | None] = mapped_column(ForeignKey("deliveries.id"), index=True)
    at: Mapped[Moment]
    status: Mapped[str] = mapped_column(String(16), default="used", server_default="used")
    reason: Mapped[str] = mapped_column(default="", server_default="")
