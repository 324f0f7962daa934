"""What fully electronic sending is estimated to save, in đồng: low, base, high, and how.

An estimate is no measurement: it is a type of its own that adds to nothing but another
estimate, and it has no number while a factor is missing.  What was sent with paper as well
saves nothing, and what is secret is not counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from math import prod
from typing import NamedTuple

from office.domain import quantities
from office.domain.cost_factors import (
    BASE,
    CLERK_MINUTES,
    COPIES,
    ENVELOPE,
    FACTORS,
    HIGH,
    LOW,
    MINUTE,
    POST_DISTRICT,
    POST_ELSEWHERE,
    POST_PROVINCE,
    SHEET,
    SHEETS_PAGE,
    SYSTEM_SEND,
    Factor,
    in_force,
    proposed,
)
from office.domain.paper import ELECTRONIC, PAPER, PARALLEL
from office.domain.text import Text, joined

DISTRICT, PROVINCE, ELSEWHERE = "district", "province", "elsewhere"
#: How far a letter would have been posted.
DISTANCES: Mapping[str, Text] = {
    DISTRICT: Text("Trong huyện", "Within a district"),
    PROVINCE: Text("Trong tỉnh", "Within the province"),
    ELSEWHERE: Text("Ngoài tỉnh", "Elsewhere"),
}
#: The levels of government whose units sit in a place of their own, the one asked first.
SEATS = ("district", "commune")
_SEND = Text("lượt gửi", "deliveries")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What was measured: deliveries of one kind on a day, and their documents' pages together."""

    day: date
    distance: str
    channel: str
    secret: bool = False
    deliveries: int
    pages: int

    def __post_init__(self) -> None:
        """Refuse a distance without a postage: it would be counted as free."""
        if self.distance not in DISTANCES:
            raise ValueError(f"unknown distance {self.distance!r}")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount of đồng, estimated: at the least, likely, at the most."""

    low: int
    base: int
    high: int

    def __add__(self, other: Money) -> Money:
        """Add another estimated amount."""
        if not isinstance(other, Money):
            return NotImplemented
        return Money(self.low + other.low, self.base + other.base, self.high + other.high)

    @property
    def written(self) -> Text:
        """Return the likely amount between its bounds, as an estimate is always told."""
        said = Text("{base} đ (từ {low} đến {high} đ)", "{base} đ ({low} to {high} đ)")
        amounts = {LOW: self.low, BASE: self.base, HIGH: self.high}
        return said.filled(**{name: quantities.written(one) for name, one in amounts.items()})


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the formula: what is counted, by which factors it is multiplied, and its sign."""

    name: Text
    unit: Text
    codes: tuple[str, ...]
    distance: str = ""
    pages: bool = False
    cost: bool = False

    def quantity(self, counted: Counted) -> int:
        """Return how much of it some deliveries make."""
        if self.distance not in ("", counted.distance):
            return 0
        return counted.pages if self.pages else counted.deliveries


TERMS = (
    Term(
        Text("Giấy, mực", "Paper and ink"), Text("trang", "pages"),
        (COPIES, SHEETS_PAGE, SHEET), pages=True,
    ),
    Term(Text("Phong bì", "Envelopes"), _SEND, (ENVELOPE,)),
    Term(Text("Cước trong huyện", "Postage in districts"), _SEND, (POST_DISTRICT,), DISTRICT),
    Term(Text("Cước trong tỉnh", "Postage in the province"), _SEND, (POST_PROVINCE,), PROVINCE),
    Term(Text("Cước ngoài tỉnh", "Postage elsewhere"), _SEND, (POST_ELSEWHERE,), ELSEWHERE),
    Term(Text("Thời gian văn thư", "Clerks' time"), _SEND, (CLERK_MINUTES, MINUTE)),
    Term(Text("Trừ chi phí hệ thống", "Less the system's cost"), _SEND, (SYSTEM_SEND,), cost=True),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A term with what was measured and the factors in force then: it can be worked out again."""

    term: Term
    quantity: int
    factors: tuple[Factor, ...]

    def level_of(self, level: str) -> str:
        """Return at which of its values a factor is taken for the low, base or high saving: a
        cost is highest where the saving is lowest."""
        return {LOW: HIGH, HIGH: LOW}.get(level, level) if self.term.cost else level

    def amount(self, level: str) -> int:
        """Return what it comes to, in whole đồng."""
        product = self.quantity * prod(one.value(self.level_of(level)) for one in self.factors)
        return quantities.rounded(Fraction(-product if self.term.cost else product))

    @property
    def amounts(self) -> Money:
        """Return what it comes to: low, base, high."""
        return Money(self.amount(LOW), self.amount(BASE), self.amount(HIGH))

    def formula(self, level: str = BASE) -> Text:
        """Return how it is worked out: "1.200 trang × 1 bản/lượt gửi × … = 360.000 đ"."""
        parts = [_with(quantities.written(self.quantity), self.term.unit)]
        parts += [_with(one.written(self.level_of(level)), one.kind.unit) for one in self.factors]
        made = _with(quantities.written(self.amount(level)), Text("đ", "đ"))
        return joined([joined(parts, " × "), made], " = ")


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


def _with(number: Text, unit: Text) -> Text:
    return joined((number, unit), " ")


_NONE = Text(
    "{name}: chưa có hệ số cho ngày {day}",
    "{name}: there is no factor for {day}",
)
_WAITS = Text(
    "{name}: hệ số cho ngày {day} đang chờ duyệt",
    "{name}: the factor for {day} waits for approval",
)
_ESTIMATED = Text("ước tính {amount}", "estimated {amount}")
_NO_NUMBER = Text("Chưa ước tính được. {missing}", "There is no estimate. {missing}")
