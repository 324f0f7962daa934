"""Tables in plain text: rows of `| a | b |`, or cells apart by tabs as spreadsheets copy them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

#: More columns than this nobody reads on an upright page; such lines stay lines.
MOST_COLUMNS = 16
#: From so many columns on, letters are smaller.
CROWDED = 6
_ITEM = re.compile(r"(\d+(\.\d+)*[.)]|[a-zđ]\)|[-+–•*])$")
_RULE = re.compile(r"[-:\s|]+")
_NUMBER = re.compile(r"[-+]?[\d.,]+\s*%?")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of equal length; the first is the head, printed again on every page."""

    rows: tuple[tuple[str, ...], ...]

    @property
    def head(self) -> tuple[str, ...]:
        """Return the words over the columns."""
        return self.rows[0]

    @property
    def lines(self) -> tuple[tuple[str, ...], ...]:
        """Return the rows under the head."""
        return self.rows[1:]

    @property
    def crowded(self) -> bool:
        """Tell whether the letters must be smaller."""
        return len(self.head) >= CROWDED

    def narrow(self, column: int) -> bool:
        """Tell a column of numbers or of a letter or two: it takes no more room than they do."""
        return all(
            len(row[column]) <= 4 or _NUMBER.fullmatch(row[column]) for row in self.lines
        ) and bool(self.lines)


def rows_of(lines: list[str]) -> Iterator[tuple[bool, list[str]]]:
    """Yield runs of lines: whether they are rows of one table, and the lines."""
    for kind, run in groupby(lines, key=_kind):
        rows = list(run)
        yield (bool(kind) and len([r for r in rows if not _is_rule(r)]) > 1), rows


def table(lines: list[str]) -> Table:
    """Return the table that `lines` draw; short rows are filled with empty cells."""
    rows = [_cells(line) for line in lines if not _is_rule(line)]
    width = max(map(len, rows))
    return Table(tuple(tuple(row + [""] * (width - len(row))) for row in rows))


def _kind(line: str) -> str:
    """Return what a line's cells are apart by, '' for a line that is no row."""
    if len(line) > 1 and line.startswith("|") and line.endswith("|"):
        return "|" if line.count("|") - 1 <= MOST_COLUMNS else ""
    tabs = line.count("\t")
    # An item of a list, as a word processor copies it, has one tab after its number.
    if not tabs or tabs >= MOST_COLUMNS or (tabs == 1 and _ITEM.match(line.split("\t")[0])):
        return ""
    return "\t"


def _is_rule(line: str) -> bool:
    return "|" in line and "-" in line and bool(_RULE.fullmatch(line))


def _cells(line: str) -> list[str]:
    inner = line[1:-1] if line.startswith("|") else line
    return [cell.strip() for cell in inner.split("|" if line.startswith("|") else "\t")]
