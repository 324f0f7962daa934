"""Mandates: which acts somebody lends to somebody else, on which documents, from when to when.

A mandate lets a person act here in another's place, both named in every record.  It is not
signing by mandate in law (TUQ., NĐ 30/2020 Đ13): that needs its own paper, and a setting.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from office.domain.movements import canonical
from office.domain.text import Text
from office.domain.workdays import local_date

#: An act of a procedure: its name and the action's.
Act = tuple[str, str]
SIGN = "sign"
SHORTEST_BASIS = 5
LONGEST_BASIS = 500
LONGEST_DAYS = 366
#: An order stands in rules of work: for a term of office at most.
LONGEST_ORDER_DAYS = 5 * 366


@dataclass(frozen=True, slots=True, kw_only=True)
class Power:
    """Acts that are lent together, with the words of the field."""

    title: Text
    acts: tuple[Act, ...]


#: What can be lent.  An act that stands in no power is never taken in another's place.
POWERS: dict[str, Power] = {
    "direct": Power(
        title=Text("Cho ý kiến, phân công", "Direct and assign"),
        acts=(("incoming", "direct"), ("incoming", "note")),
    ),
    "confirm": Power(
        title=Text("Xác nhận kết quả", "Confirm results"),
        acts=(("incoming", "confirm"), ("incoming", "rework")),
    ),
    "submit": Power(
        title=Text("Trình, chuyển văn bản đến", "Submit and transfer what comes in"),
        acts=(("incoming", "submit"), ("incoming", "transfer")),
    ),
    "handle": Power(
        title=Text("Chuyển tiếp, trả lại, báo cáo việc của đơn vị", "Pass on, return, report"),
        acts=(
            ("incoming", "forward"),
            ("incoming", "send_back"),
            ("incoming", "report"),
            ("incoming", "report_part"),
            ("incoming", "ask_extension"),
            ("incoming", "ask_opinion"),
            ("incoming", "answer_opinion"),
        ),
    ),
    "supervise": Power(
        title=Text("Đôn đốc, gia hạn, giao lại", "Chase, extend, assign anew"),
        acts=(
            ("incoming", "chase"),
            ("incoming", "extend"),
            ("incoming", "allow_extension"),
            ("incoming", "refuse_extension"),
            ("incoming", "take_back"),
            ("incoming", "reassign"),
        ),
    ),
    "review_content": Power(
        title=Text("Duyệt nội dung", "Review content"),
        acts=(("outgoing", "approve_content"), ("outgoing", "return_content")),
    ),
    "review_form": Power(
        title=Text("Kiểm tra thể thức", "Review form"),
        acts=(("outgoing", "approve_form"), ("outgoing", "return_form")),
    ),
    SIGN: Power(
        title=Text("Ký văn bản", "Sign"),
        acts=(("outgoing", "sign"), ("outgoing", "return_unsigned")),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What was agreed when a mandate was given; it never changes, it only ends.

    Both days count, in Vietnam, from midnight to midnight.  No types or no issuers: all.
    """

    giver_id: int
    unit_id: int
    role: str
    delegate_id: int
    first_day: date
    last_day: date
    powers: tuple[str, ...]
    types: tuple[str, ...] = ()
    issuers: tuple[int, ...] = ()
    basis: str = ""
    shared: bool = False
    #: Signing by order (TL.), which the agency's rules of work name; else a mandate (TUQ.).
    by_order: bool = False

    def digest(self) -> str:
        """Return the SHA-256 (hex) that records carry of these terms."""
        said = {
            "giver": self.giver_id, "unit": self.unit_id, "role": self.role,
            "delegate": self.delegate_id, "first": self.first_day.isoformat(),
            "last": self.last_day.isoformat(), "powers": sorted(self.powers),
            "types": sorted(self.types), "issuers": sorted(self.issuers), "basis": self.basis,
            "shared": self.shared,
        }  # fmt: skip
        # Named only where it is one: what was agreed before there were orders keeps its digest.
        said |= {"order": True} if self.by_order else {}
        return hashlib.sha256(canonical(said)).hexdigest()

    def counts_at(self, at: datetime) -> bool:
        """Say whether the days agreed cover a moment."""
        return self.first_day <= local_date(at) <= self.last_day

    def concerns(self, type_code: str, issuer_unit_id: int | None) -> bool:
        """Say whether a document lies in the field agreed."""
        right_type = not self.types or type_code in self.types
        return right_type and (not self.issuers or issuer_unit_id in self.issuers)

    def meets(self, other: Terms) -> bool:
        """Say whether both lend the same act on the same document on the same day."""
        days = self.first_day <= other.last_day and other.first_day <= self.last_day
        types = not self.types or not other.types or set(self.types) & set(other.types)
        issuers = not self.issuers or not other.issuers or set(self.issuers) & set(other.issuers)
        return bool(days and set(self.powers) & set(other.powers) and types and issuers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate:
    """A mandate being used: its terms, whom it stands for, and its scope in words.

    `powers` are those of the terms that count now, `own_position` and `own_role` are what the
    delegate is in their own right, `position` what the giver is.
    """

    id: int
    terms: Terms
    powers: tuple[str, ...]
    giver_name: str
    scope: Text
    unit_name: str = ""
    position: str = ""
    own_position: str = ""
    own_role: str = ""

    @property
    def person_id(self) -> int:
        """Return the person in whose place one acts."""
        return self.terms.giver_id


def acts_of(powers: tuple[str, ...]) -> frozenset[Act]:
    """Return every act that some powers hold."""
    return frozenset(act for power in powers if power in POWERS for act in POWERS[power].acts)


def outside(mandate: Mandate, act: Act, type_code: str, issuer_unit_id: int | None) -> Text | None:
    """Return why a mandate does not reach an act on a document, or None when it does."""
    lent = act in acts_of(mandate.powers)
    if lent and mandate.terms.concerns(type_code, issuer_unit_id):
        return None
    return Text(
        "Ngoài phạm vi ủy quyền: {scope}. Việc này do {name} làm.",
        "Outside the mandate: {scope}. This is for {name}.",
    ).filled(scope=mandate.scope, name=mandate.giver_name)


def problem_of(terms: Terms, today: date) -> tuple[Text, str] | None:
    """Return what is wrong with terms about to be agreed, and the field to mend; or None."""
    found = _days_problem(terms, today)
    if found is not None:
        return found
    if terms.giver_id == terms.delegate_id:
        return Text("Không tự ủy quyền cho mình.", "Nobody is their own delegate."), "delegate"
    if not terms.powers or set(terms.powers) - POWERS.keys():
        return Text("Hãy chọn việc được ủy quyền.", "Choose what is delegated."), "powers"
    if not SHORTEST_BASIS <= len(terms.basis) <= LONGEST_BASIS:
        return Text(
            f"Hãy ghi văn bản làm căn cứ ({SHORTEST_BASIS}–{LONGEST_BASIS} ký tự).",
            f"Name the document it rests on ({SHORTEST_BASIS} to {LONGEST_BASIS} characters).",
        ), "basis"
    return None


def _days_problem(terms: Terms, today: date) -> tuple[Text, str] | None:
    if terms.first_day < today:
        past = Text("Ngày bắt đầu đã qua.", "The first day is past.")
        return past, "first_day"
    if terms.last_day < terms.first_day:
        return Text("Ngày cuối trước ngày đầu.", "The last day is before the first."), "last_day"
    longest = LONGEST_ORDER_DAYS if terms.by_order else LONGEST_DAYS
    if (terms.last_day - terms.first_day).days >= longest:
        return Text(
            f"Ủy quyền không quá {longest} ngày.", f"A mandate lasts {longest} days at most."
        ), "last_day"
    return None
