"""Searching the routing log: what auditors read, and what each act's seal says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select

from office.domain import movements
from office.domain.acts import ACTS
from office.domain.numbering import symbol_text
from office.domain.people import AUDITOR
from office.models.deliveries import Delivery
from office.models.documents import Document
from office.models.movements import Movement
from office.services import access
from office.services.audit import log_reach
from office.services.work import Work

PAGE = 50
#: A search is counted no further than this.
MOST_COUNTED = 1000
#: What the record of a secret document says of it: a reader of the log learns that it is there.
NAMING = ("number", "level", "header")


@dataclass(frozen=True, slots=True, kw_only=True)
class LogQuery:
    """What to look for; empty fields do not narrow.  `text` is part of symbol or subject.

    `below` takes the units below `unit_id` with it; `role` is the capacity acted in.
    """

    text: str = ""
    document: str = ""
    person_id: int | None = None
    unit_id: int | None = None
    below: bool = False
    action: str = ""
    role: str = ""
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One sealed act.  `intact`: its bytes give its hash, and it names the hash before it.

    Of a `secret` document an auditor is told that there was an act, not of which number.
    """

    id: int
    public_id: str
    subject: str
    symbol: str
    secret: bool
    seq: int
    at: datetime
    record: dict[str, Any]
    hash: str
    intact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPage:
    """A page of the log, newest first; `older` asks for the next one.

    `total` counts all that match, `more` says that there are more than were counted.
    """

    entries: Sequence[Entry]
    older: int | None
    total: int
    more: bool


def search(work: Work, query: LogQuery, limit: int = PAGE) -> LogPage:
    """Return the acts that match, on documents the actor may know of, newest first."""
    matching = _matching(work, query)
    found = (
        select(
            Movement.id, Movement.seq, Movement.at, Movement.prev, Movement.body, Movement.hash,
            Document.public_id, Document.subject, Document.number_text, Document.notation,
            Document.secrecy,
        )
        .join(Document, Document.id == Movement.document_id)
        .where(*matching, *_after(query))
        .order_by(Movement.id.desc())
        .limit(limit + 1)
    )  # fmt: skip
    rows = work.db.execute(found).all()
    total = _counted(work, matching)
    return LogPage(
        entries=[_entry(work, row) for row in rows[:limit]],
        older=rows[limit - 1].id if len(rows) > limit else None,
        total=min(total, MOST_COUNTED),
        more=total > MOST_COUNTED,
    )


def documents(work: Work, query: LogQuery, limit: int) -> list[int]:
    """Return the keys of the first `limit` documents that a search finds acts on."""
    found = select(Movement.document_id).join(Document, Document.id == Movement.document_id)
    found = found.where(*_matching(work, query)).distinct()
    return list(work.db.scalars(found.order_by(Movement.document_id).limit(limit)))


def actions(work: Work) -> list[str]:
    """Return the names of every act that the procedures and the office itself can record."""
    named = {a.name for procedure in work.procedures.all() for a in procedure.actions}
    return sorted(named | ACTS.keys())


def told_to(work: Work) -> ColumnElement[bool]:
    """Return the condition that an act is the actor's to read: everything of what their
    units sent; of what they received, their own runs and what concerns the whole document."""
    units = [work.actor.agency_id, *access.scope(work)]
    own = select(Delivery.id).where(Delivery.unit_id.in_(units))
    return or_(
        Document.agency_id.in_(units),
        Document.drafting_unit_id.in_(units),
        Movement.delivery_id.in_(own),
        and_(Movement.delivery_id.is_(None), Document.agency_id.is_(None)),
    )


def _counted(work: Work, matching: Sequence[ColumnElement[bool]]) -> int:
    """Return how many acts match, no further than one beyond what is counted."""
    every: Select[Any] = (
        select(Movement.id)
        .join(Document, Document.id == Movement.document_id)
        .where(*matching)
        .limit(MOST_COUNTED + 1)
    )
    return work.db.scalar(select(func.count()).select_from(every.subquery())) or 0


def _after(query: LogQuery) -> list[ColumnElement[bool]]:
    return [] if query.before is None else [Movement.id < query.before]


def _matching(work: Work, query: LogQuery) -> list[ColumnElement[bool]]:
    return [
        access.visible(work),
        told_to(work),
        *log_reach.narrowing(work),
        *log_reach.speaking_of(work, query.text),
        *_narrowed(work, query),
    ]


def _narrowed(work: Work, query: LogQuery) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if query.document:
        where.append(Document.public_id == query.document)
    if query.person_id is not None:
        where.append(Movement.person_id == query.person_id)
    if query.unit_id is not None:
        below = [unit.id for unit in work.tree.below(query.unit_id)] if query.below else []
        where += log_reach.acting_in(work, [query.unit_id, *below])
    if query.action:
        where.append(Movement.action == query.action)
    if query.role:
        where.append(Movement.role == query.role)
    where += log_reach.between(work, query.since, query.until)
    return where


def _entry(work: Work, row: Row[Any]) -> Entry:
    record, intact = movements.told(row.body, row.hash, row.prev)
    secret = bool(row.secrecy)
    if secret and work.actor.role == AUDITOR:
        record = {name: fact for name, fact in record.items() if name not in NAMING}
    return Entry(
        id=row.id,
        public_id=row.public_id,
        subject=row.subject,
        symbol=symbol_text(row.number_text, row.notation),
        secret=secret,
        seq=row.seq,
        at=row.at,
        record=record,
        hash=row.hash.hex(),
        intact=intact,
    )
