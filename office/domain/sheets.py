"""Paper that goes along with a document: what is counted of it, and where a copy stands.

A copy to a recipient is printed, stamped, sent, received, in this order; each is counted in
copies, so that a second print is a second copy and a counter-entry takes one away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from office.domain.errors import Invalid, Refused
from office.domain.text import Text

PRINT, STAMP, POST, RECEIVE, COPY = "print", "stamp", "post", "receive", "copy"
SCAN, AGAIN = "scan", "again"
#: What is counted of the paper of a document, in the order it happens to a copy.
EVENTS: dict[str, Text] = {
    PRINT: Text("In bản giấy", "Printed"),
    STAMP: Text("Đóng dấu", "Stamped"),
    POST: Text("Gửi đi", "Sent"),
    RECEIVE: Text("Đã nhận bản giấy", "Paper received"),
    SCAN: Text("Quét bản giấy đến", "Scanned in"),
    AGAIN: Text("In lại từ bản điện tử", "Printed again"),
    COPY: Text("Sao văn bản", "Certified copy"),
}
SLIP, BIND = "slip", "bind"
#: Every fact of paper: of documents, of the slips printed about them, of volumes of the books.
FACTS: dict[str, Text] = {
    **EVENTS,
    SLIP: Text("In phiếu giải quyết, luân chuyển", "Slip printed"),
    BIND: Text("Đóng quyển sổ", "Register bound"),
}
#: The facts that use up sheets: what comes or goes on paper was printed before, by somebody.
USING_UP = (PRINT, AGAIN, SLIP, COPY, BIND)
#: The facts about one delivery that nothing rests on.
ALONE = (SCAN, AGAIN)
#: Why paper was printed: for the issue, once more, after it had been sent without.
ISSUE, ONCE_MORE, LATE = "issue", "again", "late"
WAYS: dict[str, Text] = {
    "post": Text("Bưu điện", "Post"),
    "courier": Text("Chuyển phát, giao liên", "Courier"),
    "hand": Text("Giao trực tiếp", "By hand"),
}
#: In what state paper reached its recipient.
CONDITIONS: dict[str, Text] = {
    "whole": Text("Nguyên vẹn", "Whole"),
    "opened": Text("Bì rách, bị bóc", "Envelope torn or opened"),
    "short": Text("Thiếu trang, thiếu bản", "Pages or copies missing"),
    "spoilt": Text("Ướt, rách, mờ", "Wet, torn or faint"),
}
UNPRINTED, PRINTED, STAMPED, POSTED, RECEIVED = (
    "unprinted", "printed", "stamped", "posted", "received",
)  # fmt: skip
STANDINGS: dict[str, Text] = {
    UNPRINTED: Text("chưa in", "not printed"),
    PRINTED: Text("đã in, chờ đóng dấu", "printed, to be stamped"),
    STAMPED: Text("đã đóng dấu, chờ gửi", "stamped, to be sent"),
    POSTED: Text("đã gửi", "sent"),
    RECEIVED: Text("đã nhận bản giấy", "paper received"),
}
MOST_COPIES, MOST_SHEETS, MOST_ENVELOPES = 99, 9999, 99
#: So many working days after it was sent, paper that has not come is told (as `sent` counts).
ON_THE_WAY_DAYS = 3
#: What must be taken back before a fact can be: each rests on the one before it.
_RESTS = {PRINT: STAMP, STAMP: POST, POST: RECEIVE}


@dataclass(frozen=True, slots=True)
class Leg:
    """The paper to one recipient: copies printed, stamped, sent, received, as they count now."""

    printed: int = 0
    stamped: int = 0
    posted: int = 0
    received: int = 0

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> Leg:
        """Read a leg off the sums of its entries by event."""
        return cls(*(counts.get(event, 0) for event in (PRINT, STAMP, POST, RECEIVE)))

    @property
    def to_stamp(self) -> int:
        """Return how many copies were printed and not stamped."""
        return self.printed - self.stamped

    @property
    def to_post(self) -> int:
        """Return how many copies were stamped and not sent."""
        return self.stamped - self.posted

    @property
    def standing(self) -> str:
        """Return where it stands: what was received is received, whatever is printed later."""
        if self.received > 0:
            return RECEIVED
        if self.to_stamp > 0:
            return PRINTED
        if self.to_post > 0:
            return STAMPED
        return POSTED if self.posted > 0 else UNPRINTED

    def spare(self, event: str) -> int:
        """Return how many copies of a fact can still be taken back: nothing rests on them."""
        counts = {
            PRINT: self.printed,
            STAMP: self.stamped,
            POST: self.posted,
            RECEIVE: self.received,
        }
        if event not in _RESTS:
            return counts.get(event, 0)
        rests = counts[_RESTS[event]]
        return 0 if event == POST and rests else counts[event] - rests


def sheets(pages: int, copies: int = 1, *, duplex: bool) -> int:
    """Return the sheets of `copies`: on both sides two pages a sheet, each copy on its own."""
    return copies * ((pages + 1) // 2 if duplex else pages)


def check_copies(copies: int) -> None:
    """Raise Invalid unless so many copies can be made at once."""
    if not 1 <= copies <= MOST_COPIES:
        raise Invalid(Text("Từ 1 đến 99 bản.", "1 to 99 copies."), field="copies")


def check_sheets(count: int) -> None:
    """Raise Invalid unless so many sheets can have come."""
    if not 1 <= count <= MOST_SHEETS:
        raise Invalid(Text("Từ 1 đến 9999 tờ.", "1 to 9999 sheets."), field="sheets")


def check_reason(reason: str, field: str = "reason") -> str:
    """Return the reason of a reprint or a counter-entry; raises Invalid for too short a one."""
    said = reason.strip()
    if len(said) < 5:
        raise Invalid(
            Text("Hãy ghi lý do, từ 5 ký tự.", "Give the reason, 5 characters or more."),
            field=field,
        )
    return said


def check_spare(leg: Leg, event: str, copies: int) -> None:
    """Raise Refused where something rests on what is to be taken back."""
    if event in ALONE or leg.spare(event) >= copies:
        return
    after = EVENTS.get(_RESTS.get(event, ""), EVENTS[event])
    said = Text(
        "Chưa hủy được: sau đó đã ghi “{after}”. Hãy hủy mục ấy trước.",
        "Not yet: “{after}” was entered after it. Take that back first.",
    )
    raise Refused(said.filled(after=after))
