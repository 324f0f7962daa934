"""Faults planted in the charts: the checks there must notice each."""

import pytest

from office.reports import charts
from office.reports.charts import (
    Cell,
    HeatMap,
    Lines,
    Row,
    canvas,
    ink,
    lines,
    stacks,
    tables,
    words,
)
from office.reports.charts.measures import share
from tests.reports import chart_samples as samples
from tests.reports.test_chart_measures import contrast
from tests.reports.test_charts import column, parsed, titles, told


def test_a_name_that_was_not_escaped_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(canvas, "_escaped", lambda words: words)
    row = Row("<script>alert(1)</script>", (Cell(0.5),))
    chart = HeatMap(head=samples.head("one"), columns=("1",), rows=(row,))
    assert "<script>" in charts.figure(chart)  # what the test of names looks for


def test_a_gap_drawn_as_nought_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "NOTHING", words.TOTAL)
    chart = samples.stacks("one", whole=False, links=False)
    assert "02/2019 · không có số liệu" not in titles(charts.draw(chart))


def test_a_line_drawn_through_a_gap_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "runs", lambda points: iter([[one for one in points if one]]))
    cells = tuple(Cell(value) for value in (0.2, 0.3, None, 0.4, 0.5))
    columns = ("1", "2", "3", "4", "5")
    chart = Lines(head=samples.head("one"), columns=columns, rows=(Row("a", cells),))
    drawn = parsed(charts.draw(chart)).findall("{http://www.w3.org/2000/svg}polyline")
    assert len(drawn) != 2


def test_pieces_rounded_one_by_one_do_not_add_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def apart(amounts: list[int], whole: int, length: float) -> list[float]:
        found = [0.0]
        for one in amounts:
            found.append(found[-1] + round(one / whole * length))
        return found

    monkeypatch.setattr(stacks, "edges", apart)
    drawn, expected = column([1, 1, 1], whole=True)
    assert drawn != expected


def test_a_table_that_forgets_a_value_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    honest = tables._TABLES[HeatMap]

    def short(chart: HeatMap, language: str) -> tables.Table:
        made = honest(chart, language)
        return tables.Table(made.head, tuple(row[:-1] for row in made.rows))

    monkeypatch.setitem(tables._TABLES, HeatMap, short)
    row = Row("a", (Cell(0.1), Cell(0.777)))
    chart = HeatMap(head=samples.head("one"), columns=("1", "2"), rows=(row,))
    assert share(0.777) not in told(chart)


def test_a_paler_orange_would_not_be_told_from_paper(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ink.FILLS, "hatched", ("#d98200", "#d98200", "#5c3200", 1))
    fills = [colour for colour, _, _, _ in ink.FILLS.values()]
    assert min(contrast(one, other) for one in fills for other in fills if one < other) < 3
