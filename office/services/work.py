"""A piece of work: everything a use case is done with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from office.domain.numbering import DocumentType
from office.domain.people import Actor
from office.domain.workdays import Calendar, local_date
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
    tree: Tree
    storage: Storage
    settings: Settings

    @property
    def today(self) -> date:
        """Return the Vietnamese date of `at`."""
        return local_date(self.at)
