"""Targets for moving without paper: entered, ended, never edited; the database holds that."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, false, text
from sqlalchemy.orm import Mapped, mapped_column

from office.models.base import Base
from office.models.columns import Id, Moment

RUNS = text("ended_at IS NULL")


class PaperTarget(Base):
    """A target and the text that sets it.

    `code` names a row of the file it came from; NULL for one that an administrator entered.
    `entered_by` is NULL for the office itself.
    """

    __tablename__ = "paper_targets"
    __table_args__ = (
        CheckConstraint("last_day IS NULL OR last_day >= first_day", name="days"),
        CheckConstraint("permille >= 0 AND permille <= 1000", name="permille"),
        CheckConstraint("(ended_at IS NULL) = (ended_on IS NULL)", name="ended"),
        CheckConstraint("ended_at IS NULL OR end_reason <> ''", name="reason"),
        Index(
            "uq_paper_targets_one", "indicator", "level", "first_day", unique=True,
            sqlite_where=RUNS, postgresql_where=RUNS,
        ),
    )  # fmt: skip

    id: Mapped[Id]
    code: Mapped[str | None] = mapped_column(String(64), unique=True)
    indicator: Mapped[str] = mapped_column(String(32))
    level: Mapped[str] = mapped_column(String(32))
    first_day: Mapped[date]
    last_day: Mapped[date | None]
    #: Tenths of a per cent.
    permille: Mapped[int]
    source: Mapped[str]
    note: Mapped[str] = mapped_column(default="", server_default="")
    checked: Mapped[bool] = mapped_column(default=False, server_default=false())
    entered_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    entered_at: Mapped[Moment]
    ended_on: Mapped[date | None]
    end_reason: Mapped[str] = mapped_column(default="", server_default="")
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    ended_at: Mapped[Moment | None]
