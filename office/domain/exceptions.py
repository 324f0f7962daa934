"""What an auditor looks for first: kinds of exceptions, defined once, each with its source.

The days that a deadline ends on are worked out here; `office.metrics.exceptions` counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from office.domain.text import Text
from office.domain.workdays import Calendar, begin_of, local_date

DEFINITION = "exceptions/1"
LATE_ACCEPTANCE = "late-acceptance"
LATE_REGISTRATION = "late-registration"
UNTOUCHED = "untouched"
DEADLINE_MOVED = "deadline-moved"
RECALL_REFUSED = "recall-refused"
NUMBER_CANCELLED = "number-cancelled"
ON_BEHALF = "on-behalf"
SELF_APPROVAL = "self-approval"
REFUSED = "refused"
#: Working days after which a delivery nobody acted on has lain too long.
LONG = 2
#: Longer periods are not counted day by day.
MOST_DAYS = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A kind of exception: what counts, and by which rule."""

    kind: str
    title: Text
    meaning: Text
    source: str


class Deadlines(NamedTuple):
    """A Vietnamese day from `begins` to `ends` (UTC), and until when what arrived in it must
    be accepted, registered, touched at all."""

    begins: datetime
    ends: datetime
    accept_by: datetime
    register_by: datetime
    touch_by: datetime


def deadlines(calendar: Calendar, since: datetime, until: datetime) -> Iterator[Deadlines]:
    """Yield the deadlines of every day from `since` to `until` (exclusive), at most MOST_DAYS.

    What arrives on a day that is not worked counts as arrived on the next one that is.
    """
    day = local_date(since)
    for _ in range(MOST_DAYS + 1):
        if begin_of(day) >= until:
            return
        first = day if calendar.works_on(day) else calendar.add(day, 1)
        nights = (begin_of(calendar.add(first, n) + timedelta(days=1)) for n in (0, 1, LONG))
        yield Deadlines(begin_of(day), begin_of(day + timedelta(days=1)), *nights)
        day += timedelta(days=1)


DEFINITIONS: tuple[Definition, ...] = (
    Definition(
        kind=LATE_ACCEPTANCE,
        title=Text("Tiếp nhận muộn", "Accepted late"),
        meaning=Text(
            "Văn bản điện tử đến mà hết ngày đến (ngày nghỉ: ngày làm việc kế tiếp) chưa tiếp nhận"
            " hoặc từ chối.",
            "An electronic document neither accepted nor refused by the end of the day it arrived"
            " (of the next working day, where that was none).",
        ),
        source="NĐ 30/2020 Đ21.2c",
    ),
    Definition(
        kind=LATE_REGISTRATION,
        title=Text("Vào sổ muộn", "Registered late"),
        meaning=Text(
            "Văn bản đến chưa bị từ chối mà hết ngày làm việc tiếp theo ngày đến chưa vào sổ.",
            "A document that came, was not refused, and was not registered by the end of the"
            " working day after it arrived.",
        ),
        source="NĐ 30/2020 Đ4.2c",
    ),
    Definition(
        kind=UNTOUCHED,
        title=Text("Để lâu không ai mở", "Left lying"),
        meaning=Text(
            f"Văn bản đến mà sau {LONG} ngày làm việc chưa ai làm việc gì với nó. Mở ra chỉ để xem"
            " không tính.",
            f"A document that came and on which nobody acted for {LONG} working days. Merely to"
            " look at it does not count.",
        ),
        source="NĐ 30/2020 Đ23.1, PL VI",
    ),
    Definition(
        kind=DEADLINE_MOVED,
        title=Text("Đổi thời hạn", "Deadline moved"),
        meaning=Text(
            "Việc đang xử lý được đặt thời hạn khác mà trạng thái không đổi.",
            "An item got another deadline while it stayed in its state.",
        ),
        source="NĐ 30/2020 Đ24, PL VI",
    ),
    Definition(
        kind=RECALL_REFUSED,
        title=Text("Từ chối thu hồi", "Recall refused"),
        meaning=Text(
            "Nơi nhận không đồng ý đề nghị thu hồi, cập nhật hoặc thay thế.",
            "A recipient did not agree to a recall, an update or a replacement.",
        ),
        source="QCVN 102, mã 16; NĐ 30/2020 Đ18.4",
    ),
    Definition(
        kind=NUMBER_CANCELLED,
        title=Text("Hủy số", "Number cancelled"),
        meaning=Text(
            "Số văn bản đi đã cấp rồi hủy; số vẫn còn trong sổ, kèm lý do.",
            "An outgoing number given and then cancelled; it stays in its register, with a reason.",
        ),
        source="NĐ 30/2020 Đ15",
    ),
    Definition(
        kind=ON_BEHALF,
        title=Text("Làm thay người khác", "Done for somebody else"),
        meaning=Text(
            "Việc do một người làm thay người khác theo ủy quyền, giao quyền.",
            "An act done in somebody else's place, under a mandate.",
        ),
        source="NĐ 30/2020 Đ13",
    ),
    Definition(
        kind=SELF_APPROVAL,
        title=Text("Định tự duyệt", "Tried to approve their own"),
        meaning=Text(
            "Người soạn thảo hoặc đã duyệt định duyệt, ký chính văn bản đó và bị từ chối. Mỗi phút"
            " tính một lần.",
            "Whoever drafted or approved a document tried to approve or sign the same, and was"
            " refused. Counted once a minute.",
        ),
        source="NĐ 30/2020 Đ12, Đ13",
    ),
    Definition(
        kind=REFUSED,
        title=Text("Định làm việc không được phép", "Tried what is not allowed"),
        meaning=Text(
            "Việc khác bị quy trình từ chối: sai vai trò, sai trạng thái, thiếu điều kiện.",
            "Other acts that the procedure refused: wrong role, wrong state, a condition not met.",
        ),
        source="NĐ 30/2020 PL VI",
    ),
)
BY_KIND = {definition.kind: definition for definition in DEFINITIONS}
