"""The charts of the figures, drawn alike on the page and on the printed sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from office.domain import measure_words, periods
from office.domain.definitions import DEFINITIONS
from office.domain.indicators import Figure, Indicator, figure
from office.domain.measures import Tally
from office.domain.text import Text
from office.reports.charts import (
    SENT_CLASSES,
    Bar,
    Cell,
    Class,
    Head,
    HeatMap,
    League,
    Lines,
    Row,
    Stacks,
    Target,
)
from office.services.figures.choice import LEVELS
from office.services.figures.dashboard import Aim, Beside, Dashboard
from office.services.figures.opened import CAME, SENT
from office.services.figures.units import Known
from office.web.figure_filter import Chosen
from office.web.figure_words import measure, of, opened

_CAME_CLASSES = tuple(
    Class(measure_words.INTAKES[name.removeprefix("came.")], one.fill)
    for name, one in zip(CAME, SENT_CLASSES, strict=True)
)
MONTHS = Text("Tháng", "Month")
UNITS = Text("Đơn vị", "Unit")


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
            definition=_names("electronic.deliveries", "parallel.deliveries", "paper.deliveries"),
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
            definition=_names("came.electronic", "came.digitised", "came.paper"),
            rows=MONTHS,
        ),
        rows=tuple(_stack(dashboard, chosen, CAME, "came.electronic")),
        classes=_CAME_CLASSES,
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
            definition=_names(*codes),
            rows=Text("Chỉ số", "Indicator"),
        ),
        columns=tuple(_month(month) for month in dashboard.months),
        rows=tuple(
            Row(
                DEFINITIONS[code].name,
                tuple(
                    _cell(figure(DEFINITIONS[code], tally), _at(dashboard, chosen, code, month))
                    for month, tally in dashboard.months.items()
                ),
            )
            for code in codes
        ),
        target=target(dashboard.aims.get("electronic.deliveries", Aim())),
    )


def leagues(
    beside: Beside, chosen: Chosen, units: Mapping[int, Known], aims: Mapping[str, Aim]
) -> list[League]:
    """Draw the units by the chosen indicator, each level of government by itself."""
    indicator = chosen.indicator
    levels: dict[str, list[Bar]] = {}
    for unit_id, tally in beside.units.items():
        unit = units[unit_id]
        shown = figure(indicator, tally)
        if shown.value is None or unit_id not in beside.seen:
            continue  # how many have none, or are not seen here, is said beside
        trend = tuple(
            figure(indicator, beside.cells.get((unit_id, month), Tally())).value
            for month in beside.months
        )
        href = _of_unit(chosen, indicator, unit)
        levels.setdefault(unit.level, []).append(Bar(unit.name, _cell(shown, href), trend))
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
            target=target(aims.get(level, Aim())),
            lowest_first=indicator.good == "down",
            measure=measure(indicator),
        )
        for nth, (level, bars) in enumerate(_in_order(levels))
    ]


def heat(beside: Beside, chosen: Chosen, units: Mapping[int, Known]) -> HeatMap:
    """Draw the chosen indicator for every unit and month."""
    indicator = chosen.indicator
    some = {unit_id for unit_id, _ in beside.cells if unit_id in units}
    ordered = sorted(some, key=lambda unit_id: _place(units[unit_id]))
    rows = (
        Row(
            units[unit_id].name,
            tuple(
                _cell(
                    figure(indicator, beside.cells.get((unit_id, month), Tally())),
                    _at(beside, chosen, indicator.code, month, unit=units[unit_id].key, alone="1"),
                )
                for month in beside.months
            ),
        )
        for unit_id in ordered
    )
    return HeatMap(
        head=Head(
            key="heat",
            title=Text("{name}: đơn vị × tháng", "{name}: units × months").filled(
                name=indicator.name
            ),
            about=Text(
                "Ô càng đậm tỷ lệ càng cao; ô gạch chéo là không có số liệu.",
                "The darker, the higher the share; hatched is where there are no figures.",
            ),
            definition=indicator.definition,
            rows=UNITS,
        ),
        columns=tuple(_month(month) for month in beside.months),
        rows=tuple(rows),
    )


def target(aim: Aim) -> Target | None:
    """Return the target as charts draw it."""
    return Target(aim.now.share, aim.now.source) if aim.now else None


def level_words(level: str) -> Text:
    """Return what a level of government is called."""
    return LEVELS.get(level, Text(level, level))


def _stack(
    dashboard: Dashboard, chosen: Chosen, names: tuple[str, ...], code: str
) -> Iterable[Row]:
    for month, tally in dashboard.months.items():
        cells = (
            Cell(
                tally[name],
                _at(dashboard, chosen, code, month, measure=name) if tally[name] else "",
            )
            for name in names
        )
        yield Row(_month(month), tuple(cells))


def _cell(one: Figure, href: str) -> Cell:
    return Cell(one.value, href if one.value is not None else "", of(one))


def _at(shown: Dashboard | Beside, chosen: Chosen, code: str, month: date, **over: object) -> str:
    """Return the address of the lines behind one month's value."""
    last = periods.containing(periods.MONTH, month).until
    since = max(month, min(shown.months, default=month))
    period = periods.free(since, min(last, max(chosen.asked.until, since)))
    return opened(chosen, code, period=period.written, **over)


def _of_unit(chosen: Chosen, indicator: Indicator, unit: Known) -> str:
    return opened(chosen, indicator.code, unit=unit.key, alone="1")


def _month(month: date) -> str:
    return f"{month:%m/%Y}"


def _names(*codes: str) -> str:
    return ", ".join(DEFINITIONS[code].definition for code in codes)


def _in_order(levels: Mapping[str, list[Bar]]) -> list[tuple[str, list[Bar]]]:
    known = list(LEVELS)
    return sorted(levels.items(), key=lambda one: known.index(one[0]) if one[0] in known else 99)


def _place(unit: Known) -> tuple[int, str]:
    known = list(LEVELS)
    return (known.index(unit.level) if unit.level in known else 99, unit.name)


_LEAGUE = Text(
    "Đơn vị nào cao, đơn vị nào thấp, đi lên hay đi xuống: mỗi đường nhỏ là các tháng gần đây.",
    "Which units stand high and which low, and how they came there: small lines are the months.",
)
