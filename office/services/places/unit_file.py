"""Reads units and kinds of unit from CSV, and names every bad line; knows no database.

What is checked against units the office knows already is handed in as `Known`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TextIO

from office.domain.numbering import SCHEMES
from office.domain.text import Text
from office.services.places.lines import Problem, rows

UNIT_COLUMNS = (
    "key", "kind", "parent", "name", "abbreviation", "place",
    "valid_from", "valid_to", "identifiers", "numbering",
)  # fmt: skip
KIND_COLUMNS = ("code", "title_vi", "title_en", "level", "keeps_register", "hosted")
#: A key that begins with @ is one the office gave to an agency it knows from packets only.
KEY = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}|@[A-Z0-9._-]{1,63}")
IDENTIFIER = re.compile(r"([a-z0-9]{1,16}):(\S{1,64})")
TRUTH = {"true": True, "false": False}
FOREVER = date.max


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLine:
    """A unit as a line describes it."""

    line: int
    key: str
    kind: str
    parent: str
    name: str
    abbreviation: str
    place: str
    valid_from: date
    valid_to: date | None
    identifiers: tuple[tuple[str, str], ...]
    numbering: str

    def overlaps(self, other: UnitLine) -> bool:
        """Say whether both units exist on one day at least."""
        ends = self.valid_to or FOREVER, other.valid_to or FOREVER
        return self.valid_from < ends[1] and other.valid_from < ends[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the office knows before the file: parents and beginnings by key, codes by owner."""

    parents: Mapping[str, str] = field(default_factory=dict)
    begins: Mapping[str, date] = field(default_factory=dict)
    codes: Mapping[tuple[str, str], str] = field(default_factory=dict)
    kinds: frozenset[str] = frozenset()


def read_kinds(lines: TextIO) -> tuple[list[dict[str, object]], list[Problem]]:
    """Read kinds of unit as rows of `unit_kinds`, with what is wrong."""
    kinds: dict[str, dict[str, object]] = {}
    problems: list[Problem] = []
    for line, cells in rows(lines, KIND_COLUMNS, problems):
        flags = {name: TRUTH.get(cells[name]) for name in ("keeps_register", "hosted")}
        missing = [name for name in KIND_COLUMNS[:4] if not cells[name]]
        if missing or None in flags.values() or cells["code"] in kinds:
            problems.append(Problem(line, _BAD_KIND))
            continue
        kinds[cells["code"]] = {**cells, **flags}
    return list(kinds.values()), problems


def read_units(lines: TextIO, known: Known) -> tuple[list[UnitLine], list[Problem]]:
    """Read units, with everything that is wrong with the file, by line."""
    problems: list[Problem] = []
    units: list[UnitLine] = []
    mentioned = set(known.parents)  # also by a line that is bad for another reason
    for line, cells in rows(lines, UNIT_COLUMNS, problems):
        mentioned.add(cells["key"])
        faults = list(_faults(cells))
        problems += (Problem(line, fault) for fault in faults)
        if not faults:
            units.append(_unit(line, cells))
    for unit in units:
        problems += (Problem(unit.line, text) for text in _strangers(unit, known, mentioned))
    problems += [*_doubles(units), *_taken(units, known), *_cycles(units, known)]
    return units, sorted(problems, key=lambda problem: problem.line)


def _unit(line: int, cells: Mapping[str, str]) -> UnitLine:
    return UnitLine(
        line=line,
        key=cells["key"],
        kind=cells["kind"],
        parent=cells["parent"],
        name=cells["name"],
        abbreviation=cells["abbreviation"],
        place=cells["place"],
        valid_from=date.fromisoformat(cells["valid_from"]),
        valid_to=date.fromisoformat(cells["valid_to"]) if cells["valid_to"] else None,
        identifiers=_identifiers(cells["identifiers"]),
        numbering=cells["numbering"] or "all",
    )


def _identifiers(cell: str) -> tuple[tuple[str, str], ...]:
    pairs = (part.strip().partition(":") for part in cell.split(";") if part.strip())
    return tuple((scheme, code.upper()) for scheme, _, code in pairs)


def _faults(cells: Mapping[str, str]) -> Iterator[Text]:
    """Yield what is wrong with one line by itself."""
    for name in ("key", "kind", "name", "valid_from"):
        if not cells[name]:
            yield _MISSING.filled(column=name)
    if cells["key"] and not KEY.fullmatch(cells["key"]):
        yield _BAD_KEY.filled(key=cells["key"])
    days = [_day(cells[name]) for name in ("valid_from", "valid_to")]
    for day, name in zip(days, ("valid_from", "valid_to"), strict=True):
        if cells[name] and day is None:
            yield _BAD_DAY.filled(day=cells[name])
    if days[0] and days[1] and days[1] <= days[0]:
        yield _REVERSED
    for part in filter(None, map(str.strip, cells["identifiers"].split(";"))):
        if not IDENTIFIER.fullmatch(part):
            yield _BAD_IDENTIFIER.filled(identifier=part)
    if cells["numbering"] and cells["numbering"] not in SCHEMES:
        yield _BAD_NUMBERING.filled(numbering=cells["numbering"], schemes=", ".join(SCHEMES))


def _day(cell: str) -> date | None:
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return None


def _strangers(unit: UnitLine, known: Known, mentioned: set[str]) -> Iterator[Text]:
    if unit.parent and unit.parent not in mentioned:
        yield _UNKNOWN_PARENT.filled(parent=unit.parent)
    if unit.kind not in known.kinds:
        yield _UNKNOWN_KIND.filled(kind=unit.kind)
    if unit.valid_from != known.begins.get(unit.key, unit.valid_from):
        yield _BEGINS_ELSEWHERE.filled(day=known.begins[unit.key].isoformat())


def _doubles(units: Iterable[UnitLine]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for unit in units:
        if first.setdefault(unit.key, unit.line) != unit.line:
            yield Problem(unit.line, _DOUBLE_KEY.filled(key=unit.key, line=first[unit.key]))


def _taken(units: list[UnitLine], known: Known) -> Iterator[Problem]:
    """Yield the identifiers that two units have at the same time."""
    holders: dict[tuple[str, str], list[UnitLine]] = {}
    here = {unit.key for unit in units}
    for unit in units:
        for pair in unit.identifiers:
            others = [one.key for one in holders.get(pair, []) if one.overlaps(unit)]
            others += [known.codes[pair]] if known.codes.get(pair, unit.key) not in here else []
            if others:
                code = ":".join(pair)
                yield Problem(unit.line, _TAKEN.filled(code=code, other=others[0]))
            holders.setdefault(pair, []).append(unit)


def _cycles(units: Iterable[UnitLine], known: Known) -> Iterator[Problem]:
    parents = {**known.parents, **{unit.key: unit.parent for unit in units}}
    for unit in units:
        seen, above = {unit.key}, parents[unit.key]
        while above and above not in seen:
            seen.add(above)
            above = parents.get(above, "")
        if above == unit.key:
            yield Problem(unit.line, _CYCLE.filled(key=unit.key))


_BAD_KIND = Text(
    "Loại đơn vị thiếu dữ liệu, trùng mã, hoặc cột đúng/sai không phải true/false.",
    "A kind of unit with something missing, a code used twice, or neither true nor false.",
)
_MISSING = Text("Thiếu {column}.", "{column} is missing.")
_BAD_KEY = Text(
    "Khóa “{key}” chỉ được gồm a-z, 0-9, dấu chấm và gạch, tối đa 64 ký tự.",
    "The key “{key}” may have a-z, 0-9, dots and dashes only, 64 letters at most.",
)
_BAD_DAY = Text("“{day}” không phải ngày (năm-tháng-ngày).", "“{day}” is no date (year-month-day).")
_REVERSED = Text("valid_to phải sau valid_from.", "valid_to must be after valid_from.")
_BAD_IDENTIFIER = Text(
    "Mã định danh “{identifier}” phải viết như qcvn102:000.00.00.H43.",
    "The identifier “{identifier}” must be written like qcvn102:000.00.00.H43.",
)
_BAD_NUMBERING = Text(
    "Cách cấp số “{numbering}” không có; có: {schemes}.",
    "There is no numbering “{numbering}”; there are: {schemes}.",
)
_UNKNOWN_KIND = Text("Không có loại đơn vị “{kind}”.", "There is no kind of unit “{kind}”.")
_UNKNOWN_PARENT = Text("Không có đơn vị cấp trên “{parent}”.", "There is no parent “{parent}”.")
_BEGINS_ELSEWHERE = Text(
    "Đơn vị đã có từ {day}; ngày bắt đầu không đổi được.",
    "The unit begins on {day} already; that day cannot be changed.",
)
_DOUBLE_KEY = Text(
    "Khóa “{key}” đã có ở dòng {line}.", "The key “{key}” is on line {line} already."
)
_TAKEN = Text("Mã {code} là của “{other}”.", "The identifier {code} belongs to “{other}”.")
_CYCLE = Text("“{key}” nằm dưới chính nó.", "“{key}” stands below itself.")
