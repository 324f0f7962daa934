"""Packets that replace or update: their document is linked to the one it is about.

Only whoever sent the original can say so.  An original that has not come yet is kept by its
code, and linked when it comes.  Nothing of the original's work is ended by it: people decide.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, select, update

from office.domain.errors import Refused
from office.domain.folding import fold
from office.domain.movements import milliseconds
from office.domain.numbering import symbol_text
from office.domain.relations import AMENDS, CORRECTS, KINDS, REPLACES
from office.domain.text import Text
from office.edxml.values import DocumentPacket, Kind
from office.models.base import table
from office.models.documents import Document
from office.models.relations import DocumentRelation
from office.models.units import Unit
from office.services import documents
from office.services.documents import Entered
from office.services.work import Work

#: How a reason begins that says that a document is corrected.
CORRECTION = "dinh chinh"
_NOT_ITS_SENDER = Text(
    "Văn bản {code} do nơi khác gửi: chỉ nơi đã gửi mới thay thế, cập nhật được.",
    "{code} came from somebody else: only its sender replaces or updates it.",
)


def originals(packet: DocumentPacket) -> list[str]:
    """Return the codes of the documents that a packet's new document is about.

    None for an update of a document under its own code: that asks, and brings no new one.
    """
    if packet.kind is Kind.REPLACE:
        named = [code for code, _ in packet.replaced]
    else:
        named = [packet.target_document_id or ""] if packet.kind is Kind.UPDATE else []
    own = (packet.document_id or "").strip()
    return list(dict.fromkeys(c[:200] for code in named if (c := code.strip()) and c != own))


def check(work: Work, packet: DocumentPacket, issuer: int) -> None:
    """Raise Refused where a packet is about a document that another one sent."""
    for code in originals(packet):
        senders = set(work.db.scalars(select(Document.issuer_unit_id).where(Document.code == code)))
        if senders and issuer not in senders:
            raise Refused(_NOT_ITS_SENDER.filled(code=code))


def link(work: Work, packet: DocumentPacket, entered: Entered, issuer: int, digest: str) -> Entered:
    """Link what a packet brought with its originals, and with what waited for it."""
    codes = originals(packet)
    own = (packet.document_id or "").strip()[:200]
    # Of an original and its replacement that come at once the second must see the first.
    work.db.execute(select(Unit.id).where(Unit.id == issuer).with_for_update(key_share=True))
    for code in codes:
        entered = _relate(work, packet, entered, (issuer, code), digest)
    return _awaited(work, entered, issuer, own) if own else entered


def _relate(
    work: Work, packet: DocumentPacket, entered: Entered, original: tuple[int, str], digest: str
) -> Entered:
    issuer, code = original
    found = documents.locked(
        work,
        Document.code == code,
        Document.issuer_unit_id == issuer,
        Document.agency_id.is_(None),
        Document.id != entered.id,
    )
    kind = _kind(packet)
    work.db.execute(
        insert(DocumentRelation).values(
            document_id=entered.id,
            kind=kind,
            original_id=found[0].id if found else None,
            original_code=code,
            since=work.at,
            packet=digest,
        )
    )
    said = {"kind": kind, "code": code, "doc": found[0].public_id if found else None}
    said["symbol"] = code.rpartition(",")[2]
    packed = {"sha256": digest}
    facts: dict[str, Any] = {"act": "told_relation", "run": "", "relates": said, "packet": packed}
    if packet.reason:
        facts["reason"] = packet.reason
    if found:
        _seal_on(work, found[0], (kind, entered.public_id, _symbol(packet)), digest)
    return documents.happened(work, entered, facts)


def _awaited(work: Work, entered: Entered, issuer: int, code: str) -> Entered:
    """Link what came before the original it is about: now that the original is here."""
    waiting = work.db.execute(
        select(
            DocumentRelation.id, DocumentRelation.kind, DocumentRelation.since,
            DocumentRelation.packet, Document.public_id, Document.number_text, Document.notation,
        )
        .join(Document, Document.id == DocumentRelation.document_id)
        .where(DocumentRelation.original_id.is_(None), DocumentRelation.original_code == code)
        .where(Document.issuer_unit_id == issuer, Document.id != entered.id)
        .order_by(DocumentRelation.id)
    ).all()  # fmt: skip
    for row in waiting:
        relation = table(DocumentRelation)
        work.db.execute(
            update(relation).where(relation.c.id == row.id).values(original_id=entered.id)
        )
        later = (row.kind, row.public_id, symbol_text(row.number_text, row.notation))
        since = milliseconds(row.since)
        entered = _seal_on(work, entered, later, row.packet, since=since)
    return entered


def _seal_on(
    work: Work,
    original: Entered,
    later: tuple[str, str, str],
    digest: str,
    *,
    since: int | None = None,
) -> Entered:
    """Record on an original's chain which later document does what to it."""
    kind, public_id, symbol = later
    related: dict[str, Any] = {"kind": kind, "doc": public_id, "symbol": symbol}
    if since is not None:
        related["since"] = since
    facts = {"act": KINDS[kind].act, "run": "", "related": related, "packet": {"sha256": digest}}
    return documents.happened(work, original, facts)


def _kind(packet: DocumentPacket) -> str:
    """Return the relation: the standard has one number for amending and for correcting."""
    if packet.kind is Kind.REPLACE:
        return REPLACES
    return CORRECTS if fold(packet.reason or "").startswith(CORRECTION) else AMENDS


def _symbol(packet: DocumentPacket) -> str:
    return symbol_text((packet.number or "")[:16], (packet.notation or "")[:40])
