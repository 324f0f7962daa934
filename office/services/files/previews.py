"""Pages of files as pictures and words: made once by a child process, then kept.

Whoever calls has asked the door first: here a content is known by its digest alone.  Hand in
no open transaction's time: drawing a page can take seconds.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from sqlalchemy import Row

from office.domain import filetypes
from office.domain.errors import Invalid, NotFound, Refused
from office.domain.letterhead import Segment
from office.domain.text import Text
from office.pages import process, reading
from office.pages.process import Limits, Source
from office.services import inspection
from office.services.work import Work
from office.storage.derived import Derived
from office.storage.protocol import NotStored

#: How wide the pictures are, by the name of their size.
WIDTHS = {"thumb": 220, "page": 1100}
MOST_PAGES = 5000
UNREADABLE = Text(
    "Không đọc được các trang của tệp này; hãy tải về để xem.",
    "The pages of this file cannot be read; download it to look at it.",
)
BUSY = Text(
    "Máy chủ đang dựng nhiều trang; hãy thử lại sau giây lát.",
    "The server is drawing many pages; try again in a moment.",
)
#: Kept in place of what could not be made, so that it is not tried at every visit.
_FAILED = b"\0failed"


@dataclass(frozen=True, slots=True)
class Paged:
    """A content with pages: where to open it, its digest, its media type."""

    open: Callable[[], BinaryIO]
    digest: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one page and where they stand, in a frame so wide and high."""

    width: float
    height: float
    segments: tuple[Segment, ...]


class Attached(Protocol):
    """What tells the file of a document: a row, or what stands for one."""

    @property
    def digest(self) -> str:
        """Return the SHA-256 of its bytes."""
        ...

    @property
    def media_type(self) -> str:
        """Return what kind of file it is."""
        ...

    @property
    def caution(self) -> str:
        """Return why it is handed out with care."""
        ...


def of_attachment(work: Work, row: Row[Any] | Attached) -> Paged:
    """Return a document's file as something with pages; raises NotFound for other kinds."""
    if row.media_type not in filetypes.PAGED or row.caution == inspection.INFECTED:
        raise NotFound
    return Paged(lambda: work.storage.open(row.digest), row.digest, row.media_type)


def count(work: Work, paged: Paged) -> int:
    """Return how many pages there are; raises Invalid when that cannot be read."""
    made = _derived(work, paged, "pages.json", lambda s: process.run("look", [s], Limits()))
    return min(int(json.loads(made)["pages"]), MOST_PAGES)


def picture(work: Work, paged: Paged, page: int, size: str) -> bytes:
    """Return page number `page` (from 1) as WebP; raises NotFound beyond the last one."""
    if size not in WIDTHS or not 1 <= page <= count(work, paged):
        raise NotFound
    return _derived(
        work,
        paged,
        f"page-{page}-{WIDTHS[size]}.webp",
        lambda source: process.run(
            "picture", [source], Limits(), page=page - 1, width=WIDTHS[size], form="webp"
        ),
    )


def words(work: Work, paged: Paged, page: int, *, read: bool = False) -> Words:
    """Return the words of a page: of the file's own text, or (`read`) off the picture.

    What was read off the picture once is shown ever after.
    """
    own = _words(work, paged, f"words-{page}.json", lambda s: reading.own(s, page - 1))
    if own.segments:
        return own
    name = f"read-{page}.json"
    if not reading.can_read() or not (read or _kept(work, paged, name)):
        return own
    return _words(work, paged, name, lambda s: reading.off_picture(s, page - 1))


def _words(work: Work, paged: Paged, name: str, make: Callable[[Source], bytes]) -> Words:
    try:
        told: dict[str, Any] = json.loads(_derived(work, paged, name, make))
    except Invalid:
        return Words(0, 0, ())
    segments = tuple(Segment(*segment) for segment in told["segments"])
    return Words(told["width"], told["height"], segments)


def _kept(work: Work, paged: Paged, name: str) -> bool:
    return _folder(work).get(paged.digest, name) is not None


def _derived(work: Work, paged: Paged, name: str, make: Callable[[Source], bytes]) -> bytes:
    folder = _folder(work)
    made = folder.get(paged.digest, name)
    if made is None:
        try:
            with paged.open() as content:
                made = make(Source(content, paged.media_type))
        except process.Busy as fault:
            raise Refused(BUSY) from fault
        except (process.Late, NotStored, FileNotFoundError) as fault:
            raise Invalid(UNREADABLE) from fault
        except process.Unreadable:
            made = _FAILED
        folder.keep(paged.digest, name, made)
    if made == _FAILED:
        raise Invalid(UNREADABLE)
    return made


def _folder(work: Work) -> Derived:
    return Derived(Path(work.settings.instance) / "derived")
