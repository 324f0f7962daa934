"""What somebody wants to know: of which agency, in which time, as which tree has it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement

THEN, NOW = "then", "now"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """An agency and all below it (or `alone`), from one day to another, both inclusive.

    `mapped` says which tree: as it stood on each day ('then'), or as it is today ('now'), where
    what has closed counts at its heir.  `level` is of documents and paper the agency's own, of
    deliveries that of the other side; '' for all, as for `type_code`.
    """

    unit_id: int
    since: date
    until: date
    mapped: str = THEN
    alone: bool = False
    type_code: str = ""
    level: str = ""

    def narrowed(self, type_code: Any, level: Any) -> list[ColumnElement[bool]]:
        """Return the condition on two columns that rows are of the kind and level asked for."""
        wanted = [(type_code, self.type_code), (level, self.level)]
        return [column == value for column, value in wanted if value]
