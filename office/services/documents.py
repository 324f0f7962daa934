"""Entering a document in the office, and the first link of its chain."""

from __future__ import annotations

import secrets
from typing import Any, BinaryIO, NamedTuple

from sqlalchemy import ColumnElement, func, insert, select, update

from office.domain.errors import Refused
from office.models.documents import Attachment, Document
from office.services import inspection, movements
from office.services.movements import Link
from office.services.work import Work
from office.storage.protocol import Stored, TooLarge

LONGEST_NAME = 200


class Entered(NamedTuple):
    """A document just entered: its key, its public id, the end of its chain."""

    id: int
    public_id: str
    link: Link


class File(NamedTuple):
    """A file on its way in: display name, what it is, its bytes.

    `checked`: it was looked into already, or was made by the office.  `caution`: what is
    wrong with one that another system sent.  `form`: which form of the letter, or of the file at
    the position `original`, the office made (`domain.signing.FORMS`).
    """

    name: str
    content: BinaryIO | bytes
    media_type: str = "application/octet-stream"
    description: str = ""
    checked: bool = False
    caution: str = ""
    form: str = ""
    original: int | None = None


def enter(work: Work, values: dict[str, Any]) -> Entered:
    """Add a document's row; nothing has happened on its chain yet."""
    public_id = secrets.token_hex(16)
    link = movements.start(public_id)
    key = work.db.execute(
        insert(Document)
        .values(public_id=public_id, created_at=work.at, log_head=link.head, **values)
        .returning(Document.id)
    ).scalar_one()
    return Entered(key, public_id, link)


def happened(
    work: Work, entered: Entered, facts: dict[str, Any], delivery_id: int | None = None
) -> Entered:
    """Record an act on a document and keep the new end of its chain on its row."""
    document = (entered.id, entered.public_id)
    link = movements.record(work, document, entered.link, facts, delivery_id)
    work.db.execute(
        update(Document)
        .where(Document.id == entered.id)
        .values(log_seq=link.seq, log_head=link.head)
    )
    return Entered(entered.id, entered.public_id, link)


def locked(work: Work, *where: ColumnElement[bool]) -> list[Entered]:
    """Lock the documents that match, in order, and return them with the ends of their chains."""
    rows = work.db.execute(
        select(Document.id, Document.public_id, Document.log_seq, Document.log_head)
        .where(*where)
        .order_by(Document.id)
        .with_for_update()
    )
    return [Entered(row.id, row.public_id, Link(row.log_seq, row.log_head)) for row in rows]


def attach(work: Work, document_id: int, file: File, *, rendered: bool = False) -> str:
    """Keep a file with a document and return its digest.

    Raises Invalid when it is too large or may not come in, Refused when the disk is full.
    """
    name = display_name(file.name)
    media_type, rendered = file.media_type, rendered or bool(file.form)
    if not (file.checked or rendered):
        media_type = inspection.passed(work, name, file.media_type, file.content)
    stored = _kept(work, name, file.content)
    last = work.db.scalar(
        select(func.max(Attachment.position)).where(Attachment.document_id == document_id)
    )
    work.db.execute(
        insert(Attachment).values(
            document_id=document_id,
            position=(last or 0) + 1,
            name=name,
            description=file.description[:LONGEST_NAME],
            media_type=media_type[:128],
            size=stored.size,
            digest=stored.digest,
            rendered=rendered,
            form=file.form,
            original=file.original,
            caution=file.caution,
        )
    )
    return stored.digest


def _kept(work: Work, name: str, content: BinaryIO | bytes) -> Stored:
    try:
        return work.storage.put(content, work.settings.attachment_bytes)
    except TooLarge:
        inspection.check_size(work, name, work.settings.attachment_bytes + 1)
        raise
    except OSError as fault:
        if inspection.full(fault):
            raise Refused(inspection.FULL) from fault
        raise


def display_name(name: str) -> str:
    """Return a file's name fit to be shown: no folders, no control or direction characters."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in last if c.isprintable()).strip()[-LONGEST_NAME:] or "tep"
