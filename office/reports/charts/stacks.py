"""Stacked columns: what each month was made of, as amounts or as shares of a whole."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from office.reports.charts import ink, lettering, marks, words
from office.reports.charts.canvas import Canvas
from office.reports.charts.marks import SMALL, Plot
from office.reports.charts.measures import SHARE
from office.reports.charts.scale import edges, ticks, total
from office.reports.charts.values import Row, Stacks

_THICK = 44.0
#: A white line between pieces is drawn only where it leaves something of both.
_VISIBLE = 3.0


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The chart, where it is drawn, and its plot."""

    chart: Stacks
    canvas: Canvas
    where: Plot

    def box(self, nth: int) -> tuple[float, float]:
        """Return the left edge and the width of a column."""
        wide = min(round(self.where.slot * 0.74, 1), _THICK)
        return round(self.where.middle(nth) - wide / 2, 1), wide


def draw(chart: Stacks, canvas: Canvas) -> None:
    """Draw the columns, their total or their first class's share, and the target."""
    top = _legend(chart, canvas)
    sums = [total(cell.value for cell in row.cells) for row in chart.rows]
    measure = SHARE if chart.whole else chart.measure
    levels = ticks(measure, () if chart.whole else sums)
    written = marks.written_marks(canvas, levels, measure)
    sheet = _Sheet(chart, canvas, marks.plot(canvas, top, (levels, written), len(chart.rows)))
    marks.grid(canvas, sheet.where, written)
    for nth, (row, amount) in enumerate(zip(chart.rows, sums, strict=True)):
        _column(sheet, nth, row, amount)
    _aims(sheet, sums)
    names = [canvas.said(row.label) for row in chart.rows]
    where = sheet.where
    canvas.height = marks.headings(canvas, names, where, where.foot + 15) + 2


def _legend(chart: Stacks, canvas: Canvas) -> float:
    entries = [(marks.piece_key(canvas, one.fill), canvas.said(one.label)) for one in chart.classes]
    if chart.target:
        said = words.target(chart.target, SHARE, canvas.way.language)
        entries.append((marks.aim_key(canvas), said))
    return marks.legend(canvas, entries)


def _column(sheet: _Sheet, nth: int, row: Row, amount: Fraction) -> None:
    """Draw one column from below; of nothing there are no shares, so that is a gap."""
    canvas, where = sheet.canvas, sheet.where
    left, wide = sheet.box(nth)
    known = any(cell.value is not None for cell in row.cells)
    if not known or (sheet.chart.whole and not amount):
        language = canvas.way.language
        with canvas.called(words.named(row.label, words.NOTHING, language=language)):
            canvas.empty((left, where.foot - 7, wide, 6.5))
        return
    whole = amount if sheet.chart.whole else where.marks[-1]
    found = edges([cell.value or 0 for cell in row.cells], whole, where.height)
    for place, (below, above) in enumerate(pairwise(found)):
        if above > below:
            with canvas.called(_told(sheet, row, place, amount), row.cells[place].href):
                high = round(above - below, 1)
                box = (left, round(where.foot - above, 1), wide, high)
                canvas.piece(box, sheet.chart.classes[place].fill)
                if below and high >= _VISIBLE:
                    level = where.foot - below
                    ends = ((left, level), (left + wide, level))
                    canvas.line(*ends, stroke=ink.WHITE, stroke_width=1.5)
    _figure(sheet, nth, row, amount, found)


def _figure(sheet: _Sheet, nth: int, row: Row, amount: Fraction, found: list[float]) -> None:
    """Write the total over a column, or the first class's share inside it, where there is room."""
    canvas, where, language = sheet.canvas, sheet.where, sheet.canvas.way.language
    if not sheet.chart.whole:
        said = sheet.chart.measure.axis(marks.plain(amount), language)
        if lettering.width(said, SMALL) <= where.slot:
            at = (where.middle(nth), where.foot - found[-1] - 4)
            canvas.text(at, said, text_anchor="middle", font_size=SMALL)
        return
    first = total([row.cells[0].value]) / amount
    said = SHARE.axis(float(first), language)
    if found[1] >= 18 and lettering.width(said, SMALL) <= sheet.box(nth)[1]:
        at = (where.middle(nth), where.foot - 6)
        canvas.text(at, said, text_anchor="middle", font_size=SMALL, fill=ink.WHITE)


def _told(sheet: _Sheet, row: Row, place: int, amount: Fraction) -> str:
    language = sheet.canvas.way.language
    cell, kind = row.cells[place], sheet.chart.classes[place]
    said = words.value(cell, sheet.chart.measure, language)
    part = SHARE.write(float(total([cell.value]) / amount), language)
    return words.named(row.label, kind.label, f"{said}, {part}", language=language)


def _aims(sheet: _Sheet, sums: list[Fraction]) -> None:
    """Draw the target: through all columns of shares, at its height of each amount."""
    target, where = sheet.chart.target, sheet.where
    if target is None:
        return
    if sheet.chart.whole:
        level = where.up(target.value)
        sheet.canvas.aim((where.left, level), (where.left + where.width, level))
        return
    for nth, amount in enumerate(sums):
        if amount:
            level = where.up(Fraction(target.value) * amount)
            left, wide = sheet.box(nth)
            sheet.canvas.aim((left - 1, level), (left + wide + 1, level))
