"""What every figure of a report means: the indicators, and what reports count besides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from office.domain import definition_notes
from office.domain.definitions import DEFINITIONS
from office.domain.text import Text

PEOPLE, IDLE, SECRET, REASONS, SIMULATED = (
    "use.people", "use.idle", "secret", "paper.reasons", "signed.simulated",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Defined:
    """A figure as the annex of definitions tells it: name, version, how it is made, its limits."""

    name: Text
    definition: str
    formula: Text
    source: Text
    unseen: Text


_RECORD = Text(
    "Không văn bản nào quy định; đếm từ sự kiện đã ghi", "No text rules it; counted from the record"
)
_BESIDE: Mapping[str, Defined] = {
    PEOPLE: Defined(
        Text("Người đã thao tác", "People who acted"),
        "use.people/1",
        Text(
            "Số người có ít nhất một thao tác được ghi trên văn bản trong kỳ ÷ số người có tài"
            " khoản vào ngày cuối kỳ (không kể quản trị và thanh tra).",
            "People with at least one act on a document in the period ÷ people with an account on"
            " its last day (administrators and auditors left out).",
        ),
        _RECORD,
        Text("Người chỉ mở xem mà không thao tác.", "Who only looked and did nothing."),
    ),
    IDLE: Defined(
        Text("Đơn vị không thao tác", "Idle units"),
        "use.idle/1",
        Text(
            "Cơ quan mà trong cả kỳ không ai có thao tác nào được ghi.",
            "Agencies at which nobody did anything on record in the whole period.",
        ),
        _RECORD,
        Text("Việc làm hộ bởi người của đơn vị khác.", "What others did in their place."),
    ),
    SECRET: Defined(
        Text("Văn bản mật", "Secret documents"),
        "secret/1",
        Text(
            "Số văn bản có độ mật đã phát hành; không vào bất kỳ tỷ lệ nào.",
            "Documents issued with a degree of secrecy; they are in no share.",
        ),
        Text("Nghị định 30/2020/NĐ-CP; Luật Bảo vệ bí mật nhà nước", "Decree 30/2020; secrets law"),
        Text("Văn bản mật không vào sổ trong hệ thống.", "Secret ones that are in no book here."),
    ),
    REASONS: Defined(
        Text("Lý do còn giấy", "Why paper remains"),
        "paper.reasons/1",
        Text(
            "Lượt gửi song song hoặc chỉ giấy, theo lý do người gửi ghi khi phát hành.",
            "Deliveries with paper or on paper alone, by the reason given when they were issued.",
        ),
        Text("Quyết định 28/2018/QĐ-TTg Điều 5, 7", "Decision 28/2018, articles 5 and 7"),
        Text("Lý do ghi không đúng sự thật.", "Reasons that were not true."),
    ),
    SIMULATED: Defined(
        Text("Chữ ký mô phỏng", "Simulated signatures"),
        "signed.simulated/1",
        Text(
            "Văn bản đi có ít nhất một chữ ký số tạo bằng khóa trình diễn.",
            "Documents issued with at least one signature made by a demonstration key.",
        ),
        _RECORD,
        Text("Không có.", "Nothing."),
    ),
}


def defined(code: str) -> Defined:
    """Return what a figure means; KeyError for one that is nowhere defined."""
    if code in _BESIDE:
        return _BESIDE[code]
    one = DEFINITIONS[code]
    note = definition_notes.note(one)
    return Defined(one.name, one.definition, one.formula, note.source, note.unseen)


def known(code: str) -> bool:
    """Say whether a figure is defined."""
    return code in _BESIDE or code in DEFINITIONS
