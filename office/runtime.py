"""The running office: what every entry point begins its work from, and the only commit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DataError

from office import database
from office.domain.errors import Invalid
from office.domain.people import Actor, system
from office.domain.text import Text
from office.domain.workdays import Calendar, local_date
from office.domain.working_hours import Agreement
from office.engine import catalogue
from office.services import facts, tree
from office.services.desk import reference
from office.services.places import calendar, demonstration_clock, hours
from office.services.work import Work
from office.settings import Settings
from office.storage.local import LocalStorage
from office.storage.protocol import Storage

UNKEEPABLE = Text(
    "Có ký tự hoặc con số không lưu được. Hãy xóa ký tự lạ rồi thử lại.",
    "There is a character or number that cannot be kept. Remove it and try again.",
)

Clock = Callable[[], datetime]


class _Memory(NamedTuple):
    """Units, calendar and agreed hours on a day, under one version of the reference data."""

    day: date
    version: str
    tree: tree.Tree
    calendar: Calendar
    agreements: tuple[Agreement, ...]


class Office:
    """The parts that live as long as the process does."""

    def __init__(self, settings: Settings, clock: Clock | None = None) -> None:
        self.settings = settings
        self.types = reference.document_types(settings.data)
        self.storage: Storage = LocalStorage(Path(settings.instance) / "files")
        self.engine: Engine = database.open_engine(settings.database_url)
        self._clock = clock
        self._memory: _Memory | None = None
        #: Whether a demonstration's clock ran when work last began: it starts once, and stays.
        self.demonstrates = False

    @cached_property
    def procedures(self) -> catalogue.Catalogue:
        """Return the published procedures; raises BadDefinition when a file has a fault."""
        return catalogue.load(self.settings.workflows)

    def wall(self) -> datetime:
        """Return the real time: for sessions, tokens and throttles."""
        return datetime.now(UTC)

    @contextmanager
    def work(self, actor: Actor | None = None) -> Iterator[Work]:
        """Begin a piece of work for `actor` (the office itself when None); commit it,
        unless an error escapes."""
        try:
            with database.transaction(self.engine) as db:
                yield self._work(db, actor)
        except DataError as fault:
            raise Invalid(UNKEEPABLE) from fault

    @contextmanager
    def look(self, actor: Actor | None = None) -> Iterator[Work]:
        """Begin a piece of work that only reads."""
        with database.reading(self.engine) as db:
            yield self._work(db, actor)

    def forget(self) -> None:
        """Drop what is remembered of units and calendar, after changing them."""
        self._memory = None

    def _work(self, db: Connection, actor: Actor | None) -> Work:
        wall = self.wall()
        remembered = facts.read(db)
        self.demonstrates = demonstration_clock.runs(remembered)
        at = self._clock() if self._clock else demonstration_clock.office_time(remembered, wall)
        at = at.replace(microsecond=at.microsecond // 1000 * 1000)  # the log counts milliseconds
        memory = self._remember(db, local_date(at), remembered.get(facts.REFERENCE, ""))
        return Work(
            db=db,
            actor=actor or system(),
            at=at,
            wall=wall,
            procedures=self.procedures,
            types=self.types,
            calendar=memory.calendar,
            agreements=memory.agreements,
            tree=memory.tree,
            storage=self.storage,
            settings=self.settings,
        )

    def _remember(self, db: Connection, day: date, version: str) -> _Memory:
        memory = self._memory
        if memory is None or (memory.day, memory.version) != (day, version):
            memory = _Memory(day, version, tree.read(db, day), calendar.read(db), hours.read(db))
            self._memory = memory
        return memory
