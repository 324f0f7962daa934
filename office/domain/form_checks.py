"""What is wrong with the form of a draft, as far as rules can tell (NĐ 30/2020, Phụ lục I-III).

Findings advise: they come before people look, and the reviewers decide (docs/decisions/0031).
Only sure cases are told. What the words themselves may do wrong stands in `form_words`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from office.domain import form_words
from office.domain.form_words import MUST, SHOULD, Finding
from office.domain.text import Text

#: Longer than this a subject is no longer "ngắn gọn" (Phụ lục I, II.5): a measure of this office.
LONGEST_SUBJECT = 200
_GROUND = re.compile(r"^\s*Căn cứ\b", re.MULTILINE)
_ARTICLE = re.compile(r"^\s*Điều 1\.", re.MULTILINE)
_PRINTED_ANYWAY = re.compile(r"^\s*(Kính gửi|Nơi nhận|Lưu)\s*:.*$", re.MULTILINE)
_ANNEX = re.compile(r"^\s*phụ lục(\s+([IVXL]+|\d+))?\s*$", re.IGNORECASE | re.MULTILINE)
_COLLECTIVE = re.compile(r"Ủy ban|Uỷ ban|UBND|Hội đồng|HĐND|\bBan\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What the checks look at; `receivers` are the printed lines of "Nơi nhận".

    `notation` is "QĐ-UBND"; `abbreviations` are all types' by their titles, "" where a type
    has none. `addressees` is how many units it goes to.
    """

    type_code: str
    type_title: str
    subject: str
    body: str
    organ: str = ""
    notation: str = ""
    addressees: int = 0
    receivers: tuple[str, ...] = ()
    authority: str = ""
    position: str = ""
    abbreviations: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Something the text of a type must have: what shows that it does, and what to say."""

    code: str
    shown_by: re.Pattern[str]
    what: Text
    mend: Text
    source: str
    severity: str = MUST


_GROUNDS = Need(
    code="no_grounds",
    shown_by=_GROUND,
    what=Text("Chưa có căn cứ ban hành.", "The grounds are missing."),
    mend=Text(
        "Thêm các dòng bắt đầu bằng “Căn cứ …” ở đầu nội dung, mỗi căn cứ một dòng.",
        "Begin the text with lines that start with “Căn cứ …”, one for each ground.",
    ),
    source="NĐ 30/2020, Phụ lục I, II.6b",
)
_ARTICLES = Need(
    code="no_articles",
    shown_by=_ARTICLE,
    what=Text("Nội dung chưa chia theo điều.", "The text is not in articles."),
    mend=Text("Viết nội dung thành “Điều 1. …”, “Điều 2. …”.", "Write “Điều 1. …”, “Điều 2. …”."),
    source="NĐ 30/2020, Phụ lục III, mẫu 1.1-1.3",
)


def _said(code: str, pattern: str, name: str, english: str, form: str) -> Need:
    """Return the need for a line that a form has, by the words it begins with."""
    return Need(
        code=code,
        shown_by=re.compile(pattern, re.IGNORECASE),
        what=Text(f"Chưa thấy {name}.", f"There is no {english}."),
        mend=Text(f"Thêm một dòng nêu {name}.", f"Add a line with the {english}."),
        source=f"NĐ 30/2020, Phụ lục III, mẫu {form}",
        severity=SHOULD,
    )


#: What the text of each type needs, beyond what all documents need.
NEEDS: dict[str, tuple[Need, ...]] = {
    "QĐ": (_GROUNDS, _ARTICLES),
    "NQ": (_GROUNDS, _ARTICLES),
    "GM": (
        _said("no_time", r"thời gian|\bgiờ\b", "thời gian", "time", "1.7"),
        _said("no_place", r"địa điểm|\btại\b", "địa điểm", "place", "1.7"),
    ),
    "BB": (
        _said("no_begin", r"bắt đầu|thời gian", "thời gian bắt đầu", "time it began", "1.9"),
        _said("no_people", r"thành phần|tham dự|gồm", "thành phần tham dự", "list of those there",
              "1.9"),
        _said("no_end", r"kết thúc", "thời gian kết thúc", "time it ended", "1.9"),
    ),
    "GGT": (
        _said("no_until", r"có giá trị đến", "thời hạn có giá trị của giấy", "day it is valid to",
              "1.8"),
    ),
    "GNP": (
        _said("no_days", r"từ ngày|đến ngày|đến hết ngày", "thời gian nghỉ phép", "days of leave",
              "1.10"),
    ),
}  # fmt: skip
#: Types that name on top whom they go to.
GREETED = {
    "CV": Text("“Kính gửi”", "“Kính gửi”"),
    "TTr": Text("“Kính gửi”", "“Kính gửi”"),
    "CĐ": Text("nơi nhận điện", "whom it is wired to"),
    "GM": Text("người, cơ quan được mời", "who is invited"),
}
#: What the parts of a draft are called on screens.
FIELDS: dict[str, Text] = {
    "type": Text("Loại văn bản", "Type"),
    "subject": Text("Trích yếu", "Subject"),
    "body": Text("Nội dung", "Text"),
    "recipients": Text("Nơi nhận", "Recipients"),
    "signer": Text("Người ký", "Signer"),
}


def findings(draft: Draft) -> list[Finding]:
    """Return everything found, what must be mended first; nothing at all for an empty draft."""
    if not draft.subject.strip() and not draft.body.strip():
        return []
    found = [finding for check in CHECKS for finding in check(draft)]
    return sorted(dict.fromkeys(found), key=lambda finding: finding.severity != MUST)


def has_what_its_type_needs(draft: Draft) -> Iterator[Finding]:
    """Tell what the form of the type has and the text has not."""
    for need in NEEDS.get(draft.type_code, ()):
        if not need.shown_by.search(draft.body):
            yield Finding(need.code, need.severity, "body", need.what, need.mend, need.source)


def is_about_something(draft: Draft) -> Iterator[Finding]:
    """Tell what is wrong with the subject."""
    words, source = draft.subject.strip(), "NĐ 30/2020, Phụ lục I, II.5"
    if not words:
        yield Finding(
            "no_subject", MUST, "subject",
            Text("Chưa có trích yếu.", "The subject is missing."),
            Text("Ghi ngắn gọn nội dung chủ yếu của văn bản.", "Say briefly what it is about."),
            source,
        )  # fmt: skip
    if len(words) > LONGEST_SUBJECT:
        yield Finding(
            "long_subject", SHOULD, "subject",
            Text(f"Trích yếu dài {len(words)} ký tự.", f"The subject has {len(words)} letters."),
            Text(f"Rút gọn còn dưới {LONGEST_SUBJECT} ký tự.",
                 f"Shorten it to less than {LONGEST_SUBJECT} letters."),
            source,
        )  # fmt: skip
    if draft.type_code != "CV" and words[:3].casefold() == "v/v":
        yield Finding(
            "about_in_title", SHOULD, "subject",
            Text("“V/v” chỉ dùng cho công văn.", "“V/v” belongs to a công văn alone."),
            Text("Viết “Về việc …”.", "Write “Về việc …”."), source, words[:30],
        )  # fmt: skip


def goes_somewhere(draft: Draft) -> Iterator[Finding]:
    """Tell a letter to nobody, and receivers without the copy that is kept."""
    if draft.type_code in GREETED and not draft.addressees:
        whom = GREETED[draft.type_code]
        yield Finding(
            "no_addressee", MUST, "recipients",
            Text("Chưa có {whom}.", "It does not say {whom}.").filled(whom=whom),
            Text("Chọn nơi nhận của dự thảo.", "Choose the recipients of the draft."),
            "NĐ 30/2020, Phụ lục I, II.9a",
        )  # fmt: skip
    if draft.receivers and not any("Lưu: VT" in line for line in draft.receivers):
        yield Finding(
            "not_filed", MUST, "recipients",
            Text("Nơi nhận chưa có “Lưu: VT”.", "The receivers lack “Lưu: VT”."),
            Text("Thêm dòng “- Lưu: VT, …”.", "Add the line “- Lưu: VT, …”."),
            "NĐ 30/2020, Phụ lục I, II.9b",
        )  # fmt: skip


def says_nothing_twice(draft: Draft) -> Iterator[Finding]:
    """Tell what was typed though the layout prints it, and marks of the end that are no end."""
    text = _ANNEX.split(draft.body, maxsplit=1)[0]
    for line in _PRINTED_ANYWAY.finditer(text):
        yield Finding(
            "printed_anyway", SHOULD, "body",
            Text("Phần này được in tự động, gõ ở đây sẽ in hai lần.",
                 "This is printed by itself; typed here it is printed twice."),
            Text("Xóa dòng này; chọn nơi nhận ở mục Nơi nhận.",
                 "Delete the line; choose the recipients on their own page."),
            "NĐ 30/2020, Phụ lục I, II.9", form_words.quoted(line[0]),
        )  # fmt: skip
    if text.count("./.") > 1 or "././" in text or re.search(r"\./\.\s*\S", text):
        yield Finding(
            "end_twice", MUST, "body",
            Text("Dấu “./.” có nhiều hơn một lần hoặc không ở cuối.",
                 "The mark “./.” stands more than once, or not at the end."),
            Text("Chỉ để một dấu ở cuối; không gõ cũng được, hệ thống tự thêm.",
                 "Leave one at the end, or none: it is added by itself."),
            "NĐ 30/2020, Phụ lục III, mẫu 1.1-1.10",
        )  # fmt: skip


def has_its_symbol(draft: Draft) -> Iterator[Finding]:
    """Tell a notation that is not the type's."""
    abbreviation = draft.abbreviations.get(draft.type_title)
    if abbreviation is None or not draft.notation:
        return
    first = draft.notation.partition("-")[0]
    if first != abbreviation if abbreviation else first == "CV":
        yield Finding(
            "wrong_symbol", MUST, "type",
            Text("Ký hiệu không đúng tên loại.", "The notation is not the type's."),
            Text("Dùng chữ viết tắt tên loại: {code}.", "Use the type's abbreviation: {code}.")
            .filled(code=abbreviation or "—"),
            "NĐ 30/2020, Phụ lục I, II.3 và Phụ lục III", draft.notation,
        )  # fmt: skip


def is_signed_with_a_right(draft: Draft) -> Iterator[Finding]:
    """Tell capacities that contradict the agency or the position."""
    lines = [line.strip() for line in draft.authority.split("\n") if line.strip()]
    deputy = draft.position.casefold().startswith("phó")
    wrong = {
        "TM.": not _COLLECTIVE.search(draft.organ),
        "KT.": bool(draft.position) and not deputy,
        "Q.": deputy,
    }
    for line in lines:
        capacity = line.partition(" ")[0]
        if wrong.get(capacity):
            yield Finding(
                "wrong_capacity", MUST, "signer",
                Text(f"“{capacity}” không hợp với cơ quan hoặc chức vụ người ký.",
                     f"“{capacity}” does not go with the agency or the position."),
                Text("TM. dùng cho tập thể lãnh đạo; KT. khi cấp phó ký thay; Q. khi quyền cấp"
                     " trưởng.",
                     "TM. is for bodies that decide together; KT. for deputies; Q. for acting"
                     " heads."),
                "NĐ 30/2020, Đ13 và Phụ lục I, II.7", line,
            )  # fmt: skip


def is_well_written(draft: Draft) -> Iterator[Finding]:
    """Tell what is wrong in the words of subject and text."""
    for place, text in (("subject", draft.subject), ("body", draft.body)):
        yield from form_words.findings(text, place, draft.abbreviations)
    yield from form_words.two_spellings(f"{draft.subject}\n{draft.body}")


CHECKS: Iterable[Callable[[Draft], Iterator[Finding]]] = (
    has_what_its_type_needs,
    is_about_something,
    goes_somewhere,
    says_nothing_twice,
    has_its_symbol,
    is_signed_with_a_right,
    is_well_written,
)
