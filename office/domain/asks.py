"""What the form of an action must carry, and what is wrong when it does not.

A procedure names its asks; each is looked up here, never evaluated.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from office.domain.text import Text

SHORTEST_REASON = 10
LEAD = "lead"
CO = "co"
INFORMED = "info"
#: The parts a unit or person can have in a document, with the words of the field.
PARTS: dict[str, Text] = {
    LEAD: Text("Chủ trì", "Lead"),
    CO: Text("Phối hợp", "Co-handler"),
    INFORMED: Text("Nhận để biết", "For information"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignee:
    """Somebody given a part: a unit, a person once named, and until when."""

    part: str
    unit_id: int
    person_id: int | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What a person entered together with an action."""

    reason: str = ""
    opinion: str = ""
    assignees: tuple[Assignee, ...] = ()


Ask = Callable[[Form, datetime], Text | None]


def reason(form: Form, at: datetime) -> Text | None:
    """Ask for a reason of ten characters or more."""
    if len(form.reason.strip()) >= SHORTEST_REASON:
        return None
    return Text(
        f"Hãy nêu lý do, ít nhất {SHORTEST_REASON} ký tự.",
        f"Give a reason of {SHORTEST_REASON} characters or more.",
    )


def opinion(form: Form, at: datetime) -> Text | None:
    """Ask for an opinion: the direction given, or the result reported."""
    if form.opinion.strip():
        return None
    return Text("Hãy ghi ý kiến hoặc kết quả.", "Write the opinion or the result.")


def assignees(form: Form, at: datetime) -> Text | None:
    """Ask for exactly one lead, nobody twice, and no deadline already past."""
    leads = sum(assignee.part == LEAD for assignee in form.assignees)
    if leads != 1:
        return Text(
            f"Phải có đúng một đơn vị hoặc người chủ trì (đang có {leads}).",
            f"There must be exactly one lead (there are {leads}).",
        )
    given = Counter((assignee.unit_id, assignee.person_id) for assignee in form.assignees)
    if max(given.values()) > 1:
        return Text("Một đơn vị hoặc người được giao hai lần.", "A unit or person was named twice.")
    if any(assignee.due_at is not None and assignee.due_at <= at for assignee in form.assignees):
        return Text("Thời hạn đã qua.", "The deadline is already past.")
    return None


def new_lead(form: Form, at: datetime) -> Text | None:
    """Ask for the one unit or person the item is passed on to."""
    if len(form.assignees) == 1:
        return assignees(form, at)
    return Text("Hãy chọn một đơn vị hoặc người nhận.", "Choose one unit or person.")


ASKS: dict[str, Ask] = {ask.__name__: ask for ask in (reason, opinion, assignees, new_lead)}


def problems(names: tuple[str, ...], form: Form, at: datetime) -> list[Text]:
    """Return everything that `form` fails to carry."""
    answers = (ASKS[name](form, at) for name in names)
    return [answer for answer in answers if answer]
