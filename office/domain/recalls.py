"""Recalling what was sent (thu hồi): what it can still achieve with each recipient.

Until the recipient has accepted, the document is taken back at once; after that the
recipient is asked, and agrees or refuses with its reason (QĐ 28/2018 Đ8-9; status codes 13,
15, 16).  Which of the two it is, the recipient's procedure says: nothing here names a state.
"""

from __future__ import annotations

from office.domain.people import CHIEF, CLERK, LEADER
from office.domain.text import Text
from office.domain.workflow import Workflow

#: Who recalls for the agency that sent, and drops a recall again.
ROLES = (LEADER, CHIEF, CLERK)
#: The guard of every action that answers a recall, and the action that waits for no answer.
ASKED = "recall_asked"
WITHDRAW = "withdraw"

#: The ways a recall can go with one recipient.
AT_ONCE = "at_once"
BY_CONSENT = "by_consent"
WAITING = "waiting"
NOTHING = "nothing"
WAYS: dict[str, Text] = {
    AT_ONCE: Text("Lấy lại được ngay", "Taken back at once"),
    BY_CONSENT: Text("Phải được nơi nhận đồng ý", "The recipient must agree"),
    WAITING: Text("Đang chờ nơi nhận trả lời", "Waits for the recipient's answer"),
    NOTHING: Text("Không còn gì để thu hồi", "Nothing left to recall"),
}

#: How a recall ends at one recipient; '' while it waits.
TAKEN_BACK = "taken_back"
AGREED = "agreed"
DECLINED = "declined"
DROPPED = "dropped"
ANSWERS: dict[str, Text] = {
    "": Text("Đang chờ trả lời", "Waiting"),
    TAKEN_BACK: Text("Đã lấy lại, nơi nhận chưa tiếp nhận", "Taken back before it was accepted"),
    AGREED: Text("Nơi nhận đồng ý thu hồi", "The recipient agreed"),
    DECLINED: Text("Nơi nhận không đồng ý thu hồi", "The recipient declined"),
    DROPPED: Text("Bên gửi thôi thu hồi", "The sender dropped the recall"),
}
#: After these the content is closed to the recipient; what happened stays to be read.
CLOSING = (TAKEN_BACK, AGREED)


def way(workflow: Workflow, state: str, *, waiting: bool) -> str:
    """Return what a recall can do at a recipient whose run is in `state`.

    `waiting` says that a recall was asked for there and is not answered yet.
    """
    if waiting:
        return WAITING
    actions = workflow.actions_from(state)
    if any(action.name == WITHDRAW for action in actions):
        return AT_ONCE
    return BY_CONSENT if any(ASKED in action.guards for action in actions) else NOTHING
