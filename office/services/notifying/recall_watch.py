"""Telling both sides that a recall was not answered in time: once for each."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from office.domain import notices
from office.domain.movements import milliseconds, moment
from office.domain.people import LEADER
from office.models.deliveries import Delivery
from office.models.documents import Document
from office.models.recalls import Recall
from office.services import facts
from office.services.notifying.notices import Notice, tell
from office.services.notifying.telling import at_desk
from office.services.work import Work

#: Up to which term people were told, in ms.
TOLD = "notices.recalls"


def watch(work: Work) -> int:
    """Tell the heads of both sides of terms that passed since the last look."""
    known = facts.read(work.db).get(TOLD)
    since = work.at if known is None else moment(int(known))
    rows = work.db.execute(
        select(Recall.id, Recall.document_id, Recall.answer_by, Delivery.unit_id,
               Document.agency_id, Recall.asked_by)
        .join(Delivery, Delivery.id == Recall.delivery_id)
        .join(Document, Document.id == Recall.document_id)
        .where(Recall.settled_at.is_(None))
        .where(Recall.answer_by > since, Recall.answer_by <= work.at)
        .order_by(Recall.answer_by)
    ).all()  # fmt: skip
    news = 0
    for row in rows:
        people = list(dict.fromkeys(_people(work, row.unit_id, row.agency_id, row.asked_by)))
        late = Notice(
            event=notices.RECALL_LATE,
            cause=f"recall:{row.id}",
            document_id=row.document_id,
            people=people,
            at=work.at,
            facts={"due": milliseconds(row.answer_by)},
        )
        news += tell(work, late)
    facts.write(work.db, TOLD, str(milliseconds(max(work.at, since))))
    return news


def _people(
    work: Work, recipient: int, sender: int | None, asked_by: int | None
) -> Iterator[tuple[int, int]]:
    """Yield the leaders on both sides, and whoever asked."""
    yield from at_desk(work, recipient, LEADER)
    if sender is not None:
        if asked_by is not None:
            yield asked_by, sender
        yield from at_desk(work, sender, LEADER)
