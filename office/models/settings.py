"""The office's own memory: its working calendar and a few facts about itself."""

from __future__ import annotations

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from office.models.base import Base


class CalendarDay(Base):
    """A day that differs from Monday to Friday: a holiday, or a swapped working day."""

    __tablename__ = "calendar_days"

    day: Mapped[date] = mapped_column(primary_key=True)
    working: Mapped[bool]
    name: Mapped[str]


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
