"""Numbers: given under a lock in the transaction that needs them, never given twice."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Date, Integer, bindparam, func, insert, select, text

from office.domain import numbering
from office.domain.numbering import INCOMING
from office.domain.text import Text
from office.domain.workdays import local_date
from office.models.base import table
from office.models.registers import Register, RegisterEntry
from office.services.step import Step
from office.services.work import Work

#: One statement on both databases: the row lock it takes lasts until the commit.  The day of a
#: number is never before the day of the number before it, whoever began first at midnight.
_NEXT = (
    text(
        "INSERT INTO registers (unit_id, direction, series, year, last, last_on)"
        " VALUES (:unit, :direction, :series, :year, 1, :today)"
        " ON CONFLICT (unit_id, direction, series, year)"
        " DO UPDATE SET last = registers.last + 1, last_on = CASE"
        " WHEN registers.last_on > excluded.last_on THEN registers.last_on"
        " ELSE excluded.last_on END"
        " RETURNING id, last, last_on"
    )
    .bindparams(bindparam("today", type_=Date))
    .columns(id=Integer, last=Integer, last_on=Date)
)
_ENTER = insert(table(RegisterEntry))


class Given(NamedTuple):
    """A number given, the register it is from, and the day it bears (None: today)."""

    register_id: int
    number: int
    book: list[object]
    day: date | None = None

    def fact(self) -> dict[str, object]:
        """Return the number as the record keeps it; `book` is unit, direction, series, year."""
        return {"register": self.register_id, "number": self.number, "book": self.book}


class Held(NamedTuple):
    """A number that is reserved, and the key of its entry."""

    key: int
    given: Given


def lock(work: Work, register_id: int) -> None:
    """Let nobody else write in a book until the commit; whoever tries waits."""
    work.db.execute(select(Register.id).where(Register.id == register_id).with_for_update())


def give(
    work: Work,
    book: tuple[str, str],
    document_id: int,
    delivery_id: int | None = None,
    *,
    day: datetime | None = None,
) -> Given:
    """Give the next number of the actor's agency and enter it in the register.

    `book` is direction and series.  The year is that of `day` (now, unless named) in
    Vietnamese time (NĐ 30/2020 Đ15.1, Đ22).
    """
    given = _next(work, book, day)
    whose = {"document_id": document_id, "delivery_id": delivery_id}
    _enter(work, given, {**whose, "status": "used", "reason": ""})
    return given


def hold(work: Work, book: tuple[str, str], reason: str) -> Held:
    """Give the next number to no document yet."""
    given = _next(work, book, None)
    held = {"document_id": None, "delivery_id": None, "status": "reserved", "reason": reason}
    _enter(work, given, held)
    key = select(RegisterEntry.id).where(
        RegisterEntry.register_id == given.register_id, RegisterEntry.number == given.number
    )
    return Held(work.db.execute(key).scalar_one(), given)


def _next(work: Work, book: tuple[str, str], day: datetime | None) -> Given:
    key = {
        "unit": work.actor.agency_id,
        "direction": book[0],
        "series": book[1],
        "year": numbering.register_year(day or work.at),
    }
    row = work.db.execute(_NEXT, {**key, "today": local_date(day or work.at)}).one()
    return Given(row.id, row.last, list(key.values()), row.last_on)


def _enter(work: Work, given: Given, values: dict[str, Any]) -> None:
    entry = {"register_id": given.register_id, "number": given.number, "at": work.at}
    work.db.execute(_ENTER, {**entry, **values})


def register_incoming(work: Work, step: Step) -> None:
    """Effect: give a delivery its incoming number; one series for paper and electronic.

    What arrived in December and is registered in January is of the old year's register.
    """
    run = step.run
    day = run.row.arrived_at
    given = give(work, (INCOMING, "all"), run.document_id, run.delivery_id, day=day)
    step.values["arrival_number"] = given.number
    step.facts["number"] = given.fact()
    if run.row.origin == "paper":
        payload = {"document": run.row.public_id, "unit": run.agency_id, "act": "stamp"}
        step.follow.append(("copy", payload))


def next_number(work: Work, direction: str = INCOMING, series: str = "all") -> int:
    """Return the number that would be given next; another clerk may take it first."""
    last = work.db.scalar(
        select(Register.last).where(
            Register.unit_id == work.actor.agency_id,
            Register.direction == direction,
            Register.series == series,
            Register.year == numbering.register_year(work.at),
        )
    )
    return (last or 0) + 1


def first_gap(work: Work) -> Text | None:
    """Return a sentence about the first register whose numbers have a gap or a double."""
    counted = (
        select(
            Register.id, Register.unit_id, Register.year, Register.last,
            func.count(RegisterEntry.id).label("entries"),
            func.coalesce(func.max(RegisterEntry.number), 0).label("highest"),
        )
        .outerjoin(RegisterEntry, RegisterEntry.register_id == Register.id)
        .group_by(Register.id, Register.unit_id, Register.year, Register.last)
        .order_by(Register.id)
    )  # fmt: skip
    for row in work.db.execute(counted):
        if not row.last == row.entries == row.highest:
            return Text(
                f"Sổ {row.id} năm {row.year}: đã cấp đến {row.last} nhưng có {row.entries} dòng.",
                f"Register {row.id} of {row.year}: last number {row.last}, but {row.entries} rows.",
            )
    return None
