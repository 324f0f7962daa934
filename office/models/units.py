"""Units of government: one table, any depth, dated names, parents and identifiers."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from office.models.base import Base
from office.models.columns import Id, Moment, UnitId

#: A change the head of the agency has not confirmed.
OPEN = text("confirmed_at IS NULL")


class UnitKind(Base):
    """A kind of unit: data, so that no code knows province, district and commune.

    `keeps_register` units have an own clerk, registers and numbers; the others are
    parts of the one above.  `hosted` units work in this office, the others elsewhere.
    """

    __tablename__ = "unit_kinds"

    code: Mapped[str] = mapped_column(String(32), primary_key=True)
    title_vi: Mapped[str]
    title_en: Mapped[str]
    level: Mapped[str] = mapped_column(String(32))
    keeps_register: Mapped[bool]
    hosted: Mapped[bool]


class Unit(Base):
    """A unit for as long as it exists; `key` is its name in files, never re-used."""

    __tablename__ = "units"
    __table_args__ = (CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="dates"),)

    id: Mapped[Id]
    key: Mapped[str] = mapped_column(String(64), unique=True)
    kind: Mapped[str] = mapped_column(ForeignKey("unit_kinds.code"))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    #: How the agency divides its outgoing numbers: see `domain.numbering.SCHEMES`.
    numbering: Mapped[str] = mapped_column(String(8), default="all", server_default="all")
    #: Place name (địa danh) printed before the date.
    place: Mapped[str] = mapped_column(default="", server_default="")


class UnitName(Base):
    """What a unit is called between two dates, and its abbreviation in notations."""

    __tablename__ = "unit_names"
    __table_args__ = (
        Index("uq_unit_names_current", "unit_id", "valid_from", unique=True),
        CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="dates"),
    )

    id: Mapped[Id]
    unit_id: Mapped[UnitId]
    name: Mapped[str]
    abbreviation: Mapped[str]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class UnitParent(Base):
    """Which unit stands above another between two dates."""

    __tablename__ = "unit_parents"
    __table_args__ = (
        Index("uq_unit_parents_current", "unit_id", "valid_from", unique=True),
        CheckConstraint("unit_id <> parent_id", name="not_itself"),
        CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="dates"),
    )

    id: Mapped[Id]
    unit_id: Mapped[UnitId]
    parent_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class UnitIdentifier(Base):
    """A code that exchange systems know a unit by, in a scheme, between two dates."""

    __tablename__ = "unit_identifiers"
    __table_args__ = (
        Index("uq_unit_identifiers_code", "scheme", "code", "valid_from", unique=True),
        CheckConstraint("valid_to IS NULL OR valid_to > valid_from", name="dates"),
    )

    id: Mapped[Id]
    unit_id: Mapped[UnitId] = mapped_column(index=True)
    scheme: Mapped[str] = mapped_column(String(16))
    code: Mapped[str] = mapped_column(String(64), index=True)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class UnitChange(Base):
    """One change of the tree by an administrator: only ever added, then confirmed once.

    `agency_id` is the agency whose head is told; `heir_id` names who takes a closed unit's place.
    """

    __tablename__ = "unit_changes"
    __table_args__ = (
        CheckConstraint("what IN ('add', 'rename', 'move', 'close', 'series')", name="what"),
        CheckConstraint("(confirmed_at IS NULL) = (confirmed_by IS NULL)", name="confirmed"),
        Index(
            "ix_unit_changes_open", "agency_id", "id",
            sqlite_where=OPEN, postgresql_where=OPEN,
        ),
    )  # fmt: skip

    id: Mapped[Id]
    at: Mapped[Moment]
    unit_id: Mapped[UnitId] = mapped_column(index=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    what: Mapped[str] = mapped_column(String(8))
    since: Mapped[date]
    was: Mapped[str] = mapped_column(default="", server_default="")
    becomes: Mapped[str] = mapped_column(default="", server_default="")
    heir_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    reason: Mapped[str]
    by_person_id: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
    by_name: Mapped[str]
    confirmed_at: Mapped[Moment | None]
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("persons.id"))
