"""The time machine: who held what at a moment that has passed, from the sealed records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from office.domain import movements
from office.domain import past as domain
from office.domain.errors import Invalid
from office.domain.fold import DRAFT, RunKey, Standing
from office.domain.movements import milliseconds, moment
from office.domain.numbering import symbol_text
from office.domain.past import Past, Record
from office.domain.text import Text
from office.domain.workdays import local_date
from office.domain.workflow import INCOMING, TRANSMISSION
from office.models.documents import Document
from office.models.movements import Movement
from office.models.people import Person
from office.services import access, tree
from office.services.tree import Tree
from office.services.work import Work

#: So many runs of one document are shown.
MOST_RUNS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PartThen:
    """A part somebody had in a run then, with the names of then."""

    part: str
    unit: str
    person: str | None
    due_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunThen:
    """A run as it stood then: `run` is the recipient's unit, or 'draft'; names are of then."""

    run: RunKey
    run_name: str
    procedure: tuple[str, int]
    state: str
    final: bool
    holder: tuple[int, int | None]
    unit: str
    person: str | None
    since: datetime | None
    due_at: datetime | None
    late: bool
    parts: tuple[PartThen, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Then:
    """A document at a moment.  `broken` is the first record whose seal does not hold.

    `seq` counts the records until then; with 0 the document was not here yet.
    """

    public_id: str
    subject: str
    symbol: str
    secret: bool
    at: datetime
    seq: int
    runs: Sequence[RunThen]
    all_runs: int
    broken: int | None


def document(work: Work, public_id: str, at: datetime) -> Then:
    """Return where a document stood at `at`: all of it to the sender, their own run to others.

    Raises NotFound, and Invalid for a moment that has not come.
    """
    check(work, at)
    key = access.document_id(work, public_id)
    row = work.db.execute(select(Document.__table__).where(Document.id == key)).one()
    rows = work.db.execute(SEALED.where(Movement.document_id == key).order_by(Movement.seq))
    records, broken = sealed(rows, at)
    told = domain.past(records)
    seen = shown(work, row, told.runs)
    clerk = Clerk(work, at, told)
    return Then(
        public_id=public_id,
        subject=row.subject,
        symbol=symbol_text(row.number_text, row.notation),
        secret=bool(row.secrecy),
        at=at,
        seq=len(records),
        runs=[clerk.run(k) for k in seen[:MOST_RUNS]],
        all_runs=len(seen),
        broken=broken,
    )


def shown(work: Work, row: Row[Any], runs: Iterable[RunKey]) -> list[RunKey]:
    """Return the runs of a document that are told to the actor: all to its sender, else theirs."""
    scope = access.scope(work)
    ours = row.agency_id in scope or row.drafting_unit_id in scope
    return [key for key in runs if ours or key in (work.actor.agency_id, *scope)]


def check(work: Work, at: datetime) -> None:
    """Raise Invalid for a moment that has not come."""
    if at > work.at:
        raise Invalid(_FUTURE, field="at")


def sealed(rows: Iterable[Row[Any]], at: datetime) -> tuple[list[Record], int | None]:
    """Return the records of a chain until `at`, and the first that is broken (None: all hold).

    What cannot be read tells nothing, and all after it is left out.
    """
    broken: list[int] = []
    records = list(domain.until(_readable(rows, broken), milliseconds(at)))
    return records, broken[0] if broken else None


def _readable(rows: Iterable[Row[Any]], broken: list[int]) -> Iterator[Record]:
    for row in rows:
        record, intact = movements.told(row.body, row.hash, row.prev)
        if not intact:
            broken.append(row.seq)
            return
        yield record


class Clerk:
    """Writes down the runs of one document with the names of a moment."""

    def __init__(self, work: Work, at: datetime, told: Past, units: Tree | None = None) -> None:
        self._work = work
        self._at = at
        self._told = told
        self._tree = units or tree.read(work.db, local_date(at))
        self._persons = names(work, told)

    def run(self, key: RunKey) -> RunThen:
        """Return one run as it stood."""
        stood = self._told.runs[key]
        procedure = self._procedure(key, stood)
        state = self._work.procedures[procedure].state(stood.state)
        unit, person = stood.holder
        due_at = None if stood.due is None else moment(stood.due)
        since = stood.row.get("held_since")
        return RunThen(
            run=key,
            run_name=self.unit(key) if isinstance(key, int) else "",
            procedure=procedure,
            state=stood.state,
            final=state.final,
            holder=stood.holder,
            unit=self.unit(unit),
            person=self._person(person),
            since=None if since is None else moment(since),
            due_at=due_at,
            late=not state.final and due_at is not None and due_at < self._at,
            parts=tuple(self._part(part) for part in sorted(stood.parts, key=str)),
        )

    def _part(self, part: tuple[str, int, int | None, int | None]) -> PartThen:
        name, unit, person, due = part
        return PartThen(
            part=name,
            unit=self.unit(unit),
            person=self._person(person),
            due_at=None if due is None else moment(due),
        )

    def _procedure(self, key: RunKey, stood: Standing) -> tuple[str, int]:
        """Return the procedure of a run; one that has not moved since it was issued is in the
        newest version of its day, which the first act on it will tell."""
        if key in self._told.procedures:
            return self._told.procedures[key]
        begins = stood.row.get("procedure")
        newest = self._work.procedures.newest(begins if begins == TRANSMISSION else INCOMING)
        return newest.name, newest.version

    def unit(self, unit_id: int) -> str:
        """Return what a unit was called: on that day, else in the records, else today."""
        for units in (self._tree, self._work.tree):
            if unit_id in units.units:
                return units[unit_id].name
        return self._told.units.get(unit_id, "—")

    def _person(self, person_id: int | None) -> str | None:
        """Return what a holder was called, None for nobody."""
        return None if person_id is None else self._persons.get(person_id)


def names(work: Work, told: Past, holders: Iterable[int | None] = ()) -> Mapping[int, str]:
    """Return what the holders and parts of a document, and some earlier ones, were called: as
    recorded, else today."""
    named = {person for run in told.runs.values() for _, _, person, _ in run.parts}
    named |= {run.holder[1] for run in told.runs.values()} | set(holders)
    unknown = {person for person in named if person is not None} - told.persons.keys()
    if not unknown:
        return told.persons
    rows = work.db.execute(select(Person.id, Person.name).where(Person.id.in_(unknown)))
    return {row.id: row.name for row in rows} | told.persons


def is_draft(run: RunThen) -> bool:
    """Say whether a run is the draft's."""
    return run.run == DRAFT


SEALED = select(Movement.seq, Movement.body, Movement.hash, Movement.prev)
_FUTURE = Text("Thời điểm này chưa tới.", "That moment has not come yet.")
