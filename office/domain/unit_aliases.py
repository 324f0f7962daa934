"""What a unit or a position is called for short: P. TC-KH, Phòng Văn xã, VP, CVP.

Every name is given as its letters alone, folded, so that signs and blanks between do not count.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from office.domain import spelling

#: The words that say what sort of unit it is, each with how it is shortened.
SORTS = {
    "van phong": "vp", "phong": "p", "so": "s", "ban": "b", "trung tam": "tt", "chi cuc": "cc",
    "hoi dong": "hd", "thanh tra": "ttr", "to": "t", "doi": "d", "uy ban": "ub",
}  # fmt: skip
#: “… UBND tỉnh Ninh Thuận”, “… huyện Bác Ái”: what every unit of an agency may leave out.
_PLACE = re.compile(
    r"\s+(?:(?:HĐND|UBND)(?:\s+và\s+)?)*\s*"
    r"(?:(?:tỉnh|huyện|thành phố|thị xã|quận|xã|phường|thị trấn)\s(?!hội).*)?$"
)


class Named(NamedTuple):
    """A unit by its name and abbreviation; `whole` is the agency itself, which gives the parts."""

    unit_id: int
    name: str
    abbreviation: str = ""
    whole: bool = False


def of_unit(unit: Named) -> tuple[set[str], set[str]]:
    """Return how a unit is called surely, and only when written in capitals."""
    name = spelling.composed(unit.name)
    plain = _PLACE.sub("", name)
    short = {letters(unit.abbreviation)}
    sure = {letters(name), letters(plain), *(letters(n, keep=",") for n in (name, plain))}
    if unit.whole:
        return sure - {""}, (short | {"ubnd", "hdnd"}) - {""}
    words = re.findall(r"[^\W_]+", spelling.folded(plain))
    sort = next((s for s in SORTS if words[: s.count(" ") + 1] == s.split()), "")
    if sort:
        rest = plain.split(None, sort.count(" ") + 1)[sort.count(" ") + 1 :]
        cores = _cores(rest[0] if rest else "") | short
        whole = {sort.replace(" ", ""), SORTS[sort]}
        sure |= {kind + core for kind in whole for core in cores if core}
        short |= {"".join(word[0] for word in words)} | (set() if rest else {SORTS[sort]})
        short |= {core for core in cores if core and len(core) < 6}
    return sure - {""}, short - {""}


def _cores(rest: str) -> set[str]:
    """Return how the name after “Phòng” is shortened: tckh, taichinh, vanxa."""
    parts = [part.split() for part in re.split(r"\s*[-–,&]\s*|\s+và\s+", rest) if part.split()]
    found = {letters(rest), letters(" ".join(word for part in parts for word in part))}
    found.add("".join(letters(word)[:1] for part in parts for word in part))
    if len(parts) > 1:
        found.add("".join(letters(part[0]) for part in parts))
    words = [letters(word) for part in parts for word in part]
    found |= {"".join(words[:count]) for count in range(2, len(words))}
    return found - {""}


def of_name(name: str) -> str:
    """Return the whole name of a unit without the place that every unit of its agency may omit."""
    return letters(_PLACE.sub("", spelling.composed(name)))


def letters(words: str, keep: str = "") -> str:
    """Return the letters of some words, folded; signs in `keep` stay."""
    flat = spelling.folded(spelling.composed(words))
    return "".join(letter for letter in flat if letter.isalnum() or letter in keep)


def of_position(position: str) -> set[str]:
    """Return how a position is written: in full, or by its initials."""
    words = spelling.folded(spelling.composed(position)).split()
    initials = "".join(word[0] for word in words)
    return {"".join(words), initials if len(words) > 1 else ""} - {""}
