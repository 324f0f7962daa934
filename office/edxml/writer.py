"""Write edXML packets strictly, in the layout of the official Java library (specification §4).

Receivers split on the literal prefix `edXML:` and on element order, so nothing here may vary.
"""

from collections.abc import Callable
from datetime import date, datetime

from office.edxml import enclosures
from office.edxml.cleaning import QCVN
from office.edxml.dates import write_day, write_moment
from office.edxml.layout import Tag, branch, leaf, render
from office.edxml.values import (
    Amendment,
    DocumentPacket,
    Organ,
    Packet,
    ResponseFor,
    Staff,
    StatusPacket,
)

# Công văn, the 18th of the documents that NĐ 30/2020 lists: where a packet gives no type number.
OFFICIAL_LETTER = 18
Tags = tuple[Tag, ...]


def write(packet: Packet, ids: Callable[[], str]) -> bytes:
    """Write one packet; `ids` hands out a new uuid a call.

    An attachment takes one id, and one more right after it if it is wrapped. Paper is always
    written, unknown as 0; so are SteeringType (0) and Type (18). A packet without trace is traced
    to its sender at `sent_at`. Warnings are not written.

    Raise ValueError on a packet without what its reader requires, on a time without zone, and on
    a character that XML cannot carry.
    """
    _refuse_incomplete(packet)
    if isinstance(packet, StatusPacket):
        return _enveloped(_status(packet), (), ())
    body, files = enclosures.enclosed(packet.attachments, ids)
    return _enveloped((*_header(packet), *_tracing(packet)), body, files)


def _refuse_incomplete(packet: Packet) -> None:
    """Raise ValueError on what the reader of the other side would refuse."""
    if isinstance(packet, StatusPacket):
        answered = packet.response_for
        complete = bool(answered.document_id or answered.code)
    else:
        known = packet.number or packet.notation or packet.document_id
        complete = bool(packet.recipients and packet.subject and known)
    if not (packet.sender.organ_id and complete):
        raise ValueError("the packet lacks sender, recipients, subject or the document's identity")


def _enveloped(header: Tags, body: Tags, files: Tags) -> bytes:
    envelope = branch(
        f'edXML:edXMLEnvelope xmlns:edXML="{QCVN}"', branch("edXML:edXMLHeader", header), body
    )
    (root,) = branch(f'edXML xmlns="{QCVN}"', envelope, files)
    return render(root)


def _header(packet: DocumentPacket) -> Tags:
    return branch(
        "edXML:MessageHeader",
        _organ("edXML:From", packet.sender),
        *(_organ("edXML:To", organ) for organ in packet.recipients),
        leaf("edXML:DocumentId", packet.document_id),
        branch(
            "edXML:Code",
            leaf("edXML:CodeNumber", packet.number),
            leaf("edXML:CodeNotation", packet.notation),
        ),
        branch(
            "edXML:PromulgationInfo",
            leaf("edXML:Place", packet.place),
            _day("edXML:PromulgationDate", packet.promulgated_on),
        ),
        *_printed(packet),
        *(_response(answered) for answered in packet.responses),
        leaf("edXML:SteeringType", packet.steering or 0),
        _listed("edXML:ToPlaces", "edXML:Place", packet.to_places),
    )


def _printed(packet: DocumentPacket) -> tuple[Tags, ...]:
    type_code = OFFICIAL_LETTER if packet.type_code is None else packet.type_code
    return (
        branch(
            "edXML:DocumentType",
            leaf("edXML:Type", type_code),
            leaf("edXML:TypeDetail", 0),
            leaf("edXML:TypeName", packet.type_name),
        ),
        leaf("edXML:Subject", packet.subject),
        leaf("edXML:Content", packet.content),
        branch(
            "edXML:SignerInfo",
            leaf("edXML:Competence", packet.signer_competence),
            leaf("edXML:Position", packet.signer_position),
            leaf("edXML:FullName", packet.signer_name),
        ),
        _day("edXML:DueDate", packet.due_on),
        branch(
            "edXML:OtherInfo",
            leaf("edXML:Priority", packet.priority),
            leaf("edXML:SphereOfPromulgation", packet.sphere),
            leaf("edXML:TyperNotation", packet.typist),
            leaf("edXML:PromulgationAmount", packet.amount),
            leaf("edXML:PageAmount", packet.pages),
            leaf("edXML:Direction", "false"),
            _listed("edXML:Appendixes", "edXML:Appendix", packet.appendixes),
        ),
    )


def _tracing(packet: DocumentPacket) -> Tags:
    trace = packet.trace or ((packet.sender.organ_id, packet.sent_at),)
    return branch(
        "edXML:TraceHeaderList",
        branch(
            "edXML:Bussiness",
            leaf("edXML:DocumentId", packet.target_document_id),
            leaf("edXML:BussinessDocType", int(packet.kind)),
            leaf("edXML:BussinessDocReason", packet.reason),
            leaf("edXML:Paper", int(packet.paper or False)),
            *(_amendment(amendment) for amendment in packet.amendments),
            _replaced(packet),
            _staff(packet.staff),
        ),
        *(
            branch(
                "edXML:TraceHeader",
                leaf("edXML:OrganId", organ_id),
                _moment("edXML:Timestamp", at),
            )
            for organ_id, at in trace
        ),
    )


def _amendment(amendment: Amendment) -> Tags:
    receivers = (
        branch(
            "edXML:Receiver",
            leaf("edXML:OrganId", organ_id),
            leaf("edXML:ReceiverType", int(added)),
        )
        for organ_id, added in amendment.recipients
    )
    return branch(
        "edXML:BussinessDocumentInfo",
        leaf("edXML:DocumentInfo", int(amendment.content_changed)),
        leaf("edXML:DocumentReceiver", int(amendment.recipients_changed)),
        branch("edXML:ReceiverList", *receivers) if amendment.recipients else (),
    )


def _replaced(packet: DocumentPacket) -> Tags:
    if not packet.replaced:
        return ()
    infos = (
        branch(
            "edXML:ReplacementInfo",
            leaf("edXML:DocumentId", document_id),
            _listed("edXML:OrganIdList", "edXML:OrganId", organ_ids),
        )
        for document_id, organ_ids in packet.replaced
    )
    return branch("edXML:ReplacementInfoList", *infos)


def _status(packet: StatusPacket) -> Tags:
    return branch(
        "edXML:MessageHeader",
        _organ("edXML:From", packet.sender),
        _response(packet.response_for),
        _staff(packet.staff),
        leaf("edXML:StatusCode", f"{packet.code:02d}"),
        leaf("edXML:Description", packet.description),
        _moment("edXML:Timestamp", packet.at),
    )


def _organ(head: str, organ: Organ) -> Tags:
    return branch(
        head,
        leaf("edXML:OrganId", organ.organ_id),
        leaf("edXML:OrganizationInCharge", organ.in_charge),
        leaf("edXML:OrganName", organ.name),
        leaf("edXML:OrganAdd", organ.address),
        leaf("edXML:Email", organ.email),
        leaf("edXML:Telephone", organ.telephone),
        leaf("edXML:Fax", organ.fax),
        leaf("edXML:Website", organ.website),
    )


def _staff(staff: Staff | None) -> Tags:
    if staff is None:
        return ()
    return branch(
        "edXML:StaffInfo",
        leaf("edXML:Department", staff.department),
        leaf("edXML:Staff", staff.staff),
        leaf("edXML:Email", staff.email),
        leaf("edXML:Mobile", staff.mobile),
    )


def _response(answered: ResponseFor) -> Tags:
    return branch(
        "edXML:ResponseFor",
        leaf("edXML:OrganId", answered.organ_id),
        leaf("edXML:Code", answered.code),
        leaf("edXML:DocumentId", answered.document_id),
        _day("edXML:PromulgationDate", answered.promulgated_on),
    )


def _listed(head: str, each: str, values: tuple[str, ...]) -> Tags:
    """Write a list of texts; an empty list is left out."""
    return branch(head, *(leaf(each, value) for value in values)) if values else ()


def _day(head: str, value: date | None) -> Tags:
    return leaf(head, write_day(value) if value else None)


def _moment(head: str, value: datetime | None) -> Tags:
    return leaf(head, write_moment(value) if value else None)
