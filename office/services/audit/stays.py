"""The way of a document through time: who held each run of it, from when to when, how late."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from office.domain import past as domain
from office.domain import stays
from office.domain.fold import DRAFT, RunKey
from office.domain.movements import moment
from office.domain.numbering import symbol_text
from office.domain.past import Past, Record
from office.domain.stays import Stay
from office.domain.workflow import Workflow
from office.models.documents import Document
from office.models.movements import Movement
from office.services import access
from office.services.audit import past
from office.services.audit.past import MOST_RUNS
from office.services.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A unit, or a person in it, held a run; `until` is None while they still do.

    `late`: it was, or is, held beyond its deadline.
    """

    unit: str
    person: str | None
    since: datetime
    until: datetime | None
    due_at: datetime | None
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RunWay:
    """The stays of one run in order; `run` is the recipient's unit, or 'draft'."""

    run: RunKey
    name: str
    stays: Sequence[Held]

    @property
    def is_draft(self) -> bool:
        """Say whether the run is the draft's."""
        return self.run == DRAFT


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A document's way until now, as far as its seals hold (`broken`: the first that does not)."""

    public_id: str
    subject: str
    symbol: str
    secret: bool
    runs: Sequence[RunWay]
    all_runs: int
    broken: int | None


def read(work: Work, public_id: str) -> Way:
    """Return the way of a document: all of it to the sender, their own run to others.

    Raises NotFound.
    """
    key = access.document_id(work, public_id)
    row = work.db.execute(select(Document.__table__).where(Document.id == key)).one()
    rows = work.db.execute(past.SEALED.where(Movement.document_id == key).order_by(Movement.seq))
    records, broken = past.sealed(rows, work.at)
    told = domain.past(records)
    seen = past.shown(work, row, told.runs)
    return Way(
        public_id=public_id,
        subject=row.subject,
        symbol=symbol_text(row.number_text, row.notation),
        secret=bool(row.secrecy),
        runs=_runs(work, records, told, seen[:MOST_RUNS]),
        all_runs=len(seen),
        broken=broken,
    )


def _runs(
    work: Work, records: Sequence[Record], told: Past, seen: Sequence[RunKey]
) -> list[RunWay]:
    clerk = past.Clerk(work, work.at, told, work.tree)
    stood = {key: clerk.run(key) for key in told.runs}
    procedures = {key: work.procedures[run.procedure] for key, run in stood.items()}
    found = stays.stays(records, lambda record: _ends(procedures, record))
    people = past.names(work, told, (stay.person for stay in found))
    ways: dict[RunKey, list[Held]] = {key: [] for key in seen}
    for stay in found:
        if stay.run in ways:
            person = None if stay.person is None else people.get(stay.person)
            ways[stay.run].append(_held(work, stay, clerk.unit(stay.unit), person))
    return [RunWay(run=key, name=stood[key].run_name, stays=way) for key, way in ways.items()]


def _ends(procedures: Mapping[RunKey, Workflow], record: Record) -> bool:
    return bool(record.get("to")) and procedures[record["run"]].state(record["to"]).final


def _held(work: Work, stay: Stay, unit: str, person: str | None) -> Held:
    until = None if stay.until is None else moment(stay.until)
    due_at = None if stay.due is None else moment(stay.due)
    return Held(
        unit=unit,
        person=person,
        since=moment(stay.since),
        until=until,
        due_at=due_at,
        late=due_at is not None and (until or work.at) > due_at,
    )
