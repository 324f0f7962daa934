"""A body in its sections: the text itself, then what goes with it, each on pages of its own.

"Phụ lục I" alone on a line begins an annex (NĐ 30/2020, Phụ lục I, III.1); "Văn bản kèm theo"
begins what a decision puts in force, with a head of its own (Phụ lục III, mẫu 1.3).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from office.reports.body import Block, blocks

_ANNEX = re.compile(r"phụ lục(?:\s+(?:số\s+)?([IVXL]+|\d{1,2}))?\s*[.:]?", re.IGNORECASE)
_ATTACHED = re.compile(r"văn bản kèm theo\s*[.:]?", re.IGNORECASE)
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_LONGEST_TITLE = 4  # lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """What goes with a letter: `heading` is "Phụ lục I", or the type of what is put in force.

    `attached` tells the second from the first: it has the agency's head, and ends with `./.`.
    """

    heading: str
    title: str
    blocks: tuple[Block, ...]
    attached: bool = False


def cut(body: str) -> tuple[str, tuple[Section, ...]]:
    """Return the text of a letter by itself, and the sections that go with it."""
    lines = body.split("\n")
    begins = [at for at, line in enumerate(lines) if _begins(line)]
    if not begins:
        return body, ()
    ends = [*begins[1:], len(lines)]
    cuts = [lines[start:end] for start, end in zip(begins, ends, strict=True)]
    several = sum(not _ATTACHED.fullmatch(part[0].strip()) for part in cuts) > 1
    read: list[Section] = []
    for part in cuts:
        nth = 1 + sum(not section.attached for section in read)
        read.append(_section(part, nth, several))
    return "\n".join(lines[: begins[0]]), tuple(read)


def roman(number: int) -> str:
    """Return a number as the decree counts annexes."""
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written


def _begins(line: str) -> bool:
    stripped = line.strip()
    return bool(_ANNEX.fullmatch(stripped) or _ATTACHED.fullmatch(stripped))


def _section(lines: list[str], nth: int, several: bool) -> Section:
    first = lines[0].strip()
    title, rest = _title(lines[1:])
    if _ATTACHED.fullmatch(first):
        heading, _, about = title.partition("\n")
        read = blocks("\n".join(rest))
        return Section(heading=heading, title=_joined(about), blocks=read, attached=True)
    found = _ANNEX.fullmatch(first)
    given = found[1] if found else None
    number = roman(int(given)) if given and given.isdigit() else (given or "").upper()
    if several and not number:
        number = roman(nth)
    read = blocks("\n".join(rest), closed=False)
    return Section(heading=f"Phụ lục {number}".strip(), title=_joined(title), blocks=read)


def _title(lines: list[str]) -> tuple[str, list[str]]:
    """Return the lines up to the first empty one, and what follows them."""
    start = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    end = start
    while end < len(lines) and end - start < _LONGEST_TITLE and lines[end].strip():
        end += 1
    return "\n".join(line.strip() for line in lines[start:end]), lines[end:]


def _joined(text: str) -> str:
    return " ".join(text.split("\n")).strip()
