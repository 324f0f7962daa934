"""The words that charts add by themselves."""

from __future__ import annotations

from datetime import timedelta

from office.domain.text import Text
from office.reports.charts.measures import Measure, count
from office.reports.charts.values import Cell, Label, Target, wording

NOTHING = Text("không có số liệu", "no figures")
EMPTY = "—"
TARGET = Text("Mục tiêu", "Target")
TOTAL = Text("Tổng", "Total")
SHARE_OF = Text("Tỷ lệ {name}", "Share of {name}")
CHANGE = Text("Thay đổi", "Change")
TREND = Text("Diễn biến", "Trend")
LATEST = Text("Gần nhất", "Latest")
NOTE = Text("Ghi chú", "Note")
TABLE = Text("Bảng số liệu của biểu đồ", "The chart's figures as a table")
DEFINITION = Text("Định nghĩa: {name}", "Definition: {name}")
SKIP = Text("Bỏ qua {count} liên kết trong biểu đồ", "Skip {count} links in the chart")
UNDER, FROM, BETWEEN = (
    Text("dưới {high}", "under {high}"),
    Text("từ {low}", "from {low}"),
    Text("{low} đến dưới {high}", "{low} to under {high}"),
)
SINCE = Text("Từ", "From")
UNTIL = Text("Đến", "Until")
LASTED = Text("Trong", "Lasted")
NOW = Text("nay", "now")
WHO = Text("Nơi giữ", "Held by")
DAY, HOUR, MINUTE = (
    Text("{count} ngày", "{count} d"),
    Text("{count} giờ", "{count} h"),
    Text("{count} phút", "{count} min"),
)
PART = Text("{title} (phần {nth} trên {all})", "{title} (part {nth} of {all})")


def target(aim: Target, measure: Measure, language: str) -> str:
    """Return a target in words: Mục tiêu 90 % (NQ 17/NQ-CP)."""
    by = wording(aim.label, language)
    written = f"{TARGET.into(language)} {measure.axis(aim.value, language)}"
    return f"{written} ({by})" if by else written


def value(cell: Cell, measure: Measure, language: str) -> str:
    """Return a value with what it rests on, or that there is none."""
    known = NOTHING.into(language) if cell.value is None else measure.write(cell.value, language)
    note = wording(cell.note, language)
    return f"{known} ({note})" if note else known


def lasted(time: timedelta, language: str) -> str:
    """Return a length of time by its two largest parts: 2 ngày 3 giờ."""
    minutes = max(int(time.total_seconds()) // 60, 0)
    parts = ((DAY, minutes // 1440), (HOUR, minutes // 60 % 24), (MINUTE, minutes % 60))
    first = next((nth for nth, (_, amount) in enumerate(parts) if amount), 2)
    told = [one for one in parts[first : first + 2] if one[1]] or [parts[2]]
    return " ".join(unit.filled(count=count(n, language)).into(language) for unit, n in told)


def named(*parts: Label, language: str) -> str:
    """Return names one after the other, those that are there."""
    return " · ".join(told for part in parts if (told := wording(part, language)))
