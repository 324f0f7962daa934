"""The figures of an agency as sheets to print: the same numbers and charts as on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from office.domain.text import Text
from office.reports import charts
from office.reports import render as paper
from office.reports.charts import Chart
from office.reports.pages import PAGES
from office.reports.printable import printable
from office.reports.render import Printed

WORDS = {
    "big": Text("Chỉ số chính", "Main figures"),
    "charts": Text("Biểu đồ", "Charts"),
    "every": Text("Tất cả chỉ số", "All indicators"),
    "name": Text("Chỉ số", "Indicator"),
    "value": Text("Trong kỳ", "In the period"),
    "of": Text("Tính từ", "Made of"),
    "target": Text("Mục tiêu", "Target"),
    "before": Text("Kỳ trước", "Before"),
    "change": Text("Thay đổi", "Change"),
}
LIMITS = paper.Limits(cpu=120, wall=150.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One figure in words: its value, what it rests on, its target, how it changed."""

    name: str
    value: str
    of: str
    target: str
    before: str
    change: str
    definition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What is printed: of which agency and time, the big figures, all figures, the charts.

    `notes` stand under the head: until when was counted, what is secret.
    """

    organ: str
    title: str
    period: str
    notes: tuple[str, ...]
    big: tuple[Told, ...]
    every: tuple[Told, ...]
    charts: Sequence[Chart]


def printed(sheet: Sheet, language: str = "vi") -> Printed:
    """Return the sheets as PDF/A; the same figures give the same bytes.  Raises TooMuch."""
    drawn = [charts.figure(chart, language, paper=True) for chart in sheet.charts]
    html = PAGES.get_template("figures.html").render(
        sheet=sheet, drawn=drawn, language=language, words=_words(language)
    )
    title = f"{sheet.title} — {sheet.organ} — {sheet.period}"
    return paper.printed(printable(html), title=title, lang=language, limits=LIMITS)


def _words(language: str) -> dict[str, str]:
    return {name: words.into(language) for name, words in WORDS.items()}
