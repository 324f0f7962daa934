"""Reads a printed page with a ruler: where words stand, in which letters, where lines are drawn.

Millimetres from the top left of the sheet, as the decree measures.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2  # type: ignore[import-untyped]  # ships no types
import pypdfium2.raw as c  # type: ignore[import-untyped]  # ships no types

MM = 25.4 / 72
PATH, TEXT = 2, 1
_ITALIC = 1 << 6
#: The frame of a page: margins of 30 left, 15 right, 20 above and below (Phụ lục I, I.3).
LEFT, RIGHT, TOP, BOTTOM = 30.0, 195.0, 20.0, 277.0


@dataclass(frozen=True)
class Box:
    """A rectangle on a page."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        """Where it is halved from left to right."""
        return (self.left + self.right) / 2

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How high it is."""
        return self.bottom - self.top


@dataclass(frozen=True)
class Words(Box):
    """Words as they are printed; `lines` are the boxes of their lines."""

    said: str
    face: str
    size: float
    lines: tuple[Box, ...]

    @property
    def style(self) -> str:
        """Return 'upright', 'bold', 'italic' or 'bold italic'."""
        name = self.face.lower()
        named = [word for word in ("bold", "italic") if word in name]
        return " ".join(named) or "upright"


class Page:
    """One page of a printed file."""

    def __init__(self, pdf: bytes, number: int = 1) -> None:
        self._file = pypdfium2.PdfDocument(pdf)
        self._page = self._file[number - 1]
        self._text = self._page.get_textpage()
        self.width, self.height = (side * MM for side in self._page.get_size())
        raw = [chr(c.FPDFText_GetUnicode(self._text, at)) for at in range(self._text.count_chars())]
        self._letters = [
            (at, letter)
            for at, letter in enumerate(raw)
            if not letter.isspace() and letter.isprintable()
        ]

    def find(self, words: str, nth: int = 0) -> Words:
        """Return the nth place of some words, wherever their lines end."""
        wanted = "".join(unicodedata.normalize("NFC", words).split())
        text = "".join(letter for _, letter in self._letters)
        at = -1
        for _ in range(nth + 1):
            at = text.index(wanted, at + 1)
        indices = [index for index, _ in self._letters[at : at + len(wanted)]]
        boxes = [self._box(index) for index in indices]
        faces = {(self._face(index), self._size(index)) for index in indices}
        assert len(faces) == 1, f"{words!r} is printed in {faces}"
        ((face, size),) = faces
        around = _around(boxes)
        edges = (around.left, around.top, around.right, around.bottom)
        return Words(*edges, wanted, face, size, _lines(boxes))

    def all(self) -> list[Box]:
        """Return where every letter of the page stands."""
        return [self._box(index) for index, _ in self._letters]

    def baselines(self) -> list[float]:
        """Return on which heights words are written, from the top, to a tenth of a millimetre."""
        x, y, found = ctypes.c_double(), ctypes.c_double(), set()
        for index, _ in self._letters:
            c.FPDFText_GetCharOrigin(self._text, index, x, y)
            found.add(round(self.height - y.value * MM, 1))
        return sorted(found)

    def number(self) -> Words | None:
        """Return the page's number: what stands above the frame."""
        above = [(at, letter) for at, letter in self._letters if self._box(at).bottom < TOP]
        if not above:
            return None
        own, self._letters = self._letters, above
        try:
            return self.find("".join(letter for _, letter in above))
        finally:
            self._letters = own

    def drawn(self) -> list[Box]:
        """Return all lines and frames that are drawn."""
        return [self._turned(*one.get_bounds()) for one in self._page.get_objects(filter=[PATH])]

    def rules_under(self, words: Words) -> list[Box]:
        """Return the flat lines drawn within 4 mm under some words."""
        return [
            line
            for line in self.drawn()
            if line.height < 1 and -1 < line.top - words.bottom < 4
            and line.left < words.right and line.right > words.left
        ]  # fmt: skip

    def _box(self, index: int) -> Box:
        return self._turned(*self._text.get_charbox(index, loose=False))

    def _turned(self, left: float, bottom: float, right: float, top: float) -> Box:
        return Box(left * MM, self.height - top * MM, right * MM, self.height - bottom * MM)

    def _face(self, index: int) -> str:
        room, flags = ctypes.create_string_buffer(128), ctypes.c_int()
        c.FPDFText_GetFontInfo(self._text, index, room, 128, flags)
        return room.value.decode().rpartition("+")[2]

    def _size(self, index: int) -> float:
        matrix = c.FS_MATRIX()
        c.FPDFText_GetMatrix(self._text, index, matrix)
        return round(float(c.FPDFText_GetFontSize(self._text, index)) * abs(matrix.d), 1)


def _around(boxes: list[Box]) -> Box:
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def _lines(boxes: list[Box]) -> tuple[Box, ...]:
    return tuple(_around(line) for line in _cut(boxes))


def _cut(boxes: list[Box]) -> Iterator[list[Box]]:
    line: list[Box] = []
    for box in boxes:
        if line and box.left < line[-1].left - 5:
            yield line
            line = []
        line.append(box)
    yield line
