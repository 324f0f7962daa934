"""What stories of figures look at: the sums of every agency, and what an act changes in them."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from office.domain.measures import CAME, DOCUMENT, SENT, SHEET, counted
from office.jobs import run
from office.models.base import table
from office.models.figures import (
    CountedDelivery,
    CountedDocument,
    CountedPerson,
    CountedSheet,
    MonthTally,
    PeopleSpan,
    ReasonTally,
    YearTally,
)
from office.runtime import Office
from office.services.figures import counting
from office.services.figures.tallies import WHOSE

#: The table of each subject.
LINES = {
    DOCUMENT: CountedDocument, SENT: CountedDelivery, CAME: CountedDelivery, SHEET: CountedSheet,
}  # fmt: skip
#: What is looked at of a sum: the agency's key and the measure, with '=' the value kept apart.
Sums = dict[tuple[str, str], int]


def sums(office: Office) -> Sums:
    """Return every sum of all kinds and levels over all months."""
    found: Counter[tuple[str, str]] = Counter()
    with office.look() as work:
        keys = {node.id: node.key for node in work.tree.units.values()}
        for row in work.db.execute(select(MonthTally.__table__).where(MonthTally.level == "")):
            apart = f"={row.bucket}" if row.bucket else ""
            found[keys[row.unit_id], f"{row.measure}{apart}"] += row.amount
    return {key: amount for key, amount in found.items() if amount}


def change(office: Office, act: Callable[[], object]) -> Sums:
    """Return what an act changes in the sums once all its promises are kept."""
    run.drain(office)
    before = Counter(sums(office))
    act()
    run.drain(office)
    after = Counter(sums(office))
    after.subtract(before)
    check(office)
    return {key: amount for key, amount in after.items() if amount}


def at(unit: str, *measures: str, **amounts: int) -> Sums:
    """Return the change of each measure of an agency by one; '-' before it: by one less."""
    return {(unit, name.removeprefix("-")): -1 if name[0] == "-" else 1 for name in measures} | {
        (unit, name.replace("__", ".")): amount for name, amount in amounts.items()
    }


def everything(office: Office) -> dict[str, list[tuple[Any, ...]]]:
    """Return all that is counted, but for noughts and for the numbers of lines."""
    found = {}
    with office.look() as work:
        people, sums = (CountedPerson, PeopleSpan), (MonthTally, YearTally, ReasonTally)
        for model in (CountedDocument, CountedDelivery, CountedSheet, *people, *sums):
            columns = [column for column in table(model).c if column.name != "id"]
            rows = [tuple(row) for row in work.db.execute(select(*columns))]
            is_sum = model in sums
            found[model.__tablename__] = sorted(
                (row for row in rows if not is_sum or row[-1]), key=repr
            )
    return found


def anew(office: Office) -> dict[str, list[tuple[Any, ...]]]:
    """Drop all that is counted, count it anew and return it."""
    with office.work() as work:
        counting.forget(work)
    with office.work() as work:
        counting.keep_all(work, counting.batch(work, 0))
        counting.keep_volumes(work, counting.volumes(work))
    return everything(office)


def check(office: Office) -> None:
    """Assert that the sums are those of the lines, in all and by kind and level, by month and by
    year, and by reason."""
    expected: Counter[tuple[Any, ...]] = Counter()
    with office.look() as work:
        for subject, model in LINES.items():
            whose, level = WHOSE[subject]
            for row in work.db.execute(select(table(model))).mappings():
                for one in counted(subject, row) if row[whose] else ():
                    what = (row[whose], one.name, one.day.replace(day=1), one.bucket)
                    expected["", "", *what] += one.amount
                    expected[row["type_code"], row[level], *what] += one.amount
        rows = work.db.execute(select(table(MonthTally))).all()
        of_years = work.db.execute(select(table(YearTally))).all()
    kept = {tuple(row[:-1]): row.amount for row in rows if row.amount}
    assert kept == {key: amount for key, amount in expected.items() if amount}
    by_year: Counter[tuple[Any, ...]] = Counter()
    for key, amount in kept.items():
        by_year[(*key[:4], key[4].replace(month=1), key[5])] += amount
    kept = {tuple(row[:-1]): row.amount for row in of_years if row.amount}
    assert kept == {key: amount for key, amount in by_year.items() if amount}
    check_reasons(office)


def check_reasons(office: Office) -> None:
    """Assert that the sums of reasons are those of the lines with paper that count."""
    expected: Counter[tuple[Any, ...]] = Counter()
    sides = ((SENT, "sender_id", "sent_on", "to_level"), (CAME, "unit_id", "came_on", "from_level"))
    with office.look() as work:
        for row in work.db.execute(select(table(CountedDelivery))).mappings():
            aside = row["secret"] or row["gone"] or row["way"] == "electronic"
            for side, whose, day, level in sides:
                if aside or not row[whose] or not row[day] or (side == CAME and row["refused"]):
                    continue
                for kind in (("", ""), (row["type_code"], row[level])):
                    month, why = row[day].replace(day=1), (row["way"], row["reason"])
                    for span, since in (("month", month), ("year", month.replace(month=1))):
                        expected[side, span, *kind, row[whose], since, *why] += 1
        rows = work.db.execute(select(table(ReasonTally))).all()
    assert {tuple(row[:-1]): row.amount for row in rows if row.amount} == expected
