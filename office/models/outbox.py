"""What a committed change promised to do afterwards."""

from __future__ import annotations

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from office.models.base import Base
from office.models.columns import Facts, Id, Moment

WAITING = text("settled_at IS NULL")


class OutboxMessage(Base):
    """One promise; done when `settled_at` is set, tried again while it is not."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_waiting", "due_at", sqlite_where=WAITING, postgresql_where=WAITING),
    )

    id: Mapped[Id]
    kind: Mapped[str] = mapped_column(String(32))
    payload: Mapped[Facts]
    posted_at: Mapped[Moment]
    due_at: Mapped[Moment]
    attempts: Mapped[int] = mapped_column(default=0, server_default="0")
    settled_at: Mapped[Moment | None]
    fault: Mapped[str] = mapped_column(default="", server_default="")
