"""What is on paper of a document: the file that is printed, its pages, the scans that came."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from contextlib import ExitStack
from typing import Any, NamedTuple

from sqlalchemy import Row, select

from office.domain import filetypes
from office.domain.errors import Invalid, Refused
from office.domain.signing import NUMBERED, SEALED, current
from office.domain.text import Text
from office.models.documents import Attachment
from office.pages import process
from office.pages.process import Limits, Source
from office.services import inspection
from office.services.files import previews
from office.services.work import Work

PDF = "application/pdf"
PAPER, ELECTRONIC = "paper", "electronic"
LIMITS = Limits(cpu=60, wall=120.0, output=400 * 1024 * 1024)
NOT_MADE = Text(
    "Bản phát hành chưa được lập xong. Hãy thử lại sau giây lát.",
    "The issued form has not been made yet. Try again in a moment.",
)
NO_FILE = Text(
    "Văn bản không có tệp PDF hay bản quét nào để in hoặc sao.",
    "The document has no PDF or scan to print or copy.",
)


class Original(NamedTuple):
    """The files that are a document on paper, in order, and in which form it came."""

    files: Sequence[Row[Any]]
    form: str


class Kept(NamedTuple):
    """A file that the office keeps beside the document's own: its digest and media type."""

    digest: str
    media_type: str
    caution: str = ""


#: A file of a document: its row, or a copy's.
FileRow = Row[Any] | Kept


class Scanned(NamedTuple):
    """How paper was scanned: the least dots an inch (None: no picture found), in colour or not."""

    dpi: int | None
    colour: bool


def issued(work: Work, document_id: int) -> Row[Any]:
    """Return the file that was issued, signed where it was signed; raises Refused for none yet."""
    forms = work.db.execute(
        select(Attachment.__table__).where(
            Attachment.document_id == document_id,
            Attachment.form.in_((NUMBERED, SEALED)),
            Attachment.original.is_(None),
        )
    ).all()
    if not forms:
        raise Refused(NOT_MADE)
    return current(forms)[0]


def original(work: Work, document: Row[Any]) -> Original:
    """Return what a certified copy is made of: the issued file, the packet's, or the scans.

    Raises Refused where there is nothing with pages.
    """
    if document.origin == "drafted":
        return Original([issued(work, document.id)], ELECTRONIC)
    rows = work.db.execute(
        select(Attachment.__table__)
        .where(
            Attachment.document_id == document.id,
            Attachment.rendered.is_(False),
            Attachment.media_type.in_(sorted(filetypes.PAGED)),
            Attachment.caution != inspection.INFECTED,
        )
        .order_by(Attachment.position)
    ).all()
    if not rows:
        raise Refused(NO_FILE)
    if document.origin == "paper":
        return Original(rows, PAPER)
    return Original([next((r for r in rows if r.media_type == PDF), rows[0])], ELECTRONIC)


def kept_copy(row: Row[Any]) -> Kept:
    """Return the file of a certified copy."""
    return Kept(row.digest, PDF)


def pages(work: Work, row: FileRow) -> int:
    """Return how many pages a file has; raises Invalid where they cannot be read."""
    return previews.count(work, previews.of_attachment(work, row))


def pages_of(pdf: bytes) -> int:
    """Return how many pages a PDF that was just made has."""
    return int(json.loads(process.run("look", [Source(pdf, PDF)], Limits()))["pages"])


def scanned(work: Work, rows: Sequence[FileRow]) -> Scanned:
    """Return how finely some scans were made."""
    told = json.loads(made(work, "scan", rows))
    return Scanned(told["dpi"], told["colour"])


def made(work: Work, do: str, rows: Sequence[FileRow], *more: bytes, **what: Any) -> bytes:
    """Let the child process do a task with some files of a document; raises Invalid, Refused."""
    with ExitStack() as stack:
        sources = [
            Source(stack.enter_context(work.storage.open(row.digest)), row.media_type)
            for row in rows
        ]
        sources += [Source(pdf, PDF) for pdf in more]
        try:
            return process.run(do, sources, LIMITS, **what)
        except process.Busy as fault:
            raise Refused(previews.BUSY) from fault
        except process.Unreadable as fault:
            raise Invalid(previews.UNREADABLE) from fault


def digest(pdf: bytes) -> str:
    """Return the SHA-256 of a file, in hex."""
    return hashlib.sha256(pdf).hexdigest()
