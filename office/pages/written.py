"""In the child process: what a DOCX or PDF says, as paragraphs and tables, or lines with places.

For a draft that begins with somebody's file: the words and their order, nothing of the look
but what stands in the middle.  What was deleted in Word's tracking is left out.
"""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

if __package__:
    from office.pages import child
else:  # beside the child process, which imports nothing of the office
    import child  # type: ignore[import-not-found,no-redef]  # found by its folder

#: What a DOCX may unpack to.
UNPACKED = 200 * 1024 * 1024
#: Letters handed back, and pages read: more than any draft has.
MOST_LETTERS = 400_000
MOST_PAGES = 200
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SKIPPED = (f"{_W}del", f"{_W}moveFrom", f"{_W}txbxContent", f"{_W}instrText")
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
          (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip


def make(task: child.Task, out: BinaryIO) -> None:
    """Tell what a file says: {"blocks": […]} of a DOCX, {"pages": […]} of a PDF."""
    file = task["files"][0]
    stream = os.fdopen(file["fd"], "rb")
    told = {"pages": list(_pages(stream))} if file["kind"] == child.PDF else _of_docx(stream)
    out.write(json.dumps(told).encode())


def _pages(stream: BinaryIO) -> Iterator[dict[str, Any]]:
    import pypdfium2

    left = MOST_LETTERS
    with pypdfium2.PdfDocument(stream) as pdf:
        for number in range(min(len(pdf), MOST_PAGES)):
            page = pdf[number]
            width, height = page.get_size()
            segments = list(_segments(page, height))
            left -= sum(len(segment[4]) for segment in segments)
            if left < 0:
                return
            yield {"width": width, "height": height, "segments": segments}


def _segments(page: Any, height: float) -> Iterator[list[Any]]:
    """Yield runs of letters as they follow one another: left, top, right, bottom, what is said."""
    import pypdfium2.raw as raw

    text = page.get_textpage()
    held: list[Any] = []
    for index in range(text.count_chars()):
        sign = chr(raw.FPDFText_GetUnicode(text, index))
        left, bottom, right, top = text.get_charbox(index, loose=True)
        breaks = sign in "\r\n\ufffe"
        if held and (breaks or not _goes_on(held, left, height - bottom)):
            yield [*(round(edge, 1) for edge in held[:4]), held[4]]
            held = []
        if breaks or (not held and sign.isspace()):
            continue
        if held:
            held[2], held[4] = max(held[2], right), held[4] + sign
        else:
            held = [left, height - top, right, height - bottom, sign]
    if held:
        yield [*(round(edge, 1) for edge in held[:4]), held[4]]


def _goes_on(held: list[Any], left: float, bottom: float) -> bool:
    """Tell whether a letter stands on the line of those before it, not far from them."""
    tall = held[3] - held[1]
    return bool(abs(bottom - held[3]) < tall * 0.6 and -tall < left - held[2] < tall)


def _of_docx(stream: BinaryIO) -> dict[str, Any]:
    import docx

    with zipfile.ZipFile(stream) as packed:
        if sum(part.file_size for part in packed.infolist()) > UNPACKED:
            raise ValueError("it unpacks to too much")
    stream.seek(0)
    document = docx.Document(stream)
    numbers = _Numbers(document)
    blocks: list[list[Any]] = []
    left = MOST_LETTERS
    for block in _blocks(document.element.body, numbers):
        left -= len(json.dumps(block))
        if left < 0:
            break
        blocks.append(block)
    return {"blocks": blocks}


def _blocks(body: Any, numbers: _Numbers) -> Iterator[list[Any]]:
    """Yield ["p", text, whether it stands in the middle] and ["t", rows of cells]."""
    for element in body:
        if element.tag == f"{_W}p":
            yield ["p", numbers.before(element) + _text(element), _centred(element)]
        elif element.tag == f"{_W}tbl":
            yield ["t", [list(_cells(row, numbers)) for row in element.iterchildren(f"{_W}tr")]]
        elif element.tag in (f"{_W}sdt", f"{_W}ins", f"{_W}moveTo"):
            inner = element.find(f"{_W}sdtContent")
            yield from _blocks(element if inner is None else inner, numbers)


def _cells(row: Any, numbers: _Numbers) -> Iterator[str]:
    for cell in row.iterchildren(f"{_W}tc"):
        merged = cell.find(f"{_W}tcPr/{_W}vMerge")
        if merged is not None and merged.get(f"{_W}val", "continue") == "continue":
            yield ""
            continue
        paragraphs = (numbers.before(p) + _text(p) for p in cell.iter(f"{_W}p"))
        yield "\n".join(paragraphs).strip()


def _text(element: Any) -> str:
    """Return the words of a paragraph, with what was inserted and without what was deleted."""
    said = []
    for part in element:
        if part.tag in _SKIPPED:
            continue
        if part.tag == f"{_W}t":
            said.append(part.text or "")
        elif part.tag in (f"{_W}br", f"{_W}cr"):
            said.append("\n")
        elif part.tag == f"{_W}tab":
            said.append(" ")
        elif part.tag == f"{_W}noBreakHyphen":
            said.append("-")
        elif part.tag != f"{_W}pPr":
            said.append(_text(part))
    return "".join(said)


def _centred(paragraph: Any) -> bool:
    way = paragraph.find(f"{_W}pPr/{_W}jc")
    return way is not None and way.get(f"{_W}val") == "center"


class _Numbers:
    """The numbers Word writes before paragraphs by itself."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[str, dict[int, tuple[int, str, str]]] = {}
        self._count: dict[tuple[str, int], int] = {}
        self._styles: dict[str, Any] = {}
        for style in document.styles.element.iterchildren(f"{_W}style"):
            place = style.find(f"{_W}pPr/{_W}numPr")
            if place is not None:
                self._styles[style.get(f"{_W}styleId")] = place
        try:
            numbering = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return
        kinds = {
            kind.get(f"{_W}abstractNumId"): dict(map(_level, kind.iterchildren(f"{_W}lvl")))
            for kind in numbering.iterchildren(f"{_W}abstractNum")
        }
        for one in numbering.iterchildren(f"{_W}num"):
            kind = one.find(f"{_W}abstractNumId")
            if kind is not None:
                self._levels[one.get(f"{_W}numId")] = kinds.get(kind.get(f"{_W}val"), {})

    def before(self, paragraph: Any) -> str:
        """Return what stands before a paragraph, '' where Word writes nothing."""
        place = paragraph.find(f"{_W}pPr/{_W}numPr")
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        if place is None and style is not None:
            place = self._styles.get(style.get(f"{_W}val"))
        which = place.find(f"{_W}numId") if place is not None else None
        if which is None:
            return ""
        depth = place.find(f"{_W}ilvl")
        level = int(depth.get(f"{_W}val", "0")) if depth is not None else 0
        key = which.get(f"{_W}val")
        levels = self._levels.get(key, {})
        if level not in levels:
            return ""
        self._count[key, level] = self._count.get((key, level), levels[level][0] - 1) + 1
        for deeper in [place for place in self._count if place[0] == key and place[1] > level]:
            del self._count[deeper]
        return self._written(key, level, levels)

    def _written(self, key: str, level: int, levels: dict[int, tuple[int, str, str]]) -> str:
        _, form, words = levels[level]
        if form == "bullet":
            return "- "
        if form == "none":
            return ""
        for depth in range(level + 1):
            start, its_form, _ = levels.get(depth, (1, "decimal", ""))
            number = self._count.get((key, depth), start)
            words = words.replace(f"%{depth + 1}", _number(number, its_form))
        return f"{words} " if words.strip() else ""


def _level(level: Any) -> tuple[int, tuple[int, str, str]]:
    def said(name: str, otherwise: str) -> str:
        found = level.find(f"{_W}{name}")
        return str(found.get(f"{_W}val", otherwise)) if found is not None else otherwise

    words = (int(said("start", "1")), said("numFmt", "decimal"), said("lvlText", ""))
    return int(level.get(f"{_W}ilvl")), words


def _number(number: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("upperRoman", "lowerRoman"):
        written, left = "", number
        for value, letters in _ROMAN:
            written += letters * (left // value)
            left %= value
        return written if form == "upperRoman" else written.lower()
    return str(number)
