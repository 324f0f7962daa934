"""What an inspection looks at: figures of a unit, of those below it, of the period before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from office.domain.indicators import Figure
from office.domain.text import Text

Figures = Mapping[str, Figure]


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What is aimed at for an indicator in a year at that level, and where it is written."""

    value: float
    source: str | Text
    unverified: bool = False
    year: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitSeen:
    """A unit as it was seen: its figures now and in the period before, and who acted there."""

    name: str
    figures: Figures
    before: Figures = field(default_factory=dict)
    people: int = 0
    accounts: int = 0
    idle: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """How often paper came to a unit for a reason."""

    unit: str
    reason: Text
    deliveries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Everything an inspection looks at: a unit with those below it, in a period.

    `before` is the period compared with, with its figures.  `coming` are targets of later years:
    they are told, and nothing is compared with them.  `reasons` are why paper came,
    `sent_reasons` why it was sent.  `people` acted, of `accounts`.
    """

    name: str
    period: Text
    figures: Figures
    period_before: Text
    before: Figures = field(default_factory=dict)
    goals: Mapping[str, Goal] = field(default_factory=dict)
    coming: Mapping[str, Goal] = field(default_factory=dict)
    units: Sequence[UnitSeen] = ()
    reasons: Sequence[Why] = ()
    sent_reasons: Sequence[Why] = ()
    people: int = 0
    accounts: int = 0
    secret: int = 0
    simulated: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence, and the indicators whose figures it tells."""

    text: Text
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what was found under it; there is none without findings."""

    title: Text
    findings: tuple[Finding, ...]


def made(*found: tuple[Text, Iterator[Finding]]) -> list[Section]:
    """Return the sections in which something was found."""
    listed = [(title, tuple(findings)) for title, findings in found]
    return [Section(title, findings) for title, findings in listed if findings]


def percent(value: float) -> Text:
    """Return a share in words: one decimal, none where it is whole."""
    said = f"{value * 100:.1f}".removesuffix(".0")
    return Text(said.replace(".", ",") + " %", said + "%")


def number(value: float) -> Text:
    """Return a number in words: thousands apart, one decimal where it is not whole."""
    said = f"{value:,.1f}".removesuffix(".0")
    swapped = said.translate(str.maketrans(",.", ".,"))
    return Text(swapped, said)


def part(figures: Figures, code: str) -> int:
    """Return the part of a figure, 0 where it was not counted."""
    one = figures.get(code)
    return one.part if one is not None else 0


def value(figures: Figures, code: str) -> float | None:
    """Return the value of a figure, None where nothing was counted."""
    one = figures.get(code)
    return one.value if one is not None else None
