"""The series of an agency's registers: what was given of each, and how it divides its numbers.

The head decides how outgoing numbers are divided (NĐ 30/2020 Đ15.1); it changes before the first
number of a year or not at all, so that no number is given twice or skipped.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, and_, func, select, update

from office.domain.errors import Invalid, Refused
from office.domain.numbering import OUTGOING, SCHEMES, register_year
from office.domain.text import Text
from office.models.base import table
from office.models.registers import Register, RegisterEntry
from office.models.units import Unit
from office.services.places import unit_changes
from office.services.places.unit_changes import When
from office.services.work import Work

WAYS: dict[str, Text] = {
    "all": Text("Một dãy số chung", "One series for all"),
    "group": Text("Theo nhóm loại văn bản", "A series for each group of types"),
    "type": Text("Mỗi loại văn bản một dãy", "A series for each type"),
}
_CANCELLED = and_(RegisterEntry.register_id == Register.id, RegisterEntry.status == "cancelled")


def books(work: Work, unit_id: int) -> Sequence[Row[Any]]:
    """Return the books of a unit: direction, series, year, last number, how many cancelled."""
    cancelled = select(func.count()).select_from(RegisterEntry).where(_CANCELLED)
    return work.db.execute(
        select(
            Register.direction, Register.series, Register.year, Register.last,
            cancelled.scalar_subquery().label("cancelled"),
        )
        .where(Register.unit_id == unit_id)
        .order_by(Register.year.desc(), Register.direction, Register.series)
    ).all()  # fmt: skip


def divide(work: Work, unit_id: int, scheme: str, when: When) -> None:
    """Divide an agency's outgoing numbers otherwise, from today on; raises Invalid, Refused."""
    unit, day = unit_changes.begin_with(work, unit_id, when)
    if scheme not in SCHEMES or scheme == unit.numbering:
        raise Invalid(Text("Hãy chọn cách đánh số khác.", "Choose another way."), field="scheme")
    if day != work.today:
        raise Invalid(_TODAY, field="numbering_since")
    if not unit.kind.keeps_register:
        raise Refused(_NO_BOOK)
    year = register_year(work.at)
    if _begun(work, unit_id, year):
        raise Refused(_BEGUN.filled(year=year))
    work.db.execute(update(table(Unit)).where(Unit.id == unit_id).values(numbering=scheme))
    said = (WAYS[unit.numbering].vi, WAYS[scheme].vi)
    unit_changes.record(work, unit, (unit_changes.SERIES, day, when.reason), said)


def _begun(work: Work, unit_id: int, year: int) -> bool:
    """Say whether a number of the year went out that the way of dividing has to do with."""
    given = select(Register.id).where(
        Register.unit_id == unit_id,
        Register.direction == OUTGOING,
        Register.year == year,
        Register.last > 0,
        (Register.series == "all")
        | Register.series.like("nhom:%")
        | Register.series.like("loai:%"),
    )
    return work.db.scalar(given.limit(1)) is not None


_TODAY = Text(
    "Cách đánh số đổi ngay trong ngày, trước số đầu tiên của năm.",
    "Numbers are divided otherwise from today on, before the first of the year.",
)
_NO_BOOK = Text("Đơn vị này không có sổ riêng.", "This unit keeps no register of its own.")
_BEGUN = Text(
    "Năm {year} đã cấp số văn bản đi: cách đánh số chỉ đổi được trước số đầu tiên của năm.",
    "Numbers of {year} were given: it changes only before the first number of a year.",
)
