"""The words of attached files: read once a content, whoever attached it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select

from office.database import inserting
from office.models.documents import Attachment
from office.models.search import FileText
from office.search.reading import Reading
from office.services import outbox
from office.services.movements import INDEX
from office.services.work import Work

OCR = "ocr"


def unread(work: Work, document_id: int) -> Sequence[Row[Any]]:
    """Return a document's files (digest, name) whose words nobody has read yet."""
    known = select(FileText.digest).where(FileText.digest == Attachment.digest)
    return work.db.execute(
        select(Attachment.digest, Attachment.name)
        .where(Attachment.document_id == document_id, ~known.exists())
        .order_by(Attachment.position)
    ).all()


def keep(work: Work, digest: str, reading: Reading) -> None:
    """Keep what came of reading a file, unless its words are known already.

    Of two who read the same file at once the second finds its words known.
    """
    read = {
        "source": reading.source,
        "content": reading.content,
        "fault": reading.fault[:200],
        "read_at": work.at,
    }
    work.db.execute(
        inserting(work.db, FileText)
        .values(digest=digest, **read)
        .on_conflict_do_update(index_elements=["digest"], set_=read, where=FileText.source == "")
    )


def recognised(work: Work, digest: str, words: str) -> None:
    """Keep the words somebody recognised in a picture of text; every document with it is
    put into the index again.  Words read from the file itself stay."""
    keep(work, digest, Reading(OCR if words.strip() else "", words.strip().replace("\x00", " ")))
    for document_id in work.db.scalars(
        select(Attachment.document_id).where(Attachment.digest == digest).distinct()
    ).all():
        outbox.post(work, INDEX, {"document": document_id})


def of_document(work: Work, document_id: int) -> Sequence[str]:
    """Return the words of a document's files, in their order."""
    return work.db.scalars(
        select(FileText.content)
        .join(Attachment, Attachment.digest == FileText.digest)
        .where(Attachment.document_id == document_id, FileText.content != "")
        .order_by(Attachment.position)
    ).all()
