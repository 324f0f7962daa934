"""Registers and the numbers given from them: no gap, no double, nothing erased."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from office.models.base import Base
from office.models.columns import Id, Moment, PersonId, UnitId


class Register(Base):
    """One book: a unit's series in a direction and year.  `last` is the last number given.

    `last_on` is the latest day a number of it bears.  `log_seq` and `log_head` are the end of the
    chain of its acts: those that are no document's.
    """

    __tablename__ = "registers"
    __table_args__ = (
        UniqueConstraint("unit_id", "direction", "series", "year"),
        CheckConstraint("direction IN ('in', 'out')", name="direction"),
        CheckConstraint("last >= 0", name="last"),
        CheckConstraint("(log_seq = 0) = (log_head IS NULL)", name="log"),
    )

    id: Mapped[Id]
    unit_id: Mapped[UnitId]
    direction: Mapped[str] = mapped_column(String(8))
    series: Mapped[str] = mapped_column(String(32))
    year: Mapped[int]
    last: Mapped[int]
    last_on: Mapped[date | None]
    log_seq: Mapped[int] = mapped_column(default=0, server_default="0")
    log_head: Mapped[bytes | None] = mapped_column(LargeBinary(32))


class RegisterEntry(Base):
    """A number given: used, reserved, or cancelled with its reason.  It is never given again.

    A reserved number is no document's yet, and one that was cancelled unused never is.
    """

    __tablename__ = "register_entries"
    __table_args__ = (
        UniqueConstraint("register_id", "number"),
        CheckConstraint("status IN ('used', 'cancelled', 'reserved')", name="status"),
        CheckConstraint("status = 'used' OR reason <> ''", name="reason"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("status <> 'used' OR document_id IS NOT NULL", name="used"),
        CheckConstraint("status <> 'reserved' OR document_id IS NULL", name="reserved"),
        CheckConstraint("delivery_id IS NULL OR document_id IS NOT NULL", name="delivered"),
        Index("ix_register_entries_document", "document_id"),
    )

    id: Mapped[Id]
    register_id: Mapped[int] = mapped_column(ForeignKey("registers.id"))
    number: Mapped[int]
    document_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"))
    delivery_id: Mapped[int | None] = mapped_column(ForeignKey("deliveries.id"), index=True)
    at: Mapped[Moment]
    status: Mapped[str] = mapped_column(String(16), default="used", server_default="used")
    reason: Mapped[str] = mapped_column(default="", server_default="")


class Reservation(Base):
    """A number taken before its document is there: by whom, why, and for what, where known.

    The row stays when the number is used or cancelled: the entry says which.
    """

    __tablename__ = "reservations"
    __table_args__ = (
        CheckConstraint("reason <> ''", name="reason"),
        CheckConstraint("(settled_at IS NULL) = (settled_by IS NULL)", name="settled"),
    )

    entry_id: Mapped[int] = mapped_column(ForeignKey("register_entries.id"), primary_key=True)
    at: Mapped[Moment]
    by_id: Mapped[PersonId]
    reason: Mapped[str]
    type_code: Mapped[str] = mapped_column(String(8), default="", server_default="")
    subject: Mapped[str] = mapped_column(default="", server_default="")
    whom: Mapped[str] = mapped_column(default="", server_default="")
    settled_at: Mapped[Moment | None]
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))


class RegisterAct(Base):
    """One act on a book that is no document's, sealed to the book's last one: only ever added."""

    __tablename__ = "register_acts"
    __table_args__ = (
        UniqueConstraint("register_id", "seq"),
        UniqueConstraint("register_id", "prev"),
    )

    id: Mapped[Id]
    register_id: Mapped[int] = mapped_column(ForeignKey("registers.id"))
    seq: Mapped[int]
    at: Mapped[Moment]
    act: Mapped[str] = mapped_column(String(16))
    person_id: Mapped[int | None]
    prev: Mapped[bytes] = mapped_column(LargeBinary(32))
    body: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))


class Binding(Base):
    """A volume of a book made into a file: which numbers, how many lines and pages, what digest.

    `kind` is the decree's book, `form` the file's.  It waits to be made while `made_at` is empty.
    Paper is measured: it is a fact who had which volume made, and of how many pages.
    """

    __tablename__ = "bindings"
    __table_args__ = (
        CheckConstraint("kind IN ('register', 'follow_up')", name="kind"),
        CheckConstraint("form IN ('pdf', 'xlsx')", name="form"),
        CheckConstraint("volume > 0", name="volume"),
        CheckConstraint("first > 0 AND last >= first", name="numbers"),
        CheckConstraint("(made_at IS NULL) = (digest IS NULL)", name="made"),
        CheckConstraint("form <> 'pdf' OR made_at IS NULL OR pages > 0", name="pages"),
        Index("ix_bindings_register", "register_id", "id"),
        Index("ix_bindings_unit", "unit_id", "made_at"),
    )

    id: Mapped[Id]
    register_id: Mapped[int] = mapped_column(ForeignKey("registers.id"))
    kind: Mapped[str] = mapped_column(String(16))
    form: Mapped[str] = mapped_column(String(8))
    volume: Mapped[int]
    first: Mapped[int]
    last: Mapped[int]
    since: Mapped[date]
    until: Mapped[date]
    person_id: Mapped[PersonId]
    unit_id: Mapped[UnitId]
    at: Mapped[Moment]
    made_at: Mapped[Moment | None]
    lines: Mapped[int] = mapped_column(default=0, server_default="0")
    pages: Mapped[int] = mapped_column(default=0, server_default="0")
    size: Mapped[int] = mapped_column(default=0, server_default="0")
    digest: Mapped[str | None] = mapped_column(String(64))
