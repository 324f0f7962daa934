"""The sums by month and year: what a line adds to them, and takes off when it goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import ColumnElement

from office import database
from office.domain import counting
from office.domain.measures import CAME, DOCUMENT, SENT, SHEET, counted
from office.models.base import Base, table
from office.models.figures import MonthTally, ReasonTally, YearTally
from office.services.figures import spans
from office.services.work import Work

_Key = TypeVar("_Key", "Cell", "Why")
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


class Why(NamedTuple):
    """A row of the sums of reasons, but for its amount; kind and level '' stand for all."""

    side: str
    span: str
    type_code: str
    level: str
    unit_id: int
    since: date
    way: str
    reason: str


#: The day of a line that its reason counts on.
REASON_DAYS: Mapping[str, str] = {SENT: "sent_on", CAME: "came_on"}
#: A sum by month adds to that of its year, which is not kept here twice.
Differences = Counter[Cell | Why]


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
        if subject in REASON_DAYS and counting.had_paper(subject, line):
            _why(to, subject, line, sign)


def _why(to: Differences, side: str, line: Mapping[str, Any], sign: int) -> None:
    (whose, level), day = (line[name] for name in WHOSE[side]), line[REASON_DAYS[side]]
    for span, since in spans.first_days(day).items() if day else ():
        what = (whose, since, line["way"], line["reason"])
        to[Why(side, span, "", "", *what)] += sign
        to[Why(side, span, line["type_code"], level, *what)] += sign


def rows(differences: Differences) -> Iterator[tuple[type[Base], list[dict[str, Any]]]]:
    """Yield the differences as rows of each table of sums, in one order whoever does it: so
    nobody waits in a ring."""
    months, whys = Counter[Cell](), Counter[Why]()
    for key, amount in differences.items():
        if isinstance(key, Cell):
            months[key] += amount
        else:
            whys[key] += amount
    years = Counter[Cell]()
    for cell, amount in months.items():
        years[cell._replace(month=cell.month.replace(month=1))] += amount
    yield MonthTally, [{**cell._asdict(), "amount": amount} for cell, amount in _some(months)]
    yield YearTally, [_of_year(cell, amount) for cell, amount in _some(years)]
    yield ReasonTally, [{**why._asdict(), "amount": amount} for why, amount in _some(whys)]


def _some(counts: Counter[_Key]) -> list[tuple[_Key, int]]:
    return sorted((key, amount) for key, amount in counts.items() if amount)


def _of_year(cell: Cell, amount: int) -> dict[str, Any]:
    told = cell._asdict()
    return {"year": told.pop("month"), **told, "amount": amount}


def put(work: Work, differences: Differences) -> None:
    """Add the differences to the sums."""
    for model, found in rows(differences):
        if not found:
            continue
        insert = database.inserting(work.db, table(model))
        amount: ColumnElement[int] = table(model).c.amount + insert.excluded.amount
        key = [name for name in found[0] if name != "amount"]
        work.db.execute(
            insert.on_conflict_do_update(index_elements=key, set_={"amount": amount}), found
        )
