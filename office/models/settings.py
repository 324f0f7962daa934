"""The office's own memory: its working calendar and a few facts about itself."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from office.models.base import Base
from office.models.columns import Id, Moment, UnitId


class CalendarDay(Base):
    """A day that differs from Monday to Friday: a holiday, or a swapped working day."""

    __tablename__ = "calendar_days"

    day: Mapped[date] = mapped_column(primary_key=True)
    working: Mapped[bool]
    name: Mapped[str]


class HoursAgreement(Base):
    """In which hours a unit, and all below it, counts limits in hours; ended, never edited.

    `sessions` are the hours of a working day as people write them.
    """

    __tablename__ = "hours_agreements"
    __table_args__ = (
        CheckConstraint("last_day IS NULL OR last_day >= first_day", name="days"),
        CheckConstraint("(ended_at IS NULL) = (ended_on IS NULL)", name="ended"),
        Index("ix_hours_agreements_unit", "unit_id", "first_day"),
    )

    id: Mapped[Id]
    unit_id: Mapped[UnitId]
    first_day: Mapped[date]
    last_day: Mapped[date | None]
    sessions: Mapped[str]
    hours: Mapped[dict[str, Any]] = mapped_column(JSON)
    agreed_by: Mapped[str]
    paper: Mapped[str]
    entered_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    entered_at: Mapped[Moment]
    ended_on: Mapped[date | None]
    end_reason: Mapped[str] = mapped_column(default="", server_default="")
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    ended_at: Mapped[Moment | None]


class OfficeFact(Base):
    """Something the office must remember about itself, by name."""

    __tablename__ = "office_facts"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[str]


class Submission(Base):
    """A form that began something: its one-time key, and what it began."""

    __tablename__ = "submissions"

    key: Mapped[str] = mapped_column(String(96), primary_key=True)
    result: Mapped[str]
    at: Mapped[str] = mapped_column(String(40))
