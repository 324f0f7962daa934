"""What the fields of a document may say: urgency, secrecy, how a draft is written down."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from office.domain import layout as layouts
from office.domain.layout import Layout
from office.domain.text import Text

LONGEST_SUBJECT = 500
COUNCIL = re.compile(r"[^\W\d_]{1,16}")
#: Digits of a number that the database can keep as one.
LONGEST_NUMBER = 9

#: Urgency by its exchange code; the names are used by procedures for time limits.
URGENCIES: tuple[tuple[str, Text], ...] = (
    ("normal", Text("Thường", "Normal")),
    ("urgent", Text("Khẩn", "Urgent")),
    ("very_urgent", Text("Thượng khẩn", "Very urgent")),
    ("express", Text("Hỏa tốc", "Express")),
    ("express", Text("Hỏa tốc hẹn giờ", "Express, at a set hour")),
)

#: Levels of secrecy; a document above '' has no body here, only a number.
SECRECIES: dict[str, Text] = {
    "": Text("Thường", "None"),
    "mat": Text("Mật", "Confidential"),
    "toi_mat": Text("Tối mật", "Secret"),
    "tuyet_mat": Text("Tuyệt mật", "Top secret"),
}


def urgency_name(urgency: int) -> str:
    """Return the name procedures use for an urgency code."""
    return URGENCIES[urgency][0]


def number_of(written: str) -> int | None:
    """Return another agency's number as a number, None when it wrote something else."""
    digits = written.strip()
    return int(digits) if digits.isdecimal() and len(digits) <= LONGEST_NUMBER else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a drafter writes: the part of a document that is reviewed and signed.

    `council` abbreviates the council or board that issues it with the agency's seal, in
    a series of its own (NĐ 30/2020 PL I.II.3a); '' for the agency itself.
    """

    type_code: str
    subject: str
    body: str
    urgency: int = 0
    respond_by: date | None = None
    council: str = ""
    layout: Layout = field(default=Layout())
    files: tuple[str, ...] = field(default=())

    def facts(self) -> dict[str, object]:
        """Return the content as plain facts, for its digest.

        Where nothing is said of the layout it is not named: texts sealed before there was one
        keep their digests.
        """
        layout = self.layout.facts()
        return {
            "type": self.type_code,
            "subject": self.subject,
            "body": self.body,
            "urgency": self.urgency,
            "respond_by": self.respond_by.isoformat() if self.respond_by else None,
            "council": self.council,
            **({"layout": layout} if layout else {}),
        }


def problem_of(content: Content, types: set[str]) -> Text | None:
    """Return what is wrong with a draft's fields, or None; empty text is allowed while drafting."""
    if content.type_code not in types:
        return Text("Loại văn bản không có trong danh mục.", "Unknown document type.")
    if len(content.subject) > LONGEST_SUBJECT:
        return Text(
            f"Trích yếu dài quá {LONGEST_SUBJECT} ký tự.",
            f"The subject is longer than {LONGEST_SUBJECT} characters.",
        )
    if not 0 <= content.urgency < len(URGENCIES):
        return Text("Độ khẩn không hợp lệ.", "Unknown urgency.")
    if content.council and not COUNCIL.fullmatch(content.council):
        return Text(
            "Hội đồng, ban ghi bằng chữ viết tắt, ví dụ HĐKT.",
            "A council or board is written by its abbreviation, such as HĐKT.",
        )
    return layouts.problem_of(content.layout)
