"""Uploads on their way in, before they are a document's."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from office.models.base import Base
from office.models.columns import Id, Moment, PersonId, PublicId


class Stage(Base):
    """An upload of one person; its bytes lie in the staging folder under its key.

    `size` is what was announced.  `digest` and `media_type` are known once it is whole and
    was looked into, and '' before.
    """

    __tablename__ = "stages"
    __table_args__ = (
        CheckConstraint("size > 0", name="size"),
        CheckConstraint("(digest = '') = (media_type = '')", name="finished"),
        Index("ix_stages_person", "person_id", "id"),
        Index("ix_stages_begun", "begun_at"),
    )

    id: Mapped[Id]
    key: Mapped[PublicId]
    person_id: Mapped[PersonId]
    name: Mapped[str]
    claimed: Mapped[str] = mapped_column(String(128), default="", server_default="")
    size: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64), default="", server_default="")
    media_type: Mapped[str] = mapped_column(String(128), default="", server_default="")
    begun_at: Mapped[Moment]
