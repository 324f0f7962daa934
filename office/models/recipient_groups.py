"""Groups of recipients that an agency writes to again and again."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from office.models.base import Base
from office.models.columns import Id, UnitId


class RecipientGroup(Base):
    """A group of an agency, under a name of its own."""

    __tablename__ = "recipient_groups"
    __table_args__ = (
        Index("uq_recipient_groups_name", "agency_id", "name", unique=True),
        CheckConstraint("name <> ''", name="name"),
    )

    id: Mapped[Id]
    agency_id: Mapped[UnitId]
    name: Mapped[str] = mapped_column(String(100))


class RecipientGroupMember(Base):
    """A unit in a group."""

    __tablename__ = "recipient_group_members"

    group_id: Mapped[int] = mapped_column(
        ForeignKey("recipient_groups.id", ondelete="CASCADE"), primary_key=True
    )
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
