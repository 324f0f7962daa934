"""One act on many documents: N times the act on one, each in a work of its own.

What is asked for is kept first, then taken line by line: a line is done in the same
transaction that says so, or refused with its reasons and nothing changed.  So no failure
harms another line, no line is taken twice however often a form is sent, and a server
that stops in the middle leaves the rest waiting.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import and_, insert, select, update

from office.domain import bulk
from office.domain.asks import Assignee
from office.domain.errors import Invalid
from office.domain.folders import WORKERS
from office.domain.numbering import symbol_text
from office.domain.text import Text
from office.models.base import table
from office.models.batches import Batch, BatchItem
from office.models.documents import Document
from office.services import access
from office.services.desk import batch_lines
from office.services.desk.batch_lines import REFUSED, WAITING, Begin
from office.services.work import Work
from office.services.writing import submissions

LONGEST_ID = 32
LONGEST_PLACE = 64
LONGEST_DIGEST = 64


class Ticket(NamedTuple):
    """A document that was ticked, with the revision of its run, and the digest of the file that
    is to be signed, as they were seen."""

    document: str
    revision: int | None = None
    seen: str = ""


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
    with begin_work() as work:
        take = batch_lines.taking(work, public_id)
    while take(begin_work, public_id) and goes_on():
        pass


def retry(work: Work, public_id: str) -> None:
    """Let the refused lines of a batch wait again, whatever became of their documents since."""
    batch = batch_lines.own(work, public_id)
    work.db.execute(
        update(BatchItem)
        .where(BatchItem.batch_id == batch.id, BatchItem.status == REFUSED)
        .values(status=WAITING, vi="", en="", revision=None)
    )


def report(work: Work, public_id: str) -> Report:
    """Return a batch of the actor's own with what came of each line; raises NotFound."""
    batch = batch_lines.own(work, public_id)
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
    if wanted.action == bulk.SIGN and not all(ticket.seen for ticket in wanted.tickets):
        raise Invalid(
            Text(
                "Hãy mở từng văn bản trước khi ký; mã SHA-256 của tệp đã xem phải gửi kèm.",
                "Look at each document first; the SHA-256 of the file seen goes with it.",
            ),
            field="seen",
        )
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
    asked = {ticket.document[:LONGEST_ID]: ticket for ticket in wanted.tickets}
    work.db.execute(
        insert(table(BatchItem)),
        [
            {
                "batch_id": key, "position": place, "document": document,
                "revision": ticket.revision, "seen": ticket.seen[:LONGEST_DIGEST],
            }
            for place, (document, ticket) in enumerate(asked.items(), start=1)
        ],
    )  # fmt: skip
    return public_id


def _check_lead(work: Work, lead: Assignee) -> None:
    """Refuse a lead no document could go to, before five hundred lines say the same."""
    if lead.unit_id not in {unit.id for unit in work.tree.parts_of(work.actor.agency_id)}:
        raise Invalid(
            Text("Chỉ giao việc cho đơn vị thuộc cơ quan mình.", "Assign only inside your agency."),
            field="lead",
        )
