"""The folders of an inbox, with the field's names: which states each shows, and to whom.

A folder is a query over deliveries, drafts or parts; nothing is ever put into one.
"""

from __future__ import annotations

from dataclasses import dataclass

from office.domain.people import CHIEF, CLERK, LEADER, SPECIALIST, UNIT_HEAD
from office.domain.text import Text

INCOMING = "incoming"
OUTGOING = "outgoing"
PARTS = "parts"
QUESTIONS = "questions"
EXTENSIONS = "extensions"

WORKERS = (SPECIALIST, UNIT_HEAD, CHIEF, LEADER, CLERK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """One list of a first page: `task` folders hold work to do, the others what was done.

    `mine` shows only what is held by the actor in person, or by nobody in person.
    """

    name: str
    title: Text
    source: str
    states: tuple[str, ...]
    roles: tuple[str, ...]
    task: bool = True
    mine: bool = False
    part: str = ""
    #: Only documents whose sender asks for them back, or to change them.
    asked: bool = False
    #: Only parts about which there was a reminder.
    chased: bool = False
    #: Only documents that some recipient should have received by now, and has not.
    overdue: bool = False

    @property
    def section(self) -> str:
        """Return the section of the menu it stands in, named after a source."""
        return {QUESTIONS: PARTS, EXTENSIONS: INCOMING}.get(self.source, self.source)


def _in(name: str, vi: str, en: str, state: str, *roles: str, mine: bool = False) -> Folder:
    return Folder(
        name=name, title=Text(vi, en), source=INCOMING, states=(state,), roles=roles, mine=mine
    )


def _out(name: str, vi: str, en: str, state: str, *roles: str, mine: bool = False) -> Folder:
    return Folder(
        name=name, title=Text(vi, en), source=OUTGOING, states=(state,), roles=roles, mine=mine
    )


FOLDERS: tuple[Folder, ...] = (
    _in("arrivals", "Chờ tiếp nhận", "Arrived", "arrived", CLERK),
    _in("paper-on-its-way", "Bản giấy đang đến", "Paper on its way", "sent", CLERK),
    _in("to-register", "Chờ vào sổ", "To register", "accepted", CLERK),
    _in("to-submit", "Chờ trình", "To submit", "registered", CLERK, CHIEF),
    _in("direction", "Chờ cho ý kiến", "Awaiting direction", "direction", LEADER, CHIEF),
    _in("in-progress", "Đang xử lý", "In progress", "in_progress", *WORKERS, mine=True),
    _in("confirmation", "Chờ xác nhận hoàn thành", "To confirm", "confirmation", LEADER, CHIEF),
    Folder(
        name="change-requests", title=Text("Đề nghị thu hồi, cập nhật", "Recall, update asked"),
        source=INCOMING, states=(), roles=(CLERK, CHIEF, LEADER), asked=True,
    ),
    Folder(
        name="co-handling", title=Text("Phối hợp", "Co-handling"), source=PARTS, states=(),
        roles=WORKERS, part="co", mine=True,
    ),
    Folder(
        name="for-information", title=Text("Nhận để biết", "For information"), source=PARTS,
        states=(), roles=WORKERS, part="info", mine=True, task=False,
    ),
    Folder(
        name="opinions", title=Text("Chờ cho ý kiến góp ý", "Opinions asked of me"),
        source=QUESTIONS, states=(), roles=WORKERS, mine=True,
    ),
    Folder(
        name="chased", title=Text("Bị đôn đốc", "Reminders to me"), source=PARTS, states=(),
        roles=WORKERS, mine=True, chased=True,
    ),
    Folder(
        name="extension-requests", title=Text("Chờ cho gia hạn", "More time asked for"),
        source=EXTENSIONS, states=(), roles=(LEADER, CHIEF, CLERK, UNIT_HEAD),
    ),
    _out("drafts", "Dự thảo", "Drafts", "draft", *WORKERS, mine=True),
    _out("content-review", "Chờ duyệt nội dung", "Content review", "content_review",
         UNIT_HEAD, CHIEF, LEADER),
    _out("form-review", "Chờ kiểm tra thể thức", "Form review", "form_review", CHIEF, CLERK),
    _out("signing", "Chờ ký", "To sign", "signing", LEADER),
    _out("to-number", "Chờ cấp số", "To number", "signed", CLERK),
    _out("to-seal", "Chờ ký số cơ quan", "For the agency's signature", "sealing", CLERK),
    _out("to-issue", "Chờ phát hành", "To issue", "numbered", CLERK),
    _out("issued", "Đã phát hành, chờ lưu", "Issued, to file", "issued", CLERK),
    Folder(
        name="receipts-overdue", title=Text("Nơi nhận quá hạn tiếp nhận", "Receipts overdue"),
        source=OUTGOING, states=(), roles=(CLERK,), overdue=True,
    ),
    Folder(
        name="incoming-all", title=Text("Văn bản đến: tất cả", "All incoming"), source=INCOMING,
        states=(), roles=WORKERS, task=False,
    ),
    Folder(
        name="outgoing-all", title=Text("Văn bản đi: tất cả", "All outgoing"), source=OUTGOING,
        states=(), roles=WORKERS, task=False,
    ),
)  # fmt: skip


def folders_of(role: str) -> list[Folder]:
    """Return the folders somebody acting in `role` has, in the order shown."""
    return [folder for folder in FOLDERS if role in folder.roles]


def folder(name: str, role: str) -> Folder | None:
    """Return the folder called `name` if `role` has it."""
    return next((f for f in folders_of(role) if f.name == name), None)
