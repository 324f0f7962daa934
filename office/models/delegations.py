"""Mandates, who uses one now, and what was done under each."""

from __future__ import annotations

from datetime import date

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from office.models.base import Base
from office.models.columns import Digest, DocumentId, Id, Moment, PersonId, UnitId


class Delegation(Base):
    """A mandate: its terms never change, it is only used and ended.

    The giver is somebody in a capacity of their own (a trigger looks it up), so that nobody
    passes on what was lent to them.  `used_at` is the last act under it.
    """

    __tablename__ = "delegations"
    __table_args__ = (
        CheckConstraint("giver_id <> delegate_id", name="not_oneself"),
        CheckConstraint("last_day >= first_day", name="days"),
        CheckConstraint("basis <> ''", name="basis"),
        CheckConstraint("(revoked_at IS NULL) = (revoked_by IS NULL)", name="revoked"),
        Index("ix_delegations_delegate", "delegate_id", "last_day"),
        Index("ix_delegations_giver", "giver_id", "last_day"),
        Index("ix_delegations_agency", "agency_id", "last_day"),
    )

    id: Mapped[Id]
    agency_id: Mapped[UnitId]
    giver_id: Mapped[PersonId]
    unit_id: Mapped[UnitId]
    role: Mapped[str] = mapped_column(String(32))
    delegate_id: Mapped[PersonId]
    first_day: Mapped[date]
    last_day: Mapped[date]
    powers: Mapped[list[str]] = mapped_column(JSON)
    types: Mapped[list[str]] = mapped_column(JSON)
    issuers: Mapped[list[int]] = mapped_column(JSON)
    basis: Mapped[str]
    shared: Mapped[bool]
    digest: Mapped[Digest]
    given_at: Mapped[Moment]
    used_at: Mapped[Moment | None]
    revoked_at: Mapped[Moment | None]
    revoked_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))


class SigningOrder(Base):
    """Says of a mandate that it is an order to sign (TL.), recorded for the head by somebody."""

    __tablename__ = "signing_orders"

    delegation_id: Mapped[int] = mapped_column(ForeignKey("delegations.id"), primary_key=True)
    recorded_by: Mapped[PersonId]


class DelegatedAct(Base):
    """A movement made under a mandate: a projection of its record."""

    __tablename__ = "delegated_acts"
    __table_args__ = (
        Index("ix_delegated_acts_person", "person_id", "document_id"),
        Index("ix_delegated_acts_delegation", "delegation_id"),
    )

    document_id: Mapped[DocumentId] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    delegation_id: Mapped[int] = mapped_column(ForeignKey("delegations.id"))
    person_id: Mapped[PersonId]


class SessionDelegation(Base):
    """The mandate a browser's session acts under, instead of a membership."""

    __tablename__ = "session_delegations"

    session_id: Mapped[int] = mapped_column(
        ForeignKey("user_sessions.id", ondelete="CASCADE"), primary_key=True
    )
    delegation_id: Mapped[int] = mapped_column(ForeignKey("delegations.id"))


class TokenDelegation(Base):
    """The mandate a program's token acts under."""

    __tablename__ = "token_delegations"

    token_id: Mapped[int] = mapped_column(
        ForeignKey("access_tokens.id", ondelete="CASCADE"), primary_key=True
    )
    delegation_id: Mapped[int] = mapped_column(ForeignKey("delegations.id"))
