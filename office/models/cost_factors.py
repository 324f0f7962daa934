"""Factors of the estimated saving: proposed, approved by another, never edited nor deleted."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, false, text
from sqlalchemy.orm import Mapped, mapped_column

from office.models.base import Base
from office.models.columns import Id, Moment

COUNTS = text("outcome = '' OR outcome = 'approved'")


class CostFactor(Base):
    """A price or a habit from a day on: low, base, high in thousandths of its unit.

    `proposed_by` is NULL for what the office was set up with; somebody approves it all the same.
    """

    __tablename__ = "cost_factors"
    __table_args__ = (
        CheckConstraint("low >= 0 AND low <= base AND base <= high", name="values"),
        CheckConstraint("source <> ''", name="source"),
        CheckConstraint("outcome IN ('', 'approved', 'rejected', 'withdrawn')", name="outcome"),
        CheckConstraint("(settled_at IS NULL) = (outcome = '')", name="settled"),
        CheckConstraint("(settled_at IS NULL) = (settled_by IS NULL)", name="settler"),
        CheckConstraint("outcome <> 'rejected' OR reason <> ''", name="reason"),
        CheckConstraint(
            "outcome <> 'approved' OR proposed_by IS NULL OR proposed_by <> settled_by",
            name="two_people",
        ),
        Index(
            "uq_cost_factors_one", "code", "first_day", unique=True,
            sqlite_where=COUNTS, postgresql_where=COUNTS,
        ),
    )  # fmt: skip

    id: Mapped[Id]
    code: Mapped[str] = mapped_column(String(32))
    first_day: Mapped[date]
    low: Mapped[int]
    base: Mapped[int]
    high: Mapped[int]
    source: Mapped[str]
    note: Mapped[str] = mapped_column(default="", server_default="")
    assumed: Mapped[bool] = mapped_column(default=False, server_default=false())
    proposed_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    proposed_at: Mapped[Moment]
    outcome: Mapped[str] = mapped_column(String(16), default="", server_default="")
    reason: Mapped[str] = mapped_column(default="", server_default="")
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    settled_at: Mapped[Moment | None]
