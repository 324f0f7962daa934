"""What a recount found: each indicator by both paths, and the lines that differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from office.domain.indicators import Figure
from office.services.figures.asked import Asked
from office.services.figures.recount_chain import Checkpoint

#: The path that counts rows, and the one that reads the sealed log.
FIRST, SECOND = "first", "second"
#: What a line is of, beside documents and sheets.
DELIVERY, PERSON = "delivery", "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A line that the two paths have otherwise: of which document, at which unit.

    `only` names the path that alone has it, '' where both do; then `columns` has what differs:
    name, what the first path has, what the second.
    """

    kind: str
    public_id: str
    symbol: str
    unit_id: int | None
    only: str = ""
    columns: tuple[tuple[str, Any, Any], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """An indicator by both paths."""

    first: Figure
    second: Figure

    @property
    def agrees(self) -> bool:
        """Say whether both have the same part, whole and value."""
        of = ((one.part, one.whole, one.value) for one in (self.first, self.second))
        return len(set(of)) == 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What a recount found: each indicator by both paths, and the lines that differ.

    `many` is how many lines differ, of which `differences` are the first.
    """

    asked: Asked
    compared: tuple[Compared, ...]
    differences: tuple[Difference, ...]
    many: int
    checkpoint: Checkpoint

    @property
    def agrees(self) -> bool:
        """Say whether the two paths agree in everything that was asked for."""
        return not self.many and all(one.agrees for one in self.compared)
