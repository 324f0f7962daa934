"""How a draft looks in print while it is written: the pages as pictures, nothing kept.

What is drawn are the very bytes that would be printed.  Call it outside any transaction:
printing and drawing take their time.
"""

from __future__ import annotations

import json
from threading import BoundedSemaphore
from typing import NamedTuple

from office.domain.errors import Invalid, Refused
from office.pages import process
from office.pages.process import Limits, Source
from office.reports.letter import Letter
from office.services.files import letters
from office.services.files.previews import BUSY, UNREADABLE

#: How wide a page is drawn, in pixels; how many are drawn at once.
WIDTH, AT_ONCE = 900, 6
#: So many people's pages at once, and how long the next one waits: what is only looked at while
#: it is typed must keep no thread of the server from those who do something.
_ROOM = BoundedSemaphore(2)
_PATIENCE = 1.0


class Pictures(NamedTuple):
    """Pages drawn as WebP, of how many, and which of them is the first (from 0)."""

    pages: int
    first: int
    drawn: tuple[bytes, ...]


def drawn(letter: Letter, first: int = 0) -> Pictures:
    """Return the pages of a letter from one on, at most AT_ONCE.

    Raises Refused for what is too long or when the machine is busy, Invalid when it fails.
    """
    if not _ROOM.acquire(timeout=_PATIENCE):
        raise Refused(BUSY)
    try:
        return _drawn(letter, first)
    finally:
        _ROOM.release()


def _drawn(letter: Letter, first: int) -> Pictures:
    source = Source(letters.pdf(letter), letters.MEDIA_TYPE)
    limits = Limits(cpu=20, wall=30.0)
    try:
        told = process.run(
            "pictures", [source], limits, page=max(first, 0), most=AT_ONCE, width=WIDTH
        )
    except process.Busy as fault:
        raise Refused(BUSY) from fault
    except process.Unreadable as fault:
        raise Invalid(UNREADABLE) from fault
    head, _, rest = told.partition(b"\n")
    said = json.loads(head)
    made, start = [], 0
    for size in said["sizes"]:
        made.append(rest[start : start + size])
        start += size
    return Pictures(said["pages"], max(first, 0), tuple(made))
