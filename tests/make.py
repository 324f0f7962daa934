"""Makes what tests act with: a clock that stands still, settings, people in their capacities."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from argon2 import PasswordHasher
from sqlalchemy import select

from office.domain.people import Actor
from office.domain.workdays import VIETNAM
from office.models.people import Membership, Person
from office.runtime import Office
from office.services import people
from office.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "data"
#: The demonstration begins on a Friday morning.
MORNING = datetime(2019, 11, 8, 7, 30, tzinfo=VIETNAM).astimezone(UTC)
PASSWORD = "đường vào Bác Ái"
#: Argon2 that guards nothing and takes no time.
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@dataclass
class Clock:
    """The office's clock, standing still until it is told to go on."""

    now: datetime = MORNING

    def __call__(self) -> datetime:
        return self.now

    def tick(self, **how_long: float) -> None:
        """Go on by so many `minutes=`, `hours=`, `days=` (the keywords of timedelta)."""
        self.now += timedelta(**how_long)


def settings_for(folder: Path, database_url: str = "") -> Settings:
    """Return settings of an office that keeps everything in `folder`."""
    return Settings(
        database_url=database_url or f"sqlite:///{folder / 'office.db'}",
        instance=folder,
        workflows=ROOT / "workflows",
        data=DATA,
        secret_key="only for tests",
    )


def acting(office: Office, login: str, role: str | None = None) -> Actor:
    """Return the person with `login`, in their first capacity or the first as `role`."""
    with office.look() as work:
        found = work.db.scalars(
            select(Membership.id)
            .join(Person, Person.id == Membership.person_id)
            .where(Person.login == login, *([Membership.role == role] if role else []))
            .order_by(Membership.id)
        ).first()
        assert found is not None, f"{login} is no {role or 'member of anything'}"
        return people.actor(work, found)
