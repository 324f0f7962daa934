"""Read a status packet: what became of a document at its recipient (QCVN 102:2016, QĐ 28/2018)."""

from dataclasses import replace

from office.edxml import advice, parts
from office.edxml.elements import Element, child, children, seek, text
from office.edxml.notes import Notes
from office.edxml.values import ResponseFor, StatusPacket

# A widespread .NET sample reports the consent to a recall as 14.
_MISTAKEN = {14: 15}


def holder(root: Element) -> Element | None:
    """Find the element that holds a StatusCode: MessageHeader, Status or a SOAP header."""
    return next((each for each in root.iter() if children(each, "StatusCode")), None)


def read_status(root: Element, found: Element, notes: Notes) -> StatusPacket:
    """Read a status packet from the element that holds its code; raise Unreadable."""
    header = seek(root, "MessageHeader")
    # Some gateways put the code in a Status of its own beside the header.
    sender = parts.organ(child(found, "From"), notes) or parts.organ(child(header, "From"), notes)
    answered = _answered(found, notes) or _answered(header, notes)
    code = _code(text(found, "StatusCode"), notes)
    if sender is None or answered is None or code is None:
        required = {"From/OrganId": sender, "ResponseFor": answered, "StatusCode": code}
        raise parts.lacking([name for name, value in required.items() if value is None])
    packet = StatusPacket(
        sender=sender,
        response_for=answered,
        staff=parts.staff(child(found, "StaffInfo")),
        code=code,
        description=text(found, "Description"),
        at=notes.moment("Timestamp", text(found, "Timestamp")),
    )
    advice.on_status(packet, notes)
    return replace(packet, warnings=tuple(notes.lines))


def _answered(header: Element | None, notes: Notes) -> ResponseFor | None:
    """Find the document spoken of: the first mention with an id or a printed code."""
    mentions = parts.responses(header, notes)
    return next((each for each in mentions if each.document_id or each.code), None)


def _code(raw: str | None, notes: Notes) -> int | None:
    """Read "03" or "3"."""
    code = notes.number("StatusCode", raw)
    if code in _MISTAKEN:
        meant = _MISTAKEN[code]
        notes.add(
            f"Mã trạng thái {code} được hiểu là {meant}.",
            f"Status code {code} is taken for {meant}.",
        )
        return meant
    return code
