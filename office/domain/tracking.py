"""Following what was sent: the steps of a recipient, and the day by which it must be received.

A recipient's state is told in the procedure's own words elsewhere; here only what it reports
(QCVN 102:2016, codes 01-06, 15) says how far it has come, so that recipients in this office
and in other systems are counted alike.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from office.domain.people import CHIEF, CLERK, LEADER
from office.domain.text import Text
from office.domain.workdays import Calendar, begin_of, local_date
from office.domain.workflow import State

SENT = "sent"
ARRIVED = "arrived"
RECEIVED = "received"
ASSIGNED = "assigned"
DONE = "done"
REFUSED = "refused"
RECALLED = "recalled"
#: The columns of the matrix, in their order.
STEPS: dict[str, Text] = {
    SENT: Text("Đã gửi", "Sent"),
    ARRIVED: Text("Đã đến", "Arrived"),
    RECEIVED: Text("Đã tiếp nhận", "Received"),
    ASSIGNED: Text("Đã phân công", "Assigned"),
    DONE: Text("Hoàn thành", "Done"),
    REFUSED: Text("Từ chối", "Refused"),
    RECALLED: Text("Đã thu hồi", "Recalled"),
}
_BY_CODE = {
    "": SENT, "01": ARRIVED, "02": REFUSED, "03": RECEIVED, "04": ASSIGNED, "05": ASSIGNED,
    "06": DONE, "15": RECALLED,
}  # fmt: skip
#: Where a recipient stands that has not said yes or no.
UNRECEIVED = (SENT, ARRIVED)
#: Who reminds recipients for the agency that sent.
ROLES = (LEADER, CHIEF, CLERK)


def step(state: State) -> str:
    """Return the step a recipient in `state` has come to."""
    return _BY_CODE.get(state.reports, SENT)


def receive_by(calendar: Calendar, came: datetime) -> datetime:
    """Return the moment by which what came must be received: the end of that day.

    What comes on a day that is not worked counts as come on the next one (NĐ 30/2020 Đ21.2c).
    """
    day = local_date(came)
    first = day if calendar.works_on(day) else calendar.add(day, 1)
    return begin_of(first + timedelta(days=1))


def overdue_before(calendar: Calendar, at: datetime) -> datetime:
    """Return the moment before which everything that came should have been received by `at`.

    The same rule as `receive_by`, from its other end: for asking a database.
    """
    day = local_date(at) - timedelta(days=1)
    while not calendar.works_on(day):
        day -= timedelta(days=1)
    return begin_of(day + timedelta(days=1))
