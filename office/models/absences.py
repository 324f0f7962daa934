"""Absences, and the days they take: nobody is away twice on one day."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from office.models.base import Base
from office.models.columns import Id, Moment, PersonId


class Absence(Base):
    """Somebody is away for whole days, both included; a withdrawn one has no days any more."""

    __tablename__ = "absences"
    __table_args__ = (
        CheckConstraint("last_day >= first_day", name="days"),
        CheckConstraint("kind IN ('leave', 'business', 'sick', 'training', 'other')", name="kind"),
        Index("ix_absences_person", "person_id", "last_day"),
    )

    id: Mapped[Id]
    person_id: Mapped[PersonId]
    first_day: Mapped[date]
    last_day: Mapped[date]
    kind: Mapped[str] = mapped_column(String(16))
    note: Mapped[str] = mapped_column(default="", server_default="")
    entered_by: Mapped[PersonId]
    entered_at: Mapped[Moment]
    withdrawn_at: Mapped[Moment | None]


class AbsenceDay(Base):
    """One day of one absence; its key is what forbids overlaps."""

    __tablename__ = "absence_days"
    __table_args__ = (Index("ix_absence_days_absence", "absence_id"),)

    person_id: Mapped[PersonId] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    absence_id: Mapped[int] = mapped_column(ForeignKey("absences.id"))
