"""How both indexes are asked: the same questions in the statements of their database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import Connection, TextClause

from office.search.entry import Wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """What one database is told; `last` is above every key of a document there."""

    drop: TextClause
    everything: TextClause
    newest: TextClause
    last: int


class Asking:
    """What does not depend on how an index keeps its words."""

    statements: ClassVar[Statements]

    def match(self, wanted: Wanted) -> str:
        """Return what is asked for in the index's own language, '' for everything."""
        raise NotImplementedError

    def drop(self, db: Connection, document_id: int) -> None:
        """Take a document out."""
        db.execute(self.statements.drop, {"id": document_id})

    def newest(
        self, db: Connection, wanted: Wanted, before: int | None, limit: int
    ) -> Sequence[int]:
        """Return the keys of matching documents below `before`, newest first."""
        values = {"before": self.statements.last if before is None else before, "most": limit}
        match = self.match(wanted)
        if not match:
            return list(db.scalars(self.statements.everything, values))
        return list(db.scalars(self.statements.newest, {"match": match, **values}))
