"""A piece of work: everything a use case is done with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from office.domain.numbering import DocumentType
from office.domain.people import Actor
from office.domain.workdays import Calendar, Limit, local_date
from office.domain.working_hours import Agreement, Hours
from office.engine.catalogue import Catalogue
from office.services.tree import Tree
from office.settings import Settings
from office.storage.protocol import Storage


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Who acts, when, and in which transaction.

    Use cases change rows through `db` and never commit: the work as a whole is done
    or not done, and that is decided where it was begun.  `at` is the office's clock
    (another one in a demonstration), `wall` the real one, for sessions and tokens.
    """

    db: Connection
    actor: Actor
    at: datetime
    wall: datetime
    procedures: Catalogue
    types: Mapping[str, DocumentType]
    calendar: Calendar
    agreements: tuple[Agreement, ...]
    tree: Tree
    storage: Storage
    settings: Settings

    @property
    def today(self) -> date:
        """Return the Vietnamese date of `at`."""
        return local_date(self.at)

    def due(self, unit_id: int, limit: Limit, urgency: str) -> datetime:
        """Return the deadline of what begins now at a unit, counted as is agreed there."""
        hours = Hours(self.calendar, self.agreed(unit_id, self.agreements))
        return hours.due(self.at, hours.limit(self.at, limit, urgency))

    def agreed(self, unit_id: int, known: Iterable[Agreement]) -> tuple[Agreement, ...]:
        """Return those of the agreements that a unit is under, the nearest unit's first."""
        above = self.tree.upward(unit_id)
        mine = (one for one in known if one.unit_id in above)
        return tuple(sorted(mine, key=lambda one: above.index(one.unit_id)))
