"""What stands beside a definition: the text it rests on, and what it cannot see.

By the number of the indicator, or by its code where readings of one number differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from office.domain.indicators import Indicator
from office.domain.text import Text


class Note(NamedTuple):
    """The source of a definition, and what it does not see."""

    source: Text
    unseen: Text


_NO_RULE = Text(
    "Không văn bản nào quy định; đếm từ sự kiện đã ghi", "No text rules it; counted from the record"
)
_OUTSIDE = Text(
    "Văn bản gửi ngoài hệ thống; giấy đưa kèm mà không ai ghi. Văn bản mật chỉ được đếm riêng.",
    "What was sent outside the system; paper that went along and nobody noted. Secret documents"
    " are only counted apart.",
)
_WAYS = Note(
    Text(
        "Quyết định 28/2018/QĐ-TTg Điều 5, 7; mục tiêu: Nghị quyết 17/NQ-CP, Quyết định 942/QĐ-TTg",
        "Decision 28/2018/QĐ-TTg, articles 5 and 7; targets: Resolution 17/NQ-CP, Decision 942",
    ),
    _OUTSIDE,
)
_NOTES: Mapping[str, Note] = {
    "1": _WAYS,
    "2": _WAYS,
    "3": _WAYS,
    "some_electronic.documents": Note(
        Text(
            "Cách tính của một số báo cáo; không phải mục tiêu của Nghị quyết 17/NQ-CP",
            "How some reports count; not what Resolution 17/NQ-CP sets a target for",
        ),
        Text("Không phân biệt có kèm giấy hay không.", "It does not see whether paper went along."),
    ),
    "4": Note(
        Text(
            "Nghị định 30/2020/NĐ-CP Điều 5: bản điện tử có giá trị như bản gốc khi đủ hai chữ ký",
            "Decree 30/2020/NĐ-CP, article 5: an original needs both signatures",
        ),
        Text(
            "Chữ ký ngoài hệ thống. Chữ ký mô phỏng tính là có và được nêu riêng.",
            "Signatures made elsewhere. Simulated ones count and are told apart.",
        ),
    ),
    "5": Note(
        Text(
            "Nghị định 30/2020/NĐ-CP Điều 21, 22 (tiếp nhận, số hóa văn bản đến)",
            "Decree 30/2020/NĐ-CP, articles 21 and 22",
        ),
        Text(
            "Văn bản giấy không ai vào sổ; bản điện tử đến nơi khác ngoài hệ thống.",
            "Paper that nobody registered; what reached somebody outside the system.",
        ),
    ),
    "6": Note(
        Text(
            "Nghị quyết 17/NQ-CP, Quyết định 942/QĐ-TTg chỉ nêu tỷ lệ; đây là cách đọc (a)",
            "Resolution 17/NQ-CP and Decision 942 name the share alone; this is reading (a)",
        ),
        Text(
            "Việc trao đổi miệng hoặc ghi tay mà không nhập vào hệ thống.",
            "What was settled by word of mouth or by hand and never entered.",
        ),
    ),
    "work.signed": Note(
        Text(
            "Cách đọc (b), theo báo cáo của tỉnh Bắc Ninh",
            "Reading (b), after the reports of Bắc Ninh province",
        ),
        Text(
            "Công việc kết thúc mà không cần văn bản trả lời.",
            "Work that ended without a document of its own.",
        ),
    ),
    "7": Note(
        Text("Nghị định 30/2020/NĐ-CP Điều 24", "Decree 30/2020/NĐ-CP, article 24"),
        Text(
            "Việc không đặt hạn không vào tỷ lệ, được đếm riêng. Hạn đã gia hạn là hạn sau cùng.",
            "Items without a deadline are in no share and counted apart. An extended deadline"
            " counts as last set.",
        ),
    ),
    "8": Note(
        Text(
            "Nghị định 30/2020/NĐ-CP Điều 4, 18, 21; Quyết định 28/2018/QĐ-TTg Điều 6",
            "Decree 30/2020/NĐ-CP, articles 4, 18, 21; Decision 28/2018/QĐ-TTg, article 6",
        ),
        Text(
            "Giấy nằm ở bàn trước khi vào sổ: ngày đến là ngày văn thư ghi.",
            "Paper that lay on a desk before it was registered: the day it came is the clerk's.",
        ),
    ),
    "9": Note(
        _NO_RULE,
        Text(
            "Vì sao một người không dùng; hộp thư điện tử ngoài hệ thống.",
            "Why somebody does not use it; e-mail outside the system.",
        ),
    ),
    "10": Note(
        _NO_RULE,
        Text(
            "Giấy in ngoài hệ thống; bản tự in của người đọc.",
            "Paper printed outside the system; what readers printed for themselves.",
        ),
    ),
}


def note(indicator: Indicator) -> Note:
    """Return what stands beside a definition."""
    return _NOTES.get(indicator.code) or _NOTES[str(indicator.number)]
