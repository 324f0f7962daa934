"""The terms of the formula by which a saving is estimated: what is counted, times which factors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import prod

from office.domain import quantities
from office.domain.cost_factors import (
    BASE,
    CLERK_MINUTES,
    COPIES,
    ENVELOPE,
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
)
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
        worked_out = joined(parts, " × ")
        if self.term.cost:
            worked_out = Text(f"− {worked_out.vi}", f"− {worked_out.en}")
        return joined([worked_out, made], " = ")


def _with(number: Text, unit: Text) -> Text:
    return joined((number, unit), " ")
