"""What a drafter settles of the page beside its text: whom it names, and the small marks on it.

Everything left empty is computed or left out; what is said here is printed as it is said, and
is part of what is reviewed and signed (`documents.Content`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from office.domain.text import Text
from office.domain.typed import cleaned

#: How far a document may go (NĐ 30/2020 Phụ lục I, Ô số 11).
CIRCULATIONS = ("XEM XONG TRẢ LẠI", "LƯU HÀNH NỘI BỘ")
#: The degree of urgency that has an hour.
AT_AN_HOUR = 4
MOST_LINES, LONGEST_LINE = 100, 200
LONGEST_MARK, LONGEST_CONTACT, MOST_COPIES = 20, 300, 99_999
_DASH = re.compile(r"^\s*[-–+•]\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The lines and marks of one document's page (NĐ 30/2020 Phụ lục I).

    `addressees` ("Kính gửi", Ô 9a) and `receivers` ("Nơi nhận", Ô 9b) stand in their order,
    without dashes; empty ones are computed from the recipients.  `typist_mark` and `copies`
    are Ô 12, `contact` Ô 13, `circulation` one of CIRCULATIONS (Ô 11), `hour` the moment
    (local time) until which an express letter must be there.
    """

    addressees: tuple[str, ...] = ()
    receivers: tuple[str, ...] = ()
    typist_mark: str = ""
    copies: int | None = None
    contact: str = ""
    circulation: str = ""
    hour: str = ""

    def facts(self) -> dict[str, Any]:
        """Return what is said as plain facts; nothing for what is not."""
        said: dict[str, Any] = {
            "addressees": list(self.addressees),
            "receivers": list(self.receivers),
            "typist_mark": self.typist_mark,
            "copies": self.copies,
            "contact": self.contact,
            "circulation": self.circulation,
            "hour": self.hour,
        }
        return {name: value for name, value in said.items() if value}

    @property
    def mark(self) -> str:
        """Return Ô số 12 as it is printed: "PL.(300)"."""
        copies = f"({self.copies})" if self.copies else ""
        return f"{self.typist_mark}.{copies}" if self.typist_mark and copies else (
            self.typist_mark or copies
        )  # fmt: skip

    @property
    def until(self) -> str:
        """Return the hour as it is printed, '' for none."""
        if not self.hour:
            return ""
        at = datetime.fromisoformat(self.hour)
        return f"Trước {at:%H} giờ {at:%M} phút ngày {at:%d/%m/%Y}"


def of_facts(facts: Mapping[str, Any] | None) -> Layout:
    """Return the layout that `facts` tell."""
    said = dict(facts or {})
    for name in ("addressees", "receivers"):
        said[name] = tuple(said.get(name, ()))
    return Layout(**said)


def lines_of(typed: str) -> tuple[str, ...]:
    """Return lines somebody typed, cleaned, without dashes and empty ones."""
    plain = (_DASH.sub("", " ".join(line.split())) for line in cleaned(typed).splitlines())
    return tuple(line for line in plain if line)


def problem_of(layout: Layout) -> Text | None:
    """Return what is wrong with a layout, or None."""
    return next(_problems(layout), None)


def _problems(layout: Layout) -> Iterator[Text]:
    for title, lines in (("Kính gửi", layout.addressees), ("Nơi nhận", layout.receivers)):
        if len(lines) > MOST_LINES or any(len(line) > LONGEST_LINE for line in lines):
            yield Text(
                f"“{title}” có tối đa {MOST_LINES} dòng, mỗi dòng tối đa {LONGEST_LINE} ký tự.",
                f"“{title}” has {MOST_LINES} lines of {LONGEST_LINE} letters at most.",
            )
    if len(layout.typist_mark) > LONGEST_MARK:
        yield Text(
            f"Ký hiệu người soạn dài quá {LONGEST_MARK} ký tự.",
            f"The typist's mark is longer than {LONGEST_MARK} letters.",
        )
    if layout.copies is not None and not 0 < layout.copies <= MOST_COPIES:
        yield Text("Số lượng bản không hợp lệ.", "That is no number of copies.")
    if len(layout.contact) > LONGEST_CONTACT:
        yield Text(
            f"Địa chỉ liên hệ dài quá {LONGEST_CONTACT} ký tự.",
            f"The contact line is longer than {LONGEST_CONTACT} letters.",
        )
    if layout.circulation and layout.circulation not in CIRCULATIONS:
        yield Text("Chỉ dẫn lưu hành không hợp lệ.", "Unknown mark of circulation.")
    if layout.hour and not _is_moment(layout.hour):
        yield Text("Giờ hẹn không hợp lệ.", "That is no hour.")


def _is_moment(written: str) -> bool:
    try:
        return datetime.fromisoformat(written).tzinfo is None and len(written) == 16
    except ValueError:
        return False
