"""What happens beside the documents' way: a day of the calendar changed, a page printed."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from office.models.base import Base
from office.models.columns import Digest, DocumentId, Id, Moment, PersonId, UnitId


class CalendarChange(Base):
    """A day of the working calendar set otherwise, with what it was before: only ever added.

    `was_working` is NULL where the weekday alone had decided.
    """

    __tablename__ = "calendar_changes"
    __table_args__ = (Index("ix_calendar_changes_at", "at"),)

    id: Mapped[Id]
    day: Mapped[date]
    working: Mapped[bool]
    name: Mapped[str]
    was_working: Mapped[bool | None]
    was_name: Mapped[str] = mapped_column(default="", server_default="")
    reason: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    at: Mapped[Moment]


class Printing(Base):
    """Pages handed out to be printed: who, what, how many pages and copies.  Paper is measured."""

    __tablename__ = "printings"
    __table_args__ = (
        CheckConstraint("pages > 0 AND copies > 0", name="paper"),
        Index("ix_printings_document", "document_id", "id"),
        Index("ix_printings_unit", "unit_id", "at"),
    )

    id: Mapped[Id]
    document_id: Mapped[DocumentId]
    person_id: Mapped[PersonId]
    unit_id: Mapped[UnitId]
    kind: Mapped[str] = mapped_column(String(16))
    pages: Mapped[int]
    copies: Mapped[int]
    digest: Mapped[Digest]
    at: Mapped[Moment]
