"""Telling holders, and who was asked for an opinion, what is due soon or has become late: once
for each deadline.

Both are computed from the deadline and the clock; only up to where was looked is remembered.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from office.domain import notices
from office.domain.movements import milliseconds, moment
from office.domain.people import UNIT_HEAD
from office.domain.workdays import soon_until
from office.models.deliveries import Delivery
from office.models.documents import Document
from office.models.supervision import OpinionAsk
from office.services import facts
from office.services.notifying.notices import Notice, tell
from office.services.notifying.telling import at_desk, holders
from office.services.work import Work

#: Up to which deadline people were told, in ms: for what is late, and for what is due soon.
TOLD_LATE = "notices.late"
TOLD_SOON = "notices.soon"


def watch(work: Work) -> int:
    """Tell of deadlines that passed or came near since the last look; return how many were news.

    The first look tells of nothing that had passed or come near before it; what begins with
    less than two working days is told by its arrival, and when it is late.
    """
    known = facts.read(work.db)
    late_since = _at(known.get(TOLD_LATE), work.at)
    horizon = soon_until(work.calendar, work.at)
    soon_since = max(_at(known.get(TOLD_SOON), horizon), work.at)
    soon = max(horizon, soon_since)
    news = _tell(work, notices.LATE, (late_since, work.at))
    news += _tell(work, notices.DUE_SOON, (soon_since, soon))
    facts.write(work.db, TOLD_LATE, str(milliseconds(max(work.at, late_since))))
    facts.write(work.db, TOLD_SOON, str(milliseconds(soon)))
    return news


def _at(kept: str | None, otherwise: datetime) -> datetime:
    return otherwise if kept is None else moment(int(kept))


def _tell(work: Work, event: str, span: tuple[datetime, datetime]) -> int:
    return sum(tell(work, notice) for notice in list(_notices(work, event, span)))


def _notices(work: Work, event: str, span: tuple[datetime, datetime]) -> Iterator[Notice]:
    for run, name in ((Delivery, "delivery"), (Document, "draft")):
        for row in work.db.execute(_between(run, span)):
            yield Notice(
                event=event,
                cause=f"{name}:{row.id}:{milliseconds(row.due_at)}",
                document_id=row.document_id,
                people=holders(work, row),
                at=work.at,
                facts={"due": milliseconds(row.due_at)},
            )
    for row in work.db.execute(_asked(span)):
        yield Notice(
            event=event,
            cause=f"ask:{row.id}:{milliseconds(row.due_at)}",
            document_id=row.document_id,
            people=[(row.person_id, row.unit_id)]
            if row.person_id is not None
            else at_desk(work, row.unit_id, UNIT_HEAD),
            at=work.at,
            facts={"due": milliseconds(row.due_at)},
        )


def _asked(span: tuple[datetime, datetime]) -> Select[Any]:
    """Return the questions nobody has answered that are due within a span."""
    return (
        select(
            OpinionAsk.id, OpinionAsk.document_id, OpinionAsk.unit_id, OpinionAsk.person_id,
            OpinionAsk.due_at,
        )
        .where(
            OpinionAsk.closed_at.is_(None),
            OpinionAsk.due_at > span[0],
            OpinionAsk.due_at <= span[1],
        )
        .order_by(OpinionAsk.due_at)
    )  # fmt: skip


def _between(run: Any, span: tuple[datetime, datetime]) -> Select[Any]:
    """Return the open runs due after the beginning of a span and up to its end."""
    document = Delivery.document_id if run is Delivery else Document.id
    return (
        select(
            run.id, document.label("document_id"), run.due_at, run.holder_unit_id,
            run.holder_person_id, run.procedure, run.procedure_version, run.state,
        )
        .where(run.closed_at.is_(None), run.due_at > span[0], run.due_at <= span[1])
        .order_by(run.due_at)
    )  # fmt: skip
