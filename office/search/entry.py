"""What is put into the index for a document, and what is asked of it: the same on each database."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from sqlalchemy import Connection

from office.domain.folding import words
from office.search.terms import Term

#: The name of the index, beside the tables of `office.models`; the adapters alone know its form.
NAME = "search_words"
#: Characters of a document that are indexed; what comes after is not found.
MOST_TEXT = 400_000
#: More units than this are not asked for in a query: such an actor sees nearly everything.
MOST_UNITS = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A document in the index.

    `texts`: what every reader of the document may read, in the order of weight.
    `people`: (unit whose run it was, name) of who acted or holds: found by that unit alone.
    `readers`: units that may know of the document.  `marks`: plain facts such as 'tCV'.
    """

    document_id: int
    texts: Sequence[str]
    people: frozenset[tuple[int, str]] = frozenset()
    readers: frozenset[int] = frozenset()
    marks: frozenset[str] = frozenset()

    def fingerprint(self) -> str:
        """Return a digest that changes when anything of it does."""
        parts = [
            list(self.texts), sorted(self.people), sorted(self.readers), sorted(self.marks),
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(parts).encode("utf-8", "surrogatepass")).hexdigest()

    def words(self) -> Iterable[tuple[str, str]]:
        """Yield every word, folded and as it is spelled."""
        left = MOST_TEXT
        for text in self.texts:
            for word in words(text[:left]):
                yield word.folded, word.spelled
            left -= len(text[:left])

    def names(self) -> Iterable[tuple[int, str]]:
        """Yield the words of every name, folded, with the unit they are for."""
        for unit_id, name in sorted(self.people):
            for word in words(name):
                yield unit_id, word.folded


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked: every term, for these units, with every one of these facts.

    `runs` are the units whose people the actor may find; `readers` is empty for an actor
    who sees so much that narrowing would not help.
    """

    terms: Sequence[Term] = ()
    readers: Sequence[int] = ()
    runs: Sequence[int] = ()
    #: Groups of facts: one of each group must hold.
    marks: Sequence[Sequence[str]] = field(default=())


class Index(Protocol):
    """The index of one kind of database."""

    def create(self) -> Sequence[str]:
        """Return the statements that make the index; a migration runs them."""
        ...

    def put(self, db: Connection, entry: Entry) -> None:
        """Add a document, or put it in the place of what was there."""
        ...

    def drop(self, db: Connection, document_id: int) -> None:
        """Take a document out."""
        ...

    def newest(
        self, db: Connection, wanted: Wanted, before: int | None, limit: int
    ) -> Sequence[int]:
        """Return the keys of matching documents below `before`, newest first."""
        ...
