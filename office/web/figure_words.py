"""How figures are said on pages: the value, what it rests on, how it changed, its target."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlencode

from office.domain.indicators import AMOUNT, MEDIAN, PER, SHARE, Figure, Indicator, figure
from office.domain.targets import UNCHECKED
from office.domain.text import Text
from office.reports.charts import COUNT, Measure
from office.reports.charts import SHARE as SHARES
from office.services.figures.dashboard import BIG, Aim, Dashboard
from office.web import current
from office.web.addresses import fixed
from office.web.figure_filter import Chosen
from office.web.wording import EMPTY, said

BETTER, WORSE = "better", "worse"
_OF = Text("{part} trên {whole} {what}", "{part} of {whole} {what}")
_SAME = Text("không đổi", "unchanged")
_MEDIANS: Mapping[str, Text] = {
    "work.days_late": Text("{n} ngày", "{n} days"),
    "use.hours_to_receipt": Text("{n} giờ", "{n} h"),
}
_SHEETS = Text("{n} tờ", "{n} sheets")


class Card(NamedTuple):
    """A figure as the page shows it: `tone` says whether it became better or worse."""

    code: str
    name: Text
    value: str
    of: str
    target: str
    reached: bool | None
    trend: str
    tone: str
    before: str
    spark: tuple[float | None, ...]
    aim: Aim
    measure: Measure
    href: str
    definition: str
    number: int


def measure(indicator: Indicator) -> Measure:
    """Return how an indicator's numbers are written."""
    return SHARES if indicator.kind == SHARE else COUNT


def value(one: Figure) -> str:
    """Return a figure's value as the page says it, a dash where nothing was counted."""
    if one.value is None:
        return EMPTY
    written = number(one.indicator, one.value)
    if one.indicator.kind == MEDIAN and one.indicator.code in _MEDIANS:
        return said(_MEDIANS[one.indicator.code].filled(n=written))
    sheets = one.indicator.kind == AMOUNT and one.indicator.per == "sheet"
    return said(_SHEETS.filled(n=written)) if sheets else written


def number(indicator: Indicator, value: float) -> str:
    """Return a number of an indicator with the marks of the page's language."""
    whole = int(value) if indicator.kind == AMOUNT else value
    return measure(indicator).write(whole, current.language())


def of(one: Figure) -> str:
    """Return what a share rests on: '45 trên 50 văn bản đi'; nothing for what is no share."""
    if one.whole is None or one.value is None:
        return ""
    language, what = current.language(), PER[one.indicator.per]
    part, whole = (COUNT.write(n, language) for n in (one.part, one.whole))
    return said(_OF.filled(part=part, whole=whole, what=what))


def change(now: Figure, before: Figure | None) -> tuple[str, str]:
    """Return how a figure changed and whether for the better; nothing where one is missing."""
    if before is None or now.value is None or before.value is None:
        return "", ""
    less = now.value - before.value
    if not less:
        return said(_SAME), ""
    whole = int(less) if now.indicator.kind == AMOUNT else less
    good = now.indicator.good
    tone = "" if not good else BETTER if (less > 0) == (good == "up") else WORSE
    return measure(now.indicator).change(whole, current.language()), tone


def aim_words(one: Figure, aim: Aim) -> tuple[str, bool | None]:
    """Return the target in words and whether it is reached; a coming one is only told."""
    if aim.now is not None:
        checked = "" if aim.now.checked else f" ({said(UNCHECKED)})"
        words = f"{said(_AIM.filled(share=aim.now.written, by=aim.now.source))}{checked}"
        reached = aim.now.met(one.part, one.whole) if one.whole else None
        return words, reached
    if aim.coming is not None:
        share, year = aim.coming.written, aim.coming.first_day.year
        return said(_COMING.filled(share=share, year=year, by=aim.coming.source)), None
    return "", None


def card(dashboard: Dashboard, chosen: Chosen, code: str) -> Card:
    """Return one figure as a card or a line shows it."""
    now, before = dashboard.figures[code], dashboard.earlier.get(code)
    aim = dashboard.aims.get(code, Aim())
    target, reached = aim_words(now, aim)
    trend, tone = change(now, before)
    indicator = now.indicator
    return Card(
        code=code,
        name=indicator.name,
        value=value(now),
        of=of(now),
        target=target,
        reached=reached,
        trend=trend,
        tone=tone,
        before=value(before) if before is not None else "",
        spark=_months(dashboard, indicator) if code in BIG else (),
        aim=aim,
        measure=measure(indicator),
        href=opened(chosen, code),
        definition=indicator.definition,
        number=indicator.number,
    )  # fmt: skip


def _months(dashboard: Dashboard, indicator: Indicator) -> tuple[float | None, ...]:
    return tuple(figure(indicator, tally).value for tally in dashboard.months.values())


def opened(chosen: Chosen, code: str, **over: object) -> str:
    """Return the address of the lines behind a figure."""
    asked = urlencode({"figure": code, **chosen.query(**over)})
    return f"{fixed('paper_lines.index')}?{asked}"  # a page has thousands of them


_AIM = Text("Mục tiêu {share} — {by}", "Target {share} — {by}")
_COMING = Text("Năm {year}: {share} — {by}", "In {year}: {share} — {by}")
