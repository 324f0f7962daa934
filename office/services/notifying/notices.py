"""Telling people: what an act tells whom, written once each, and what each has not read.

An act promises its telling in its own transaction; the promise is kept after the commit, so
that issuing to ten thousand takes no longer, and twice does no harm.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Row, bindparam, func, literal, select, update

from office.database import inserting
from office.domain.errors import NotFound
from office.domain.numbering import symbol_text
from office.domain.people import ADMINISTRATOR
from office.models.base import table
from office.models.documents import Document
from office.models.notices import Notification
from office.services import access
from office.services.notifying import choices, mails
from office.services.work import Work

#: More than so many unread ones are shown as "99+": nobody needs to know how many.
COUNTED = 100
PAGE = 50
CHUNK = 200

_UNREAD = select(func.count()).select_from(
    select(literal(1))
    .where(Notification.person_id == bindparam("person"), Notification.read_at.is_(None))
    .limit(COUNTED)
    .subquery()
)

_ACTED = (
    update(table(Notification))
    .where(
        Notification.person_id == bindparam("person"),
        Notification.document_id == bindparam("document"),
        Notification.read_at.is_(None),
    )
    .values(read_at=bindparam("now"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """An event to tell some people of: each as (person, unit in which it concerns them).

    `at` is when it happened; `known` are those who have acted on the document since.
    """

    event: str
    cause: str
    document_id: int
    people: Sequence[tuple[int, int]]
    at: datetime
    facts: Mapping[str, Any] = field(default_factory=dict)
    known: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A notification as its person sees it now; the document only where the door is open."""

    id: int
    event: str
    facts: Mapping[str, Any]
    unit_id: int
    at: Any
    read: bool
    public_id: str | None
    subject: str
    symbol: str
    secrecy: str


def tell(work: Work, notice: Notice) -> int:
    """Tell people of an event, each once; return to how many it was news.

    Whoever wants no badge, or has acted on the document since, finds it in the list, read
    already.
    """
    news = 0
    waiting = iter(dict.fromkeys(notice.people))
    while chunk := list(islice(waiting, CHUNK)):
        chosen = choices.of(work, [person for person, _ in chunk], notice.event)
        rows = [_row(work, notice, one, chosen[one[0]].badge) for one in chunk]
        new = work.db.execute(_insert(work, rows)).all()
        news += len(new)
        unaware = [row for row in new if row.person_id not in notice.known]
        at_once = [(row.id, row.person_id) for row in unaware if chosen[row.person_id].at_once]
        mails.promise(work, at_once)
    return news


def unread(work: Work) -> int:
    """Return how many notifications the actor has not read, COUNTED at most."""
    return work.db.scalar(_UNREAD, {"person": work.actor.person_id}) or 0


def page(work: Work, before: int | None = None, limit: int = PAGE) -> tuple[list[Line], int | None]:
    """Return the actor's notifications, the newest first, and where the next page begins."""
    found = _lines(work).where(Notification.person_id == work.actor.person_id)
    if before is not None:
        found = found.where(Notification.id < before)
    rows = work.db.execute(found.order_by(Notification.id.desc()).limit(limit + 1)).all()
    older = rows[limit - 1].id if len(rows) > limit else None
    return [_line(row) for row in rows[:limit]], older


def between(work: Work, after: int, upto: int) -> list[Line]:
    """Return the actor's notifications after one key up to another, the oldest first."""
    rows = work.db.execute(
        _lines(work)
        .where(
            Notification.person_id == work.actor.person_id,
            Notification.id > after,
            Notification.id <= upto,
        )
        .order_by(Notification.id)
        .limit(CHUNK)
    )
    return [_line(row) for row in rows]


def mark(work: Work, upto: int, only: int | None = None) -> int:
    """Mark the actor's notifications up to a key as read, or a single one; return how many."""
    mine = [Notification.person_id == work.actor.person_id, Notification.read_at.is_(None)]
    which = Notification.id <= upto if only is None else Notification.id == only
    return work.db.execute(
        update(Notification).where(*mine, which).values(read_at=work.at)
    ).rowcount


def acted(work: Work, document_id: int) -> None:
    """Mark what the actor was told of a document as read: they have just acted on it."""
    if work.actor.person_id is not None:
        asked = {"person": work.actor.person_id, "document": document_id, "now": work.at}
        work.db.execute(_ACTED, asked)


def where(work: Work, key: int) -> str | None:
    """Return the document a notification of the actor's leads to, None behind a closed door.

    Raises NotFound for a notification of somebody else, or none.
    """
    mine = _lines(work).where(
        Notification.id == key, Notification.person_id == work.actor.person_id
    )
    row = work.db.execute(mine).first()
    if row is None:
        raise NotFound
    return _line(row).public_id


def _row(work: Work, notice: Notice, one: tuple[int, int], badge: bool) -> dict[str, Any]:
    unread = badge and one[0] not in notice.known
    return {
        "person_id": one[0],
        "unit_id": one[1],
        "event": notice.event,
        "cause": notice.cause,
        "document_id": notice.document_id,
        "facts": dict(notice.facts),
        "at": notice.at,
        "read_at": None if unread else work.at,
    }


def _insert(work: Work, rows: Iterable[dict[str, Any]]) -> Any:
    added = inserting(work.db, Notification).values(list(rows)).on_conflict_do_nothing()
    return added.returning(Notification.id, Notification.person_id)


def _lines(work: Work) -> Any:
    open_here = literal(False) if work.actor.role == ADMINISTRATOR else access.visible(work)
    return select(
        Notification.id, Notification.event, Notification.facts, Notification.unit_id,
        Notification.at, Notification.read_at, Document.public_id, Document.subject,
        Document.number_text, Document.notation, Document.secrecy, open_here.label("open"),
    ).join(Document, Document.id == Notification.document_id)  # fmt: skip


def _line(row: Row[Any]) -> Line:
    """Return a line; what lies behind a closed door is left out of it."""
    return Line(
        id=row.id,
        event=row.event,
        facts=row.facts,
        unit_id=row.unit_id,
        at=row.at,
        read=row.read_at is not None,
        public_id=row.public_id if row.open else None,
        subject=row.subject if row.open else "",
        symbol=symbol_text(row.number_text, row.notation) if row.open else "",
        secrecy=row.secrecy if row.open else "",
    )
