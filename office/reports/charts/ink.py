"""The colours and hatchings of charts: told apart in grey, on paper and by every eye.

Against white each dark colour has at least 3:1; between any two fills that meet there is a
white gap, and they differ in lightness (at least 3:1) and in hatching as well.
"""

from __future__ import annotations

from collections.abc import Sequence

from office.reports.charts.scale import number
from office.reports.charts.values import FULL, HATCHED, HOLLOW

INK = "#1b2733"
QUIET = "#51606f"
GRID = "#d3dae2"
#: The line where a scale begins, and the edge of what is empty.
EDGE = "#6b7885"
TRACK = "#eef1f4"
NOTHING = "#9aa6b2"
WHITE = "#ffffff"
TARGET = "#a3170f"
#: The fill, the edge and the hatching of each kind of piece, and how its hatching leans.
FILLS: dict[str, tuple[str, str, str, int]] = {
    FULL: ("#0b4a2b", "#0b4a2b", "", 0),
    HATCHED: ("#cc7a00", "#8a4b00", "#5c3200", 1),
    HOLLOW: (WHITE, "#5b2a6e", "#8d63a0", -1),
}
BAR = "#1c5a96"
#: An earlier period beside a later: pale with a dark edge.
EARLIER = ("#d8e6f4", BAR)
#: Of lines that share a chart: colour, dashes, the shape of the mark.
LINES: tuple[tuple[str, str, str], ...] = (
    ("#123a63", "", "round"),
    ("#b35c00", "7 3", "square"),
    ("#5b2a6e", "2 2", "cross"),
    ("#17603a", "9 3 2 3", "round"),
)
#: From little to much, and what is written on each: one hue, so that grey keeps the order.
SHADES: tuple[tuple[str, str], ...] = (
    ("#f2f6fb", INK), ("#c6daef", INK), ("#8fb8de", INK), ("#2f6ea8", WHITE), ("#0b2f57", WHITE),
)  # fmt: skip
_APART = 6.0


def hatching(box: tuple[float, float, float, float], lean: int, apart: float = _APART) -> str:
    """Return the path of slanting lines that fill a box (x, y, width, height), cut at its edges.

    Drawn as lines, not as an SVG pattern: it needs no id, and every printer draws it alike.
    `lean` is 1 for /, -1 for \\.
    """
    left, top, wide, high = box
    parts: list[str] = []
    offset = apart / 2
    while offset < wide + high:
        # A line x + y = offset from the box's corner, cut where it meets the box.
        x1, y1 = (0.0, offset) if offset <= high else (offset - high, high)
        x2, y2 = (offset, 0.0) if offset <= wide else (wide, offset - wide)
        if lean < 0:
            x1, x2 = wide - x1, wide - x2
        parts.append(_line((left + x1, top + y1), (left + x2, top + y2)))
        offset += apart
    return "".join(parts)


def shade(value: float, steps: Sequence[float]) -> tuple[str, str]:
    """Return the shade of a value and the colour of what is written on it."""
    nth = sum(value >= step for step in steps)
    return SHADES[round(nth * (len(SHADES) - 1) / len(steps))] if steps else SHADES[-1]


def _line(start: tuple[float, float], end: tuple[float, float]) -> str:
    return f"M{number(start[0])} {number(start[1])}L{number(end[0])} {number(end[1])}"
