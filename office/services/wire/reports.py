"""Status packets: what another system says became of a document we sent it."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from office.domain.asks import Form
from office.domain.errors import Refused
from office.domain.people import system
from office.domain.text import Text
from office.domain.workflow import TRANSMISSION
from office.edxml.values import StatusPacket
from office.models.deliveries import Delivery
from office.models.documents import Document
from office.services import documents, routing
from office.services.documents import Entered
from office.services.wire import arrivals
from office.services.wire.arrivals import Verdict
from office.services.work import Work

RECALL_ASKED = 13
ANSWERS = {15: "change_agreed", 16: "change_declined"}
LAST_STATUS = 6


def apply(work: Work, packet: StatusPacket, digest: str) -> Verdict:
    """Act on a status packet; raises Refused when it answers nothing we sent."""
    if packet.code == RECALL_ASKED:
        return _asked_back(work, packet, digest)
    document = _document(work, packet)
    unit = work.tree.by_code(packet.sender.organ_id)
    sent_there = unit is not None and work.db.scalar(
        select(Delivery.id)
        .where(Delivery.document_id == document.id, Delivery.unit_id == unit.id)
        .where(Delivery.procedure == TRANSMISSION)
    )
    if unit is None or not sent_there:
        raise Refused(
            Text(
                "Văn bản này không gửi đến {code}.", "That document was not sent to {code}."
            ).filled(code=packet.sender.organ_id)
        )
    if packet.code in ANSWERS:
        answered = replace(work, actor=system(unit.id, unit.name))
        if _recall_answered(answered, packet, document):
            return Verdict("accepted", _noted(packet), document.id)
        facts = {"act": ANSWERS[packet.code], "run": "", "reason": packet.description or ""}
        told_by = {"unit": unit.id, "unit_name": unit.name}
        documents.happened(work, document, {**facts, "told_by": told_by})
        return Verdict("recorded", _noted(packet), document.id)
    if not 1 <= packet.code <= LAST_STATUS:
        raise Refused(
            Text("Mã trạng thái lạ: {code}.", "Unknown status code: {code}.").filled(
                code=packet.code
            )
        )
    on_its_behalf = replace(work, actor=system(unit.id, unit.name))
    return _advance(on_its_behalf, packet, document)


def _advance(work: Work, packet: StatusPacket, document: Entered) -> Verdict:
    """Move the delivery; a late or repeated report is recorded and moves nothing."""
    try:
        routing.move(
            work,
            document.public_id,
            f"status_{packet.code:02d}",
            Form(reason=packet.description or ""),
        )
    except Refused:
        facts = {"act": "late_status", "run": "", "code": f"{packet.code:02d}"}
        documents.happened(work, document, facts)
        return Verdict(
            "recorded",
            Text(
                "Trạng thái {code} đến muộn hoặc lặp lại, chỉ ghi nhận.",
                "Status {code} is late or repeated; only recorded.",
            ).filled(code=f"{packet.code:02d}"),
            document.id,
        )
    return Verdict("accepted", _noted(packet), document.id)


def _recall_answered(work: Work, packet: StatusPacket, document: Entered) -> bool:
    """Let the answer to a recall of ours take its course; say whether we had asked."""
    for action in (f"status_{packet.code}", f"status_{packet.code}_after"):
        try:
            form = Form(reason=packet.description or "")
            routing.move(work, document.public_id, action, form)
        except Refused:
            continue
        return True
    return False


def _noted(packet: StatusPacket) -> Text:
    return Text("{who} báo trạng thái {code}.", "{who} reports status {code}.").filled(
        who=packet.sender.name or packet.sender.organ_id, code=f"{packet.code:02d}"
    )


def _document(work: Work, packet: StatusPacket) -> Entered:
    """Return the document of ours that a status packet answers, locked."""
    named = packet.response_for.document_id or ""
    found = documents.locked(
        work,
        Document.code == named.strip(),
        Document.code != "",
        Document.agency_id.is_not(None),
    )
    if not found:
        raise Refused(
            Text(
                "Không trả lời văn bản nào của hệ thống này: {named}.",
                "Answers no document of ours: {named}.",
            ).filled(named=named or packet.response_for.code or "?")
        )
    return found[0]


def _asked_back(work: Work, packet: StatusPacket, digest: str) -> Verdict:
    """Code 13 comes from the original sender, who wants its document back."""
    sender = work.tree.by_code(packet.sender.organ_id)
    found = documents.locked(
        work,
        Document.code == (packet.response_for.document_id or "").strip(),
        Document.code != "",
        Document.issuer_unit_id == (sender.id if sender else 0),
        Document.agency_id.is_(None),
    )
    if not found:
        raise Refused(
            Text(
                "Không có văn bản nào như vậy của nơi gửi này.",
                "No such document from this sender is here.",
            )
        )
    entered = found[0]
    arrivals.ask(work, entered, arrivals.RECALL, packet.description or "", digest)
    return Verdict("recorded", _noted(packet), entered.id)
