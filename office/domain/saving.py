"""What fully electronic sending is estimated to save, in đồng: low, base, high, and how.

An estimate is no measurement: it is a type of its own that adds to nothing but another
estimate, and it has no number while a factor is missing.  What was sent with paper as well
saves nothing, and what is secret is not counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from office.domain.cost_factors import FACTORS, Factor, in_force, proposed
from office.domain.paper import ELECTRONIC, PAPER, PARALLEL
from office.domain.saving_terms import (
    DISTANCES,
    DISTRICT,
    ELSEWHERE,
    PROVINCE,
    SEATS,
    TERMS,
    Counted,
    Line,
    Money,
    Term,
)
from office.domain.text import Text, joined

__all__ = [
    "DISTANCES", "DISTRICT", "ELSEWHERE", "PROVINCE", "SEATS", "TERMS", "Counted", "Estimate",
    "LeftOut", "Line", "Missing", "Money", "estimate",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Missing:
    """A factor that is not there for a day: `waits` when one is proposed and not approved."""

    code: str
    day: date
    waits: bool

    @property
    def words(self) -> Text:
        """Say what is missing."""
        said = _WAITS if self.waits else _NONE
        return said.filled(name=FACTORS[self.code].name, day=f"{self.day:%d/%m/%Y}")


class LeftOut(NamedTuple):
    """Deliveries that save nothing: sent with paper as well, on paper alone, secret."""

    parallel: int = 0
    paper: int = 0
    secret: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """An estimated saving: its lines, or what is missing.  It is never a bare number."""

    lines: tuple[Line, ...] = ()
    missing: tuple[Missing, ...] = ()
    left_out: LeftOut = field(default_factory=LeftOut)

    @property
    def total(self) -> Money | None:
        """Return the sum of the lines, None while a factor is missing."""
        if self.missing:
            return None
        return sum((line.amounts for line in self.lines), Money(0, 0, 0))

    @property
    def factors(self) -> tuple[Factor, ...]:
        """Return the factors it was worked out with, each once, in the order of the formula."""
        return tuple(dict.fromkeys(one for line in self.lines for one in line.factors))

    @property
    def words(self) -> Text:
        """Say what is estimated, or why there is no number."""
        total = self.total
        if total is not None:
            return _ESTIMATED.filled(amount=total.written)
        return _NO_NUMBER.filled(missing=joined(one.words for one in self.missing))

    def __str__(self) -> str:
        return str(self.words)

    def __add__(self, other: Estimate) -> Estimate:
        """Join two estimates; a measured figure cannot be added to one."""
        if not isinstance(other, Estimate):
            return NotImplemented
        return Estimate(
            lines=_lines((line.term, line.factors, line.quantity) for line in _both(self, other)),
            missing=_joined((*self.missing, *other.missing)),
            left_out=LeftOut(*map(sum, zip(self.left_out, other.left_out, strict=True))),
        )


def estimate(counted: Iterable[Counted], factors: Sequence[Factor]) -> Estimate:
    """Return what fully electronic deliveries save by estimate, with the factors of their day."""
    told = list(counted)
    wanted = [
        (term, one.day, quantity)
        for one in told
        if _saves(one)
        for term in TERMS
        if (quantity := term.quantity(one))
    ]
    missing = _missing({(code, day) for term, day, _ in wanted for code in term.codes}, factors)
    found = ((term, _used(term, day, factors), quantity) for term, day, quantity in wanted)
    return Estimate(
        lines=() if missing else _lines(found), missing=missing, left_out=_left_out(told)
    )


def _used(term: Term, day: date, factors: Sequence[Factor]) -> tuple[Factor, ...]:
    held = (in_force(factors, code, day) for code in term.codes)
    return tuple(factor for factor in held if factor is not None)


def _missing(needed: Iterable[tuple[str, date]], factors: Sequence[Factor]) -> tuple[Missing, ...]:
    """Return which factors are not there, each with the first day it is needed for."""
    lacking: dict[str, Missing] = {}
    for code, day in sorted(needed):
        if in_force(factors, code, day) is None:
            lacking.setdefault(code, Missing(code, day, proposed(factors, code, day)))
    return _joined(lacking.values())


def _joined(missing: Iterable[Missing]) -> tuple[Missing, ...]:
    """Return what is missing once each, in the order of the factors."""
    first: dict[str, Missing] = {}
    for one in sorted(missing, key=lambda one: one.day):
        first.setdefault(one.code, one)
    return tuple(first[code] for code in FACTORS if code in first)


def _saves(one: Counted) -> bool:
    """Say whether deliveries count at all: fully electronic, and not secret."""
    return one.channel == ELECTRONIC and not one.secret


def _left_out(counted: Iterable[Counted]) -> LeftOut:
    kinds: Counter[str] = Counter()
    for one in counted:
        kinds["secret" if one.secret else one.channel] += one.deliveries
    return LeftOut(kinds[PARALLEL], kinds[PAPER], kinds["secret"])


def _lines(found: Iterable[tuple[Term, tuple[Factor, ...], int]]) -> tuple[Line, ...]:
    """Add up what has the same term and the same factors, in the order of the formula."""
    quantities_of: Counter[tuple[Term, tuple[Factor, ...]]] = Counter()
    for term, factors, quantity in found:
        quantities_of[term, factors] += quantity
    lines = [Line(term, quantity, used) for (term, used), quantity in quantities_of.items()]
    return tuple(sorted(lines, key=lambda line: TERMS.index(line.term)))


def _both(one: Estimate, other: Estimate) -> tuple[Line, ...]:
    return () if one.missing or other.missing else (*one.lines, *other.lines)


_NONE = Text(
    "{name}: chưa có hệ số cho ngày {day}",
    "{name}: there is no factor for {day}",
)
_WAITS = Text(
    "{name}: hệ số cho ngày {day} đang chờ duyệt",
    "{name}: the factor for {day} waits for approval",
)
_ESTIMATED = Text("Ước tính {amount}", "Estimated {amount}")
_NO_NUMBER = Text("Chưa ước tính được. {missing}", "There is no estimate. {missing}")
