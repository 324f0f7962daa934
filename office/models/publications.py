"""What agencies make public: the switch of each agency's page, and the documents marked for it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from office.models.base import Base
from office.models.columns import DocumentId, Id, Moment, PersonId, UnitId

SHOWN = text("ended_at IS NULL")


class PublicPage(Base):
    """An agency's public page: whether it is open, and the end of the chain of its acts.

    An agency without a row never opened one.  `first_on` is the day it first did, which names
    what is told in its feed for ever.
    """

    __tablename__ = "public_pages"
    __table_args__ = (CheckConstraint("log_seq > 0", name="log"),)

    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    is_open: Mapped[bool]
    first_on: Mapped[date]
    log_seq: Mapped[int]
    log_head: Mapped[bytes] = mapped_column(LargeBinary(32))


class PublicPageAct(Base):
    """A public page opened or shut, sealed to the act before it: rows are only ever added."""

    __tablename__ = "public_page_acts"
    __table_args__ = (
        UniqueConstraint("unit_id", "seq"),
        UniqueConstraint("unit_id", "prev"),
        CheckConstraint("act IN ('open', 'shut')", name="act"),
    )

    id: Mapped[Id]
    unit_id: Mapped[UnitId]
    seq: Mapped[int]
    at: Mapped[Moment]
    act: Mapped[str] = mapped_column(String(8))
    person_id: Mapped[int | None]
    prev: Mapped[bytes] = mapped_column(LargeBinary(32))
    body: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))


class Publication(Base):
    """A document made public for a while; the movements `seq` and `ended_seq` seal it.

    `key` names it on the public page, the same each time it is made public.  Day, number, type
    and folded words repeat the document's, for one index to list them and one column to find
    them by.
    """

    __tablename__ = "publications"
    __table_args__ = (
        CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name="ended_by"),
        CheckConstraint("(ended_at IS NULL) = (ended_seq IS NULL)", name="ended_seq"),
        UniqueConstraint("document_id", "seq"),
        Index(
            "uq_publications_shown", "document_id", unique=True,
            sqlite_where=SHOWN, postgresql_where=SHOWN,
        ),
        Index(
            "uq_publications_key", "key", unique=True,
            sqlite_where=SHOWN, postgresql_where=SHOWN,
        ),
        Index(
            "ix_publications_listed", "unit_id", "issued_on", "number", "key",
            sqlite_where=SHOWN, postgresql_where=SHOWN,
        ),
        Index(
            "ix_publications_newest", "unit_id", "id",
            sqlite_where=SHOWN, postgresql_where=SHOWN,
        ),
    )  # fmt: skip

    id: Mapped[Id]
    document_id: Mapped[DocumentId]
    unit_id: Mapped[UnitId]
    key: Mapped[str] = mapped_column(String(16))
    issued_on: Mapped[date]
    number: Mapped[int]
    type_code: Mapped[str] = mapped_column(String(8))
    words: Mapped[str]
    seq: Mapped[int]
    at: Mapped[Moment]
    person_id: Mapped[PersonId]
    ended_seq: Mapped[int | None]
    ended_at: Mapped[Moment | None]
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
