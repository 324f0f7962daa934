"""Reading the book of the post: its lines by period, with what is in each and its proof."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, literal, select, tuple_

from office.domain.errors import NotFound
from office.domain.numbering import symbol_text
from office.domain.people import AUDITOR, CHIEF, CLERK, LEADER
from office.models.documents import Document
from office.models.papers import Envelope, EnvelopeNote, PaperEntry
from office.models.people import Person
from office.services import access
from office.services.papers.post import PROOF, VOID
from office.services.work import Work

PAGE = 50
#: So many lines are printed at once.
MOST = 20_000
READERS = (CLERK, CHIEF, LEADER, AUDITOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the book; `proofs` are (code, day), `void` the reason it does not count."""

    id: int
    unit_id: int
    day: date
    symbols: tuple[tuple[str, str], ...]
    to_unit_id: int
    count: int
    way: str
    note: str
    proofs: tuple[tuple[str, date], ...]
    void: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From which day to which, both in it; None: from the first, to the last."""

    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BookPage:
    """A page of the book, the newest line first; `older` is where to go on."""

    lines: Sequence[Line]
    older: int | None


def units(work: Work) -> list[int]:
    """Return whose books of paper the actor reads: their agency's, an auditor those below too.

    Raises NotFound for everybody else.
    """
    if work.actor.role not in READERS or work.actor.acting_for is not None:
        raise NotFound
    if work.actor.role == AUDITOR:
        return access.scope(work)
    if work.actor.unit_id != work.actor.agency_id:
        raise NotFound
    return [work.actor.agency_id]


def page(work: Work, period: Period, below: int | None = None) -> BookPage:
    """Return the lines of a period before the line `below`; raises NotFound for no reader."""
    found = _of(work, period).order_by(Envelope.day.desc(), Envelope.id.desc())
    if below is not None:
        last = work.db.execute(select(Envelope.day).where(Envelope.id == below)).scalar()
        if last is not None:
            found = found.where(
                tuple_(Envelope.day, Envelope.id) < tuple_(literal(last), literal(below))
            )
    rows = work.db.execute(found.limit(PAGE + 1)).all()
    lines = _told(work, rows[:PAGE])
    return BookPage(lines=lines, older=lines[-1].id if len(rows) > PAGE else None)


def every(work: Work, period: Period) -> list[Line]:
    """Return the lines of a period, the first day first."""
    found = _of(work, period).order_by(Envelope.day, Envelope.id).limit(MOST)
    return _told(work, work.db.execute(found).all())


def _of(work: Work, period: Period) -> Select[Any]:
    found = (
        select(Envelope.__table__, Person.name.label("person_name"))
        .join(Person, Person.id == Envelope.person_id)
        .where(Envelope.unit_id.in_(units(work)))
    )
    if period.since is not None:
        found = found.where(Envelope.day >= period.since)
    return found if period.until is None else found.where(Envelope.day <= period.until)


def _told(work: Work, rows: Sequence[Row[Any]]) -> list[Line]:
    keys = [row.id for row in rows]
    notes: defaultdict[int, list[Row[Any]]] = defaultdict(list)
    for note in work.db.execute(
        select(EnvelopeNote.__table__)
        .where(EnvelopeNote.envelope_id.in_(keys))
        .order_by(EnvelopeNote.id)
    ):
        notes[note.envelope_id].append(note)
    inside = _inside(work, keys)
    return [_line(row, inside.get(row.id, []), notes.get(row.id, [])) for row in rows]


def _inside(work: Work, keys: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    rows = work.db.execute(
        select(PaperEntry.envelope_id, Document.public_id, Document.number_text, Document.notation)
        .join(Document, Document.id == PaperEntry.document_id)
        .where(PaperEntry.envelope_id.in_(keys), PaperEntry.corrects_id.is_(None))
        .order_by(PaperEntry.id)
    )
    found: defaultdict[int, list[tuple[str, str]]] = defaultdict(list)
    for row in rows:
        found[row.envelope_id].append((row.public_id, symbol_text(row.number_text, row.notation)))
    return found


def _line(row: Row[Any], inside: list[tuple[str, str]], notes: list[Row[Any]]) -> Line:
    return Line(
        id=row.id,
        unit_id=row.unit_id,
        day=row.day,
        symbols=tuple(inside),
        to_unit_id=row.to_unit_id,
        count=row._mapping["count"],
        way=row.way,
        note=row.note,
        proofs=tuple((n.code, n.day) for n in notes if n.kind == PROOF),
        void=next((n.words for n in notes if n.kind == VOID), ""),
        by=row.person_name,
    )
