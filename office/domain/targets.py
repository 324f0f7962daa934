"""Targets the government set for moving without paper: dated data, never a default.

A row says which share an indicator should reach at a level of government, from which day to
which, and by which text.  Where no row holds there is no target, and nothing is compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from office.domain import levels, quantities
from office.domain.text import Text

#: The whole, in tenths of a per cent.
WHOLE = 1000
#: The indicators that texts set targets for, by the codes figures bear.
INDICATORS: Mapping[str, Text] = {
    "sent.electronic": Text("Gửi hoàn toàn điện tử", "Sent fully electronically"),
    "work.online": Text("Công việc xử lý trên mạng", "Work handled online"),
    "signed.both": Text("Ký số đầy đủ (cơ quan và lãnh đạo)", "Signed by agency and leader"),
}
#: The levels of government a target can be set for, as kinds of unit name them.
#: What targets are set for: those outside keep their own.
LEVELS: Mapping[str, Text] = {
    level: words for level, words in levels.LEVELS.items() if level != "external"
}
UNCHECKED = Text("cần kiểm tra", "to be verified")
PAST, NOW, TO_COME, WITHDRAWN = "past", "now", "to_come", "withdrawn"
STANDINGS: Mapping[str, Text] = {
    PAST: Text("đã qua", "past"),
    NOW: Text("đang áp dụng", "in force"),
    TO_COME: Text("sắp tới", "to come"),
    WITHDRAWN: Text("đã rút", "withdrawn"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One target: `last_day` is what the text says, `ended_on` what was decided afterwards.

    `permille` counts tenths of a per cent; not `checked`: nobody has compared it with the text.
    """

    id: int = 0
    code: str = ""
    indicator: str
    level: str
    first_day: date
    last_day: date | None = None
    permille: int
    source: str
    note: str = ""
    checked: bool = False
    ended_on: date | None = None

    @property
    def until(self) -> date | None:
        """Return the last day it holds, None while there is none."""
        return self.last_day if self.ended_on is None else self.ended_on

    @property
    def withdrawn(self) -> bool:
        """Say whether it was ended before it began: it never held."""
        return self.until is not None and self.until < self.first_day

    @property
    def share(self) -> float:
        """Return the target as a share, 0 to 1."""
        return self.permille / WHOLE

    @property
    def written(self) -> Text:
        """Return the target as people read it: "90 %"."""
        number = quantities.written(Fraction(self.permille, 10))
        return Text(f"{number.vi} %", f"{number.en}%")

    def covers(self, day: date) -> bool:
        """Say whether it holds on `day`."""
        return self.first_day <= day and (self.until is None or day <= self.until)

    def met(self, part: int, whole: int) -> bool:
        """Say whether `part` of `whole` reaches it; nothing reaches nothing."""
        return whole > 0 and part * WHOLE >= self.permille * whole

    def standing(self, day: date) -> str:
        """Return where it stands on a day: one of `STANDINGS`."""
        if self.withdrawn:
            return WITHDRAWN
        if self.covers(day):
            return NOW
        return TO_COME if day < self.first_day else PAST


def on(targets: Iterable[Target], indicator: str, level: str, day: date) -> Target | None:
    """Return the target in force on a day: of several texts the one that began last."""
    found = [one for one in _of(targets, indicator, level) if one.covers(day)]
    return max(found, key=_latest, default=None)


def target(targets: Iterable[Target], indicator: str, level: str, year: int) -> Target | None:
    """Return the target of a year, None where there is none.

    It is the one in force on the last day of the year that had any: a level that was
    abolished in July has a target that year and none afterwards.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    found = [
        (min(one.until or last, last), _latest(one), one)
        for one in _of(targets, indicator, level)
        if one.first_day <= last and (one.until is None or one.until >= first)
    ]
    return max(found, key=lambda row: row[:2])[2] if found else None


def coming(targets: Iterable[Target], indicator: str, level: str, year: int) -> Target | None:
    """Return the first target that begins after a year: to be told, never to compare with."""
    last = date(year, 12, 31)
    found = [one for one in _of(targets, indicator, level) if one.first_day > last]
    return min(found, key=lambda one: (one.first_day, -one.id), default=None)


def _of(targets: Iterable[Target], indicator: str, level: str) -> list[Target]:
    return [
        one
        for one in targets
        if (one.indicator, one.level) == (indicator, level) and not one.withdrawn
    ]


def _latest(one: Target) -> tuple[date, int]:
    return one.first_day, one.id
