"""Loading the demonstration province into an empty database, and starting its clock."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select

from office import schema
from office.domain.workdays import VIETNAM
from office.models.units import Unit
from office.runtime import Office
from office.services import facts
from office.services.accounts import demonstration_people
from office.services.places import calendar, demonstration_clock, units

MORNING = datetime(2019, 11, 8, 7, 30, tzinfo=VIETNAM)
YEARS = range(2019, 2031)
LOADED = "demonstration.loaded"


def prepare(office: Office) -> bool:
    """Migrate the database, and load the province if it is empty.

    Returns whether this is a demonstration; an office with units of its own is none.
    """
    schema.upgrade(office.settings.database_url)
    with office.look() as work:
        empty = not work.db.scalar(select(func.count()).select_from(Unit))
        begun = demonstration_clock.offset(work.db) is not None
        loaded = LOADED in facts.read(work.db)
    if empty:
        _load_units(office, office.settings.data)
    if (empty or begun) and not loaded:
        _load_people(office, office.settings.data)
    return empty or begun


def _load_units(office: Office, data: Path) -> None:
    with (
        office.work() as work,
        (data / "units.csv").open(encoding="utf-8", newline="") as lines,
        (data / "unit_kinds.csv").open(encoding="utf-8", newline="") as kinds,
    ):
        demonstration_clock.start(work.db, work.wall, MORNING)
        loaded = units.load(work, lines, kinds)
        if loaded.problems:
            raise RuntimeError(f"data/units.csv: {loaded.problems}")
        calendar.seed(work, YEARS)


def _load_people(office: Office, data: Path) -> None:
    with (
        office.work() as work,
        (data / "people_demo.csv").open(encoding="utf-8", newline="") as lines,
    ):
        demonstration_people.load(work, lines, demonstration_people.PASSWORD)
        facts.write(work.db, LOADED, "1")
