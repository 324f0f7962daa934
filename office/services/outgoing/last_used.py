"""Recipients that were used last: by this drafter, and for this type of document in the agency."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Select, func, select

from office.domain.numbering import symbol_text
from office.domain.text import Text
from office.models.documents import Document, DraftRecipient
from office.services import access
from office.services.outgoing import drafting
from office.services.outgoing.drafting import Recipient
from office.services.work import Work

#: Nobody remembers whom they wrote to longer ago.
REMEMBERED = timedelta(days=400)
MINE = Text("văn bản gần nhất tôi soạn", "the last one I drafted")
OF_TYPE = Text("văn bản cùng loại gần nhất của cơ quan", "the agency's last one of this type")


@dataclass(frozen=True, slots=True, kw_only=True)
class LastUsed:
    """An earlier document whose recipients can be taken over, how many, and why it is offered."""

    public_id: str
    why: Text
    symbol: str
    subject: str
    count: int


def offered(work: Work, public_id: str) -> list[LastUsed]:
    """Return the earlier documents whose recipients a draft is offered; each once."""
    key = access.document_id(work, public_id)
    type_code = work.db.scalar(select(Document.type_code).where(Document.id == key))
    mine = _newest(work, key).where(
        Document.drafting_unit_id == work.actor.unit_id, Document.drafter_id == work.actor.person_id
    )
    alike = _newest(work, key).where(
        Document.agency_id == work.actor.agency_id, Document.type_code == type_code
    )
    found: dict[int, LastUsed] = {}
    for why, statement in ((MINE, mine), (OF_TYPE, alike)):
        row = work.db.execute(statement).first()
        if row is not None and row.id not in found:
            found[row.id] = _told(work, row, why)
    return list(found.values())


def recipients(work: Work, public_id: str) -> list[Recipient]:
    """Return whom a document of the actor's agency was addressed to, as far as they are there.

    Raises NotFound for what the actor may not know of; nobody for what another agency drafted.
    """
    key = access.document_id(work, public_id)
    agency = work.db.scalar(select(Document.agency_id).where(Document.id == key))
    if agency != work.actor.agency_id:
        return []
    units = work.tree.units
    return [one for one in drafting.addressed(work, public_id) if one.unit_id in units]


def _newest(work: Work, but: int) -> Select[Any]:
    addressed = select(DraftRecipient.unit_id).where(DraftRecipient.document_id == Document.id)
    return (
        select(
            Document.id, Document.public_id, Document.subject, Document.number_text,
            Document.notation,
        )
        .where(Document.created_at > work.at - REMEMBERED, Document.id != but)
        .where(Document.procedure.is_not(None), addressed.exists())
        .order_by(Document.created_at.desc(), Document.id.desc())
        .limit(1)
    )  # fmt: skip


def _told(work: Work, row: Any, why: Text) -> LastUsed:
    count = select(func.count()).where(DraftRecipient.document_id == row.id)
    return LastUsed(
        public_id=row.public_id,
        why=why,
        symbol=symbol_text(row.number_text, row.notation),
        subject=row.subject,
        count=work.db.scalar(count) or 0,
    )
