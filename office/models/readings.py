"""Who has opened which document: no movement, but what its sender and its readers want to know."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from office.models.base import Base
from office.models.columns import Moment, UnitId


class Reading(Base):
    """That somebody in one capacity opened a document: when first, when last.

    `agency_id` is the agency the unit was part of then: the recipient that has opened it.
    """

    __tablename__ = "readings"
    __table_args__ = (CheckConstraint("last_at >= first_at", name="order"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    role: Mapped[str] = mapped_column(String(32), primary_key=True)
    agency_id: Mapped[UnitId]
    first_at: Mapped[Moment]
    last_at: Mapped[Moment]
