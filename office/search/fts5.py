"""The index on SQLite: an FTS5 table whose words are our own, folded beforehand.

SQLite's tokenizer leaves đ as it is, so nothing is left to it but to part words at spaces.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, text

from office.search.asking import Asking, Statements
from office.search.entry import NAME, Entry, Wanted
from office.search.terms import Term

PUT = text(
    f"INSERT OR REPLACE INTO {NAME} (rowid, folded, accented, people, marks)"  # noqa: S608 (a name of our own)
    " VALUES (:id, :folded, :accented, :people, :marks)"
)
_DROP = text(f"DELETE FROM {NAME} WHERE rowid = :id")  # noqa: S608 (a name of our own)
_NEWEST = text(
    f"SELECT rowid FROM {NAME} WHERE {NAME} MATCH :match AND rowid < :before"  # noqa: S608 (a name of our own)
    " ORDER BY rowid DESC LIMIT :most"
)
_ALL = text(
    f"SELECT rowid FROM {NAME} WHERE rowid < :before ORDER BY rowid DESC LIMIT :most"  # noqa: S608 (a name of our own)
)
LAST = 2**62


class Fts5(Asking):
    """The index on SQLite."""

    statements = Statements(drop=_DROP, everything=_ALL, newest=_NEWEST, last=LAST)

    def create(self) -> Sequence[str]:
        """Return the statements that make the index."""
        return (
            f"CREATE VIRTUAL TABLE {NAME} USING fts5 (folded, accented, people, marks,"
            " tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3', columnsize = 0)",
        )

    def put(self, db: Connection, entry: Entry) -> None:
        """Add a document, or put it in the place of what was there."""
        db.execute(PUT, written(entry))

    def match(self, wanted: Wanted) -> str:
        """Return the expression that asks for what is wanted."""
        return matching(wanted)


def written(entry: Entry) -> dict[str, object]:
    """Return the row of an entry."""
    pairs = list(entry.words())
    accented = dict.fromkeys(spelled for folded, spelled in pairs if spelled != folded)
    people = (f"{unit_id}u{name}" for unit_id, name in entry.names())
    return {
        "id": entry.document_id,
        "folded": " ".join(folded for folded, _ in pairs),
        "accented": " ".join(accented),
        "people": " ".join(people),
        "marks": " ".join([*(f"r{unit}" for unit in entry.readers), *entry.marks]),
    }


def matching(wanted: Wanted) -> str:
    """Return the MATCH expression: made of our own words and signs, nothing typed gets in."""
    marks = [list(group) for group in wanted.marks]
    if wanted.readers:
        marks.append([f"r{unit}" for unit in wanted.readers])
    parts = [f"marks : {_one_of(_quoted([mark]) for mark in group)}" for group in marks]
    return " AND ".join([*parts, *(_term(term, wanted.runs) for term in wanted.terms)])


def _term(term: Term, runs: Sequence[int]) -> str:
    star = "*" if term.prefix else ""
    exact = [f"accented : {_quoted([marked])}{star}" for marked in term.marked]
    text_hit = " AND ".join([f"folded : {_quoted(term.folded)}{star}", *exact])
    people = (f"people : {_quoted([f'{unit}u{w}' for w in term.folded])}{star}" for unit in runs)
    return _one_of([f"({text_hit})", *people])


def _quoted(listed: Sequence[str]) -> str:
    return f'"{" ".join(listed)}"'


def _one_of(parts: Iterable[str]) -> str:
    return f"({' OR '.join(parts)})"
