"""What a document may do to an earlier one of its agency (NĐ 30/2020 Đ18.3).

Wrong content is amended or replaced by a document of equivalent form; wrong form or procedure
is corrected by a công văn.  The earlier one stays issued: the relation is what shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from office.domain.form_words import MUST, SHOULD, Finding
from office.domain.text import Text

REPLACES = "replaces"
AMENDS = "amends"
CORRECTS = "corrects"
#: The states in which a document can be replaced, amended, corrected.
MENDABLE = ("issued", "filed")
LETTER = "CV"
SOURCE = "NĐ 30/2020, Đ18.3"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A relation, said from the later document, from the earlier one, and as a button; the act
    that the earlier one's chain records; how that one stands; what the law says it is for."""

    does: Text
    undergoes: Text
    button: Text
    act: str
    stands: Text
    meaning: Text


KINDS: Mapping[str, Kind] = {
    REPLACES: Kind(
        does=Text("Thay thế", "Replaces"),
        undergoes=Text("Bị thay thế bởi", "Replaced by"),
        button=Text("Thay thế bằng văn bản mới", "Replace it by a new document"),
        act="replaced",
        stands=Text("Đã bị thay thế", "Replaced"),
        meaning=Text(
            "Nội dung sai hoặc không còn phù hợp: ban hành văn bản có hình thức tương đương, văn"
            " bản cũ không còn dùng.",
            "Its content is wrong or no longer fits: issue one of equivalent form, the earlier one"
            " is used no more.",
        ),
    ),
    AMENDS: Kind(
        does=Text("Sửa đổi, bổ sung", "Amends"),
        undergoes=Text("Được sửa đổi, bổ sung bởi", "Amended by"),
        button=Text("Sửa đổi, bổ sung", "Amend it"),
        act="amended",
        stands=Text("Đã được sửa đổi", "Amended"),
        meaning=Text(
            "Một phần nội dung sai hoặc thay đổi: văn bản có hình thức tương đương sửa phần đó,"
            " phần còn lại vẫn dùng.",
            "A part of its content is wrong or changes: one of equivalent form mends that part,"
            " the rest stays in use.",
        ),
    ),
    CORRECTS: Kind(
        does=Text("Đính chính", "Corrects"),
        undergoes=Text("Được đính chính bởi", "Corrected by"),
        button=Text("Đính chính bằng công văn", "Correct it by a công văn"),
        act="corrected",
        stands=Text("Đã được đính chính", "Corrected"),
        meaning=Text(
            "Sai thể thức, kỹ thuật trình bày hoặc thủ tục ban hành: đính chính bằng công văn.",
            "Its form, layout or the way it was issued is wrong: correct it by a công văn.",
        ),
    ),
}
#: How an earlier document stands, for lists.
STANDS: Mapping[str, Text] = {name: kind.stands for name, kind in KINDS.items()}
#: The acts that an earlier document's chain records.
ACTS: Mapping[str, str] = {kind.act: name for name, kind in KINDS.items()}


def findings(kind: str, type_code: str, original_type: str, left_out: int) -> list[Finding]:
    """Return what is wrong with the form of a document for what it does to an earlier one."""
    found = []
    if kind == CORRECTS and type_code != LETTER:
        found.append(
            Finding(
                "not_corrected_by_letter", MUST, "type",
                Text("Đính chính phải bằng công văn.", "A correction is a công văn."),
                Text("Chọn loại “Công văn”.", "Choose the type “Công văn”."), SOURCE,
            )
        )  # fmt: skip
    if kind in (REPLACES, AMENDS) and type_code != original_type:
        found.append(
            Finding(
                "not_of_equivalent_form", MUST, "type",
                Text("Khác hình thức văn bản được thay thế, sửa đổi.",
                     "It is of another form than the document it replaces or amends."),
                Text("Dùng cùng tên loại với văn bản cũ.", "Use the type of the earlier one."),
                SOURCE,
            )
        )  # fmt: skip
    if left_out:
        found.append(
            Finding(
                "recipients_left_out", SHOULD, "recipients",
                Text("{n} nơi đã nhận văn bản cũ không có trong nơi nhận.",
                     "{n} who got the earlier document are not among the recipients.")
                .filled(n=left_out),
                Text("Thêm các nơi đó vào nơi nhận.", "Add them to the recipients."), SOURCE,
            )
        )  # fmt: skip
    return found
