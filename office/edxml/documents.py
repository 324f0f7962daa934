"""Read a document packet: a letter that is new, recalled, updated or replaced."""

import unicodedata
from dataclasses import replace
from datetime import datetime
from typing import TypedDict

from office.edxml import advice, manifest, parts
from office.edxml.elements import Element, child, children, seek, text, texts
from office.edxml.limits import Limits
from office.edxml.notes import Notes
from office.edxml.values import Amendment, DocumentPacket, Kind, Organ

# Older senders write the urgency in words (NĐ 30/2020 names the first three above ordinary).
_PRIORITY_WORDS = {
    "thường": 0,
    "khẩn": 1,
    "thượng khẩn": 2,
    "hỏa tốc": 3,
    "hoả tốc": 3,
    "hỏa tốc hẹn giờ": 4,
    "hoả tốc hẹn giờ": 4,
}
Trace = tuple[str | None, datetime | None]


class _Printed(TypedDict):
    """The part of a packet that repeats what is printed on the letter."""

    number: str | None
    notation: str | None
    place: str | None
    type_name: str | None
    type_code: int | None
    signer_competence: str | None
    signer_position: str | None
    signer_name: str | None
    sphere: str | None
    typist: str | None
    amount: int | None
    pages: int | None
    priority: int
    appendixes: tuple[str, ...]


def read_document(root: Element, header: Element, limits: Limits, notes: Notes) -> DocumentPacket:
    """Read a document packet from its header, business and files; raise Unreadable."""
    sender, addressed, subject, printed = _required(header, notes)
    tracing = seek(root, "TraceHeaderList")
    business = seek(root, "Bussiness", "Business")
    kind = _kind(business, notes)
    document_id = text(header, "DocumentId")
    promulgation = child(header, "PromulgationInfo")
    trace = _trace(tracing, notes)
    packet = DocumentPacket(
        sender=sender,
        recipients=addressed,
        subject=subject,
        **printed,
        document_id=document_id,
        promulgated_on=notes.day(
            "PromulgationDate", text(promulgation, "PromulgationDate", "Date")
        ),
        content=text(header, "Content"),
        due_on=notes.day("DueDate", text(header, "DueDate")),
        responses=parts.responses(header, notes),
        steering=notes.number("SteeringType", text(header, "SteeringType")),
        to_places=texts(child(header, "ToPlaces"), "Place"),
        kind=kind,
        target_document_id=_target(kind, business, document_id),
        reason=text(business, "BussinessDocReason", "BusinessDocReason"),
        paper=notes.flag("Paper", text(business, "Paper") or text(tracing, "Paper")),
        amendments=_amendments(business, notes),
        replaced=_replaced(business, notes),
        staff=parts.staff(child(business, "StaffInfo")),
        trace=trace,
        sent_at=trace[0][1] if trace else None,
        attachments=manifest.read_files(root, limits, notes),
    )
    advice.on_document(packet, notes)
    return replace(packet, warnings=tuple(notes.lines))


def _required(header: Element, notes: Notes) -> tuple[Organ, tuple[Organ, ...], str, _Printed]:
    """Read what no registry can do without, naming all that is missing at once."""
    sender = parts.organ(child(header, "From"), notes)
    addressed = parts.recipients(header, notes)
    subject = text(header, "Subject")
    printed = _printed(header, notes)
    known = printed["number"] or printed["notation"] or text(header, "DocumentId")
    if sender is None or subject is None or not addressed or not known:
        required = {
            "From/OrganId": sender,
            "To/OrganId": addressed,
            "CodeNumber | CodeNotation | DocumentId": known,
            "Subject": subject,
        }
        raise parts.lacking([name for name, value in required.items() if not value])
    return sender, addressed, subject, printed


def _printed(header: Element, notes: Notes) -> _Printed:
    code, kind = child(header, "Code"), child(header, "DocumentType")
    signer, other = child(header, "SignerInfo"), child(header, "OtherInfo")
    return {
        "number": text(code, "CodeNumber"),
        "notation": text(code, "CodeNotation"),
        "place": text(child(header, "PromulgationInfo"), "Place"),
        "type_name": text(kind, "TypeName"),
        "type_code": notes.number("DocumentType/Type", text(kind, "Type")),
        "signer_competence": text(signer, "Competence"),
        "signer_position": text(signer, "Position"),
        "signer_name": text(signer, "FullName"),
        "sphere": text(other, "SphereOfPromulgation"),
        "typist": text(other, "TyperNotation"),
        "amount": notes.number("PromulgationAmount", text(other, "PromulgationAmount")),
        "pages": notes.number("PageAmount", text(other, "PageAmount")),
        "priority": _priority(text(other, "Priority"), notes),
        "appendixes": texts(child(other, "Appendixes"), "Appendix"),
    }


def _priority(raw: str | None, notes: Notes) -> int:
    """Read 0–4 or the Vietnamese word; anything else is ordinary, with a warning."""
    if raw is None:
        return 0
    if raw in {"0", "1", "2", "3", "4"}:
        return int(raw)
    word = unicodedata.normalize("NFC", raw[:40]).casefold()
    if word not in _PRIORITY_WORDS:
        notes.add(
            f"Độ khẩn “{raw[:40]}” không rõ, coi là thường.",
            f"Priority “{raw[:40]}” is not understood, taken for ordinary.",
        )
    return _PRIORITY_WORDS.get(word, 0)


def _kind(business: Element | None, notes: Notes) -> Kind:
    """Read the kind; a packet that does not say is a new document."""
    raw = text(business, "BussinessDocType", "BusinessDocType")
    number = notes.number("BussinessDocType", raw)
    if number is None or number in set(Kind):
        return Kind(number or 0)
    notes.add(
        f"Loại nghiệp vụ {number} không rõ, coi là văn bản mới.",
        f"Business type {number} is not understood, taken for a new document.",
    )
    return Kind.NEW


def _target(kind: Kind, business: Element | None, document_id: str | None) -> str | None:
    """Find the document recalled or updated: in Bussiness, else in the header (§1.6)."""
    if kind not in {Kind.RECALL, Kind.UPDATE}:
        return None
    return text(business, "DocumentId") or document_id


def _amendments(business: Element | None, notes: Notes) -> tuple[Amendment, ...]:
    """Read what an update says it changes."""
    return tuple(
        Amendment(
            content_changed=bool(notes.flag("DocumentInfo", text(info, "DocumentInfo"))),
            recipients_changed=bool(notes.flag("DocumentReceiver", text(info, "DocumentReceiver"))),
            recipients=tuple(
                (organ_id, bool(notes.flag("ReceiverType", text(receiver, "ReceiverType"))))
                for receiver in children(child(info, "ReceiverList"), "Receiver")
                if (organ_id := text(receiver, "OrganId"))
            ),
        )
        for info in children(business, "BussinessDocumentInfo", "BusinessDocumentInfo")
    )


def _replaced(business: Element | None, notes: Notes) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Read which documents are replaced, and for which agencies."""
    found = []
    for info in children(child(business, "ReplacementInfoList"), "ReplacementInfo"):
        document_id = text(info, "DocumentId")
        if document_id is None:
            notes.add("Văn bản được thay thế thiếu mã.", "A replaced document has no id.")
        else:
            found.append((document_id, texts(child(info, "OrganIdList"), "OrganId")))
    return tuple(found)


def _trace(tracing: Element | None, notes: Notes) -> tuple[Trace, ...]:
    """Read the relays the packet passed; the first is the sender."""
    found = (
        (text(node, "OrganId"), notes.moment("Timestamp", text(node, "Timestamp")))
        for node in children(tracing, "TraceHeader")
    )
    return tuple(each for each in found if each != (None, None))
