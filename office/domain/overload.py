"""When somebody holds too much, and when a deadline is near: rules of supervision."""

from __future__ import annotations

from datetime import date, datetime

from office.domain.workdays import Calendar, end_of

#: Working days ahead that count as near.
NEAR = 2
#: So many late items are too many for one person or unit, whatever the others have.
LATE_TOO_MANY = 3
#: Fewer open items than this are no burden, whatever the others have.
OPEN_TOO_MANY = 5


def near(calendar: Calendar, today: date) -> datetime:
    """Return the moment until which a deadline is near: closing time NEAR working days on."""
    return end_of(calendar.add(today, NEAR))


def overloaded(held: int, late: int, mean: float) -> bool:
    """Say whether somebody has too much beside the others: `mean` is what one of them has."""
    return late >= LATE_TOO_MANY or (held >= OPEN_TOO_MANY and held > 2 * mean)
