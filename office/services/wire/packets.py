"""Writing what leaves for other systems: a document's packet, and our status reports."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Row, bindparam, select

from office.domain.errors import Refused
from office.domain.numbering import symbol_text
from office.domain.paper import ELECTRONIC, PAPER
from office.domain.relations import KINDS, REPLACES
from office.domain.signing import current
from office.domain.text import Text
from office.domain.workflow import TRANSMISSION
from office.edxml import writer
from office.edxml.attachments import attach
from office.edxml.values import (
    Amendment,
    DocumentPacket,
    Kind,
    Organ,
    ResponseFor,
    StatusPacket,
)
from office.models.deliveries import Delivery
from office.models.documents import Attachment, Document
from office.models.movements import Movement
from office.models.recalls import Recall
from office.models.relations import DocumentRelation
from office.services import access
from office.services.work import Work

_RELATION = (
    select(
        DocumentRelation.kind, DocumentRelation.original_id, DocumentRelation.original_code,
        Document.number_text, Document.notation,
    )
    .join(Document, Document.id == DocumentRelation.original_id)
    .where(DocumentRelation.document_id == bindparam("document"))
    .where(DocumentRelation.since.is_not(None), DocumentRelation.packet == "")
)  # fmt: skip
_HAD = select(Delivery.unit_id).where(
    Delivery.document_id == bindparam("original"),
    Delivery.unit_id.in_(bindparam("units", expanding=True)),
)
#: The state of a recipient that gave it back: it is never sent there again.
RECALLED = "recalled"
SECRET = Text(
    "Văn bản mật không gửi qua mạng: ở đây chỉ có số trong sổ.",
    "A secret document is not sent by wire: there is but its number here.",
)
#: The code by which a sender asks for a document back, and what is reported before acceptance.
RECALL_ASKED = "13"
NOT_ACCEPTED = ("", "01")
#: What each code says, in the words of the field (QCVN 102:2016).
STATUSES = {
    "01": "Đã đến",
    "02": "Từ chối tiếp nhận",
    "03": "Đã tiếp nhận",
    "04": "Phân công xử lý",
    "05": "Đang xử lý",
    "06": "Hoàn thành",
    "15": "Đồng ý thu hồi",
    "16": "Từ chối thu hồi",
}


def status(work: Work, public_id: str, unit_id: int, code: str, reason: str, seq: int = 0) -> bytes:
    """Return the packet that tells a document's sender what became of it at a unit here.

    `seq` is the movement that is told of: the packet has its moment, whenever it is written,
    so that one sent again is known as the same.
    """
    key = access.document_id(work, public_id)
    row = work.db.execute(select(Document.__table__).where(Document.id == key)).one()
    acted = select(Movement.at).where(Movement.document_id == key, Movement.seq == seq)
    packet = StatusPacket(
        sender=_organ(work, unit_id),
        response_for=_identity(work, row),
        code=int(code),
        description=reason or STATUSES[code],
        at=work.db.scalar(acted) or work.at,
    )
    return writer.write(packet, _ids(public_id))


def document(work: Work, public_id: str) -> bytes | None:
    """Return the packet that carries an issued document to agencies in other systems.

    The same bytes each time, so that one sent again is known as the same.  None when it goes to
    none of them electronically; raises Refused for a secret one, which has nothing to send.
    """
    key = access.document_id(work, public_id)
    row = work.db.execute(select(Document.__table__).where(Document.id == key)).one()
    if row.secrecy:
        raise Refused(SECRET)
    sent = work.db.execute(
        select(Delivery.unit_id, Delivery.channel, Delivery.sent_at)
        .where(Delivery.document_id == key, Delivery.procedure == TRANSMISSION)
        .where(Delivery.channel != PAPER, Delivery.state != RECALLED)
        .order_by(Delivery.unit_id)
    ).all()
    if not sent:
        return None
    packet = _packet(work, row, sent)
    return writer.write(packet, _ids(public_id))


def recall(work: Work, public_id: str, unit_id: int) -> bytes | None:
    """Return the packet that asks an agency in another system for a document back.

    Status 13 until it has accepted, a recall packet afterwards: both ways are in use
    (QCVN 102:2016).  None when no recall waits there any more.
    """
    key = access.document_id(work, public_id)
    row = work.db.execute(select(Document.__table__).where(Document.id == key)).one()
    asked = work.db.execute(
        select(Recall.asked_at, Recall.reason, Delivery.state, Delivery.procedure_version)
        .join(Delivery, Delivery.id == Recall.delivery_id)
        .where(Recall.document_id == key, Delivery.unit_id == unit_id)
        .where(Recall.settled_at.is_(None))
    ).first()
    if asked is None:
        return None
    procedure = work.procedures[TRANSMISSION, asked.procedure_version]
    reported = procedure.state(asked.state).reports
    if reported in NOT_ACCEPTED:
        return writer.write(_asked_back(work, row, asked), _ids(public_id))
    return writer.write(_recalling(work, row, unit_id, asked), _ids(public_id))


def _asked_back(work: Work, row: Row[Any], asked: Row[Any]) -> StatusPacket:
    return StatusPacket(
        sender=_organ(work, row.agency_id),
        response_for=_identity(work, row),
        code=int(RECALL_ASKED),
        description=asked.reason,
        at=asked.asked_at,
    )


def _recalling(work: Work, row: Row[Any], unit_id: int, asked: Row[Any]) -> DocumentPacket:
    return DocumentPacket(
        sender=_organ(work, row.agency_id),
        recipients=(_organ(work, unit_id),),
        document_id=row.code,
        target_document_id=row.code,
        number=row.number_text,
        notation=row.notation,
        place=work.tree[row.agency_id].place,
        promulgated_on=row.issued_on,
        type_name=work.types[row.type_code].title,
        subject=row.subject,
        kind=Kind.RECALL,
        reason=asked.reason,
        sent_at=asked.asked_at,
    )


def _packet(work: Work, row: Row[Any], sent: Sequence[Row[Any]]) -> DocumentPacket:
    kind = work.types[row.type_code]
    return DocumentPacket(
        sender=_organ(work, row.agency_id),
        recipients=tuple(_organ(work, delivery.unit_id) for delivery in sent),
        document_id=row.code,
        number=row.number_text,
        notation=row.notation,
        place=work.tree[row.agency_id].place,
        promulgated_on=row.issued_on,
        type_name=kind.title,
        subject=row.subject,
        content=row.subject,
        signer_competence=" ".join(row.signer_authority.split()) or None,
        signer_position=row.signer_position or None,
        signer_name=row.signer_name or None,
        due_on=row.respond_by,
        priority=row.urgency,
        responses=_answers(work, row.answers_id),
        paper=any(delivery.channel != ELECTRONIC for delivery in sent),
        sent_at=sent[0].sent_at,
        attachments=tuple(
            attach(file.name, work.storage.read(file.digest), file.description or None)
            for file in _files(work, row.id)
        ),
        **_business(work, row.id, [delivery.unit_id for delivery in sent]),
    )


def _business(work: Work, key: int, units: Sequence[int]) -> dict[str, Any]:
    """Return what a packet says its document does to an earlier one: nothing for most.

    The standard has one number for amending and correcting: the reason says which it is.
    """
    row = work.db.execute(_RELATION, {"document": key}).first()
    if row is None:
        return {}
    words = Text("{does} Văn bản số {symbol}", "{does} {symbol}").filled(
        does=KINDS[row.kind].does, symbol=symbol_text(row.number_text, row.notation)
    )
    if row.kind != REPLACES:
        changed = (Amendment(content_changed=True),)
        about = {"target_document_id": row.original_code, "amendments": changed}
        return {"kind": Kind.UPDATE, "reason": words.vi, **about}
    had = set(work.db.scalars(_HAD, {"original": row.original_id, "units": list(units)}))
    codes = tuple(_organ(work, unit).organ_id for unit in units if unit in had)
    return {
        "kind": Kind.REPLACE,
        "reason": words.vi,
        "replaced": ((row.original_code, codes),),
    }


def _files(work: Work, key: int) -> Sequence[Row[Any]]:
    """Return what leaves: the letter as it was last signed, and each file with its mark."""
    files = select(Attachment.__table__).where(Attachment.document_id == key)
    return current(work.db.execute(files.order_by(Attachment.position)).all())


def _answers(work: Work, key: int | None) -> tuple[ResponseFor, ...]:
    if key is None:
        return ()
    row = work.db.execute(select(Document.__table__).where(Document.id == key)).one()
    return (_identity(work, row),)


def _identity(work: Work, row: Row[Any]) -> ResponseFor:
    """Return what another system knows a document by."""
    return ResponseFor(
        organ_id=work.tree[row.issuer_unit_id].code() or None,
        code=f"{row.number_text}/{row.notation}",
        document_id=row.code or None,
        promulgated_on=row.issued_on,
    )


def _organ(work: Work, unit_id: int) -> Organ:
    unit = work.tree[unit_id]
    return Organ(organ_id=unit.code() or unit.key, name=unit.name, in_charge=unit.name)


def _ids(name: str) -> Callable[[], str]:
    """Return a source of ids that are the same each time the same packet is written."""
    count = iter(range(10**9))
    return lambda: str(uuid.uuid5(uuid.NAMESPACE_URL, f"{name}/{next(count)}"))
