"""Reading reserved numbers: which wait, for what, whether a document can still have one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import aliased

from office.domain import numbering
from office.domain.numbering import register_year
from office.domain.register_log import RESERVED
from office.domain.text import Text
from office.models.documents import Document
from office.models.people import Person
from office.models.registers import Register, RegisterEntry, Reservation
from office.services.books import register_book
from office.services.work import Work

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A reserved number as it stands: `barred` says why no document can have it any more.

    `status` is reserved, used or cancelled; `outcome` the reason it was cancelled for, `document`
    the public id of the one that used it.
    """

    key: int
    register_id: int
    number: int
    series: str
    year: int
    at: datetime
    by: str
    reason: str
    type_code: str
    subject: str
    whom: str
    status: str
    outcome: str
    document: str
    settled_at: datetime | None
    barred: Text | None


def waiting(work: Work) -> Sequence[Kept]:
    """Return the numbers that are reserved and wait, the oldest first, for whoever reads books."""
    found = _kept(work).where(RegisterEntry.status == RESERVED)
    return _told(work, found.order_by(Register.year, Register.series, RegisterEntry.number))


def for_draft(work: Work, type_code: str, council: str) -> Sequence[Kept]:
    """Return the reserved numbers that a draft of the actor's agency could be given today."""
    agency = work.tree[work.actor.agency_id]
    series = numbering.series_of(agency.numbering, work.types[type_code], council=council)
    found = _kept(work, [agency.id]).where(
        RegisterEntry.status == RESERVED,
        Register.series == series,
        Register.year == register_year(work.at),
    )
    told = _told(work, found.order_by(RegisterEntry.number))
    return [one for one in told if one.barred is None]


def settled(work: Work, before: int | None = None) -> tuple[Sequence[Kept], int | None]:
    """Return a page of those used or cancelled, the newest first, and where the next goes on."""
    found = _kept(work).where(RegisterEntry.status != RESERVED)
    if before is not None:
        found = found.where(RegisterEntry.id < before)
    rows = _told(work, found.order_by(RegisterEntry.id.desc()).limit(PAGE + 1))
    return rows[:PAGE], rows[PAGE - 1].key if len(rows) > PAGE else None


def count_waiting(work: Work) -> int:
    """Return how many numbers of the actor's agency are reserved and wait."""
    waits = _kept(work, [work.actor.agency_id]).where(RegisterEntry.status == RESERVED)
    return work.db.scalar(select(func.count()).select_from(waits.subquery())) or 0


def later(number: int, day: date) -> Text:
    """Return why a number cannot be used once a higher one bears an earlier day."""
    return _ORDER.filled(number=numbering.written(number), day=f"{day:%d/%m/%Y}")


def _kept(work: Work, units: Sequence[int] | None = None) -> Select[Any]:
    above = aliased(RegisterEntry)
    followed = (
        select(func.min(Document.issued_on))
        .join(above, above.document_id == Document.id)
        .where(
            above.register_id == RegisterEntry.register_id,
            above.number > RegisterEntry.number,
            above.status == "used",
        )
        .correlate(RegisterEntry)
        .scalar_subquery()
    )
    whose = register_book.readable(work) if units is None else units
    return (
        select(
            RegisterEntry.id.label("key"), RegisterEntry.register_id, RegisterEntry.number,
            RegisterEntry.status, RegisterEntry.reason.label("outcome"), Register.series,
            Register.year, Reservation.at, Reservation.reason, Reservation.type_code,
            Reservation.subject, Reservation.whom, Reservation.settled_at,
            Person.name.label("by"), Document.public_id.label("document"),
            followed.label("followed"),
        )
        .join(Register, Register.id == RegisterEntry.register_id)
        .join(Reservation, Reservation.entry_id == RegisterEntry.id)
        .join(Person, Person.id == Reservation.by_id)
        .outerjoin(Document, Document.id == RegisterEntry.document_id)
        .where(Register.unit_id.in_(whose))
    )  # fmt: skip


def _told(work: Work, found: Select[Any]) -> list[Kept]:
    return [_one(work, row) for row in work.db.execute(found)]


def _one(work: Work, row: Row[Any]) -> Kept:
    told = {name: value for name, value in row._mapping.items() if name != "followed"}
    told |= {"document": row.document or "", "barred": _barred(work, row)}
    if row.status == RESERVED:
        told["outcome"] = ""
    return Kept(**told)


def _barred(work: Work, row: Row[Any]) -> Text | None:
    if row.status != RESERVED:
        return None
    if row.year != register_year(work.at):
        return _YEAR_OVER.filled(year=row.year)
    late = row.followed is not None and row.followed < work.today
    return later(row.number, row.followed) if late else None


_ORDER = Text(
    "Số {number} không dùng được nữa: số lớn hơn đã cấp cho văn bản ngày {day}, số và ngày phải"
    " theo thứ tự (Nghị định 30/2020, Điều 15). Hãy hủy số này kèm lý do.",
    "Number {number} can no longer be used: a higher one was given to a document of {day}, and"
    " numbers follow the order of days (Decree 30/2020, Article 15). Cancel it with its reason.",
)
_YEAR_OVER = Text(
    "Năm {year} đã hết: số này chỉ còn có thể hủy kèm lý do.",
    "{year} is over: this number can only be cancelled, with its reason.",
)
