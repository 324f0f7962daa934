"""Persons, what they are where, and how they prove who they are."""

from __future__ import annotations

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column

from office.models.base import Base
from office.models.columns import Id, Moment, PersonId, UnitId


class Person(Base):
    """Somebody with an account."""

    __tablename__ = "persons"

    id: Mapped[Id]
    login: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str]
    password: Mapped[str] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)
    #: Invented for the demonstration, so listed on its sign-in page.
    invented: Mapped[bool] = mapped_column(default=False)


class Membership(Base):
    """A capacity a person has in a unit between two dates."""

    __tablename__ = "memberships"
    __table_args__ = (
        Index("ix_memberships_unit_role", "unit_id", "role"),
        Index("uq_memberships_capacity", "person_id", "unit_id", "role", "valid_from", unique=True),
        CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="dates"),
    )

    id: Mapped[Id]
    person_id: Mapped[PersonId]
    unit_id: Mapped[UnitId]
    role: Mapped[str] = mapped_column(String(32))
    position: Mapped[str] = mapped_column(default="")
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class UserSession(Base):
    """A signed-in browser; only the hash of its key is kept.  Times are the real clock's."""

    __tablename__ = "user_sessions"

    id: Mapped[Id]
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    person_id: Mapped[PersonId] = mapped_column(index=True)
    membership_id: Mapped[int | None] = mapped_column(ForeignKey("memberships.id"))
    created_at: Mapped[Moment]
    seen_at: Mapped[Moment]
    revoked_at: Mapped[Moment | None]
    address: Mapped[str] = mapped_column(String(64), default="", server_default="")
    browser: Mapped[str] = mapped_column(String(200), default="", server_default="")
    #: The password was right; the code of the second factor has yet to come.
    waiting: Mapped[bool] = mapped_column(default=False, server_default=false())


class SecondFactor(Base):
    """What a person's app makes codes from; in force once confirmed."""

    __tablename__ = "second_factors"

    person_id: Mapped[int] = mapped_column(ForeignKey("persons.id"), primary_key=True)
    secret: Mapped[str] = mapped_column(String(64))
    confirmed_at: Mapped[Moment | None]
    #: The last step of 30 seconds a code was taken for: none is taken twice.
    last_step: Mapped[int] = mapped_column(BigInteger)


class RecoveryCode(Base):
    """A code kept on paper for the day the phone is lost; only its hash is kept here."""

    __tablename__ = "recovery_codes"
    __table_args__ = (Index("uq_recovery_codes", "person_id", "code_hash", unique=True),)

    id: Mapped[Id]
    person_id: Mapped[PersonId]
    code_hash: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[Moment | None]


class AccessToken(Base):
    """A bearer token for the API, bound to one membership; only its hash is kept."""

    __tablename__ = "access_tokens"

    id: Mapped[Id]
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    membership_id: Mapped[int] = mapped_column(ForeignKey("memberships.id"), index=True)
    label: Mapped[str] = mapped_column(default="")
    created_at: Mapped[Moment]
    expires_at: Mapped[Moment]
    revoked_at: Mapped[Moment | None]


class SignInFailure(Base):
    """A failed sign-in, for the throttle.  Times are the real clock's."""

    __tablename__ = "sign_in_failures"
    __table_args__ = (
        Index("ix_sign_in_failures_login_at", "login", "at"),
        Index("ix_sign_in_failures_address_at", "address", "at"),
    )

    id: Mapped[Id]
    login: Mapped[str] = mapped_column(String(64))
    address: Mapped[str] = mapped_column(String(64))
    at: Mapped[Moment]
