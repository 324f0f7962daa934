"""The factors a saving is estimated with: prices and habits, dated, each with its source.

No price stands in the code.  A factor counts once another person than who entered it has
approved it, from its day until the next approved one; it never changes after that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from office.domain import quantities
from office.domain.targets import NOW, PAST, STANDINGS, TO_COME
from office.domain.text import Text, joined

SHEET, SHEETS_PAGE, COPIES, ENVELOPE = "sheet", "sheets_page", "copies", "envelope"
POST_DISTRICT, POST_PROVINCE, POST_ELSEWHERE = "post.district", "post.province", "post.elsewhere"
CLERK_MINUTES, MINUTE, SYSTEM_SEND = "clerk.minutes", "minute", "system.send"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a factor is called, and in which unit it is counted."""

    name: Text
    unit: Text


_DONG_SEND = Text("đ/lượt gửi", "đ a delivery")
#: Every factor the formula knows; its values are data.
FACTORS: Mapping[str, Kind] = {
    SHEET: Kind(Text("Giấy và mực một tờ", "Paper and ink of a sheet"), Text("đ/tờ", "đ a sheet")),
    SHEETS_PAGE: Kind(
        Text("Số tờ cho một trang", "Sheets for a page"), Text("tờ/trang", "sheets a page")
    ),
    COPIES: Kind(
        Text("Số bản giấy cho một lượt gửi", "Paper copies for a delivery"),
        Text("bản/lượt gửi", "copies a delivery"),
    ),
    ENVELOPE: Kind(Text("Phong bì", "Envelope"), _DONG_SEND),
    POST_DISTRICT: Kind(Text("Cước gửi trong huyện", "Postage within a district"), _DONG_SEND),
    POST_PROVINCE: Kind(Text("Cước gửi trong tỉnh", "Postage within the province"), _DONG_SEND),
    POST_ELSEWHERE: Kind(Text("Cước gửi ngoài tỉnh", "Postage elsewhere"), _DONG_SEND),
    CLERK_MINUTES: Kind(
        Text("Thời gian văn thư cho một lượt gửi giấy", "A clerk's time for a posted letter"),
        Text("phút/lượt gửi", "minutes a delivery"),
    ),
    MINUTE: Kind(Text("Tiền công một phút", "Pay of a minute"), Text("đ/phút", "đ a minute")),
    SYSTEM_SEND: Kind(
        Text("Chi phí hệ thống cho một lượt gửi", "The system's cost of a delivery"), _DONG_SEND
    ),
}
LOW, BASE, HIGH = "low", "base", "high"
#: The three values of a factor, and of an estimate.
LEVELS: Mapping[str, Text] = {
    LOW: Text("Thấp", "Low"),
    BASE: Text("Cơ sở", "Base"),
    HIGH: Text("Cao", "High"),
}
OPEN, APPROVED, REJECTED, RETRACTED = "", "approved", "rejected", "withdrawn"
OUTCOMES: Mapping[str, Text] = {
    OPEN: Text("chờ duyệt", "to be approved"),
    APPROVED: Text("đã duyệt", "approved"),
    REJECTED: Text("không duyệt", "rejected"),
    RETRACTED: Text("đã rút", "withdrawn"),
}
ASSUMED = Text("giả định", "assumption")


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """A dated value of a factor: low, base and high in thousandths of its unit.

    `assumed`: nobody found a price, it is the office's own assumption.  `approver` is who
    approved it, '' while nobody has.
    """

    id: int = 0
    code: str
    first_day: date
    low: int
    base: int
    high: int
    assumed: bool = False
    source: str
    note: str = ""
    outcome: str = OPEN
    approver: str = ""
    approved_at: datetime | None = None

    @property
    def kind(self) -> Kind:
        """Return what it is called and counted in."""
        return FACTORS[self.code]

    @property
    def told_source(self) -> Text:
        """Return where it comes from; an assumption says that it is one."""
        said = Text(self.source, self.source)
        return joined([said, ASSUMED]) if self.assumed else said

    def value(self, level: str) -> Fraction:
        """Return its low, base or high value, exactly."""
        thousandths = {LOW: self.low, BASE: self.base, HIGH: self.high}[level]
        return Fraction(thousandths, quantities.THOUSAND)

    def written(self, level: str) -> Text:
        """Return a value as people read it, without its unit."""
        return quantities.written(self.value(level))


def in_force(factors: Iterable[Factor], code: str, day: date) -> Factor | None:
    """Return the approved factor that holds on a day, None where there is none."""
    found = [
        one
        for one in factors
        if one.code == code and one.outcome == APPROVED and one.first_day <= day
    ]
    return max(found, key=lambda one: one.first_day, default=None)


def proposed(factors: Iterable[Factor], code: str, day: date) -> bool:
    """Say whether a factor for that day waits for approval."""
    return any(one.code == code and one.outcome == OPEN and one.first_day <= day for one in factors)


def standing(factors: Iterable[Factor], one: Factor, day: date) -> Text:
    """Return in words where a factor stands on a day: what came of it, and whether it holds."""
    if one.outcome != APPROVED:
        return OUTCOMES[one.outcome]
    if one.first_day > day:
        return STANDINGS[TO_COME]
    return STANDINGS[NOW if in_force(factors, one.code, day) == one else PAST]
