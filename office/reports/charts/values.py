"""What a chart shows, as plain values; how it is drawn is the affair of the modules beside.

A `Label` is a name as it stands (`str`) or words in both languages (`Text`).  A `Cell` without
a value is a gap: of a month in which nothing was sent no share is known, and nought would lie.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from office.domain.paper import CHANNELS, ELECTRONIC, PAPER, PARALLEL
from office.domain.text import Text
from office.reports.charts.measures import COUNT, SHARE, Measure, Number
from office.reports.printable import printable

Label = str | Text
#: How a piece is filled; each differs in lightness and in hatching, not in colour alone.
FULL, HATCHED, HOLLOW = "full", "hatched", "hollow"


@dataclass(frozen=True, slots=True)
class Cell:
    """One value, where it leads, and what it rests on ("45 trên 50 văn bản").

    Raises ValueError for a value that is no number: that is a fault of whoever counted.
    """

    value: Number | None = None
    href: str = ""
    note: Label = ""

    def __post_init__(self) -> None:
        if isinstance(self.value, float) and not math.isfinite(self.value):
            raise ValueError(f"a chart cannot show {self.value!r}")


@dataclass(frozen=True, slots=True)
class Row:
    """A named run of values: a month's classes, a unit's months, a line, a pair."""

    label: Label
    cells: tuple[Cell, ...]
    href: str = ""


@dataclass(frozen=True, slots=True)
class Class:
    """What the pieces of one kind are called, and how they are filled."""

    label: Label
    fill: str


#: Fully electronic, with paper, paper alone: in this order, drawn alike everywhere.
SENT_CLASSES: tuple[Class, ...] = (
    Class(CHANNELS[ELECTRONIC], FULL),
    Class(CHANNELS[PARALLEL], HATCHED),
    Class(CHANNELS[PAPER], HOLLOW),
)


@dataclass(frozen=True, slots=True)
class Target:
    """What was to be reached, in the chart's own measure, and by whose decision."""

    value: Number
    label: Label = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What is said around a chart.

    `key` makes the ids, so it is the chart's own on its page (a-z, 0-9, -).  `title` names what
    is shown, `about` says in a sentence what is to be seen, `definition` names the rule that
    counts and its version, `rows` heads the first column of the table.
    """

    key: str
    title: Label
    about: Label = ""
    definition: Label = ""
    rows: Label = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stacks:
    """Columns of pieces, one a month; `whole` draws each as 100 %.

    Each column has one cell a class.  A target is a share of the column, of its first class.
    """

    head: Head
    rows: tuple[Row, ...]
    classes: tuple[Class, ...] = SENT_CLASSES
    whole: bool = False
    target: Target | None = None
    measure: Measure = COUNT


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """One line a row over the same `columns`."""

    head: Head
    columns: tuple[Label, ...]
    rows: tuple[Row, ...]
    target: Target | None = None
    measure: Measure = SHARE


@dataclass(frozen=True, slots=True, kw_only=True)
class Multiples:
    """The same small line for many units, beside one another on one scale."""

    head: Head
    columns: tuple[Label, ...]
    rows: tuple[Row, ...]
    target: Target | None = None
    measure: Measure = SHARE


@dataclass(frozen=True, slots=True)
class Bar:
    """One unit of a league, with the way it came there if `trend` has values."""

    label: Label
    cell: Cell
    trend: tuple[Number | None, ...] = ()


#: What a league's bars are, unless it says otherwise.
VALUE: Label = Text("Giá trị", "Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class League:
    """Units by their value, the highest first unless `lowest_first`; gaps stand last."""

    head: Head
    rows: tuple[Bar, ...]
    value: Label = VALUE
    target: Target | None = None
    lowest_first: bool = False
    measure: Measure = SHARE


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatMap:
    """Units × months; `steps` are where the next darker shade begins."""

    head: Head
    columns: tuple[Label, ...]
    rows: tuple[Row, ...]
    steps: tuple[Number, ...] = (0.25, 0.5, 0.75, 0.9)
    measure: Measure = SHARE


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Two periods side by side; each row has two cells, the earlier first."""

    head: Head
    earlier: Label
    later: Label
    rows: tuple[Row, ...]
    target: Target | None = None
    measure: Measure = SHARE


@dataclass(frozen=True, slots=True)
class Span:
    """Who had the item, from when until when; None is until now.  `fill` may say it was late."""

    label: Label
    since: datetime
    until: datetime | None = None
    href: str = ""
    note: Label = ""
    fill: str = FULL


@dataclass(frozen=True, slots=True)
class Instant:
    """Something at one moment: it arrived, it was due, it was issued."""

    at: datetime
    label: Label


#: What the pieces of a way mean, unless a chart says otherwise.
HELD_CLASSES: tuple[Class, ...] = (
    Class(Text("Trong hạn", "In time"), FULL),
    Class(Text("Quá hạn", "Late"), HATCHED),
    Class(Text("Chờ tiếp nhận", "Waiting to be accepted"), HOLLOW),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """One document's way through time, in the order given; `now` ends what is still open.

    `shown` is the time it is drawn for, where that is not the time of its rows.
    """

    head: Head
    rows: tuple[Span, ...]
    now: datetime
    instants: tuple[Instant, ...] = ()
    classes: tuple[Class, ...] = HELD_CLASSES
    shown: tuple[datetime, datetime] | None = None


Chart = Stacks | Lines | Multiples | League | HeatMap | Pairs | Path


def wording(label: Label, language: str) -> str:
    """Return a label in `language`, without what no page can show."""
    return _shown(label.into(language) if isinstance(label, Text) else label)


@lru_cache(maxsize=4096)
def _shown(words: str) -> str:
    """Names come again in every cell of their row."""
    return printable(words)
