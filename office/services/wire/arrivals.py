"""Document packets: a new document becomes deliveries; a recall or update waits for a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select

from office.domain.documents import number_of
from office.domain.errors import Refused
from office.domain.paper import ELECTRONIC, PARALLEL
from office.domain.text import Text
from office.edxml.values import DocumentPacket, Kind
from office.models.documents import Attachment, Document
from office.models.exchange import ChangeRequest
from office.services import documents, inspection, outbox, sealing
from office.services.documents import Entered, File
from office.services.files import judgements
from office.services.parts import deliveries, recalls
from office.services.places import units
from office.services.tree import UnitNode
from office.services.wire import linking
from office.services.work import Work

RECALL = Kind.RECALL.name.lower()
PAPER_FOLLOWS = Text("Bên gửi có gửi kèm bản giấy", "The sender sends paper as well")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a packet, in a word and a sentence, and the document it touched."""

    verdict: str
    message: Text
    document_id: int | None = None


def apply(work: Work, packet: DocumentPacket, digest: str, *, mail: bool = False) -> Verdict:
    """Act on a document packet, sent by `mail` or by the exchange; raises Refused when it is
    not for anyone here."""
    here = _recipients(work, packet)
    issuer = units.external(work, packet.sender.organ_id, packet.sender.name or "")
    linking.check(work, packet, issuer)
    if asked := _asked_of(packet):
        return _ask(work, packet, issuer, asked, digest)
    entered = _enter(work, packet, issuer)
    told = {
        "packet": {"sha256": digest, "sender": packet.sender.organ_id},
        "counted": sealing.counted(work, entered.id) | ({"mail": True} if mail else {}),
    }
    for unit in here:
        entered = _deliver(work, packet, entered, unit, told)
    linking.link(work, packet, entered, issuer, digest)
    names = ", ".join(unit.name for unit in here)
    message = Text("Chuyển đến {names}.", "Delivered to {names}.").filled(names=names)
    return Verdict("accepted", message, entered.id)


def _asked_of(packet: DocumentPacket) -> list[str]:
    """Return the codes of the documents that a packet only asks something of: it brings none.

    A recall, and what updates or replaces a document under that document's own code.
    """
    if packet.kind is Kind.REPLACE and not linking.originals(packet):
        return [code for code, _ in packet.replaced]
    if packet.kind is Kind.RECALL or (packet.kind is Kind.UPDATE and not linking.originals(packet)):
        return [packet.target_document_id or packet.document_id or ""]
    return []


def _recipients(work: Work, packet: DocumentPacket) -> list[UnitNode]:
    found = {unit.id: unit for unit in _known(work, (r.organ_id for r in packet.recipients))}
    if not found:
        raise Refused(
            Text(
                "Không có nơi nhận nào ở hệ thống này: {codes}.",
                "No such recipient here: {codes}.",
            ).filled(codes=", ".join(r.organ_id for r in packet.recipients))
        )
    return list(found.values())


def _known(work: Work, codes: Iterable[str]) -> Iterable[UnitNode]:
    for code in codes:
        unit = work.tree.by_code(code)
        if unit is not None and unit.kind.hosted and unit.kind.keeps_register:
            yield unit


def _enter(work: Work, packet: DocumentPacket, issuer: int) -> Entered:
    number = (packet.number or "").strip()
    entered = documents.enter(
        work,
        {
            "origin": "packet",
            "type_code": _type_code(work, packet.type_name or ""),
            "subject": packet.subject[:500],
            "number": number_of(number),
            "number_text": number[:16],
            "notation": (packet.notation or "")[:40],
            "issued_on": packet.promulgated_on,
            "issuer_unit_id": issuer,
            "code": (packet.document_id or "")[:200],
            "urgency": packet.priority,
            "respond_by": packet.due_on,
            "pages": packet.pages,
            "signer_authority": packet.signer_competence or "",
            "signer_position": packet.signer_position or "",
            "signer_name": packet.signer_name or "",
        },
    )
    for file in packet.attachments:
        described = File(
            file.name,
            file.content,
            file.content_type,
            file.description or "",
            checked=True,
            caution=inspection.caution(work, file.name, file.content),
        )
        documents.attach(work, entered.id, described)
    return entered


def _type_code(work: Work, title: str) -> str:
    """Return the code of the type with this title; '' for a type we do not know."""
    wanted = title.strip().casefold()
    return next((t.code for t in work.types.values() if t.title.casefold() == wanted), "")


def _deliver(
    work: Work, packet: DocumentPacket, entered: Entered, unit: UnitNode, told: dict[str, Any]
) -> Entered:
    delivery_id, facts = deliveries.open_at(
        work,
        entered.id,
        unit.id,
        "arrived",
        channel=PARALLEL if packet.paper else ELECTRONIC,
        paper_reason=PAPER_FOLLOWS.vi if packet.paper else "",
        urgency=packet.priority,
    )
    entered = documents.happened(
        work,
        entered,
        {
            "act": "receive",
            "header": sealing.header(work, entered.id),
            **told,
            "warnings": list(packet.warnings),
            **_cautions(work, entered.id),
            **facts,
        },
        delivery_id,
    )
    outbox.post(work, judgements.JUDGE, {"document": entered.public_id})
    report = {"document": entered.public_id, "unit": unit.id, "code": "01", "reason": ""}
    outbox.post(work, "report_status", {**report, "seq": entered.link.seq})
    return entered


def _cautions(work: Work, document_id: int) -> dict[str, dict[str, str]]:
    """Return the fact that files are dangerous, where some are."""
    rows = work.db.execute(
        select(Attachment.digest, Attachment.caution).where(
            Attachment.document_id == document_id, Attachment.caution != ""
        )
    ).all()
    return {"cautions": sealing.cautions(rows)} if rows else {}


def _ask(
    work: Work,
    packet: DocumentPacket,
    issuer: int,
    codes: list[str],
    digest: str,
) -> Verdict:
    """Record what the sender asks of documents it sent us; only the sender may ask."""
    found = documents.locked(work, Document.code.in_(codes), Document.issuer_unit_id == issuer)
    if not found:
        raise Refused(
            Text(
                "Không có văn bản {code} của nơi gửi này.",
                "No document {code} from this sender is here.",
            ).filled(code=", ".join(codes))
        )
    kind = packet.kind.name.lower()
    for entered in found:
        ask(work, entered, kind, packet.reason or "", digest)
    return Verdict(
        "recorded",
        Text("Ghi nhận đề nghị, chờ văn thư xem xét.", "Recorded; waits for a clerk to decide."),
        found[0].id,
    )


def ask(work: Work, entered: Entered, kind: str, reason: str, digest: str) -> None:
    """Record that a sender wants a document recalled, updated or replaced.

    A recall waits at each recipient it can still do something with; else it is noted here.
    """
    if kind == RECALL and recalls.ask_here(work, entered, reason, digest):
        return
    work.db.execute(
        insert(ChangeRequest).values(
            document_id=entered.id, kind=kind, reason=reason, asked_at=work.at, packet=digest
        )
    )
    facts = {"act": f"ask_{kind}", "run": "", "reason": reason, "packet": {"sha256": digest}}
    documents.happened(work, entered, facts)
