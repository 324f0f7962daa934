"""What an edXML packet says, as plain values: the common ground of reader and writer.

Names are the field's words. A text that is missing, empty or a placeholder is None.
Times are aware: Viet Nam's hour when read.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum


class Unreadable(Exception):
    """Say why bytes are not a usable packet, in Vietnamese (`vi`) and in English (`en`)."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(f"{vi} | {en}")
        self.vi = vi
        self.en = en


class Kind(IntEnum):
    """Name what a document packet does: the numbers of BussinessDocType."""

    NEW = 0
    RECALL = 1
    UPDATE = 2
    REPLACE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Organ:
    """Identify an agency that sends or receives; `in_charge` is the body it belongs to."""

    organ_id: str
    name: str | None = None
    in_charge: str | None = None
    address: str | None = None
    email: str | None = None
    telephone: str | None = None
    fax: str | None = None
    website: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """Name the clerk who handled the packet."""

    department: str | None = None
    staff: str | None = None
    email: str | None = None
    mobile: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """Hold one file, unwrapped; build one with `attachments.attach`.

    `content_type` is decided by the bytes, never by the packet's label. Empty `content` in a packet
    that was read means that the file was announced and did not come: a warning says so.
    """

    name: str
    description: str | None = None
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseFor:
    """Point at the document that a packet answers; `code` is the printed số/ký hiệu."""

    organ_id: str | None = None
    code: str | None = None
    document_id: str | None = None
    promulgated_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """Say what an update changes; `recipients` holds (organ id, added) pairs, False = dropped."""

    content_changed: bool = False
    recipients_changed: bool = False
    recipients: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentPacket:
    """Carry a document, its recall, its update or its replacement.

    `document_id` is opaque: never parsed. `target_document_id` is set for RECALL and UPDATE only.
    `replaced` holds (document id, organ ids) pairs, `trace` (organ id, time) pairs, one a relay;
    `sent_at` is the time of the first trace. `priority` is 0 thường, 1 khẩn, 2 thượng khẩn,
    3 hỏa tốc, 4 hỏa tốc hẹn giờ. `paper` None means that the packet does not say.
    """

    sender: Organ
    recipients: tuple[Organ, ...]
    document_id: str | None = None
    number: str | None = None
    notation: str | None = None
    place: str | None = None
    promulgated_on: date | None = None
    type_name: str | None = None
    type_code: int | None = None
    subject: str
    content: str | None = None
    signer_competence: str | None = None
    signer_position: str | None = None
    signer_name: str | None = None
    due_on: date | None = None
    priority: int = 0
    sphere: str | None = None
    typist: str | None = None
    amount: int | None = None
    pages: int | None = None
    appendixes: tuple[str, ...] = ()
    responses: tuple[ResponseFor, ...] = ()
    steering: int | None = None
    to_places: tuple[str, ...] = ()
    kind: Kind = Kind.NEW
    target_document_id: str | None = None
    reason: str | None = None
    paper: bool | None = None
    amendments: tuple[Amendment, ...] = ()
    replaced: tuple[tuple[str, tuple[str, ...]], ...] = ()
    staff: Staff | None = None
    trace: tuple[tuple[str | None, datetime | None], ...] = ()
    sent_at: datetime | None = None
    attachments: tuple[Attachment, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusPacket:
    """Report what became of a document; codes 01–06, 13, 15, 16 (QCVN 102:2016)."""

    sender: Organ
    response_for: ResponseFor
    staff: Staff | None = None
    code: int
    description: str | None = None
    at: datetime | None = None
    warnings: tuple[str, ...] = ()


Packet = DocumentPacket | StatusPacket
