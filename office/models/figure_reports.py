"""Reports of figures that were asked for and made, who has them by mail, and what was mailed."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from office.models.base import Base
from office.models.columns import Id, Moment, PersonId, UnitId

UNMADE = text("made_at IS NULL")
GOING_ON = text("ended_at IS NULL")


class FigureReport(Base):
    """A report of a unit and period, by an agency; it waits to be made while `made_at` is empty.

    `movements`, `root` and `counted_until` say on which record it rests.  The office itself asks
    for what is mailed (`person_id` is NULL).
    """

    __tablename__ = "figure_reports"
    __table_args__ = (
        CheckConstraint("form IN ('pdf', 'xlsx')", name="form"),
        CheckConstraint("language IN ('vi', 'en')", name="language"),
        CheckConstraint(
            "stage IN ('waiting', 'counting', 'drawing', 'done', 'failed')", name="stage"
        ),
        CheckConstraint("(made_at IS NULL) = (digest IS NULL)", name="made"),
        CheckConstraint("(stage = 'done') = (made_at IS NOT NULL)", name="done"),
        CheckConstraint("stage <> 'failed' OR fault <> ''", name="fault"),
        Index(
            "uq_figure_reports_unmade", "agency_id", "unit_id", "kind", "form", "language",
            "period", unique=True, sqlite_where=UNMADE, postgresql_where=UNMADE,
        ),
        Index("ix_figure_reports_agency", "agency_id", "id"),
    )  # fmt: skip

    id: Mapped[Id]
    agency_id: Mapped[UnitId]
    unit_id: Mapped[UnitId]
    kind: Mapped[str] = mapped_column(String(16))
    form: Mapped[str] = mapped_column(String(8))
    language: Mapped[str] = mapped_column(String(2))
    period: Mapped[str] = mapped_column(String(32))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    at: Mapped[Moment]
    stage: Mapped[str] = mapped_column(String(16), default="waiting", server_default="waiting")
    fault: Mapped[str] = mapped_column(String(500), default="", server_default="")
    made_at: Mapped[Moment | None]
    digest: Mapped[str | None] = mapped_column(String(64))
    size: Mapped[int] = mapped_column(default=0, server_default="0")
    pages: Mapped[int] = mapped_column(default=0, server_default="0")
    movements: Mapped[int] = mapped_column(default=0, server_default="0")
    root: Mapped[str] = mapped_column(String(64), default="", server_default="")
    counted_until: Mapped[Moment | None]


class ReportSubscription(Base):
    """Somebody has a report by mail, of each month, quarter, half or year; until they end it."""

    __tablename__ = "report_subscriptions"
    __table_args__ = (
        CheckConstraint("every IN ('month', 'quarter', 'half', 'year')", name="every"),
        CheckConstraint("workday BETWEEN 1 AND 20", name="workday"),
        Index(
            "uq_report_subscriptions_once", "person_id", "agency_id", "unit_id", "kind", "form",
            "every", unique=True, sqlite_where=GOING_ON, postgresql_where=GOING_ON,
        ),
    )  # fmt: skip

    id: Mapped[Id]
    person_id: Mapped[PersonId]
    #: The agency in which they have it, whose report it is.
    agency_id: Mapped[UnitId]
    unit_id: Mapped[UnitId]
    kind: Mapped[str] = mapped_column(String(16))
    form: Mapped[str] = mapped_column(String(8))
    language: Mapped[str] = mapped_column(String(2))
    every: Mapped[str] = mapped_column(String(8))
    workday: Mapped[int]
    begun_on: Mapped[date]
    ended_at: Mapped[Moment | None]


class ReportMail(Base):
    """The report of one period, promised by mail to somebody who has it, once."""

    __tablename__ = "report_mails"
    __table_args__ = (
        UniqueConstraint("subscription_id", "period"),
        CheckConstraint("(sent_at IS NULL) = (outcome = '')", name="outcome"),
    )

    id: Mapped[Id]
    subscription_id: Mapped[int] = mapped_column(ForeignKey("report_subscriptions.id"))
    period: Mapped[str] = mapped_column(String(32))
    report_id: Mapped[int | None] = mapped_column(ForeignKey("figure_reports.id"))
    at: Mapped[Moment]
    sent_at: Mapped[Moment | None]
    #: sent | dropped (their rights ended) | refused (the server takes it never)
    outcome: Mapped[str] = mapped_column(String(16), default="", server_default="")
