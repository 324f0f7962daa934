"""Changes of people's rights: each is shown to the head of the agency until confirmed."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from office.models.base import Base
from office.models.columns import Id, Moment, PersonId

OPEN = text("settled_at IS NULL")


class RightsChange(Base):
    """One change of what somebody may do (NĐ 30/2020 PL VI.I.III.3c).

    `agency_id` is the agency whose head confirms it; NULL for an account nobody has placed.
    """

    __tablename__ = "rights_changes"
    __table_args__ = (
        CheckConstraint("(settled_at IS NULL) = (outcome = '')", name="outcome"),
        Index(
            "ix_rights_changes_open", "agency_id", "id",
            sqlite_where=OPEN, postgresql_where=OPEN,
        ),
    )  # fmt: skip

    id: Mapped[Id]
    at: Mapped[Moment]
    person_id: Mapped[PersonId] = mapped_column(index=True)
    what: Mapped[str] = mapped_column(String(16))
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    role: Mapped[str] = mapped_column(String(32), default="", server_default="")
    detail: Mapped[str] = mapped_column(default="", server_default="")
    by_person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    by_name: Mapped[str]
    settled_at: Mapped[Moment | None]
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    outcome: Mapped[str] = mapped_column(String(16), default="", server_default="")
    reason: Mapped[str] = mapped_column(default="", server_default="")
