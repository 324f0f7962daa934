"""An estimated saving as a table that can be worked out again: for the page, XLSX and PDF alike.

Each term has a line for what was measured, one for each factor with its source, and one for
what they make; at the end the sum.  Where a factor is missing the table says so, without a number.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from office.domain import quantities
from office.domain.cost_factors import LEVELS, Factor
from office.domain.saving import Estimate, Line, Money
from office.domain.text import Text

#: A cell: words in both languages, a number, a day, or nothing.
Cell = Text | Fraction | int | date | str
TITLES: tuple[Text, ...] = (
    Text("Khoản", "Term"),
    Text("Số lượng, hệ số", "Quantity, factor"),
    Text("Đơn vị tính", "Unit"),
    *LEVELS.values(),
    Text("Từ ngày", "From"),
    Text("Nguồn", "Source"),
    Text("Người duyệt", "Approved by"),
)
HEADING = Text("Ước tính tiết kiệm (không phải số đo được)", "Estimated saving (not a measurement)")
MEASURED = Text("Đo được", "Measured")
MADE = Text("Thành tiền (tích các dòng trên)", "Amount (product of the lines above)")
TOTAL = Text("Cộng", "Total")
_DONG = Text("đồng", "đồng")
_EMPTY: tuple[Cell, ...] = ("", "", "")


def rows(estimate: Estimate) -> list[tuple[Cell, ...]]:
    """Return the lines below `TITLES`, each as long as they are."""
    if estimate.missing:
        blank = ("",) * (len(TITLES) - 1)
        return [(one.words, *blank) for one in estimate.missing]
    found = [row for line in estimate.lines for row in _of(line)]
    total = estimate.total or Money(0, 0, 0)
    return [*found, (TOTAL, "", _DONG, total.low, total.base, total.high, *_EMPTY)]


def _of(line: Line) -> Iterator[tuple[Cell, ...]]:
    name, quantity = line.term.name, line.quantity
    yield (name, MEASURED, line.term.unit, quantity, quantity, quantity, *_EMPTY)
    for factor in line.factors:
        values = [factor.value(line.level_of(level)) for level in LEVELS]
        yield (name, factor.kind.name, factor.kind.unit, *values, *_from(factor))
    amounts = line.amounts
    yield (name, MADE, _DONG, amounts.low, amounts.base, amounts.high, *_EMPTY)


def _from(factor: Factor) -> tuple[Cell, ...]:
    return factor.first_day, factor.told_source, factor.approver


def shown(cell: Cell) -> Text:
    """Return a cell as people read it; days as DD/MM/YYYY."""
    if isinstance(cell, Text):
        return cell
    if isinstance(cell, date):
        return Text(f"{cell:%d/%m/%Y}", f"{cell:%d/%m/%Y}")
    return Text(cell, cell) if isinstance(cell, str) else quantities.written(cell)
