"""How a document went out: fully electronic, electronic with paper, paper alone.

The class is a fact of each recipient, fixed at issue; a document's class is the
least electronic of its recipients (regulations: QĐ 28/2018 Đ5, Đ7).
"""

from __future__ import annotations

from collections.abc import Iterable

from office.domain.text import Text

ELECTRONIC = "electronic"
PARALLEL = "parallel"
PAPER = "paper"

CHANNELS: dict[str, Text] = {
    ELECTRONIC: Text("Hoàn toàn điện tử", "Fully electronic"),
    PARALLEL: Text("Song song (điện tử kèm giấy)", "Electronic with paper"),
    PAPER: Text("Chỉ giấy", "Paper alone"),
}


#: The same in a word, for narrow columns.
CHANNEL_WORDS: dict[str, Text] = {
    ELECTRONIC: Text("Điện tử", "Electronic"),
    PARALLEL: Text("Song song", "With paper"),
    PAPER: Text("Giấy", "Paper"),
}


def needs_reason(channel: str) -> bool:
    """Say whether sending this way must be explained: any paper must."""
    return channel != ELECTRONIC


def of_document(channels: Iterable[str]) -> str:
    """Return the class of a document from its recipients' channels; '' when it has none.

    Fully electronic only when every recipient got it so; paper alone only when all did.
    """
    seen = set(channels)
    if not seen:
        return ""
    return seen.pop() if len(seen) == 1 else PARALLEL
