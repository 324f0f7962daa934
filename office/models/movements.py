"""Movements: what happened, sealed.  Rows are only ever added."""

from __future__ import annotations

from sqlalchemy import Index, LargeBinary, String, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from office.models.base import Base
from office.models.columns import DocumentId, Id, Moment

MARKED = text("(on_behalf OR due_moved)")


class Movement(Base):
    """One act on a document.  `body` is the record; the other columns are projections of it.

    `delivery_id` is NULL for acts on the draft or on the document as a whole.
    """

    __tablename__ = "movements"
    __table_args__ = (
        UniqueConstraint("document_id", "seq"),
        UniqueConstraint("document_id", "prev"),
        Index("ix_movements_unit", "unit_id", "id"),
        Index("ix_movements_person", "person_id", "id"),
        Index("ix_movements_action", "action", "id"),
        Index("ix_movements_delivery", "delivery_id", "document_id", "action", "at"),
        Index("ix_movements_role", "role", "id"),
        Index("ix_movements_at", "at", "id"),
        Index("ix_movements_marked", "at", sqlite_where=MARKED, postgresql_where=MARKED),
    )

    id: Mapped[Id]
    document_id: Mapped[DocumentId]
    seq: Mapped[int]
    delivery_id: Mapped[int | None]
    at: Mapped[Moment]
    person_id: Mapped[int | None]
    unit_id: Mapped[int]
    action: Mapped[str] = mapped_column(String(32))
    prev: Mapped[bytes] = mapped_column(LargeBinary(32))
    body: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    #: The capacity acted in; whether for somebody else; whether the holder's deadline was moved.
    role: Mapped[str] = mapped_column(String(32), default="", server_default="")
    on_behalf: Mapped[bool] = mapped_column(default=False, server_default=false())
    due_moved: Mapped[bool] = mapped_column(default=False, server_default=false())
