"""Plain facts by which the index narrows a search before any row is read.

They only narrow: whether a document matches is decided from its rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from office.domain.folding import fold
from office.domain.workdays import local_date

#: The years that an open end of a span of days reaches to.
FIRST_YEAR, LAST_YEAR = 1950, 2100
MONTHS = range(1, 13)
#: Some run of the document is open; with a unit's key behind it, a run there.
OPEN = "o"
#: What stands before a unit's key: it issued the document, sent it, got it, got it on a day.
ISSUER, SENDER, RECIPIENT, ARRIVAL = "i", "s", "d", "a"
URGENCY = "g"


def of_type(code: str) -> str:
    """Return the fact of being of a type, in letters that any index keeps."""
    return "t" + "".join(letter for letter in fold(code) if letter.isalnum())


def of_document(row: Any) -> Iterator[str]:
    """Yield what is plain of a document: its type, issuer, urgency, month and year."""
    yield of_type(row.type_code)
    yield f"{ISSUER}{row.issuer_unit_id}"
    yield f"{URGENCY}{row.urgency}"
    if row.issued_on is not None:
        yield from of_day(row.issued_on)


def of_arrival(unit_id: int, arrived_at: datetime | None) -> Iterator[str]:
    """Yield that a document went to a unit, and when it arrived there."""
    yield f"{RECIPIENT}{unit_id}"
    if arrived_at is not None:
        yield from of_day(local_date(arrived_at), f"{ARRIVAL}{unit_id}")


def of_open(units: Iterable[int | None]) -> Iterator[str]:
    """Yield that a document has open runs, and at which units."""
    for unit in units:
        yield OPEN
        yield f"{OPEN}{unit}"


def of_day(day: date, prefix: str = "") -> Iterator[str]:
    """Yield the year and the month of a day."""
    yield f"{prefix}y{day.year}"
    yield f"{prefix}m{day.year}{day.month:02d}"


def of_span(first: date | None, last: date | None, prefix: str = "") -> Sequence[str] | None:
    """Return the years and months that a span of days touches; None for all days."""
    if first is None and last is None:
        return None
    first = max(first or date.min, date(FIRST_YEAR, 1, 1))
    last = min(last or date.max, date(LAST_YEAR, 12, 31))
    marks: list[str] = []
    for year in range(first.year, last.year + 1):
        months = [
            month
            for month in MONTHS
            if (first.year, first.month) <= (year, month) <= (last.year, last.month)
        ]
        if len(months) == len(MONTHS):
            marks.append(f"{prefix}y{year}")
        else:
            marks += [f"{prefix}m{year}{month:02d}" for month in months]
    return marks or [f"{prefix}y0"]
