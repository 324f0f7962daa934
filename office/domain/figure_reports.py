"""Reports of figures: which kinds there are, how they are made, and when they are mailed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from office.domain import periods
from office.domain.errors import Invalid
from office.domain.text import Text
from office.domain.workdays import Calendar

INSPECTION, PERIODIC, INCOMING, OUTGOING = "inspection", "periodic", "incoming", "outgoing"
KINDS: Mapping[str, Text] = {
    INSPECTION: Text(
        "Báo cáo kiểm tra ứng dụng công nghệ thông tin",
        "Inspection of how information technology is used",
    ),
    PERIODIC: Text(
        "Báo cáo gửi, nhận, xử lý văn bản điện tử theo đơn vị",
        "What was sent, received and handled, by unit",
    ),
    INCOMING: Text(
        "Báo cáo tình hình giải quyết văn bản đến", "How documents received were handled"
    ),
    OUTGOING: Text("Báo cáo tình hình giải quyết văn bản đi", "How documents issued were handled"),
}
PDF, XLSX = "pdf", "xlsx"
FORMS: Mapping[str, Text] = {
    PDF: Text("PDF để ký, in", "PDF to sign and print"),
    XLSX: Text("Bảng tính XLSX", "XLSX spreadsheet"),
}
WAITING, COUNTING, DRAWING, DONE, FAILED = "waiting", "counting", "drawing", "done", "failed"
STAGES: Mapping[str, Text] = {
    WAITING: Text("chờ đến lượt", "waits its turn"),
    COUNTING: Text("đang đếm", "counting"),
    DRAWING: Text("đang vẽ", "drawing"),
    DONE: Text("xong", "done"),
    FAILED: Text("không lập được", "could not be made"),
}
#: Mailed at the latest so many working days after a period's end.
LATEST_WORKDAY = 20
#: How often a report may come by mail.
EVERY = (periods.MONTH, periods.QUARTER, periods.HALF, periods.YEAR)


def checked(kind: str, form: str) -> None:
    """Raise Invalid for a kind or form of report that there is not."""
    if kind not in KINDS:
        raise Invalid(_KIND, field="kind")
    if form not in FORMS:
        raise Invalid(_FORM, field="form")


def checked_rhythm(every: str, workday: int) -> None:
    """Raise Invalid for a rhythm in which nothing can be mailed."""
    if every not in EVERY:
        raise Invalid(_EVERY, field="every")
    if not 1 <= workday <= LATEST_WORKDAY:
        raise Invalid(_WORKDAY.filled(most=LATEST_WORKDAY), field="workday")


def mailed_on(calendar: Calendar, until: date, workday: int) -> date:
    """Return the day a report of a period is mailed: so many working days after its end."""
    day = until
    for _ in range(workday):
        day += timedelta(days=1)
        while not calendar.works_on(day):
            day += timedelta(days=1)
    return day


_KIND = Text("Hãy chọn loại báo cáo.", "Choose a kind of report.")
_FORM = Text("Hãy chọn PDF hoặc XLSX.", "Choose PDF or XLSX.")
_EVERY = Text("Hãy chọn tháng, quý, nửa năm hoặc năm.", "Choose month, quarter, half or year.")
_WORKDAY = Text(
    "Ngày làm việc thứ 1 đến thứ {most} sau kỳ.",
    "The 1st to {most}th working day after the period.",
)
