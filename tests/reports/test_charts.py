"""Charts say what they were given, however odd it is, and nothing else."""

import math
import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from office.reports import charts
from office.reports.charts import (
    COUNT,
    FULL,
    NARROW,
    Bar,
    Cell,
    Chart,
    Class,
    HeatMap,
    League,
    Lines,
    Multiples,
    Pairs,
    Path,
    Row,
    Stacks,
    Way,
)
from office.reports.charts.scale import edges, ticks, total
from office.reports.charts.sheets import in_parts
from office.reports.charts.values import wording
from office.reports.printable import printable
from tests.reports import chart_samples as samples

SVG = "{http://www.w3.org/2000/svg}"
PLACES = ("x", "y", "width", "height", "x1", "x2", "y1", "y2", "cx", "cy", "r")
NUMBER = re.compile(r"-?\d+(\.\d+)?")
WAYS = (Way(), Way(width=NARROW, language="en"), Way(links=False, width=620))


def parsed(svg: str) -> Any:
    return etree.fromstring(svg)


def plain(written: str) -> str:
    return written.replace("\N{NO-BREAK SPACE}", " ")


def titles(svg: str) -> list[str]:
    return [one.text or "" for one in parsed(svg).iter(f"{SVG}title")]


def told(chart: Chart) -> list[str]:
    return [entry.said for row in charts.table(chart).rows for entry in row]


@given(samples.charts(), st.sampled_from(WAYS))
def test_any_chart_is_drawn_within_its_sheet(chart: Chart, way: Way) -> None:
    picture = parsed(charts.draw(chart, way))
    wide, high = (float(picture.get(side)) for side in ("width", "height"))
    for shape in picture.iter(f"{SVG}rect"):
        box = [Decimal(shape.get(name)) for name in ("x", "y", "width", "height")]
        assert min(box) >= 0, box
        assert float(box[0] + box[2]) <= wide + 0.5, box
        assert float(box[1] + box[3]) <= high + 0.5, box


@given(samples.charts(), st.sampled_from(WAYS))
def test_every_place_is_a_plain_number_and_nothing_is_style_or_script(
    chart: Chart, way: Way
) -> None:
    for shape in parsed(charts.draw(chart, way)).iter():
        assert shape.tag not in {f"{SVG}script", f"{SVG}style", f"{SVG}foreignObject"}
        for name, value in shape.attrib.items():
            assert name != "style"
            assert not name.startswith("on")
            if name in PLACES:
                assert NUMBER.fullmatch(value), (name, value)
            if name in {"points", "d"}:
                assert "n" not in value, value  # neither nan nor inf


@given(samples.charts(), st.sampled_from(WAYS))
def test_a_chart_drawn_twice_is_the_same_bytes(chart: Chart, way: Way) -> None:
    assert charts.draw(chart, way) == charts.draw(chart, way)


@given(samples.charts())
def test_names_stand_as_they_were_given(chart: Chart) -> None:
    whole = printable(wording(chart.head.title, "vi"))
    assert titles(charts.draw(chart))[0] == whole
    assert "<script>" not in charts.figure(chart)


@given(samples.charts(), st.booleans())
def test_every_value_drawn_stands_in_the_table(chart: Chart, paper: bool) -> None:
    figure, seen = charts.figure(chart, paper=paper), told(chart)
    assert str(figure).count("<table") >= 1
    if isinstance(chart, Path):
        return
    for row in chart.rows:
        listed = (row.cell,) if isinstance(row, Bar) else row.cells
        for cell in listed:
            if cell.value is not None:
                said = chart.measure.write(cell.value, "vi")
                assert any(said in one for one in seen), said


@given(st.lists(st.integers(0, 10**30), min_size=1, max_size=9))
def test_pieces_together_are_exactly_the_whole(amounts: list[int]) -> None:
    found = edges(amounts, total(amounts), 200)
    assert found == sorted(found)
    assert found[-1] == (200 if sum(amounts) else 0)


def column(amounts: list[int], *, whole: bool) -> tuple[Decimal, Decimal]:
    """Return how high the pieces of a column are together, and how high it should be."""
    classes = tuple(Class(name, FULL) for name in ("a", "b", "c"))
    row = Row("01/2019", tuple(map(Cell, amounts)))
    chart = Stacks(head=samples.head("one"), rows=(row,), classes=classes, whole=whole)
    drawn = parsed(charts.draw(chart)).findall(f"{SVG}g")
    pieces = [
        Decimal(one.find(f"{SVG}rect").get("height"))
        for one in drawn
        if "01/2019 · " in one.findtext(f"{SVG}title") and one.find(f"{SVG}path") is None
    ]
    top = ticks(chart.measure, [sum(amounts)])[-1] if not whole else sum(amounts)
    return sum(pieces, Decimal(0)), Decimal(round(2000 * sum(amounts) / top if top else 0)) / 10


@given(st.lists(st.integers(0, 10**12), min_size=3, max_size=3), st.booleans())
def test_the_pieces_of_a_column_add_up_to_its_height(amounts: list[int], whole: bool) -> None:
    drawn, expected = column(amounts, whole=whole)
    assert drawn == expected


@pytest.mark.parametrize("many", [1, 400])
def test_one_unit_or_four_hundred_are_drawn(many: int) -> None:
    units = tuple(f"UBND xã số {nth}" for nth in range(many))
    for chart in samples.every(units):
        figure = str(charts.figure(chart))
        if isinstance(chart, Multiples | League | HeatMap | Pairs):
            assert [name for name in units if f">{name}<" not in figure] == []


def test_a_month_of_nothing_is_a_gap_and_never_nought() -> None:
    month = Row("02/2019", (Cell(), Cell(), Cell()))
    chart = Stacks(head=samples.head("one"), rows=(month,))
    assert "02/2019 · không có số liệu" in titles(charts.draw(chart))
    assert told(chart) == ["02/2019", "—", "—", "—", "—", "—"]


def test_a_line_is_broken_where_a_value_is_missing() -> None:
    cells = tuple(Cell(value) for value in (0.2, 0.3, None, 0.4, 0.5))
    chart = Lines(
        head=samples.head("one"), columns=("1", "2", "3", "4", "5"), rows=(Row("a", cells),)
    )
    assert len(parsed(charts.draw(chart)).findall(f"{SVG}polyline")) == 2


def test_a_cell_without_a_value_is_hatched_and_has_no_number() -> None:
    row = Row("xã", (Cell(0.5), Cell()))
    picture = parsed(
        charts.draw(HeatMap(head=samples.head("one"), columns=("1", "2"), rows=(row,)))
    )
    cells = {plain(one.findtext(f"{SVG}title")): one for one in picture.iter(f"{SVG}g")}
    assert plain(cells["xã · 1 · 50,0 %"].findtext(f"{SVG}text")) == "50 %"
    empty = cells["xã · 2 · không có số liệu"]
    assert (empty.find(f"{SVG}text"), empty.find(f"{SVG}path") is None) == (None, False)


def test_a_league_is_sorted_equals_keep_their_order_and_gaps_come_last() -> None:
    given_ = (("a", 0.5), ("b", None), ("c", 0.9), ("d", 0.5))
    bars = tuple(Bar(name, Cell(value)) for name, value in given_)
    league = League(head=samples.head("one"), rows=bars)
    assert [row[0].said for row in charts.table(league).rows] == ["c", "a", "d", "b"]
    lowest = League(head=samples.head("one"), rows=bars, lowest_first=True)
    assert [row[0].said for row in charts.table(lowest).rows] == ["a", "d", "c", "b"]


def test_links_lead_on_pages_and_are_left_out_on_paper() -> None:
    for chart in samples.every():
        page = parsed(charts.draw(chart))
        assert page.get("role") == "group"
        links = page.findall(f"{SVG}a")
        assert links
        assert all(link.get("href") and link.findtext(f"{SVG}title") for link in links)
        paper = parsed(charts.draw(chart, Way(links=False)))
        assert (paper.get("role"), paper.findall(f"{SVG}a")) == ("img", [])
        assert "href" not in str(charts.figure(chart, paper=True))


def test_ids_are_the_charts_own_at_both_widths() -> None:
    page = "".join(charts.figure(chart) for chart in samples.every())
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    for named in re.findall(r'aria-(?:labelledby|describedby)="([^"]+)"', page):
        assert named in ids


@pytest.mark.parametrize("key", ["", "9a", "a b", "A", 'a"b', "a\n"])
def test_a_key_that_is_no_id_is_a_fault(key: str) -> None:
    chart = samples.every()[0]
    with pytest.raises(ValueError, match="no id"):
        charts.draw(Stacks(head=samples.head(key), rows=chart.rows))  # type: ignore[arg-type]  # stacks


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_a_fault_of_who_counted(value: float) -> None:
    with pytest.raises(ValueError, match="cannot show"):
        Cell(value)


def test_the_parts_of_a_chart_for_paper_have_every_row_once() -> None:
    units = tuple(f"UBND xã số {nth}" for nth in range(100))
    for chart in samples.every(units):
        parts = in_parts(chart)
        names = [row.label for part in parts for row in part.rows]
        assert sorted(map(str, names)) == sorted(str(row.label) for row in chart.rows)
        assert len({part.head.key for part in parts}) == len(parts)


def test_the_parts_of_a_chart_have_one_scale() -> None:
    bars = tuple(Bar(f"xã {nth}", Cell(nth * 10)) for nth in range(60))
    parts = in_parts(League(head=samples.head("one"), rows=bars, measure=COUNT))
    assert [part.measure.top for part in parts if isinstance(part, League)] == [600, 600, 600]
    way = samples.path(links=False)
    many = [part for part in in_parts(replace(way, rows=way.rows * 20)) if isinstance(part, Path)]
    assert {part.shown for part in many} == {(way.rows[0].since, way.now)}


def test_three_years_of_months_are_divided_on_paper_with_all_their_cells() -> None:
    columns = tuple(f"{nth % 12 + 1:02}/{2017 + nth // 12}" for nth in range(36))
    rows = tuple(Row(f"xã {n}", tuple(map(Cell, range(36)))) for n in range(40))
    parts = in_parts(HeatMap(head=samples.head("one"), columns=columns, rows=rows))
    maps = [part for part in parts if isinstance(part, HeatMap)]
    assert len(maps) == len(parts) == 6
    assert sum(len(row.cells) for part in maps for row in part.rows) == 36 * 40
    assert all(len(row.cells) == len(part.columns) for part in maps for row in part.rows)


def test_a_piece_too_small_to_be_seen_is_still_said() -> None:
    strip = charts.strip("Cấp xã", [Cell(10**6), Cell(0), Cell(1)])
    assert "Chỉ giấy 1" in strip


def test_the_strip_of_a_row_says_what_it_is_made_of() -> None:
    strip = charts.strip("Cấp xã", [Cell(2), Cell(0), Cell(1)])
    assert 'aria-label="Cấp xã: Hoàn toàn điện tử 2; Chỉ giấy 1"' in strip
    assert titles(strip) == ["Hoàn toàn điện tử: 2", "Chỉ giấy: 1"]
    nothing = charts.strip("Cấp xã", [Cell(0), Cell(0), Cell(0)])
    assert 'aria-label="Cấp xã: không có số liệu"' in nothing


def test_a_sparkline_says_how_it_began_and_ended() -> None:
    small = charts.sparkline("Xã A", [0.2, None, 0.7], samples.TARGET)
    assert 'aria-label="Xã A: 20,0 % → 70,0 %; Mục tiêu 90 % (NQ 17/NQ-CP)"' in plain(small)
    assert "không có số liệu" in charts.sparkline("Xã A", [None])
