"""The index on PostgreSQL: a tsvector written by us word by word, under a GIN index.

PostgreSQL's own parser takes 128/QĐ-UBND for a file's path, so it is not asked: the words
are those of SQLite's index, to the letter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, text

from office.search.asking import Asking, Statements
from office.search.entry import NAME, Entry, Wanted
from office.search.terms import Term

#: A tsvector holds a megabyte, and knows no place beyond the last one.
MOST_BYTES = 900_000
LAST_PLACE = 16_383
MOST_PLACES = 255
_PUT = text(
    f"INSERT INTO {NAME} (document_id, words) VALUES (:id, CAST(:words AS tsvector))"  # noqa: S608 (a name of our own)
    " ON CONFLICT (document_id) DO UPDATE SET words = excluded.words"
)
_DROP = text(f"DELETE FROM {NAME} WHERE document_id = :id")  # noqa: S608 (a name of our own)
#: All that match are found before they are put in order: the planner would else read the table
#: from its end, in the hope to meet some soon.
_NEWEST = text(
    "SELECT document_id FROM"  # noqa: S608 (a name of our own)
    f" (SELECT document_id FROM {NAME} WHERE words @@ CAST(:match AS tsquery)"
    " AND document_id < :before OFFSET 0) AS found ORDER BY document_id DESC LIMIT :most"
)
_ALL = text(
    f"SELECT document_id FROM {NAME} WHERE document_id < :before"  # noqa: S608 (a name of our own)
    " ORDER BY document_id DESC LIMIT :most"
)
_END = text(f"SELECT coalesce(max(document_id), 0) FROM {NAME}")  # noqa: S608 (a name of our own)
LAST = 2**31 - 1
#: Documents that carry one mark of their age; a query looks at so many ages first.
AGE = 8192
WINDOWS = (2, 16)


class Tsvector(Asking):
    """The index on PostgreSQL."""

    statements = Statements(drop=_DROP, everything=_ALL, newest=_NEWEST, last=LAST)

    def create(self) -> Sequence[str]:
        """Return the statements that make the index."""
        return (
            f"CREATE TABLE {NAME} (document_id INTEGER PRIMARY KEY, words TSVECTOR NOT NULL)",
            f"CREATE INDEX ix_{NAME}_words ON {NAME} USING gin (words)",
        )

    def put(self, db: Connection, entry: Entry) -> None:
        """Add a document, or put it in the place of what was there."""
        db.execute(_PUT, {"id": entry.document_id, "words": written(entry)})

    def match(self, wanted: Wanted) -> str:
        """Return the expression that asks for what is wanted."""
        return matching(wanted)

    def newest(
        self, db: Connection, wanted: Wanted, before: int | None, limit: int
    ) -> Sequence[int]:
        """Return the keys of matching documents below `before`, newest first.

        A GIN index knows no order, and finds all before it sorts any: the newest documents are
        asked for first, so that a common word costs as much in a large office as in a small one.
        """
        match = self.match(wanted)
        if not match:
            return super().newest(db, wanted, before, limit)
        asked: dict[str, Any] = {"before": LAST if before is None else before, "most": limit}
        age = ((db.scalar(_END) or 0) if before is None else before) // AGE
        for ages in WINDOWS:
            newest = {**asked, "match": f"{match} & {_ages(age, ages)}"}
            found = list(db.scalars(_NEWEST, newest)) if age >= ages else []
            if len(found) == limit:
                return found
            if not found:  # what is not among the newest is rare, or all of it is old
                break
        return super().newest(db, wanted, before, limit)


def written(entry: Entry) -> str:
    """Return the tsvector of an entry: marks first, then names, then as much text as it holds.

    Marks and names carry a sign that no word of a text has.
    """
    places: defaultdict[str, list[int]] = defaultdict(list)
    for mark in (*(f"r{unit}" for unit in entry.readers), *entry.marks):
        places[f"@{mark}"].append(1)
    places[_age(entry.document_id)].append(1)
    for place, (unit, name) in enumerate(entry.names(), 1):
        places[f"{unit}@{name}"].append(min(place, LAST_PLACE))
    left = MOST_BYTES - sum(len(lexeme.encode()) + 16 for lexeme in places)
    for place, pair in enumerate(entry.words(), 1):
        for lexeme in dict.fromkeys(pair):
            kept = places[lexeme]
            left -= 2 if kept else len(lexeme.encode()) + 16
            if len(kept) < MOST_PLACES:
                kept.append(min(place, LAST_PLACE))
        if left <= 0:
            break
    lexemes = ((word, ",".join(map(str, at))) for word, at in places.items())
    return " ".join(f"'{word}':{at}" for word, at in lexemes)


def matching(wanted: Wanted) -> str:
    """Return the tsquery: made of our own words and signs, nothing typed gets in."""
    marks = [list(group) for group in wanted.marks]
    if wanted.readers:
        marks.append([f"r{unit}" for unit in wanted.readers])
    parts = [_one_of(f"'@{mark}'" for mark in group) for group in marks]
    return " & ".join([*parts, *(_term(term, wanted.runs) for term in wanted.terms)])


def _age(document_id: int) -> str:
    return f"@b{document_id // AGE}"


def _ages(newest: int, count: int) -> str:
    """Return the condition of being of one of so many ages, back from one."""
    return _one_of(f"'@b{age}'" for age in range(max(0, newest - count + 1), newest + 1))


def _term(term: Term, runs: Sequence[int]) -> str:
    star = ":*" if term.prefix else ""
    exact = [f"'{marked}'{star}" for marked in term.marked]
    hit = " & ".join([_side_by_side(term.folded, star), *exact])
    people = (_side_by_side([f"{unit}@{word}" for word in term.folded], star) for unit in runs)
    return _one_of([f"({hit})", *people])


def _side_by_side(listed: Sequence[str], star: str) -> str:
    quoted = " <-> ".join(f"'{word}'" for word in listed)
    return f"({quoted}{star})"


def _one_of(parts: Iterable[str]) -> str:
    return f"({' | '.join(parts)})"
