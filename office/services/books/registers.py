"""Numbers: given under a lock in the transaction that needs them, never given twice."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, insert, select, text, update

from office.domain import numbering
from office.domain.numbering import INCOMING, OUTGOING
from office.domain.text import Text
from office.models.base import table
from office.models.registers import Register, RegisterEntry
from office.services.step import Step
from office.services.work import Work

#: One statement on both databases: the row lock it takes lasts until the commit.
_NEXT = text(
    "INSERT INTO registers (unit_id, direction, series, year, last)"
    " VALUES (:unit, :direction, :series, :year, 1)"
    " ON CONFLICT (unit_id, direction, series, year)"
    " DO UPDATE SET last = registers.last + 1"
    " RETURNING id, last"
)
_ENTER = insert(table(RegisterEntry))


class Given(NamedTuple):
    """A number given, and the register it is from."""

    register_id: int
    number: int
    book: list[object]

    def fact(self) -> dict[str, object]:
        """Return the number as the record keeps it; `book` is unit, direction, series, year."""
        return {"register": self.register_id, "number": self.number, "book": self.book}


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
    key = {
        "unit": work.actor.agency_id,
        "direction": book[0],
        "series": book[1],
        "year": numbering.register_year(day or work.at),
    }
    row = work.db.execute(_NEXT, key).one()
    work.db.execute(
        _ENTER,
        {
            "register_id": row.id,
            "number": row.last,
            "document_id": document_id,
            "delivery_id": delivery_id,
            "at": work.at,
        },
    )
    return Given(row.id, row.last, list(key.values()))


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


def number(work: Work, step: Step) -> None:
    """Effect: give a signed draft its number and date, and write its notation."""
    row = step.run.row
    kind = work.types[row.type_code]
    agency = work.tree[step.run.agency_id]
    series = numbering.series_of(agency.numbering, kind, council=row.council)
    given = give(work, (OUTGOING, series), step.run.document_id)
    drafting = work.tree[row.drafting_unit_id]
    unit = drafting.abbreviation if drafting.id != agency.id else ""
    notation = numbering.notation(kind, row.council or agency.abbreviation, unit)
    symbol = numbering.symbol(given.number, notation)
    step.values |= {
        "number": given.number,
        "number_text": numbering.written(given.number),
        "notation": notation,
        "issued_on": work.today,
        "code": numbering.document_code(agency.code() or agency.key, work.today, symbol),
    }
    step.facts["number"] = {
        **given.fact(),
        "symbol": symbol,
        "date": work.today.isoformat(),
    }
    step.follow.append(("render", {"document": row.public_id}))


def cancel_number(work: Work, step: Step) -> None:
    """Effect: keep a draft's number in the register as cancelled, with the reason."""
    changed = work.db.execute(
        update(RegisterEntry)
        .where(RegisterEntry.document_id == step.run.document_id)
        .where(RegisterEntry.delivery_id.is_(None))
        .values(status="cancelled", reason=step.form.reason.strip())
        .returning(RegisterEntry.register_id, RegisterEntry.number)
    ).one()
    step.facts["cancelled"] = {"register": changed.register_id, "number": changed.number}


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
