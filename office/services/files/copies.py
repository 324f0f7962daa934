"""Working copies of what came on paper: its scans in one PDF, and the arrival stamp upon it.

The bytes that were scanned stay as they are; a copy is a file the office made, sealed as such.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from typing import Any, NamedTuple

from sqlalchemy import Row, select

from office.domain import filetypes
from office.domain.numbering import written
from office.domain.workdays import local_date
from office.models.deliveries import Delivery
from office.models.documents import Attachment, Document
from office.pages import process
from office.pages.process import Limits, Source
from office.reports import stamp
from office.reports.stamp import Stamp
from office.services import documents, outbox
from office.services.documents import File
from office.services.work import Work

PDF = "application/pdf"
#: The act that seals a copy, by what was made, and how the copy is described.
JOINED, STAMPED = "join", "stamp"
DESCRIBED = {JOINED: "Các trang quét trong một tệp", STAMPED: "Bản làm việc có dấu đến"}
_LIMITS = Limits(cpu=60, wall=120.0, output=400 * 1024 * 1024)


class Copy(NamedTuple):
    """A copy that was made and is not kept yet: what it is, for whose delivery, its bytes."""

    act: str
    delivery: Row[Any]
    pdf: bytes


def promise_joined(work: Work, public_id: str) -> None:
    """Promise one PDF of a letter's scans, where they are pictures."""
    if any(scan.media_type != PDF for scan in _scans(work, public_id)):
        payload = {"document": public_id, "unit": work.actor.agency_id, "act": JOINED}
        outbox.post(work, "copy", payload)


def make(work: Work, public_id: str, unit_id: int, act: str) -> Copy | None:
    """Return the copy of a letter for the agency that has it.

    None where it is kept already, there is nothing to copy, or no number to stamp it with.
    Raises process.Unreadable for scans that cannot be opened.
    """
    delivery = work.db.execute(
        select(Delivery.id, Delivery.unit_id, Delivery.arrival_number, Delivery.arrived_at)
        .join(Document, Document.id == Delivery.document_id)
        .where(Document.public_id == public_id, Delivery.unit_id == unit_id)
    ).one()
    scans = _scans(work, public_id)
    if not scans or _made(work, public_id, act):
        return None
    if act == STAMPED and delivery.arrival_number is None:
        return None
    with ExitStack() as opened:
        sources = [
            Source(
                opened.enter_context(work.storage.open(scan.digest)),
                scan.media_type,
            )
            for scan in scans
        ]
        if act == STAMPED:
            sources.append(Source(stamp.render(_stamp(work, delivery)), PDF))
        return Copy(act, delivery, process.run(act, sources, _LIMITS))


def keep(work: Work, public_id: str, copy: Copy) -> None:
    """Keep a copy with its letter, once, and seal which bytes it is."""
    (entered,) = documents.locked(work, Document.public_id == public_id)
    if _made(work, public_id, copy.act):
        return
    file = File(_name(copy), copy.pdf, PDF, DESCRIBED[copy.act])
    digest = documents.attach(work, entered.id, file, rendered=True)
    facts = {"act": copy.act, "run": copy.delivery.unit_id, "files": [digest]}
    documents.happened(work, entered, facts, copy.delivery.id)


def _scans(work: Work, public_id: str) -> Sequence[Row[Any]]:
    return work.db.execute(
        select(Attachment.digest, Attachment.media_type)
        .join(Document, Document.id == Attachment.document_id)
        .where(
            Document.public_id == public_id,
            Document.origin == "paper",
            Attachment.rendered.is_(False),
            Attachment.media_type.in_(sorted(filetypes.PAGED)),
        )
        .order_by(Attachment.position)
    ).all()


def _made(work: Work, public_id: str, act: str) -> bool:
    made = (
        select(Attachment.id)
        .join(Document, Document.id == Attachment.document_id)
        .where(
            Document.public_id == public_id,
            Attachment.rendered,
            Attachment.description == DESCRIBED[act],
        )
    )
    return work.db.scalar(made.limit(1)) is not None


def _stamp(work: Work, delivery: Row[Any]) -> Stamp:
    return Stamp(
        organ=work.tree[delivery.unit_id].name,
        number=written(delivery.arrival_number),
        arrived_on=local_date(delivery.arrived_at or work.at),
    )


def _name(copy: Copy) -> str:
    if copy.act == JOINED:
        return "Bản quét.pdf"
    return f"Số đến {written(copy.delivery.arrival_number)}.pdf"
