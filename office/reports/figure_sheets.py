"""A report of figures as a spreadsheet: its words, a sheet a table, the definitions behind them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from office.reports import spreadsheet
from office.reports.figure_report import WORDS, FigureReport, Grid, Line


def report_into(into: BinaryIO, report: FigureReport) -> int:
    """Write a report to a file; return how many sheets it has.  The same report, the same bytes."""
    return spreadsheet.sheets_into(into, report.title, report.head.day, list(_grids(report)))


def _grids(report: FigureReport) -> Iterator[Grid]:
    language = report.language

    def word(name: str) -> str:
        return WORDS[name].into(language)

    yield _words(report, word("report"), (word("report"), "[n]"))
    yield from report.grids
    if report.estimate is not None:
        yield report.estimate
    yield Grid(
        sheet=word("definitions"),
        title=word("definitions"),
        columns=("[n]", word("indicator"), "", word("formula"), word("limits"), word("unseen")),
        lines=tuple(
            Line((one.number, one.name, one.definition, one.formula, one.source, one.unseen))
            for one in report.definitions
        ),
        wide=(1, 3, 4, 5),
    )
    yield Grid(
        sheet=word("checkpoint"),
        title=word("checkpoint"),
        columns=("", ""),
        lines=tuple(Line(pair) for pair in report.checkpoint),
        wide=(0, 1),
    )


def _words(report: FigureReport, sheet: str, columns: tuple[str, str]) -> Grid:
    lines = [Line((report.head.organ, ""), strong=True)]
    lines += [Line((sentence, "")) for sentence in report.opening]
    for part in report.parts:
        lines.append(Line((part.title, ""), strong=True))
        lines += [Line((one.text, _refs(one.refs))) for one in part.sentences]
    lines += [Line((sentence, "")) for sentence in report.estimate_words]
    return Grid(
        sheet=sheet, title=report.title, columns=columns, lines=tuple(lines), wide=(0,), room=80
    )


def _refs(numbers: tuple[int, ...]) -> str:
    return ", ".join(f"[{number}]" for number in numbers)
