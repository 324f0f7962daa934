"""Reviewing a draft: the two approvals, the stance of an opinion, how a comment is settled."""

from __future__ import annotations

from office.domain.text import Text

CONTENT, FORM = "content", "form"
#: The approvals a draft needs, by two people (NĐ 30/2020 Đ12, Đ13).
APPROVALS: dict[str, Text] = {
    CONTENT: Text("Duyệt nội dung", "Content approved"),
    FORM: Text("Kiểm tra thể thức", "Form checked"),
}

AGREE, CHANGES, DISAGREE = "agree", "changes", "disagree"
#: What an opinion on a draft comes to; all but the first need words.
STANCES: dict[str, Text] = {
    AGREE: Text("Đồng ý", "Agrees"),
    CHANGES: Text("Đồng ý, có chỉnh sửa", "Agrees with changes"),
    DISAGREE: Text("Không đồng ý", "Disagrees"),
}
#: Working days within which an opinion may be asked for.
LONGEST = 60

OPEN, DONE, ANSWERED = "open", "done", "answered"
#: How a comment at a passage stands.
COMMENTS: dict[str, Text] = {
    OPEN: Text("Chưa xử lý", "Open"),
    DONE: Text("Đã sửa", "Done"),
    ANSWERED: Text("Đã trả lời", "Answered"),
}
LONGEST_COMMENT = 4000
