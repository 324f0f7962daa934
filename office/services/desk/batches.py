"""One act on many documents: N times the act on one, each in a work of its own.

What is asked for is kept first, then taken line by line: a line is done in the same
transaction that says so, or refused with its reasons and nothing changed.  So no failure
harms another line, no line is taken twice however often a form is sent, and a server
that stops in the middle leaves the rest waiting.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Row, and_, insert, select, update

from office.domain import bulk
from office.domain.asks import LEAD, Assignee, Form
from office.domain.errors import Invalid, NotFound, OfficeError
from office.domain.folders import WORKERS
from office.domain.numbering import symbol_text
from office.domain.text import Text, joined
from office.models.base import table
from office.models.batches import Batch, BatchItem
from office.models.documents import Document
from office.services import access, routing
from office.services.desk import intake, outcomes
from office.services.views import readings
from office.services.work import Work
from office.services.writing import submissions

WAITING = "waiting"
DONE = "done"
REFUSED = "refused"
LONGEST_ID = 32
LONGEST_PLACE = 64
_READ = Text("Đã đánh dấu đã đọc", "Marked as read")

Begin = Callable[[], AbstractContextManager[Work]]


class Ticket(NamedTuple):
    """A document that was ticked, and the revision of its run as it was seen."""

    document: str
    revision: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody wants done: the act, on which documents, to whom, from which list."""

    action: str
    tickets: Sequence[Ticket]
    lead: Assignee | None = None
    place: str = ""


class Line(NamedTuple):
    """What came of one document; symbol and subject are '' for one the actor cannot see."""

    document: str
    symbol: str
    subject: str
    status: str
    outcome: Text
    number: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A batch as far as it has come."""

    public_id: str
    action: str
    place: str
    lines: Sequence[Line]

    def count(self, status: str) -> int:
        """Return how many lines are in a status."""
        return sum(line.status == status for line in self.lines)


def begin(work: Work, wanted: Wanted, key: str = "") -> str:
    """Keep what is wanted and return the batch's public id; nothing is done yet.

    The same `key` a second time gives the first batch.  Raises Invalid, or Refused for
    whoever works on no documents.
    """
    access.require_role(work, *WORKERS)
    _check(wanted)
    return submissions.once(work, key, lambda: _begin(work, wanted))


def go(begin_work: Begin, public_id: str, goes_on: Callable[[], bool]) -> None:
    """Take the waiting lines of a batch, each in a work of its own, while `goes_on` says so;
    one at least, so that nobody waits for ever.

    Raises NotFound for a batch that is not the actor's own.
    """
    while _one(begin_work, public_id) and goes_on():
        pass


def retry(work: Work, public_id: str) -> None:
    """Let the refused lines of a batch wait again, whatever became of their documents since."""
    batch = _own(work, public_id)
    work.db.execute(
        update(BatchItem)
        .where(BatchItem.batch_id == batch.id, BatchItem.status == REFUSED)
        .values(status=WAITING, vi="", en="", revision=None)
    )


def report(work: Work, public_id: str) -> Report:
    """Return a batch of the actor's own with what came of each line; raises NotFound."""
    batch = _own(work, public_id)
    rows = work.db.execute(
        select(
            BatchItem.document, Document.number_text, Document.notation, Document.subject,
            BatchItem.status, BatchItem.vi, BatchItem.en, BatchItem.number,
        )
        .outerjoin(
            Document, and_(Document.public_id == BatchItem.document, access.visible(work))
        )
        .where(BatchItem.batch_id == batch.id)
        .order_by(BatchItem.position)
    )  # fmt: skip
    lines = [
        Line(
            row.document,
            symbol_text(row.number_text or "", row.notation or ""),
            row.subject or "",
            row.status,
            Text(row.vi, row.en),
            row.number,
        )
        for row in rows
    ]
    return Report(public_id=public_id, action=batch.action, place=batch.place, lines=lines)


def _check(wanted: Wanted) -> None:
    if wanted.action not in bulk.ACTS:
        raise Invalid(Text("Không rõ phải làm gì.", "Unknown act."), field="action")
    if not wanted.tickets:
        raise Invalid(Text("Hãy chọn ít nhất một văn bản.", "Tick a document first."))
    if len(wanted.tickets) > bulk.MOST:
        much = Text("Mỗi lần nhiều nhất {n} văn bản.", "{n} documents at most in one go.")
        raise Invalid(much.filled(n=bulk.MOST))
    if wanted.action == bulk.TRANSFER and wanted.lead is None:
        raise Invalid(
            Text("Hãy chọn đơn vị hoặc người nhận.", "Choose the unit or person."), field="lead"
        )


def _begin(work: Work, wanted: Wanted) -> str:
    actor, lead = work.actor, wanted.lead if wanted.action == bulk.TRANSFER else None
    if lead is not None:
        _check_lead(work, lead)
    public_id = secrets.token_hex(16)
    key = work.db.execute(
        insert(Batch)
        .values(
            public_id=public_id,
            person_id=actor.person_id,
            unit_id=actor.unit_id,
            role=actor.role,
            action=wanted.action,
            lead_unit_id=lead.unit_id if lead else None,
            lead_person_id=lead.person_id if lead else None,
            place=wanted.place[:LONGEST_PLACE],
            created_at=work.at,
        )
        .returning(Batch.id)
    ).scalar_one()
    asked = {ticket.document[:LONGEST_ID]: ticket.revision for ticket in wanted.tickets}
    work.db.execute(
        insert(table(BatchItem)),
        [
            {"batch_id": key, "position": place, "document": document, "revision": revision}
            for place, (document, revision) in enumerate(asked.items(), start=1)
        ],
    )
    return public_id


def _check_lead(work: Work, lead: Assignee) -> None:
    """Refuse a lead no document could go to, before five hundred lines say the same."""
    if lead.unit_id not in {unit.id for unit in work.tree.parts_of(work.actor.agency_id)}:
        raise Invalid(
            Text("Chỉ giao việc cho đơn vị thuộc cơ quan mình.", "Assign only inside your agency."),
            field="lead",
        )


def _own(work: Work, public_id: str) -> Row[Any]:
    actor = work.actor
    row = work.db.execute(
        select(Batch.__table__).where(
            Batch.public_id == public_id,
            Batch.person_id == actor.person_id,
            Batch.unit_id == actor.unit_id,
            Batch.role == actor.role,
        )
    ).first()
    if row is None:
        raise NotFound
    return row


def _one(begin_work: Begin, public_id: str) -> bool:
    """Take the next waiting line; return whether there was one."""
    taken: list[Row[Any]] = []
    try:
        with begin_work() as work:
            batch = _own(work, public_id)
            item = _next(work, batch)
            if item is None:
                return False
            taken.append(item)
            _settle(work, item, DONE, *_do(work, batch, item))
    except OfficeError as refusal:
        if not taken:
            raise
        with begin_work() as work:
            _settle(work, taken[0], REFUSED, joined(refusal.reasons))
    return True


def _next(work: Work, batch: Row[Any]) -> Row[Any] | None:
    """Return the next line that waits, locked; one that another request has is passed over."""
    return work.db.execute(
        select(BatchItem.__table__)
        .where(BatchItem.batch_id == batch.id, BatchItem.status == WAITING)
        .order_by(BatchItem.position)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).first()


def _do(work: Work, batch: Row[Any], item: Row[Any]) -> tuple[Text, int | None]:
    """Take the act as if it were the only one; return what was done and the number given."""
    document, revision = item.document, item.revision
    if batch.action == bulk.READ:
        readings.mark(work, document)
        return _READ, None
    if batch.action == bulk.REGISTER:
        steps = intake.take(work, document, revision=revision)
    else:
        steps = [routing.move(work, document, batch.action, _form(batch), revision=revision)]
    number = steps[-1].facts.get("number", {}).get("number")
    return outcomes.told(*steps), number


def _form(batch: Row[Any]) -> Form:
    if batch.lead_unit_id is None:
        return Form()
    unit_id, person_id = batch.lead_unit_id, batch.lead_person_id
    return Form(assignees=(Assignee(part=LEAD, unit_id=unit_id, person_id=person_id),))


def _settle(
    work: Work, item: Row[Any], status: str, words: Text, number: int | None = None
) -> None:
    """Say what came of a line, unless it has been said already."""
    work.db.execute(
        update(BatchItem)
        .where(
            BatchItem.batch_id == item.batch_id,
            BatchItem.position == item.position,
            BatchItem.status == WAITING,
        )
        .values(status=status, vi=words.vi, en=words.en, number=number)
    )
