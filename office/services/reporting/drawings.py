"""The charts of a report: the same as on the page of figures, without links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from office.domain.definitions import DEFINITIONS
from office.domain.indicators import figure
from office.domain.measures import Tally
from office.domain.text import Text
from office.reports.charts import (
    Bar,
    Cell,
    Chart,
    Head,
    League,
    Row,
    Stacks,
)
from office.services.figures.drawn import (
    CAME_CLASSES,
    MONTHS,
    UNITS,
    definitions,
    month_words,
    target,
)
from office.services.figures.opened import CAME, SENT
from office.services.reporting.looking import DRAWN, Look

#: The definitions of what is drawn.
CODES = ("electronic.deliveries", "parallel.deliveries", "paper.deliveries",
         "came.electronic", "came.digitised", "came.paper")  # fmt: skip


def charts(look: Look) -> list[Chart]:
    """Return what there is to draw: nothing where nothing was counted."""
    months = _months(look)
    found: list[Chart] = []
    if any(tally[name] for _, tally in months for name in SENT):
        found.append(_sent(look, months))
    if any(tally[name] for _, tally in months for name in CAME):
        found.append(_came(months))
    bars = tuple(_bars(look))
    if len(bars) > 1:
        found.append(_league(bars))
    return found


def _months(look: Look) -> Sequence[tuple[date, Tally]]:
    """Return the months from the first in which anything was counted."""
    months = sorted(look.dashboard.months.items())
    while months and not months[0][1].amounts:
        months = months[1:]
    return months


def _stacks(months: Sequence[tuple[date, Tally]], names: tuple[str, ...]) -> tuple[Row, ...]:
    return tuple(
        Row(month_words(month), tuple(Cell(tally[name]) for name in names))
        for month, tally in months
    )


def _sent(look: Look, months: Sequence[tuple[date, Tally]]) -> Stacks:
    return Stacks(
        head=Head(
            key="sent",
            title=Text("Lượt gửi theo tháng", "Deliveries by month"),
            about=Text(
                "Mỗi nơi nhận của một văn bản là một lượt gửi.",
                "Every recipient of a document is one delivery.",
            ),
            definition=definitions(*CODES[:3]),
            rows=MONTHS,
        ),
        rows=_stacks(months, SENT),
        target=target(look.dashboard.aims.get(DRAWN)),
    )


def _came(months: Sequence[tuple[date, Tally]]) -> Stacks:
    return Stacks(
        head=Head(
            key="came",
            title=Text("Văn bản đến theo tháng", "Documents received by month"),
            about=Text(
                "Nhận điện tử, giấy đã số hóa, giấy không số hóa.",
                "Received electronically, on paper and scanned in, on paper alone.",
            ),
            definition=definitions(*CODES[3:]),
            rows=MONTHS,
        ),
        rows=_stacks(months, CAME),
        classes=CAME_CLASSES,
    )


def _bars(look: Look) -> Iterator[Bar]:
    """Yield the units that received anything, by how much of it came without paper."""
    indicator = DEFINITIONS["use.paper_though"]
    for unit_id, tally in look.tallies.items():
        one = figure(indicator, tally)
        if one.value is not None:
            note = f"{one.part}/{one.whole}"
            yield Bar(look.named[unit_id].name, Cell(one.value, "", note))


def _league(bars: tuple[Bar, ...]) -> League:
    indicator = DEFINITIONS["use.paper_though"]
    return League(
        head=Head(
            key="paper-though",
            title=Text("Đơn vị nào còn nhận giấy", "Which units still receive paper"),
            about=Text(
                "Tỷ lệ văn bản đến còn kèm giấy hoặc chỉ có giấy, thấp là tốt.",
                "The share of what came that was on paper or had paper beside it; low is good.",
            ),
            definition=indicator.definition,
            rows=UNITS,
        ),
        rows=bars,
        value=indicator.name,
        lowest_first=True,
    )
