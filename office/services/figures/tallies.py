"""The sums by month: what a line that came, changed or went adds to them, and takes off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement

from office import database
from office.domain.measures import CAME, DOCUMENT, SENT, SHEET, counted
from office.models.base import table
from office.models.figures import MonthTally
from office.services.work import Work

#: Whose figures they are, and the level they are told apart by: columns of the line.
WHOSE: Mapping[str, tuple[str, str]] = {
    DOCUMENT: ("unit_id", "level"),
    SENT: ("sender_id", "to_level"),
    CAME: ("unit_id", "from_level"),
    SHEET: ("unit_id", "level"),
}


class Cell(NamedTuple):
    """A row of the sums, but for its amount; kind and level '' stand for all."""

    type_code: str
    level: str
    unit_id: int
    measure: str
    month: date
    bucket: int


Differences = Counter[Cell]


def add(
    to: Differences, subjects: Iterable[str], line: Mapping[str, Any] | None, sign: int
) -> None:
    """Add what a line counts in each of its subjects to the differences, or take it off."""
    if line is None:
        return
    for subject in subjects:
        whose, level = (line[name] for name in WHOSE[subject])
        if whose is None:
            continue
        for one in counted(subject, line):
            what = (whose, one.name, one.day.replace(day=1), one.bucket)
            to[Cell("", "", *what)] += sign * one.amount
            to[Cell(line["type_code"], level, *what)] += sign * one.amount


def put(work: Work, differences: Differences) -> None:
    """Add the differences to the sums, in one order whoever does it: so nobody waits in a ring."""
    rows = [
        {**cell._asdict(), "amount": amount}
        for cell, amount in sorted(differences.items())
        if amount
    ]
    if not rows:
        return
    insert = database.inserting(work.db, table(MonthTally))
    amount: ColumnElement[int] = MonthTally.amount + insert.excluded.amount
    work.db.execute(
        insert.on_conflict_do_update(index_elements=list(Cell._fields), set_={"amount": amount}),
        rows,
    )
