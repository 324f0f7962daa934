"""Telling both sides of paper that was sent and never noted: once for each sending."""

from __future__ import annotations

from datetime import timedelta

from office.domain import notices
from office.domain.movements import milliseconds, moment
from office.domain.people import CLERK
from office.services import facts
from office.services.notifying.notices import Notice, tell
from office.services.notifying.telling import at_desk
from office.services.papers import receipts
from office.services.work import Work

#: Up to which term people were told, in ms.
TOLD = "notices.paper"
#: What was sent so long before a term cannot have it: no three working days take longer.
FURTHEST = timedelta(days=45)


def watch(work: Work) -> int:
    """Tell the clerks of both sides of paper whose time passed since the last look."""
    known = facts.read(work.db).get(TOLD)
    since = work.at if known is None else moment(int(known))
    news = 0
    for row in work.db.execute(receipts.sent_since(work, since - FURTHEST)).all():
        due_at = receipts.due(work, row.sent_at, row.posted_at)
        if not since < due_at <= work.at:
            continue
        sides = (row.unit_id, row.agency_id)
        people = [one for unit in sides if unit is not None for one in at_desk(work, unit, CLERK)]
        late = Notice(
            event=notices.PAPER_LATE,
            cause=f"paper:{row.id}:{milliseconds(row.posted_at)}",
            document_id=row.document_id,
            people=list(dict.fromkeys(people)),
            at=work.at,
            facts={"due": milliseconds(due_at)},
        )
        news += tell(work, late)
    facts.write(work.db, TOLD, str(milliseconds(max(work.at, since))))
    return news
