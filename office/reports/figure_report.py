"""A report of figures as the decree lays it out (NĐ 30/2020, Phụ lục III, mẫu 1.5): values → PDF.

    report = FigureReport(head=Head(…), parts=(Part("I. …", (Said("…", (3, 4)),)),), grids=(…,), …)
    figure_report.printed(report) → Printed;  figure_sheets.report_into(file, report) → XLSX

A cell is words, a whole number, a share (a float, 0 to 1) or None.  The number stays blank and the
signature too: they are the head's.  The same report gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from office.domain.text import Text
from office.reports import charts
from office.reports import render as paper
from office.reports.charts import SHARE, Chart
from office.reports.pages import PAGES
from office.reports.printable import date_words, printable
from office.reports.render import Printed

Cell = str | int | float | None
LIMITS = paper.Limits(cpu=180, wall=240.0)
MOST_ROWS = 400
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Who reports what: organ, place and day, the symbol behind the blank number, the title."""

    organ: str
    parent_organ: str | None
    symbol: str
    place: str
    day: date
    about: str
    authority: str
    position: str
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, and the numbers of the definitions its figures have in the annex."""

    text: str
    refs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A heading (`level` 1 is a chapter's) and what is said under it."""

    title: str
    sentences: tuple[Said, ...] = ()
    level: int = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table; `strong` for sums."""

    cells: tuple[Cell, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table of an annex: its name as a sheet, its title, its head with definitions' numbers.

    `room` is how wide a sheet makes the columns that are `wide`, in letters.
    """

    sheet: str
    title: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    refs: tuple[tuple[int, ...], ...] = ()
    about: str = ""
    wide: tuple[int, ...] = ()
    room: int = 34


@dataclass(frozen=True, slots=True)
class Definition:
    """A line of the annex of definitions."""

    number: int
    name: str
    definition: str
    formula: str
    source: str
    unseen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureReport:
    """A report, ready to be printed in its language."""

    language: str
    head: Head
    opening: tuple[str, ...]
    parts: tuple[Part, ...]
    grids: tuple[Grid, ...]
    estimate: Grid | None
    estimate_words: tuple[str, ...]
    charts: Sequence[Chart]
    definitions: tuple[Definition, ...]
    checkpoint: tuple[tuple[str, str], ...]

    @property
    def title(self) -> str:
        """Return what the file says it is."""
        return f"{WORDS['report'].into(self.language)}: {self.head.about}"


WORDS: Mapping[str, Text] = {
    "report": Text("Báo cáo", "Report"),
    "number": Text("Số:", "No.:"),
    "recipients": Text("Nơi nhận:", "To:"),
    "annex": Text("Phụ lục", "Annex"),
    "source": Text("(Kèm theo Báo cáo của {organ})", "(Annexed to the report of {organ})"),
    "tables": Text("Số liệu theo đơn vị", "Figures by unit"),
    "charts": Text("Biểu đồ", "Charts"),
    "estimate": Text(
        "Ước tính tiết kiệm (không phải số đo được)", "Estimated saving (not a measurement)"
    ),
    "definitions": Text("Định nghĩa các chỉ số", "Definitions of the figures"),
    "checkpoint": Text("Căn cứ của số liệu", "What the figures rest on"),
    "indicator": Text("Chỉ số, phiên bản", "Indicator, version"),
    "formula": Text("Cách tính", "How it is made"),
    "limits": Text("Căn cứ; không thấy được", "Source; what it cannot see"),
    "unseen": Text("Không thấy được:", "Not seen:"),
    "cut": Text(
        "Còn {n} dòng nữa trong bảng tính XLSX của báo cáo này.",
        "{n} more lines are in the XLSX form of this report.",
    ),
}


def printed(report: FigureReport) -> Printed:
    """Return the report as PDF/A.  Raises NoFont, TooMuch."""
    return paper.printed(
        printable(html(report)), title=printable(report.title), lang=report.language, limits=LIMITS
    )


def html(report: FigureReport) -> str:
    """Return the page; every word of it is escaped."""
    language = report.language
    drawn = [charts.figure(one, language, paper=True) for one in report.charts]
    return PAGES.get_template("figure_report.html").render(
        report=report,
        head=report.head,
        language=language,
        date=_day(report.head.day, language),
        drawn=drawn,
        words={name: words.into(language) for name, words in WORDS.items()},
        said=lambda cell: written(cell, language),
        most=MOST_ROWS,
        numbers=("I", "II", "III", "IV", "V"),
    )


def written(cell: Cell, language: str) -> str:
    """Return a cell as paper has it: shares as percentages, a dash for what was not counted."""
    if cell is None:
        return "–"
    if isinstance(cell, float):
        return SHARE.write(cell, language)
    if isinstance(cell, int):
        return f"{cell:,}" if language == "en" else f"{cell:,}".replace(",", ".")
    return cell


def _day(day: date, language: str) -> str:
    if language == "en":
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return date_words(day)
