"""Adding up what is counted: whole years and months from their sums, other days from the lines.

All read the measures of `domain.measures`, so all come to the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, extract, func, or_, select, union_all

from office.domain.measures import DOCUMENT, MEASURES, SHEET, Measure
from office.models.base import Base, table
from office.models.figures import (
    CountedDelivery,
    CountedDocument,
    CountedSheet,
    MonthTally,
    YearTally,
)
from office.services.figures import spans
from office.services.figures.asked import Asked
from office.services.figures.scopes import Scope, Stretch
from office.services.figures.spans import Cut
from office.services.figures.tallies import WHOSE
from office.services.work import Work

#: What sums may be told apart by.
UNIT, MONTH = "unit", "month"
_APART = ("unit_id", "month")
#: The days of a line that may be still to come.
AHEAD = ("late_from", "late_until")


class Summed(NamedTuple):
    """How much of a measure there was: of which unit and month, where these were asked for."""

    unit_id: int | None
    month: date | None
    measure: str
    bucket: int
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Which measures, of whom and when, told apart by what; `plain`: not from sums by year."""

    asked: Asked
    scope: Scope
    names: Sequence[str]
    by: frozenset[str] = frozenset()
    plain: bool = False


def gather(work: Work, question: Question) -> Iterator[Summed]:
    """Yield the sums of some measures; each unit counts where the scope tells it."""
    counts_at = question.scope.counts_at
    for names, stretches in _reached(work, question):
        cut = spans.cut(stretches, years=not (question.plain or MONTH in question.by))
        some = replace(question, names=names)
        for row in (
            *_from_sums(work, some, cut),
            *_from_lines(work, some, cut.days),
        ):
            at = row.unit_id if row.unit_id is None else counts_at[row.unit_id]
            yield row if at == row.unit_id else row._replace(unit_id=at)


def _reached(work: Work, question: Question) -> Iterator[tuple[list[str], list[Stretch]]]:
    """Yield the measures with the stretches they are asked for.

    Only deadlines lie ahead: of all else the running month and year are whole, today being their
    last day.
    """
    ahead = [name for name in question.names if MEASURES[name].day in AHEAD]
    behind = [name for name in question.names if MEASURES[name].day not in AHEAD]
    if ahead:
        yield ahead, list(question.scope.stretches)
    if behind:
        yield behind, spans.with_rest(work, question.scope.stretches)


def lines_of(subject: str) -> Any:
    """Return the columns of the lines of a subject."""
    models = {DOCUMENT: CountedDocument, SHEET: CountedSheet}
    return table(models.get(subject, CountedDelivery)).c


def within(columns: Any, whose: str, day: str, stretches: Iterable[Stretch]) -> ColumnElement[bool]:
    """Return the condition that lines are of some agencies on some of their days."""
    return or_(
        *(
            and_(columns[whose].in_(one.units), columns[day].between(one.since, one.until))
            for one in stretches
        )
    )


def _from_sums(work: Work, question: Question, cut: Cut) -> Iterator[Summed]:
    """Sum the sums of whole years and months, in one statement."""
    kept = ((YearTally, "year", cut.years), (MonthTally, "month", cut.months))
    found = [_kept(question, *one) for one in kept if one[2]]
    if not found:
        return
    columns = (found[0] if len(found) == 1 else union_all(*found)).subquery().c
    by = [columns[name] for name in _APART if name in columns]
    rows = work.db.execute(
        select(*by, columns.measure, columns.bucket, func.sum(columns.amount).label("amount"))
        .group_by(*by, columns.measure, columns.bucket)
    ).mappings()  # fmt: skip
    for row in rows:
        month = row.get("month")
        yield Summed(row.get("unit_id"), month, row["measure"], row["bucket"], int(row["amount"]))


def _kept(
    question: Question, model: type[Base], first_day: str, whole: Sequence[Stretch]
) -> Select[Any]:
    """Return the sums of whole years or months, with what they are to be told apart by."""
    columns, asked = table(model).c, question.asked
    narrow = asked.narrowed(columns.type_code, columns.level)
    if narrow:
        narrow.append(columns.type_code != "")
    else:
        narrow = [columns.type_code == "", columns.level == ""]
    apart = {UNIT: columns.unit_id, MONTH: columns[first_day]}
    by = [column for name, column in apart.items() if name in question.by]
    return select(*by, columns.measure, columns.bucket, columns.amount).where(
        *narrow,
        columns.measure.in_(question.names),
        within(columns, "unit_id", first_day, whole),
    )


def _from_lines(work: Work, question: Question, parts: Sequence[Stretch]) -> Iterator[Summed]:
    """Sum the lines: one statement a table and day, and one for each measure kept apart."""
    if not parts:
        return
    together: defaultdict[tuple[str, str, str], list[Measure]] = defaultdict(list)
    for name in question.names:
        measure = MEASURES[name]
        together[measure.subject, measure.day, measure.bucket].append(measure)
    for (subject, day, bucket), measures in together.items():
        yield from _added(work, question, parts, (subject, day, bucket), measures)


def _added(
    work: Work,
    question: Question,
    parts: Sequence[Stretch],
    what: tuple[str, str, str],
    measures: Sequence[Measure],
) -> Iterator[Summed]:
    (subject, day, bucket), columns = what, lines_of(what[0])
    whose, level = WHOSE[subject]
    year_month = [extract("year", columns[day]), extract("month", columns[day])]
    by = [columns[whose]] if UNIT in question.by else []
    by += year_month if MONTH in question.by else []
    by += [columns[bucket]] if bucket else []
    rows = work.db.execute(
        select(*by, *(func.sum(_amount(columns, one)) for one in measures))
        .where(within(columns, whose, day, parts))
        .where(*question.asked.narrowed(columns.type_code, columns[level]))
        .group_by(*by)
    )
    for row in rows:
        apart, amounts = list(row[: len(by)]), row[len(by) :]
        value = apart.pop() if bucket else 0
        unit = apart.pop(0) if UNIT in question.by else None
        month = date(int(apart[0]), int(apart[1]), 1) if MONTH in question.by else None
        for one, amount in zip(measures, amounts, strict=True):
            if amount and value is not None:
                yield Summed(unit, month, one.name, value, int(amount))


def _amount(columns: Any, measure: Measure) -> ColumnElement[int]:
    """Return what a line adds to a measure; nothing where the measure does not count it."""
    amount = columns[measure.amount] if measure.amount else 1
    return case((holds(columns, measure), amount), else_=0)


def holds(columns: Any, measure: Measure) -> ColumnElement[bool]:
    """Return the condition that a measure counts a line."""
    return and_(*(columns[name] == value for name, value in measure.where.items()))
