"""Writing what leaves for other systems: a document's packet, and our status reports."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Row, select

from office.domain.paper import ELECTRONIC, PAPER
from office.domain.workdays import VIETNAM
from office.domain.workflow import TRANSMISSION
from office.edxml import writer
from office.edxml.attachments import attach
from office.edxml.values import DocumentPacket, Organ, ResponseFor, StatusPacket
from office.models.deliveries import Delivery
from office.models.documents import Attachment, Document
from office.services import access
from office.services.work import Work

#: What each code says, in the words of the field (QCVN 102:2016).
STATUSES = {
    "01": "Đã đến",
    "02": "Từ chối tiếp nhận",
    "03": "Đã tiếp nhận",
    "04": "Phân công xử lý",
    "05": "Đang xử lý",
    "06": "Hoàn thành",
}


def status(work: Work, public_id: str, unit_id: int, code: str, reason: str) -> bytes:
    """Return the packet that tells a document's sender what became of it at a unit here."""
    key = access.document_id(work, public_id)
    row = work.db.execute(select(Document.__table__).where(Document.id == key)).one()
    packet = StatusPacket(
        sender=_organ(work, unit_id),
        response_for=ResponseFor(
            organ_id=work.tree[row.issuer_unit_id].code(),
            code=f"{row.number_text}/{row.notation}",
            document_id=row.code or None,
            promulgated_on=row.issued_on,
        ),
        code=int(code),
        description=reason or STATUSES[code],
        at=work.at.astimezone(VIETNAM).replace(microsecond=0),
    )
    return writer.write(packet, _ids(f"{public_id}/{unit_id}/{code}"))


def document(work: Work, public_id: str) -> bytes | None:
    """Return the packet that carries an issued document to agencies in other systems.

    None when it goes to none of them electronically.
    """
    key = access.document_id(work, public_id)
    row = work.db.execute(select(Document.__table__).where(Document.id == key)).one()
    sent = work.db.execute(
        select(Delivery.unit_id, Delivery.channel)
        .where(Delivery.document_id == key, Delivery.procedure == TRANSMISSION)
        .where(Delivery.channel != PAPER)
        .order_by(Delivery.unit_id)
    ).all()
    if not sent:
        return None
    packet = _packet(work, row, sent)
    return writer.write(packet, _ids(public_id))


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
        signer_competence=row.signer_authority or None,
        signer_position=row.signer_position or None,
        signer_name=row.signer_name or None,
        due_on=row.respond_by,
        priority=row.urgency,
        responses=_answers(work, row.answers_id),
        paper=any(delivery.channel != ELECTRONIC for delivery in sent),
        sent_at=work.at.astimezone(VIETNAM).replace(microsecond=0),
        attachments=tuple(
            attach(file.name, work.storage.read(file.digest), file.description or None)
            for file in _files(work, row.id)
        ),
    )


def _files(work: Work, key: int) -> Sequence[Row[Any]]:
    return work.db.execute(
        select(Attachment.__table__)
        .where(Attachment.document_id == key)
        .order_by(Attachment.rendered.desc(), Attachment.position)
    ).all()


def _answers(work: Work, key: int | None) -> tuple[ResponseFor, ...]:
    if key is None:
        return ()
    row = work.db.execute(select(Document.__table__).where(Document.id == key)).one()
    return (
        ResponseFor(
            organ_id=work.tree[row.issuer_unit_id].code() or None,
            code=f"{row.number_text}/{row.notation}",
            document_id=row.code or None,
            promulgated_on=row.issued_on,
        ),
    )


def _organ(work: Work, unit_id: int) -> Organ:
    unit = work.tree[unit_id]
    return Organ(organ_id=unit.code() or unit.key, name=unit.name, in_charge=unit.name)


def _ids(name: str) -> Callable[[], str]:
    """Return a source of ids that are the same each time the same packet is written."""
    count = iter(range(10**9))
    return lambda: str(uuid.uuid5(uuid.NAMESPACE_URL, f"{name}/{next(count)}"))
