"""What may be done with many lines of a folder at once: each line is an act of its own."""

from __future__ import annotations

from office.domain.folders import INCOMING, PARTS, Folder
from office.domain.text import Text

ACCEPT = "accept"
ARRIVE = "arrive"
REGISTER = "register"
SUBMIT = "submit"
TRANSFER = "transfer"
READ = "read"
SIGN = "sign"
#: So many lines at most are taken in one go.
MOST = 500
ACTS: dict[str, Text] = {
    ARRIVE: Text("Đã nhận bản giấy", "Paper received"),
    ACCEPT: Text("Tiếp nhận", "Accept"),
    REGISTER: Text("Vào sổ", "Register"),
    SUBMIT: Text("Trình lãnh đạo", "Submit to the leader"),
    TRANSFER: Text("Chuyển thẳng cho", "Transfer directly to"),
    READ: Text("Đánh dấu đã đọc", "Mark as read"),
    SIGN: Text("Ký nhiều văn bản", "Sign several documents"),
}
#: Where each act is offered; one that asks for words is taken on each document by itself.
_OF_STATE: dict[str, tuple[str, ...]] = {
    "sent": (ARRIVE,),
    "arrived": (REGISTER, ACCEPT),
    "accepted": (REGISTER,),
    "registered": (SUBMIT, TRANSFER),
}


def acts_of(folder: Folder) -> tuple[str, ...]:
    """Return what may be done with many lines of a folder; nothing in the lists of everything."""
    if not folder.task and folder.source != PARTS:
        return ()
    states = folder.states if folder.source == INCOMING else ()
    return (*(act for state in states for act in _OF_STATE.get(state, ())), READ)
