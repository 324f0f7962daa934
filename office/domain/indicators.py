"""The indicators of how far paper is replaced: named, versioned, each a formula of measures.

A definition that changes gets a new version; a figure always says by which it was made
(regulations: `docs/decisions`, NQ 17/NQ-CP, QĐ 942/QĐ-TTg, QĐ 28/2018 Đ5, NĐ 30/2020).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from office.domain.measures import Tally
from office.domain.text import Text

#: What one unit of the count is.
PER: Mapping[str, Text] = {
    "document": Text("văn bản đi", "documents issued"),
    "recipient": Text("lượt gửi (văn bản × nơi nhận)", "deliveries (document × recipient)"),
    "came": Text("văn bản đến", "documents received"),
    "work": Text("công việc", "items of work"),
    "sheet": Text("tờ giấy", "sheets of paper"),
    "unit": Text("đơn vị", "units"),
    "person": Text("người", "people"),
}
SHARE, MEDIAN, AMOUNT = "share", "median", "amount"


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A named definition: what is divided by what, or which amount or median is told.

    `part` and `whole` are measures that are added up; what begins with '-' is taken off.
    `until_end`: counted from the beginning of the record to the end of the period, as what stands
    open then.  `good` is 'up', 'down' or '' (which way is better).
    """

    code: str
    number: int
    name: Text
    formula: Text
    part: tuple[str, ...]
    whole: tuple[str, ...] = ()
    per: str
    kind: str = SHARE
    until_end: bool = False
    good: str = ""
    version: int = 1

    @property
    def definition(self) -> str:
        """Return the name that figures bear: code and version."""
        return f"{self.code}/{self.version}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What an indicator says of a tally: `value` is a share (0 to 1), a median or an amount.

    None where nothing was counted: never a nought that nobody measured.
    """

    indicator: Indicator
    part: int
    whole: int | None
    value: float | None


def figure(indicator: Indicator, tally: Tally) -> Figure:
    """Return what an indicator says of a tally."""
    if indicator.kind == MEDIAN:
        (name,) = indicator.part
        value = tally.median(name)
        return Figure(indicator=indicator, part=tally[name], whole=None, value=value)
    part = _sum(indicator.part, tally)
    if indicator.kind == AMOUNT:
        return Figure(indicator=indicator, part=part, whole=None, value=float(part))
    whole = _sum(indicator.whole, tally)
    return Figure(
        indicator=indicator, part=part, whole=whole, value=part / whole if whole else None
    )


def _sum(names: tuple[str, ...], tally: Tally) -> int:
    return sum(-tally[name[1:]] if name.startswith("-") else tally[name] for name in names)
