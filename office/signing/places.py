"""Where a signature goes, found from the PDF itself: a named place, or the words of a page.

All lengths are points from the bottom left of the page, as PDF counts.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader

MM = 72 / 25.4
#: The names that the letter gives the room left for its signature.
SIGNATURE_ANCHORS = ("ky-lanh-dao", "signature")
LEADER_SIZE = (50 * MM, 20 * MM)
_ROOM = (60 * MM, 24 * MM)  # what the letter leaves between position and name
SEAL = 36 * MM
"""The diameter of an agency's seal."""
_MARK = (120 * MM, 6 * MM)
_MARK_EDGE = (15 * MM, 8 * MM)  # from the right, and from the top: in the top margin (Ô số 14)
_MOST_NAMES, _DEEPEST = 10_000, 20


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle on a page; pages count from 0."""

    page: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def size(self) -> tuple[float, float]:
        """Return width and height."""
        return self.right - self.left, self.top - self.bottom

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Return left, bottom, right and top."""
        return self.left, self.bottom, self.right, self.top


def from_top(page: int, box: Sequence[float], high: float) -> Place:
    """Return a rectangle (left, top, right, bottom) measured in mm from the top left of a page
    `high` mm tall."""
    left, top, right, bottom = box
    return Place(page, left * MM, (high - bottom) * MM, right * MM, (high - top) * MM)


def anchored(content: bytes, names: Iterable[str] = SIGNATURE_ANCHORS) -> Place | None:
    """Return the place of a leader's signature at the first of `names` that the PDF carries."""
    reader = PdfFileReader(BytesIO(content))
    found = dict(_destinations(reader))
    for name in names:
        if name in found:
            page, left, top = found[name]
            return _inside(page, left, top)
    return None


def _inside(page: int, left: float, top: float) -> Place:
    """Return a leader's signature, centred in the room that begins at (left, top)."""
    return _centred(page, left + _ROOM[0] / 2, top - _ROOM[1] / 2)


def _centred(page: int, across: float, up: float) -> Place:
    wide, high = LEADER_SIZE
    return Place(page, across - wide / 2, up - high / 2, across + wide / 2, up + high / 2)


def over_name(
    page: int, words: Mapping[str, Any], name: str, room: float = _ROOM[1]
) -> Place | None:
    """Return the place centred over the last line of a page that is `name` and nothing else.

    `words` are width, height and segments [left, top, right, bottom, text] from the top left.
    """
    wanted = _folded(name)
    for left, top, right, _, said in reversed(words["segments"]):
        if _folded(said) == wanted:
            return _centred(page, (left + right) / 2, words["height"] - top + room / 2)
    return None


def seal_over(leader: Place) -> Place:
    """Return the place of the seal: over the left third of the leader's signature (Ô số 8)."""
    right = leader.left + leader.size[0] / 3
    middle = (leader.bottom + leader.top) / 2
    return Place(leader.page, right - SEAL, middle - SEAL / 2, right, middle + SEAL / 2)


def mark(content: bytes) -> Place:
    """Return the place of the mark on attachments and copies: top right of page 1 (Ô số 14).

    Raises ValueError for a file that has no such page.
    """
    try:
        box = _box(PdfFileReader(BytesIO(content)), 0)
    except Exception as failed:
        raise ValueError("no page to mark") from failed
    right, top = box[2] - _MARK_EDGE[0], box[3] - _MARK_EDGE[1]
    return Place(0, right - _MARK[0], top - _MARK[1], right, top)


def count(content: bytes) -> int:
    """Return how many pages a file made here has."""
    return int(PdfFileReader(BytesIO(content)).root["/Pages"]["/Count"])


def signed(content: bytes, field: str) -> Place | None:
    """Return where the signature in `field` stands, or None where there is none to be seen."""
    reader = PdfFileReader(BytesIO(content))
    for one in reader.embedded_regular_signatures:
        box = one.sig_field.get("/Rect")
        if one.field_name == field and box is not None:
            left, bottom, right, top = (float(edge) for edge in box)
            return Place(_page_of(reader, one.sig_field), left, bottom, right, top)
    return None


def _page_of(reader: PdfFileReader, field: Any) -> int:
    wanted = field.raw_get("/P").idnum
    return next(nth for nth, page in _pages(reader) if page.idnum == wanted)


def _page(reader: PdfFileReader, nth: int) -> Any:
    return reader.find_page_for_modification(nth)[0]  # type: ignore[no-untyped-call]  # pyHanko has no types there


def _pages(reader: PdfFileReader) -> Iterator[tuple[int, Any]]:
    count = int(reader.root["/Pages"]["/Count"])
    for nth in range(count):
        yield nth, _page(reader, nth)


def _box(reader: PdfFileReader, page: int) -> list[float]:
    """Return the media box of a page; it may stand with the page or above it."""
    node = _page(reader, page).get_object()
    for _ in range(_DEEPEST):
        if "/MediaBox" in node:
            return [float(edge) for edge in node["/MediaBox"]]
        node = node["/Parent"]
    raise ValueError("a page without a size")


def _destinations(reader: PdfFileReader) -> Iterator[tuple[str, tuple[int, float, float]]]:
    """Yield the named places of a file: name, page, left and top."""
    numbers = {page.idnum: nth for nth, page in _pages(reader)}
    for name, target in _names(reader.root.get("/Names", {}).get("/Dests", {}), 0):
        place = target.get("/D", []) if hasattr(target, "get") else target
        if len(place) >= 4 and str(place[1]) == "/XYZ":
            number = numbers.get(getattr(place.raw_get(0), "idnum", -1))
            if number is not None:
                yield name, (number, float(place[2]), float(place[3]))


def _names(node: Any, depth: int) -> Iterator[tuple[str, Any]]:
    if depth > _DEEPEST:
        return
    listed = list(node.get("/Names", ()))[: 2 * _MOST_NAMES]
    for name, target in zip(listed[::2], listed[1::2], strict=False):
        yield str(name), target.get_object() if hasattr(target, "get_object") else target
    for below in node.get("/Kids", ()):
        yield from _names(below, depth + 1)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
