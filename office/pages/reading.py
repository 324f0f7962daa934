"""Words off a page: of a PDF's own text, or read off its picture by tesseract.

Reading needs `tesseract` with Vietnamese (Debian: tesseract-ocr tesseract-ocr-vie); where that
is missing the feature is off, and says so.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from office.pages import process
from office.pages.process import Limits, Source

#: 200 dots an inch across an A4 page: what tesseract reads well (NĐ 30/2020 asks the same).
READ_WIDTH = 1654
_LIMITS = Limits(cpu=40, wall=60.0)
_WORD = "5"
_SURE = 20.0
#: Words further apart than their own height and this are of two columns.
_APART = 1.2


@cache
def can_read() -> bool:
    """Say whether pictures can be read here; asked once a process."""
    if shutil.which("tesseract") is None:
        return False
    try:
        told = subprocess.run(
            ["tesseract", "--list-langs"],  # noqa: S607 (wherever the system has it)
            capture_output=True,
            timeout=10,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return "vie" in told.stdout.decode(errors="replace").split()


def own(source: Source, page: int) -> bytes:
    """Return the words of the file's own text as JSON: width, height, segments."""
    return process.run("words", [source], Limits(), page=page)


def off_picture(source: Source, page: int) -> bytes:
    """Return the words read off the picture of a page, in the same form, in pixels."""
    drawn = process.run("picture", [source], Limits(), page=page, width=READ_WIDTH, form="png")
    told = process.run("ocr", [Source(drawn, "image/png")], _LIMITS).decode(errors="replace")
    return json.dumps(lines(told), ensure_ascii=False).encode()


def lines(tsv: str) -> dict[str, object]:
    """Turn tesseract's table into lines with their places: [left, top, right, bottom, words].

    Words it was quite unsure of are left out: marks and stamps, mostly.
    """
    rows = list(csv.DictReader(io.StringIO(tsv), delimiter="\t", quoting=csv.QUOTE_NONE))
    page = next((row for row in rows if row["level"] == "1"), None)
    found: dict[tuple[str, ...], list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        if row["level"] == _WORD and float(row["conf"]) >= _SURE and row["text"].strip():
            found[row["block_num"], row["par_num"], row["line_num"]].append(row)
    return {
        "width": int(page["width"]) if page else 0,
        "height": int(page["height"]) if page else 0,
        "segments": [part for words in found.values() for part in _line(words)],
    }


def _line(words: list[dict[str, str]]) -> Iterator[list[object]]:
    """Yield the parts of a line that stand apart: columns that were taken for one."""
    part: list[dict[str, str]] = []
    for word in words:
        if part and int(word["left"]) - _right(part[-1]) > _APART * int(word["height"]):
            yield _part(part)
            part = []
        part.append(word)
    yield _part(part)


def _part(words: list[dict[str, str]]) -> list[object]:
    said = unicodedata.normalize("NFC", " ".join(word["text"].strip() for word in words))
    return [
        min(int(word["left"]) for word in words),
        min(int(word["top"]) for word in words),
        max(map(_right, words)),
        max(int(word["top"]) + int(word["height"]) for word in words),
        said,
    ]


def _right(word: dict[str, str]) -> int:
    return int(word["left"]) + int(word["width"])
