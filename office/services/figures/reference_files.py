"""Reads targets and factors from CSV, and names every bad line; knows no database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TextIO, TypeVar

from office.domain import cost_factors, quantities, targets
from office.domain.cost_factors import Factor
from office.domain.targets import Target
from office.domain.text import Text
from office.services.places.lines import Problem, rows

TARGET_COLUMNS = (
    "code", "indicator", "level", "from", "until", "value", "checked", "source", "note",
)  # fmt: skip
FACTOR_COLUMNS = ("code", "from", "low", "base", "high", "assumed", "source", "note")
TRUTH = {"true": True, "false": False}
#: Tenths of a per cent are told, thousandths are read.
_TENTH = quantities.THOUSAND // 10
Read = TypeVar("Read", Target, Factor)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What loading a file did; with problems it did nothing."""

    added: int = 0
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)


def read_targets(lines: TextIO) -> tuple[list[tuple[int, Target]], list[Problem]]:
    """Read targets with their lines, and everything that is wrong with the file."""
    return _read(lines, TARGET_COLUMNS, _target)


def read_factors(lines: TextIO) -> tuple[list[tuple[int, Factor]], list[Problem]]:
    """Read factors with their lines, and everything that is wrong with the file."""
    return _read(lines, FACTOR_COLUMNS, _factor)


def _read(
    lines: TextIO, columns: tuple[str, ...], one: Callable[[dict[str, str]], Read]
) -> tuple[list[tuple[int, Read]], list[Problem]]:
    problems: list[Problem] = []
    found: list[tuple[int, Read]] = []
    for line, cells in rows(lines, columns, problems):
        try:
            found.append((line, one(cells)))
        except (KeyError, ValueError):
            problems.append(Problem(line, _BAD_LINE))
    return found, sorted([*problems, *_doubles(found)], key=lambda problem: problem.line)


def _doubles(found: list[tuple[int, Read]]) -> Iterator[Problem]:
    first: dict[tuple[str, date | None], int] = {}
    for line, one in found:
        key = (one.code, one.first_day if isinstance(one, Factor) else None)
        if first.setdefault(key, line) != line:
            yield Problem(line, _DOUBLE.filled(code=one.code, line=first[key]))


def _target(cells: dict[str, str]) -> Target:
    per_cent = quantities.parse_plain(cells["value"])
    days = _days(cells["from"], cells["until"])
    known = cells["indicator"] in targets.INDICATORS and cells["level"] in targets.LEVELS
    if not (known and cells["code"] and cells["source"]) or per_cent % _TENTH:
        raise ValueError(cells)
    if per_cent > quantities.THOUSAND * 100:
        raise ValueError(cells)
    return Target(
        code=cells["code"],
        indicator=cells["indicator"],
        level=cells["level"],
        first_day=days[0],
        last_day=days[1],
        permille=per_cent // _TENTH,
        source=cells["source"],
        note=cells["note"],
        checked=TRUTH[cells["checked"]],
    )


def _factor(cells: dict[str, str]) -> Factor:
    values = [quantities.parse_plain(cells[name]) for name in ("low", "base", "high")]
    known = cells["code"] in cost_factors.FACTORS
    if not (known and cells["source"]) or values != sorted(values):
        raise ValueError(cells)
    return Factor(
        code=cells["code"],
        first_day=date.fromisoformat(cells["from"]),
        low=values[0],
        base=values[1],
        high=values[2],
        assumed=TRUTH[cells["assumed"]],
        source=cells["source"],
        note=cells["note"],
    )


def _days(first: str, last: str) -> tuple[date, date | None]:
    days = date.fromisoformat(first), date.fromisoformat(last) if last else None
    if days[1] is not None and days[1] < days[0]:
        raise ValueError(last)
    return days


_BAD_LINE = Text(
    "Dòng thiếu dữ liệu, hoặc có mã, ngày hay số không đọc được.",
    "Something is missing, or a code, a day or a number cannot be read.",
)
_DOUBLE = Text("“{code}” đã có ở dòng {line}.", "“{code}” is on line {line} already.")
