"""Deliveries, one a recipient, and the parts people have in them."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from office.models.base import Base
from office.models.columns import DocumentId, Id, Moment, UnitId

OPEN = text("closed_at IS NULL")
OPEN_LEAD = text("part = 'lead' AND until IS NULL")
OPEN_PART = text("until IS NULL")
#: Not accepted yet: the states that every version of the procedures of a delivery begins with.
UNRECEIVED = text("closed_at IS NULL AND (state = 'sent' OR state = 'arrived')")
ON_PAPER = text("channel <> 'electronic' OR late_paper")


class Delivery(Base):
    """A document at one recipient: who holds it there, since when, until when.

    State and holder are a cache of the movements.  While it is open it has exactly one
    holder: a unit, and a person once named.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("document_id", "unit_id"),
        CheckConstraint("channel IN ('electronic', 'parallel', 'paper')", name="channel"),
        CheckConstraint("channel = 'electronic' OR paper_reason <> ''", name="paper_reason"),
        Index(
            "ix_deliveries_held", "holder_unit_id", "state", "urgency", "id",
            sqlite_where=OPEN, postgresql_where=OPEN,
        ),
        Index("ix_deliveries_unit", "unit_id", "urgency", "id"),
        Index("ix_deliveries_came", "unit_id", "arrived_at"),
        Index("ix_deliveries_due", "due_at", sqlite_where=OPEN, postgresql_where=OPEN),
        Index(
            "ix_deliveries_unreceived", "sent_at",
            sqlite_where=UNRECEIVED, postgresql_where=UNRECEIVED,
        ),
        Index(
            "ix_deliveries_paper", "document_id", "unit_id",
            sqlite_where=ON_PAPER, postgresql_where=ON_PAPER,
        ),
    )  # fmt: skip

    id: Mapped[Id]
    document_id: Mapped[DocumentId]
    unit_id: Mapped[UnitId]
    channel: Mapped[str] = mapped_column(String(16))
    paper_reason: Mapped[str] = mapped_column(default="", server_default="")
    urgency: Mapped[int] = mapped_column(default=0, server_default="0")
    sent_at: Mapped[Moment]
    arrived_at: Mapped[Moment | None]
    arrival_number: Mapped[int | None]

    procedure: Mapped[str] = mapped_column(String(32))
    procedure_version: Mapped[int]
    state: Mapped[str] = mapped_column(String(32))
    closed_at: Mapped[Moment | None]
    holder_unit_id: Mapped[UnitId]
    holder_person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    held_since: Mapped[Moment]
    due_at: Mapped[Moment | None]
    revision: Mapped[int] = mapped_column(default=0, server_default="0")
    #: When the sender last reminded this recipient to accept it.
    reminded_at: Mapped[Moment | None]
    #: Paper was printed for it after it had been sent without: a cache of the entries of paper.
    late_paper: Mapped[bool] = mapped_column(default=False, server_default=false())


class Assignment(Base):
    """A part somebody has in a delivery: one lead, co-handlers, for information.

    `outer_due_at` is the deadline its assigner gave; a unit head may set an earlier one, and
    not go beyond.  `opinion` is what a co-handler reported.
    """

    __tablename__ = "assignments"
    __table_args__ = (
        CheckConstraint("part IN ('lead', 'co', 'info')", name="part"),
        CheckConstraint("(until IS NULL) = (outcome = '')", name="outcome"),
        Index(
            "uq_assignments_one_lead", "delivery_id", unique=True,
            sqlite_where=OPEN_LEAD, postgresql_where=OPEN_LEAD,
        ),
        Index("ix_assignments_delivery", "delivery_id"),
        Index("ix_assignments_document_unit", "document_id", "unit_id"),
        Index(
            "ix_assignments_open", "unit_id", "part", "id",
            sqlite_where=OPEN_PART, postgresql_where=OPEN_PART,
        ),
    )  # fmt: skip

    id: Mapped[Id]
    document_id: Mapped[DocumentId]
    delivery_id: Mapped[int] = mapped_column(ForeignKey("deliveries.id"))
    part: Mapped[str] = mapped_column(String(8))
    unit_id: Mapped[UnitId]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    due_at: Mapped[Moment | None]
    since: Mapped[Moment]
    until: Mapped[Moment | None]
    outcome: Mapped[str] = mapped_column(String(16), default="", server_default="")
    opinion: Mapped[str] = mapped_column(default="", server_default="")
    outer_due_at: Mapped[Moment | None]
    assigner_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    assigner_role: Mapped[str] = mapped_column(String(32), default="", server_default="")
