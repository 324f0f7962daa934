"""The tables of lines: what they say, and making them say what was found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, bindparam, delete, select

from office import database
from office.domain.measures import CAME, DOCUMENT, SENT, SHEET
from office.models.base import Base, table
from office.models.figures import CountedDelivery, CountedDocument, CountedSheet
from office.services.figures import tallies
from office.services.figures.of_documents import Fact
from office.services.figures.tallies import Differences
from office.services.work import Work

Kept = dict[tuple[Any, ...], Fact]


class Lines(NamedTuple):
    """A table of lines: in which subjects it counts, and the columns that name a line."""

    model: type[Base]
    subjects: tuple[str, ...]
    key: tuple[str, ...]


DOCUMENTS = Lines(CountedDocument, (DOCUMENT,), ("document_id",))
DELIVERIES = Lines(CountedDelivery, (SENT, CAME), ("delivery_id",))
SHEETS = Lines(CountedSheet, (SHEET,), ("source", "source_id"))


def kept(work: Work, lines: Lines, *where: ColumnElement[bool]) -> Kept:
    """Return some lines as they were last counted, by their names."""
    columns = table(lines.model).c
    asked = select(*(c for c in columns if c.name != "id")).where(*where)
    rows = work.db.execute(asked).mappings()
    return {tuple(row[name] for name in lines.key): dict(row) for row in rows}


def write(
    work: Work,
    lines: Lines,
    before: Mapping[tuple[Any, ...], Fact],
    facts: Iterable[Fact],
    changed: Differences,
) -> None:
    """Make the lines what was found, and note what that adds to the sums."""
    found = {tuple(one[name] for name in lines.key): one for one in facts}
    new = {key: one for key, one in found.items() if before.get(key) != one}
    gone = [key for key in before if key not in found]
    for key in (*new, *gone):
        tallies.add(changed, lines.subjects, before.get(key), -1)
        tallies.add(changed, lines.subjects, found.get(key), 1)
    if gone:
        _drop(work, lines, gone)
    if new:
        _put(work, lines, list(new.values()))


def _drop(work: Work, lines: Lines, keys: Sequence[tuple[Any, ...]]) -> None:
    columns = table(lines.model).c
    which = [columns[name] == bindparam(f"key_{name}") for name in lines.key]
    named = [f"key_{name}" for name in lines.key]
    rows = [dict(zip(named, key, strict=True)) for key in keys]
    work.db.execute(delete(table(lines.model)).where(*which), rows)


def _put(work: Work, lines: Lines, facts: Sequence[Fact]) -> None:
    insert = database.inserting(work.db, table(lines.model))
    others = {name: insert.excluded[name] for name in facts[0] if name not in lines.key}
    upsert = insert.on_conflict_do_update(index_elements=list(lines.key), set_=others)
    work.db.execute(upsert, list(facts))
