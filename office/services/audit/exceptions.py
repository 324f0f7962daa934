"""Exceptions in an auditor's reach: how many of each kind, and the documents behind each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, Subquery, and_, func, or_, select

from office.domain import exceptions as domain
from office.domain import movements
from office.domain.errors import Invalid, NotFound
from office.domain.exceptions import Definition
from office.domain.numbering import symbol_text
from office.domain.people import AUDITOR
from office.domain.text import Text
from office.metrics import exceptions as metrics
from office.metrics.exceptions import Period
from office.models.audit import RefusedAttempt
from office.models.documents import Document
from office.models.movements import Movement
from office.models.people import Person
from office.services import access
from office.services.work import Work

PAGE = 50
#: What is looked at when nobody says since when.
USUAL = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which exceptions: of a time, of a unit and those below it (None: all in reach)."""

    since: datetime | None = None
    until: datetime | None = None
    unit_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How many exceptions of a kind there are, and on how many documents."""

    definition: Definition
    count: int
    documents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """The sealed record an exception is told from."""

    seq: int
    record: dict[str, Any]
    hash: str
    intact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What somebody tried and was refused, how often in that minute."""

    person: str
    role: str
    action: str
    rules: tuple[str, ...]
    reasons: Text
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One exception and its document; a `secret` one is counted and not named.

    For what came late: when it `began`, was `due`, was `done` (None: still is not).
    """

    key: int
    public_id: str
    subject: str
    symbol: str
    secret: bool
    unit_id: int
    at: datetime
    began: datetime | None
    due: datetime | None
    done: datetime | None
    sealed: Sealed | None
    tried: Tried | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPage:
    """A page of one kind, newest first; `older` (moment, key) asks for the next one."""

    definition: Definition
    count: Counted
    items: Sequence[Found]
    older: tuple[datetime, int] | None


def counts(work: Work, asked: Asked) -> list[Counted]:
    """Return how many exceptions of each kind there are; raises Refused, Invalid, NotFound."""
    period, units = _checked(work, asked)
    return [_counted(work, d, _within(work, d.kind, period, units)) for d in domain.DEFINITIONS]


def listed(
    work: Work, kind: str, asked: Asked, older: tuple[datetime, int] | None = None
) -> FoundPage:
    """Return a page of one kind; raises Refused, Invalid, NotFound for an unknown kind or unit."""
    if kind not in domain.BY_KIND:
        raise NotFound
    period, units = _checked(work, asked)
    definition = domain.BY_KIND[kind]
    within = _within(work, kind, period, units)
    found: Select[Any] = (
        select(
            within, Document.public_id, Document.subject, Document.number_text, Document.notation,
            Document.secrecy, Movement.seq, Movement.body, Movement.hash, Movement.prev,
            RefusedAttempt.role, RefusedAttempt.action, RefusedAttempt.rules,
            RefusedAttempt.reasons_vi, RefusedAttempt.reasons_en, RefusedAttempt.times,
            Person.name.label("person"),
        )
        .join(Document, Document.id == within.c.document_id)
        .outerjoin(Movement, Movement.id == within.c.movement_id)
        .outerjoin(RefusedAttempt, RefusedAttempt.id == within.c.attempt_id)
        .outerjoin(Person, Person.id == RefusedAttempt.person_id)
        .order_by(within.c.at.desc(), within.c.key.desc())
        .limit(PAGE + 1)
    )  # fmt: skip
    if older is not None:
        at, key = older
        found = found.where(or_(within.c.at < at, and_(within.c.at == at, within.c.key < key)))
    rows = work.db.execute(found).all()
    items = [_found(row) for row in rows[:PAGE]]
    return FoundPage(
        definition=definition,
        count=_counted(work, definition, within),
        items=items,
        older=(items[-1].at, items[-1].key) if len(rows) > PAGE else None,
    )


def period_of(work: Work, asked: Asked) -> tuple[datetime, datetime]:
    """Return the time that is looked at: the last month, unless another is asked for."""
    until = min(asked.until or work.at + timedelta(milliseconds=1), work.at + timedelta(days=1))
    return asked.since or until - USUAL, until


def _checked(work: Work, asked: Asked) -> tuple[Period, list[int]]:
    access.require_role(work, AUDITOR)
    since, until = period_of(work, asked)
    if until - since > timedelta(days=domain.MOST_DAYS):
        raise Invalid(_TOO_LONG, field="since")
    units = access.scope(work)
    if asked.unit_id is not None:
        if asked.unit_id not in units:
            raise NotFound
        units = [asked.unit_id, *(unit.id for unit in work.tree.below(asked.unit_id))]
    days = list(domain.deadlines(work.calendar, since, max(since, until)))
    return Period(since=since, until=until, now=work.at, days=days), units


def _within(work: Work, kind: str, period: Period, units: list[int]) -> Subquery:
    """Return the exceptions of a kind on documents the actor may know of, in some units."""
    found = metrics.COUNTS[kind](period).subquery()
    return (
        select(found)
        .join(Document, Document.id == found.c.document_id)
        .where(access.visible(work), found.c.unit_id.in_(units))
        .subquery()
    )


def _counted(work: Work, definition: Definition, within: Subquery) -> Counted:
    documents = func.count(within.c.document_id.distinct())
    row = work.db.execute(select(func.count().label("n"), documents.label("d")).select_from(within))
    count, on = row.one()
    return Counted(definition=definition, count=count, documents=on)


def _found(row: Row[Any]) -> Found:
    sealed = tried = None
    if row.body is not None:
        record, intact = movements.told(row.body, row.hash, row.prev)
        sealed = Sealed(seq=row.seq, record=record, hash=row.hash.hex(), intact=intact)
    if row.action is not None:
        tried = Tried(
            person=row.person,
            role=row.role,
            action=row.action,
            rules=tuple(row.rules.split()),
            reasons=Text(row.reasons_vi, row.reasons_en),
            times=row.times,
        )
    return Found(
        key=row.key,
        public_id=row.public_id,
        subject=row.subject,
        symbol=symbol_text(row.number_text, row.notation),
        secret=bool(row.secrecy),
        unit_id=row.unit_id,
        at=row.at,
        began=row.began,
        due=row.due,
        done=row.done,
        sealed=sealed,
        tried=tried,
    )


_TOO_LONG = Text(
    f"Mỗi lần xem được tối đa {domain.MOST_DAYS} ngày.",
    f"At most {domain.MOST_DAYS} days can be looked at.",
)
