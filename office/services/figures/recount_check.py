"""Holding the first path to the second: each indicator, and each line behind it.

The lines of both are compared document by document while the log is read, so that what differs
is named and not only that something does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from typing import Any, BinaryIO

from sqlalchemy import Table, select

from office.domain.indicators import Figure
from office.domain.measures import CAME, DOCUMENT, SENT, SHEET
from office.domain.retold_lines import Line
from office.models.base import table
from office.models.figures import CountedDelivery, CountedDocument, CountedPerson, CountedSheet
from office.services.figures import recount, recount_places
from office.services.figures.asked import Asked
from office.services.figures.recount import Count, Lines, Recounted, Visit
from office.services.figures.recount_export import Export
from office.services.figures.recount_found import (
    DELIVERY,
    FIRST,
    PERSON,
    SECOND,
    Check,
    Compared,
    Difference,
)
from office.services.figures.recount_places import Scope
from office.services.work import Work

#: So many differences are named; more are counted.
MOST = 50
CHUNK = 200
_KEYS = {"id", "document_id", "delivery_id", "source", "source_id"}
#: Columns that mean nothing where a delivery has no sender here, or no recipient.
_SENT = ("sent_on", "to_level", "way", "reason", "pages")
_CAME_ON = ("from_level", "refused", "intake", "though")
_TABLES: dict[str, tuple[Table, tuple[str, ...]]] = {
    DOCUMENT: (table(CountedDocument), (DOCUMENT,)),
    DELIVERY: (table(CountedDelivery), (SENT, CAME)),
    SHEET: (table(CountedSheet), (SHEET,)),
}
_COLUMNS = {
    kind: tuple(column.name for column in of.columns if column.name not in _KEYS)
    for kind, (of, _) in _TABLES.items()
}


@dataclass(slots=True)
class _Found:
    named: list[Difference] = field(default_factory=list)
    many: int = 0

    def add(self, difference: Difference) -> None:
        self.many += 1
        if len(self.named) < MOST:
            self.named.append(difference)


def check(
    work: Work,
    asked: Asked,
    first: Sequence[Figure],
    told: Callable[[int], None] | None = None,
    into: BinaryIO | None = None,
) -> Check:
    """Recount what is asked for and compare it with the figures of the first path.

    `told` hears now and then how many documents were read; `into` takes a spreadsheet with the
    lines.  Raises Refused at a broken seal, or for more lines than a spreadsheet holds.
    """
    count = Count(asked, Scope(recount_places.read(work), asked, work.today))
    lines = _Compare(work, count, told)
    if into is None:
        return lines.check(first, lines.take)[1]
    with closing(Export(work, count, into)) as file:

        def visit(one: Lines) -> None:
            lines.take(one)
            file.take(one)

        counted, found = lines.check(first, visit)
        file.finish(counted, found)
    return found


def _checked(asked: Asked, first: Sequence[Figure], counted: Recounted, found: _Found) -> Check:
    second = {one.indicator.code: one for one in counted.figures()}
    return Check(
        asked=asked,
        compared=tuple(Compared(first=one, second=second[one.indicator.code]) for one in first),
        differences=tuple(found.named),
        many=found.many,
        checkpoint=counted.checkpoint,
    )


@dataclass(slots=True)
class _Compare:
    """Compares lines, some documents at a time."""

    work: Work
    count: Count
    told: Callable[[int], None] | None
    found: _Found = field(default_factory=_Found)
    waiting: list[Lines] = field(default_factory=list)
    loose: list[Line] = field(default_factory=list)
    last: int = 0
    done: int = 0

    def check(self, first: Sequence[Figure], visit: Visit) -> tuple[Recounted, Check]:
        """Read the log through, and hold it to the figures of the first path."""
        asked = self.count.asked
        counted = recount.run(self.work, asked, visit)
        self.end()
        _people(self.work, self.count.scope, counted.people, self.found)
        return counted, _checked(asked, first, counted, self.found)

    def take(self, lines: Lines) -> None:
        """Take in the lines of a document, or of none."""
        if lines.key is None:
            self.loose += lines.sheets
            return
        self.waiting.append(lines)
        if len(self.waiting) >= CHUNK:
            self._compare(self.waiting[-1].key)

    def end(self) -> None:
        """Compare what is left: the last documents, and what is of no document."""
        self._compare(None)
        theirs = [
            dict(row._mapping)
            for row in self.work.db.execute(
                select(table(CountedSheet)).where(CountedSheet.document_id.is_(None))
            )
        ]
        self._lines(SHEET, Lines(), self.loose, theirs)

    def _compare(self, until: int | None) -> None:
        """Compare the documents that wait with all the rows up to that key."""
        rows = {kind: self._rows(of, until) for kind, (of, _) in _TABLES.items()}
        known = {lines.key: lines for lines in self.waiting if lines.key is not None}
        for key in sorted({*known, *(key for of in rows.values() for key in of)}, key=str):
            lines = known.get(key, Lines(key=key))
            mine = {
                DOCUMENT: [lines.document] if lines.document is not None else [],
                DELIVERY: lines.deliveries,
                SHEET: lines.sheets,
            }
            for kind, own in mine.items():
                self._lines(kind, lines, own, rows[kind].get(key, []))
        self.done += len(self.waiting)
        self.waiting.clear()
        self.last = until or self.last
        if self.told is not None:
            self.told(self.done)

    def _rows(self, of: Table, until: int | None) -> dict[int, list[Line]]:
        found: dict[int, list[Line]] = {}
        asked = select(of).where(of.c.document_id > self.last)
        if until is not None:
            asked = asked.where(of.c.document_id <= until)
        for row in self.work.db.execute(asked):
            found.setdefault(row.document_id, []).append(dict(row._mapping))
        return found

    def _lines(self, kind: str, lines: Lines, mine: Sequence[Line], theirs: Sequence[Line]) -> None:
        first, second = (Counter(_plain(kind, one) for one in side) for side in (theirs, mine))
        if first == second:
            return
        alone = [list((first - second).elements()), list((second - first).elements())]
        for ours, other in _paired(kind, *alone):
            if any(self._counts(kind, one) for one in (ours, other) if one is not None):
                self.found.add(_difference(kind, lines, ours, other))

    def _counts(self, kind: str, values: tuple[Any, ...]) -> bool:
        line = dict(zip(_COLUMNS[kind], values, strict=True))
        return any(self.count.counts(subject, line) for subject in _TABLES[kind][1])


def _plain(kind: str, line: Line) -> tuple[Any, ...]:
    """Return the columns of a line, without those that mean nothing where it has no agency."""
    line = {name: line[name] for name in _COLUMNS[kind]}
    if kind == DELIVERY:
        if line["sender_id"] is None:
            line |= dict.fromkeys(_SENT)
        if line["unit_id"] is None:
            line |= dict.fromkeys(_CAME_ON)
    return tuple(line.values())


Pair = tuple[tuple[Any, ...] | None, tuple[Any, ...] | None]


def _paired(
    kind: str, first: list[tuple[Any, ...]], second: list[tuple[Any, ...]]
) -> Iterator[Pair]:
    """Pair what one path has with what the other has of the same unit, else with nothing."""
    place = _COLUMNS[kind].index("unit_id")
    for one in first:
        other = next((two for two in second if two[place] == one[place]), None)
        if other is not None:
            second.remove(other)
        yield one, other
    for two in second:
        yield None, two


def _difference(
    kind: str, lines: Lines, first: tuple[Any, ...] | None, second: tuple[Any, ...] | None
) -> Difference:
    names = _COLUMNS[kind]
    line = dict(zip(names, first or second or (), strict=True))
    changed: tuple[tuple[str, Any, Any], ...] = ()
    if first is not None and second is not None:
        changed = tuple(
            (name, one, two)
            for name, one, two in zip(names, first, second, strict=True)
            if one != two
        )
    return Difference(
        kind=kind,
        public_id=lines.public_id,
        symbol=lines.symbol,
        unit_id=line["unit_id"] if line["unit_id"] is not None else line.get("sender_id"),
        only="" if changed else FIRST if second is None else SECOND,
        columns=changed,
    )


def _people(
    work: Work, scope: Scope, told: frozenset[tuple[int, date, int]], found: _Found
) -> None:
    """Compare who acted on which day."""
    rows = work.db.execute(
        select(CountedPerson.unit_id, CountedPerson.day, CountedPerson.person_id).where(
            CountedPerson.day.between(scope.asked.since, scope.asked.until)
        )
    )
    kept = {(unit, day, person) for unit, day, person in rows if scope.has(unit, day)}
    for unit, day, person in sorted(kept ^ told):
        only = FIRST if (unit, day, person) in kept else SECOND
        who = (("person_id", person, day),)
        found.add(
            Difference(
                kind=PERSON, public_id="", symbol="", unit_id=unit, only=only, columns=who
            )
        )  # fmt: skip
