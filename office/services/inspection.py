"""Looking into a file before it is taken: how large, what it really is, what a scanner says."""

from __future__ import annotations

import errno
import io
from typing import BinaryIO

from office.domain import filetypes
from office.domain.errors import Invalid, Refused
from office.domain.text import Text
from office.services.work import Work
from office.storage import scanner

#: What may be wrong with a file of a packet, which is kept all the same.
ACTIVE, INFECTED = "active", "infected"
FULL = Text(
    "Ổ đĩa của văn phòng đã đầy; chưa có gì được lưu. Hãy báo quản trị rồi thử lại.",
    "The office's disk is full; nothing was kept. Tell the administrator, then try again.",
)
UNSCANNED = Text(
    "Tệp “{name}” chưa quét được vi-rút nên chưa được nhận. Hãy thử lại sau hoặc báo quản trị.",
    "The file “{name}” could not be scanned for viruses, so it was not taken. Try again later.",
)
VIRUS = Text(
    "Tệp “{name}” có mã độc ({virus}) nên không được nhận.",
    "The file “{name}” carries {virus}, so it was not taken.",
)
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


def passed(work: Work, name: str, claimed: str, content: BinaryIO | bytes) -> str:
    """Return the media type of a file that may come in.

    Raises Invalid, naming it, for one too large, not of its kind, active or infected; and
    Refused where the scanner that should look at it does not answer.
    """
    check_size(work, name, size_of(content))
    kind = filetypes.inspect(name, claimed, content, work.settings.file_types)
    if found := _virus(work, name, content):
        raise Invalid(VIRUS.filled(name=name, virus=found), field="files")
    return kind.media_type


def caution(work: Work, name: str, content: bytes) -> str:
    """Return what is wrong with a file that another system sent: '', ACTIVE or INFECTED."""
    try:
        if _virus(work, name, content):
            return INFECTED
    except Refused:
        return ACTIVE  # not looked at: so it is handed out like what acts, and never shown
    return ACTIVE if filetypes.danger(name, content) else ""


def check_size(work: Work, name: str, size: int) -> None:
    """Raise Invalid for a file larger than the office takes."""
    if size > work.settings.attachment_bytes:
        limit = work.settings.attachment_bytes // (1024 * 1024)
        raise Invalid(
            Text(
                "Tệp “{name}” lớn hơn {limit} MB.", "The file “{name}” is larger than {limit} MB."
            ).filled(name=name, limit=limit),
            field="files",
        )


def full(fault: OSError) -> bool:
    """Say whether a fault means that the disk takes no more."""
    return fault.errno in _FULL


def size_of(content: BinaryIO | bytes) -> int:
    """Return how many bytes there are, leaving a reader at its beginning."""
    if isinstance(content, bytes):
        return len(content)
    content.seek(0, io.SEEK_END)
    size = content.tell()
    content.seek(0)
    return size


def _virus(work: Work, name: str, content: BinaryIO | bytes) -> str | None:
    if not work.settings.clamd:
        return None
    stream = io.BytesIO(content) if isinstance(content, bytes) else content
    try:
        return scanner.verdict(work.settings.clamd, stream)
    except scanner.NotScanned as fault:
        raise Refused(UNSCANNED.filled(name=name)) from fault
    finally:
        stream.seek(0)
