"""The measures as formulas of a spreadsheet, over sheets of the lines they count.

Whoever has the file changes a line and sees every figure follow.  Formulas are made of fixed words
and places alone: nothing that anybody typed gets into one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from office.domain import line_words
from office.domain.indicators import MEDIAN, SHARE, Indicator
from office.domain.measures import CAME, DOCUMENT, SENT, SHEET, Measure, Value

STANDING = "standing"
NOTHING = "—"
#: The sheets of lines: their names, and the columns each has.
SHEETS: dict[str, tuple[str, tuple[str, ...]]] = {
    DOCUMENT: ("Văn bản đi", (
        "public_id", "symbol", "unit_id", "level", "type_code", "on_day", "way", "leader_signed",
        "agency_signed", "simulated", "from_work", "prompt", "secret", "gone",
    )),
    SENT: ("Lượt gửi", (
        "public_id", "symbol", "sender_id", "to", "to_level", "type_code", "sent_on", "way",
        "reason", "pages", "secret", "gone",
    )),
    CAME: ("Văn bản đến", (
        "public_id", "symbol", "unit_id", "from_level", "type_code", "came_on", "intake", "though",
        "registered", "entry", "receipted", "receipt_same_day", "receipt_hours", "needed_work",
        "online", "taken_up_on", "dated", "late_from", "late_until", "finished", "finished_on",
        "outcome", "days_late", "refused", "secret", "gone",
    )),
    STANDING: ("Việc đến cuối kỳ", (
        "public_id", "symbol", "unit_id", "type_code", "needed_work", "taken_up_on", "dated",
        "late_from", "late_until", "finished", "finished_on", "refused", "secret", "gone",
    )),
    SHEET: ("Bản giấy", (
        "public_id", "symbol", "unit_id", "level", "type_code", "on_day", "event", "copies",
        "sheets", "secret",
    )),
}  # fmt: skip
#: The columns that are days: a sheet has the day only where the unit was asked for on it.
DAYS = frozenset({
    "on_day", "sent_on", "came_on", "taken_up_on", "late_from", "late_until", "finished_on",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Area:
    """A sheet of lines as it was written: which one, and how many lines it has."""

    sheet: str
    lines: int

    def column(self, name: str) -> str:
        """Return the cells of a column, as formulas name them."""
        title, columns = SHEETS[self.sheet]
        letter = letters(columns.index(name))
        return f"'{title}'!${letter}$2:${letter}${max(self.lines, 1) + 1}"


@dataclass(frozen=True, slots=True)
class Span:
    """The cells that hold the first and the last day asked for; no first: from the beginning."""

    since: str
    until: str


def letters(nth: int) -> str:
    """Return what a spreadsheet calls its nth column, counted from nought."""
    before, last = divmod(nth, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)


def amount(measure: Measure, area: Area, span: Span) -> str:
    """Return the formula that counts a measure, or adds it up."""
    told = [part for pair in _criteria(measure, area, span) for part in pair]
    if measure.amount:
        return f"=SUMIFS({','.join([area.column(measure.amount), *told])})"
    return f"=COUNTIFS({','.join(told)})"


def _criteria(measure: Measure, area: Area, span: Span) -> Iterator[tuple[str, str]]:
    day = area.column(measure.day)
    if span.since:
        yield day, f'">="&{span.since}'
    yield day, f'"<="&{span.until}'
    for name, value in measure.where.items():
        yield area.column(name), f'"{_word(value)}"'


def median(measure: Measure, area: Area, span: Span) -> str:
    """Return the formula of a median, over all lines at once."""
    day = area.column(measure.day)
    told = [f"({day}>={span.since})", f"({day}<={span.until})"]
    told += [f'({area.column(name)}="{_word(value)}")' for name, value in measure.where.items()]
    return f'=IFERROR(MEDIAN(IF({"*".join(told)},{area.column(measure.bucket)})),"{NOTHING}")'


def total(names: Sequence[str], cells: Mapping[str, str]) -> str:
    """Return the formula that adds up measures; what begins with '-' is taken off."""
    signs = (("-", name[1:]) if name.startswith("-") else ("+", name) for name in names)
    told = "".join(f"{sign}{cells[name]}" for sign, name in signs)
    return f"={told.removeprefix('+')}"


def value(indicator: Indicator, part: str, whole: str, middle: str) -> str:
    """Return the formula of an indicator's value, of the cells of its part, whole or median."""
    if indicator.kind == MEDIAN:
        return f"={middle}"
    return f'=IF({whole}=0,"{NOTHING}",{part}/{whole})' if indicator.kind == SHARE else f"={part}"


def cell(said: object) -> str | int | date | None:
    """Return what stands in a cell for a value of a line: numbers and days as they are."""
    if isinstance(said, bool) or not isinstance(said, int | date):
        return _word(said if isinstance(said, str | bool) else None)
    return said


def _word(said: Value) -> str:
    return line_words.value(said).vi
