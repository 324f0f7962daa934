"""The charts of the figures, drawn alike on the page and on the printed sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from office.domain import periods
from office.domain.definitions import DEFINITIONS
from office.domain.indicators import Figure, Indicator, figure
from office.domain.levels import level_rank, level_words
from office.domain.measures import Tally
from office.domain.periods import Period
from office.domain.text import Text
from office.reports.charts import (
    Bar,
    Cell,
    Head,
    League,
    Lines,
    Row,
    Stacks,
)
from office.services.figures.dashboard import TREND_MONTHS, Aim, Dashboard
from office.services.figures.drawn import (
    CAME_CLASSES,
    MONTHS,
    UNITS,
    definitions,
    month_words,
    target,
)
from office.services.figures.opened import CAME, SENT
from office.services.figures.units import Known
from office.web.figure_filter import Chosen
from office.web.figure_words import measure, of, opened


def sent(dashboard: Dashboard, chosen: Chosen) -> Stacks:
    """Draw how many deliveries went which way, month by month."""
    return Stacks(
        head=Head(
            key="sent",
            title=Text("Lượt gửi theo tháng", "Deliveries by month"),
            about=Text(
                "Mỗi cột một tháng; mỗi nơi nhận của một văn bản là một lượt gửi.",
                "A column a month; every recipient of a document is one delivery.",
            ),
            definition=definitions(
                "electronic.deliveries", "parallel.deliveries", "paper.deliveries"
            ),
            rows=MONTHS,
        ),
        rows=tuple(_stack(dashboard, chosen, SENT, "electronic.deliveries")),
    )


def came(dashboard: Dashboard, chosen: Chosen) -> Stacks:
    """Draw how what came in came, month by month."""
    return Stacks(
        head=Head(
            key="came",
            title=Text("Văn bản đến theo tháng", "Incoming by month"),
            about=Text(
                "Nhận điện tử, giấy đã số hóa, giấy không số hóa.",
                "Received electronically, on paper and scanned in, on paper alone.",
            ),
            definition=definitions("came.electronic", "came.digitised", "came.paper"),
            rows=MONTHS,
        ),
        rows=tuple(_stack(dashboard, chosen, CAME, "came.electronic")),
        classes=CAME_CLASSES,
    )


def electronic(dashboard: Dashboard, chosen: Chosen) -> Lines:
    """Draw the share that went fully electronically, by document and by recipient."""
    codes = ("electronic.documents", "electronic.deliveries")
    return Lines(
        head=Head(
            key="electronic",
            title=Text("Tỷ lệ hoàn toàn điện tử theo tháng", "Share fully electronic by month"),
            about=Text(
                "Tính theo văn bản và theo lượt gửi: hai cách khác nhau, cả hai đều được nêu.",
                "By document and by delivery: the two differ, and both are told.",
            ),
            definition=definitions(*codes),
            rows=Text("Chỉ số", "Indicator"),
        ),
        columns=tuple(month_words(month) for month in dashboard.months),
        rows=tuple(
            Row(
                DEFINITIONS[code].name,
                tuple(
                    cell(figure(DEFINITIONS[code], tally), _at(chosen, code, month))
                    for month, tally in dashboard.months.items()
                ),
            )
            for code in codes
        ),
        target=target(dashboard.aims.get("electronic.deliveries")),
    )


def leagues(
    dashboard: Dashboard, chosen: Chosen, units: Mapping[int, Known], aims: Mapping[str, Aim]
) -> list[League]:
    """Draw the units by the chosen indicator, each level of government by itself."""
    indicator = chosen.indicator
    months = list(dashboard.months)[-TREND_MONTHS:]
    levels: dict[str, list[Bar]] = {}
    for unit_id, tally in dashboard.units.items():
        unit = units[unit_id]
        shown = figure(indicator, tally)
        if shown.value is None:
            continue  # how many have none is said beside
        trend = tuple(
            figure(indicator, dashboard.cells.get((unit_id, month), Tally())).value
            for month in months
        )
        href = _of_unit(chosen, indicator, unit)
        levels.setdefault(unit.level, []).append(Bar(unit.name, cell(shown, href), trend))
    return [
        League(
            head=Head(
                key=f"league-{nth}",
                title=Text("{level}: {name}", "{level}: {name}").filled(
                    level=level_words(level), name=indicator.name
                ),
                about=_LEAGUE,
                definition=indicator.definition,
                rows=UNITS,
            ),
            rows=tuple(bars),
            value=indicator.name,
            target=target(aims.get(level)),
            lowest_first=indicator.good == "down",
            measure=measure(indicator),
        )
        for nth, (level, bars) in enumerate(_in_order(levels))
    ]


def _stack(
    dashboard: Dashboard, chosen: Chosen, names: tuple[str, ...], code: str
) -> Iterable[Row]:
    for month, tally in dashboard.months.items():
        cells = (
            Cell(
                tally[name],
                _at(chosen, code, month, measure=name) if tally[name] else "",
            )
            for name in names
        )
        yield Row(month_words(month), tuple(cells))


def cell(one: Figure, href: str) -> Cell:
    """Return a figure as charts draw it; what was not counted is a gap, and leads nowhere."""
    return Cell(one.value, href if one.value is not None else "", of(one))


def _at(chosen: Chosen, code: str, month: date, **over: object) -> str:
    """Return the address of the lines behind one month's value."""
    return opened(chosen, code, period=of_month(chosen, month).written, **over)


def of_month(chosen: Chosen, month: date) -> Period:
    """Return the days of a month that were asked for, or lie before what was."""
    whole, asked = periods.containing(periods.MONTH, month), chosen.asked
    since = asked.since if whole.since <= asked.since <= whole.until else whole.since
    return periods.free(since, max(min(whole.until, asked.until), since))


def _of_unit(chosen: Chosen, indicator: Indicator, unit: Known) -> str:
    return opened(chosen, indicator.code, unit=unit.key, alone="1")


def _in_order(levels: Mapping[str, list[Bar]]) -> list[tuple[str, list[Bar]]]:
    return sorted(levels.items(), key=lambda one: level_rank(one[0]))


def place(unit: Known) -> tuple[int, str]:
    """Return what orders units: the level of government, then the name."""
    return level_rank(unit.level), unit.name


_LEAGUE = Text(
    "Đơn vị nào cao, đơn vị nào thấp, đi lên hay đi xuống: mỗi đường nhỏ là các tháng gần đây.",
    "Which units stand high and which low, and how they came there: small lines are the months.",
)
