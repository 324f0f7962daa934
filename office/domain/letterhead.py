"""Reading the head of a letter (NĐ 30/2020 Phụ lục I): what a machine may propose to a clerk.

Proposals, never facts: what comes out was read off a picture and is confirmed by a person.
Letters keep their diacritics as they were read, composed (NFC).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

LONGEST_NUMBER, LONGEST_NOTATION, LONGEST_ISSUER, LONGEST_SUBJECT = 16, 40, 200, 500
_MOST_TEXT = 20_000
_MOST_LINES = 6
#: The head ends at about a third of an A4 page; its left column at the middle.
_HEAD, _GAP = 0.36, 0.018
#: A column of the head ends where so many lines' height stay empty.
_APART = 2.5

_LETTERS = "A-ZĐÂĂÊÔƠƯÀ-Ỹa-zđ"
_NUMBER = re.compile(
    r"\bS[ốỐôÔồoO0õ6]\s?[:;.,]?\s?(\d{0,9}[a-z]?)\s?/\s?"
    rf"([{_LETTERS}0-9.&]{{1,20}}(?:\s?[-–/]\s?[{_LETTERS}0-9.&]{{1,20}}){{0,4}})"
)  # fmt: skip
_DATE = re.compile(r"ngay\s?(\d{1,2})\s?thang\s?(\d{1,2})\s?nam\s?(\d{4})(?!\d)")
_ABOUT = re.compile(r"^(?:v/v|v/y|vv\b|ve viec|\(?ve viec)\s?[:.]?\s?")
_MOTTO = re.compile(r"cong hoa xa hoi|doc lap\s?-|tu do\s?-|hanh phuc")
_STOP = re.compile(
    r"^(?:kinh gui|can cu|cong hoa|doc lap|noi nhan|dieu \d|so\s?:|-{2,}|_{2,}|i\. )"
)
_PLACES = ("tinh ", "thanh pho ", "huyen ", "quan ", "thi xa ", "xa ", "phuong ", "thi tran ")
_BODIES = ("uy ban nhan dan", "hoi dong nhan dan", "ubnd", "hdnd")
#: Kinds of document that print their name in the middle (NĐ 30/2020 Đ7), without accents.
TITLES = (
    "nghi quyet", "quyet dinh", "chi thi", "quy che", "quy dinh", "thong cao", "thong bao",
    "huong dan", "chuong trinh", "ke hoach", "phuong an", "de an", "du an", "bao cao",
    "bien ban", "to trinh", "hop dong", "cong dien", "ban ghi nho", "ban thoa thuan",
    "giay uy quyen", "giay moi", "giay gioi thieu", "giay nghi phep", "phieu gui",
    "phieu chuyen", "phieu bao", "thu cong",
)  # fmt: skip


class Segment(NamedTuple):
    """Some words of one line and where they stand, from the top left of their page."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposals:
    """What the head of a letter seems to say; '' or None for what was not found.

    `title` is the name of the kind of document as printed, 'CÔNG VĂN' for a letter with
    "V/v" under its number.
    """

    issuer: str = ""
    number: str = ""
    notation: str = ""
    issued_on: date | None = None
    title: str = ""
    subject: str = ""

    def __bool__(self) -> bool:
        """Say whether anything was found."""
        return any((self.issuer, self.number, self.notation, self.issued_on, self.subject))


def read(text: str) -> Proposals:
    """Return what the first page's `text`, line by line, proposes; never raises."""
    lines = [" ".join(line.split()) for line in composed(text)[:_MOST_TEXT].splitlines()]
    lines = [line for line in lines if line]
    place, number, notation = _number(lines)
    title, subject = _subject(lines, place)
    return Proposals(
        issuer=_issuer(lines[:place] if place is not None else lines[:4])[:LONGEST_ISSUER],
        number=number[:LONGEST_NUMBER],
        notation=notation[:LONGEST_NOTATION],
        issued_on=_date(lines),
        title=title,
        subject=subject[:LONGEST_SUBJECT].strip(),
    )


def in_reading_order(segments: Iterable[Segment], width: float, height: float) -> str:
    """Return the words of a page as lines: of its head, the left column before the right."""
    head, rest = parted(segments, width, height)
    return "\n".join(cell.text for cell in (*head, *rest))


def cells(segments: Iterable[Segment], width: float) -> list[Segment]:
    """Return what stands together on a page, from top to bottom and left to right."""
    return [cell for row in _rows(segments) for cell in _cells(row, width)]


def parted(
    segments: Iterable[Segment], width: float, height: float
) -> tuple[list[Segment], list[Segment]]:
    """Return the cells of a first page: of its head, column after column, and all others."""
    found = cells(segments, width)
    ends = [c.top for c in found if bare(c.text).startswith(("kinh gui", "can cu"))]
    head = [c for c in found if c.top < min([height * _HEAD, *ends])]
    left = [c for c in head if c.right < width * 0.6 and (c.left + c.right) / 2 < width * 0.42]
    right = [c for c in head if c.left > width * 0.4 and (c.left + c.right) / 2 > width * 0.58]
    left, right = _unbroken(left), _unbroken(right)
    rest = [cell for cell in found if cell not in left and cell not in right]
    return [*left, *right], rest


def _unbroken(column: list[Segment]) -> list[Segment]:
    """Return a column down to its first wide gap: what stands below it is the letter itself."""
    for place, (above, below) in enumerate(pairwise(column), start=1):
        if below.top - above.bottom > _APART * (above.bottom - above.top):
            return column[:place]
    return column


def composed(text: str) -> str:
    """Return text in NFC, without what no line of a letter has."""
    plain = unicodedata.normalize("NFC", text)
    return "".join(c for c in plain if c == "\n" or unicodedata.category(c)[0] != "C")


def bare(text: str) -> str:
    """Return text in lower case without accents, character for character: for comparing only."""
    return "".join(map(_bare, text))


def _bare(letter: str) -> str:
    lower = "d" if letter in "đĐ" else unicodedata.normalize("NFD", letter)[0].lower()
    return lower if len(lower) == 1 else letter


def _rows(segments: Iterable[Segment]) -> Iterator[list[Segment]]:
    """Yield segments that stand side by side, from top to bottom."""
    row: list[Segment] = []
    for segment in sorted(segments, key=lambda s: ((s.top + s.bottom) / 2, s.left)):
        middle = (segment.top + segment.bottom) / 2
        if row and middle > max(row[0].bottom, row[0].top + 1):
            yield row
            row = []
        row.append(segment)
    if row:
        yield row


def _cells(row: list[Segment], width: float) -> Iterator[Segment]:
    """Join what stands close together; columns stay apart."""
    ordered = sorted(row, key=lambda segment: segment.left)
    cell = ordered[0]
    for segment in ordered[1:]:
        if segment.left - cell.right > width * _GAP:
            yield cell
            cell = segment
        else:
            cell = Segment(
                cell.left,
                min(cell.top, segment.top),
                max(cell.right, segment.right),
                max(cell.bottom, segment.bottom),
                f"{cell.text} {segment.text}",
            )
    yield cell


def _number(lines: list[str]) -> tuple[int | None, str, str]:
    for place, line in enumerate(lines):
        if found := _NUMBER.search(line):
            return place, found[1], re.sub(r"\s", "", found[2]).replace("–", "-").strip(".")
    return None, "", ""


def _date(lines: list[str]) -> date | None:
    for line in lines:
        if found := _DATE.search(bare(line)):
            try:
                return date(int(found[3]), int(found[2]), int(found[1]))
            except ValueError:
                continue
    return None


def _issuer(lines: list[str]) -> str:
    """Return the organ's name: the last name in capitals above the number."""
    names: list[str] = []
    for line in lines:
        motto = _MOTTO.search(bare(line))
        name = (line[: motto.start()] if motto else line).strip(" -_.,")
        if len(name) < 3 or name != name.upper() or not any(map(str.isalpha, name)):
            continue
        if names and _goes_on(names[-1], name):
            names[-1] = f"{names[-1]} {name}"
        else:
            names.append(name)
    return names[-1] if names else ""


def _goes_on(before: str, line: str) -> bool:
    above, here = bare(before), bare(line)
    of_a_place = here.startswith(_PLACES) and above in _BODIES
    unfinished = (" va", " cua", ",", *(f" {place.strip()}" for place in _PLACES))
    return of_a_place or here.startswith("va ") or above.endswith(unfinished)


def _subject(lines: list[str], place: int | None) -> tuple[str, str]:
    """Return the kind of document and its subject: under "V/v", or under the name in capitals."""
    for at, line in enumerate(lines):
        if place is not None and at > place and (found := _ABOUT.match(bare(line))):
            return "CÔNG VĂN", _run_on(line[found.end() :], lines[at + 1 :])
        if bare(line) in TITLES and line == line.upper():
            first, *rest = lines[at + 1 :] or [""]
            if _STOP.match(bare(first)):
                return line, ""
            begun = _ABOUT.match(bare(first))
            return line, _run_on(first[begun.end() :] if begun else first, rest)
    return "", ""


def _run_on(begun: str, lines: list[str]) -> str:
    """Return a subject that goes on over the next lines, up to where something else begins."""
    said = [begun]
    for line in lines[: _MOST_LINES - 1]:
        plain = bare(line)
        capitals = line == line.upper() and any(map(str.isalpha, line)) and len(line) > 6
        if _STOP.match(plain) or _DATE.search(plain) or _MOTTO.search(plain) or capitals:
            break
        said.append(line)
    return " ".join(part for part in said if part).strip(" ./;-_")
