"""Searching the routing log: what auditors read, and what each act's seal says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from office.domain import movements
from office.domain.numbering import symbol_text
from office.models.deliveries import Delivery
from office.models.documents import Document
from office.models.movements import Movement
from office.services import access
from office.services.work import Work

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class LogQuery:
    """What to look for; empty fields do not narrow.  `text` is part of symbol or subject."""

    text: str = ""
    document: str = ""
    person_id: int | None = None
    unit_id: int | None = None
    action: str = ""
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One sealed act.  `intact`: its bytes give its hash, and it names the hash before it."""

    id: int
    public_id: str
    subject: str
    symbol: str
    seq: int
    at: datetime
    record: dict[str, Any]
    hash: str
    intact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPage:
    """A page of the log, newest first; `older` asks for the next one."""

    entries: Sequence[Entry]
    older: int | None


def search(work: Work, query: LogQuery, limit: int = PAGE) -> LogPage:
    """Return the acts that match, on documents the actor may know of, newest first."""
    found = (
        select(
            Movement.id, Movement.seq, Movement.at, Movement.prev, Movement.body, Movement.hash,
            Document.public_id, Document.subject, Document.number_text, Document.notation,
        )
        .join(Document, Document.id == Movement.document_id)
        .where(access.visible(work), _told_to(work), *_narrowed(query))
        .order_by(Movement.id.desc())
        .limit(limit + 1)
    )  # fmt: skip
    rows = work.db.execute(found).all()
    entries = [_entry(row) for row in rows[:limit]]
    return LogPage(entries=entries, older=entries[-1].id if len(rows) > limit else None)


def actions(work: Work) -> list[str]:
    """Return the names of every act that the procedures and the office itself can record."""
    named = {a.name for procedure in work.procedures.all() for a in procedure.actions}
    return sorted(
        named
        | {"draft", "receive", "enter", "enter_secret", "ask_recall", "ask_update", "hand_draft"}
    )


def _told_to(work: Work) -> ColumnElement[bool]:
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


def _narrowed(query: LogQuery) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if query.text.strip():
        wanted = query.text.strip()
        symbol = Document.number_text + "/" + Document.notation
        where.append(Document.subject.icontains(wanted, autoescape=True) | (symbol == wanted))
    if query.document:
        where.append(Document.public_id == query.document)
    if query.person_id is not None:
        where.append(Movement.person_id == query.person_id)
    if query.unit_id is not None:
        where.append(Movement.unit_id == query.unit_id)
    if query.action:
        where.append(Movement.action == query.action)
    if query.since is not None:
        where.append(Movement.at >= query.since)
    if query.until is not None:
        where.append(Movement.at < query.until)
    if query.before is not None:
        where.append(Movement.id < query.before)
    return where


def _entry(row: Any) -> Entry:
    record, intact = movements.told(row.body, row.hash, row.prev)
    return Entry(
        id=row.id,
        public_id=row.public_id,
        subject=row.subject,
        symbol=symbol_text(row.number_text, row.notation),
        seq=row.seq,
        at=row.at,
        record=record,
        hash=row.hash.hex(),
        intact=intact,
    )
