"""What a packet should have said, or said at too great a length: warnings, never refusals.

The lists follow what gateways check (specification §1.2, §4); real national packets violate them.
"""

from office.edxml.notes import Notes
from office.edxml.values import DocumentPacket, Kind, Organ, StatusPacket

_ORGAN_LENGTHS = {
    "name": 200,
    "in_charge": 200,
    "address": 500,
    "email": 100,
    "telephone": 20,
    "fax": 20,
    "website": 100,
}
_LENGTHS = {
    "number": 11,
    "notation": 30,
    "place": 50,
    "type_name": 100,
    "subject": 500,
    "content": 500,
    "signer_competence": 100,
    "signer_position": 100,
    "signer_name": 50,
    "sphere": 100,
    "typist": 10,
}


def on_document(packet: DocumentPacket, notes: Notes) -> None:
    """Note what gateways would miss in a document packet."""
    _missing(notes, "OrganName", packet.sender.name)
    _missing(notes, "CodeNumber", packet.number)
    _missing(notes, "CodeNotation", packet.notation)
    _missing(notes, "PromulgationDate", packet.promulgated_on)
    if packet.kind in {Kind.RECALL, Kind.UPDATE}:
        _missing(notes, "Bussiness/DocumentId", packet.target_document_id)
    if packet.kind is Kind.REPLACE and not packet.replaced:
        _missing(notes, "ReplacementInfoList", None)
    for organ in (packet.sender, *packet.recipients):
        _organ(organ, notes)
    for field_name, limit in _LENGTHS.items():
        _long(notes, field_name, getattr(packet, field_name), limit)
    for place in packet.to_places:
        _long(notes, "to_places", place, 150)


def on_status(packet: StatusPacket, notes: Notes) -> None:
    """Note what gateways would miss in a status packet."""
    answered = packet.response_for
    _missing(notes, "OrganName", packet.sender.name)
    _missing(notes, "ResponseFor/OrganId", answered.organ_id)
    _missing(notes, "ResponseFor/Code", answered.code)
    _missing(notes, "ResponseFor/DocumentId", answered.document_id)
    _organ(packet.sender, notes)


def _organ(organ: Organ, notes: Notes) -> None:
    for field_name, limit in _ORGAN_LENGTHS.items():
        _long(notes, f"{organ.organ_id} {field_name}", getattr(organ, field_name), limit)


def _missing(notes: Notes, field_name: str, value: object) -> None:
    if value is None:
        notes.add(f"Thiếu {field_name}.", f"{field_name} is missing.")


def _long(notes: Notes, field_name: str, value: str | None, limit: int) -> None:
    if value is not None and len(value) > limit:
        notes.add(
            f"{field_name} dài hơn {limit} ký tự.", f"{field_name} is over {limit} characters long."
        )
