"""The office's clock: the real one, or in a demonstration one that started elsewhere.

The difference to the real clock is a fact in the database, so that it outlives restarts.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from office.models.settings import OfficeFact
from office.services import facts

FACT = "demonstration.clock"


def office_time(remembered: Mapping[str, str], wall: datetime) -> datetime:
    """Return what the office's clock shows when the real one shows `wall`."""
    seconds = remembered.get(FACT)
    return wall if seconds is None else wall + timedelta(seconds=float(seconds))


def runs(remembered: Mapping[str, str]) -> bool:
    """Say whether the office's clock is a demonstration's."""
    return FACT in remembered


def offset(db: Connection) -> float | None:
    """Return how far the demonstration's clock is from the real one (seconds), or None."""
    value = db.scalar(select(OfficeFact.value).where(OfficeFact.name == FACT))
    return None if value is None else float(value)


def start(db: Connection, wall: datetime, shown: datetime) -> None:
    """Let the office's clock show `shown` when the real one shows `wall`."""
    facts.write(db, FACT, str((shown - wall).total_seconds()))
