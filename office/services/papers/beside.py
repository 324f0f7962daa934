"""What a document's page shows of its paper: what may be done, what came, who has the file copy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from office.domain.paper import ELECTRONIC
from office.domain.people import CLERK
from office.domain.sheets import POST, RECEIVE, Leg
from office.models.papers import FileLoan, PaperEntry
from office.services.papers import copy_book, copy_orders, ledger, receipts
from office.services.views.dossier import Dossier
from office.services.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperBeside:
    """Paper beside a document, as the actor's agency has it; `legs` are by delivery."""

    may_print: bool
    may_note: bool
    may_copy: bool
    may_lend: bool
    noting: bool
    came: Row[Any] | None
    due_at: datetime | None
    late: bool
    legs: Mapping[int | None, Leg]
    copies: Sequence[Row[Any]]
    loan: Row[Any] | None
    loan_late: bool

    @property
    def shown(self) -> bool:
        """Say whether there is anything to show."""
        may = (self.may_print, self.may_note, self.may_copy, self.may_lend)
        return any(may) or bool(self.copies) or self.noting or self.loan is not None


def of_document(work: Work, read: Dossier) -> PaperBeside:
    """Return what there is; nothing is asked of the database that the document rules out."""
    document, own = read.document, read.own_delivery
    clerk = work.actor.role == CLERK and work.actor.acting_for is None
    ours = document.origin == "drafted" and document.agency_id == work.actor.agency_id
    noting = own is not None and _with_paper(own) and document.origin == "drafted"
    came, due_at = _came(work, own) if noting and own is not None else (None, None)
    sent = any(_with_paper(delivery) for delivery in read.deliveries)
    loan = _loan(work, document.id) if document.lent and ours else None
    return PaperBeside(
        may_print=clerk and ours and bool(read.delivery_counts),
        may_note=receipts.may_note(work, own, document.origin),
        may_copy=copy_orders.may(work, read),
        may_lend=clerk and ours and document.number is not None and loan is None,
        noting=noting,
        came=came,
        due_at=due_at,
        late=came is None and due_at is not None and due_at < work.at,
        legs=ledger.counts(work, document.id) if sent and read.delivery_counts else {},
        copies=copy_book.of_document(work, document.id)
        if document.copied and not read.content_closed
        else (),
        loan=loan,
        loan_late=loan is not None and bool(loan.due_on < work.today),
    )


def _with_paper(delivery: Row[Any]) -> bool:
    """Say whether paper goes with a delivery, from the issue on or later."""
    return delivery.channel != ELECTRONIC or bool(delivery.late_paper)


def _came(work: Work, own: Row[Any]) -> tuple[Row[Any] | None, datetime]:
    """Return the note that a delivery's paper came, if one stands, and when it should have."""
    rows = work.db.execute(
        select(PaperEntry.__table__)
        .where(PaperEntry.delivery_id == own.id, PaperEntry.event.in_((POST, RECEIVE)))
        .order_by(PaperEntry.id)
    ).all()
    gone = {row.corrects_id for row in rows if row.corrects_id is not None}
    standing = [row for row in rows if row.corrects_id is None and row.id not in gone]
    came = next((row for row in standing if row.event == RECEIVE), None)
    posted = [row.at for row in standing if row.event == POST]
    return came, receipts.due(work, own.sent_at, max(posted, default=None))


def _loan(work: Work, document_id: int) -> Row[Any] | None:
    return work.db.execute(
        select(FileLoan.__table__).where(
            FileLoan.document_id == document_id, FileLoan.returned_at.is_(None)
        )
    ).first()
