"""What is counted: lines of facts of documents, deliveries and paper, and sums by month.

All of it follows from other rows and can be made anew from them (`services.figures`).
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from office.models.base import Base
from office.models.columns import DocumentId, Id, UnitId


class CountedDocument(Base):
    """What is counted of a document that was issued (`domain.measures`, subject 'document')."""

    __tablename__ = "counted_documents"
    __table_args__ = (Index("ix_counted_documents_unit", "unit_id", "on_day", "document_id"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    unit_id: Mapped[UnitId]
    on_day: Mapped[date]
    type_code: Mapped[str] = mapped_column(String(8))
    level: Mapped[str] = mapped_column(String(32))
    way: Mapped[str] = mapped_column(String(16))
    leader_signed: Mapped[bool]
    agency_signed: Mapped[bool]
    simulated: Mapped[bool]
    from_work: Mapped[bool]
    #: '' | same_day | next_morning | later: from the leader's signature to the issue.
    prompt: Mapped[str] = mapped_column(String(16))
    secret: Mapped[bool]
    #: Taken back from every recipient.
    gone: Mapped[bool]


class CountedDelivery(Base):
    """What is counted of a delivery, at its sender and at its recipient ('sent', 'came').

    `sender_id` is NULL for what came from outside, `unit_id` for what went there.  The number of
    a secret document that came has no delivery: its key is its document's, below nought.
    """

    __tablename__ = "counted_deliveries"
    __table_args__ = (
        Index("ix_counted_deliveries_sender", "sender_id", "sent_on", "delivery_id"),
        Index("ix_counted_deliveries_unit", "unit_id", "came_on", "delivery_id"),
        Index("ix_counted_deliveries_taken_up", "unit_id", "taken_up_on", "delivery_id"),
        Index("ix_counted_deliveries_finished", "unit_id", "finished_on", "delivery_id"),
        Index("ix_counted_deliveries_late_from", "unit_id", "late_from", "delivery_id"),
        Index("ix_counted_deliveries_late_until", "unit_id", "late_until", "delivery_id"),
        Index("ix_counted_deliveries_document", "document_id"),
    )

    delivery_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    document_id: Mapped[DocumentId]
    type_code: Mapped[str] = mapped_column(String(8))
    secret: Mapped[bool]
    gone: Mapped[bool]

    sender_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    sent_on: Mapped[date | None]
    to_level: Mapped[str] = mapped_column(String(32))
    way: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str]
    pages: Mapped[int]

    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    came_on: Mapped[date | None]
    from_level: Mapped[str] = mapped_column(String(32))
    refused: Mapped[bool]
    #: '' | electronic | digitised | paper | mail.
    intake: Mapped[str] = mapped_column(String(16))
    #: On paper, or with paper, at a unit that works in the office.
    though: Mapped[bool]
    registered: Mapped[bool]
    #: '' | same_day | next_day | later: from the arrival to the register.
    entry: Mapped[str] = mapped_column(String(16))
    receipted: Mapped[bool]
    receipt_same_day: Mapped[bool]
    receipt_hours: Mapped[int | None]
    needed_work: Mapped[bool]
    online: Mapped[bool]
    taken_up_on: Mapped[date | None]
    dated: Mapped[bool]
    late_from: Mapped[date | None]
    late_until: Mapped[date | None]
    finished: Mapped[bool]
    finished_on: Mapped[date | None]
    #: '' | on_time | late | undated.
    outcome: Mapped[str] = mapped_column(String(16))
    days_late: Mapped[int | None]


class CountedSheet(Base):
    """What is counted of a fact of paper; `source` and `source_id` say which row it is of."""

    __tablename__ = "counted_sheets"
    __table_args__ = (
        Index("uq_counted_sheets_source", "source", "source_id", unique=True),
        Index("ix_counted_sheets_unit", "unit_id", "on_day", "id"),
        Index("ix_counted_sheets_document", "document_id"),
    )

    id: Mapped[Id]
    source: Mapped[str] = mapped_column(String(16))
    source_id: Mapped[int]
    document_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"))
    unit_id: Mapped[UnitId]
    on_day: Mapped[date]
    type_code: Mapped[str] = mapped_column(String(8))
    level: Mapped[str] = mapped_column(String(32))
    event: Mapped[str] = mapped_column(String(8))
    secret: Mapped[bool]
    copies: Mapped[int]
    sheets: Mapped[int]


class CountedPerson(Base):
    """A person who acted for an agency on a day."""

    __tablename__ = "counted_people"

    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)


class PeopleSpan(Base):
    """A person who acted for an agency in a month or a year (`span`), by its first day."""

    __tablename__ = "people_spans"
    __table_args__ = ({"sqlite_with_rowid": False},)

    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    span: Mapped[str] = mapped_column(String(8), primary_key=True)
    since: Mapped[date] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)


class MonthTally(Base):
    """How much of a measure a unit had in a month: in all (kind and level ''), and by both.

    `month` is its first day.  The key is the order in which it is read: what is asked for are
    some measures of some units over months.
    """

    __tablename__ = "month_tallies"
    __table_args__ = ({"sqlite_with_rowid": False},)

    type_code: Mapped[str] = mapped_column(String(8), primary_key=True)
    level: Mapped[str] = mapped_column(String(32), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    measure: Mapped[str] = mapped_column(String(32), primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    bucket: Mapped[int] = mapped_column(primary_key=True)
    amount: Mapped[int]


class YearTally(Base):
    """The same of a year: whole years are read here.  `year` is its first day."""

    __tablename__ = "year_tallies"
    __table_args__ = ({"sqlite_with_rowid": False},)

    type_code: Mapped[str] = mapped_column(String(8), primary_key=True)
    level: Mapped[str] = mapped_column(String(32), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    measure: Mapped[str] = mapped_column(String(32), primary_key=True)
    year: Mapped[date] = mapped_column(primary_key=True)
    bucket: Mapped[int] = mapped_column(primary_key=True)
    amount: Mapped[int]


class ReasonTally(Base):
    """Why so many deliveries of an agency had paper, in a month or a year (`span`).

    `side` is 'sent' or 'came'; kind and level '' stand for all.
    """

    __tablename__ = "reason_tallies"
    __table_args__ = ({"sqlite_with_rowid": False},)

    side: Mapped[str] = mapped_column(String(8), primary_key=True)
    span: Mapped[str] = mapped_column(String(8), primary_key=True)
    type_code: Mapped[str] = mapped_column(String(8), primary_key=True)
    level: Mapped[str] = mapped_column(String(32), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    since: Mapped[date] = mapped_column(primary_key=True)
    way: Mapped[str] = mapped_column(String(16), primary_key=True)
    reason: Mapped[str] = mapped_column(primary_key=True)
    amount: Mapped[int]
