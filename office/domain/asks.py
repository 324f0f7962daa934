"""What the form of an action must carry, and what is wrong when it does not.

A procedure names its asks; each is looked up here, never evaluated.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from office.domain import reviews
from office.domain.signing import Signing
from office.domain.text import Text

SHORTEST_REASON = 10
#: A deadline further away than this is a slip of the keyboard.
FURTHEST = timedelta(days=3660)
#: What a scan may be, by the bytes it begins with.
SCANS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
)
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
class Scan:
    """A page of paper as a file: its name and its bytes."""

    name: str
    content: bytes

    @property
    def media_type(self) -> str:
        """Return what the bytes are, whatever the name says; '' for what is no scan."""
        return next((kind for magic, kind in SCANS if self.content.startswith(magic)), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What a person entered together with an action.

    `which` is the row meant where there are several (a part, a question); `leader_id` whose
    directive is typed; `answer` the public id of the letter that answers the item; `aware_of`
    are people they were told are away, and chose all the same; `aware_of_files` verdicts on
    signatures (`signatures.awareness`) that they read, and accept the document all the same.
    On a draft: `version` is the one they had before them, `stance` what an opinion comes to,
    `within` how many working days those asked have who were given no deadline of their own,
    `signature` what was signed.
    """

    reason: str = ""
    opinion: str = ""
    assignees: tuple[Assignee, ...] = ()
    which: int | None = None
    due_at: datetime | None = None
    leader_id: int | None = None
    scan: Scan | None = None
    answer: str = ""
    aware_of: frozenset[int] = frozenset()
    signature: Signing | None = None
    version: int | None = None
    stance: str = ""
    within: int | None = None
    aware_of_files: frozenset[str] = frozenset()


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
    return _named_once_and_in_time(form, at)


def _named_once_and_in_time(form: Form, at: datetime) -> Text | None:
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


def content(form: Form, at: datetime) -> Text | None:
    """Ask for what is to be said: the words of a chase, the question put to somebody."""
    if form.opinion.strip():
        return None
    return Text("Hãy ghi nội dung.", "Write what you want to say.")


def which_part(form: Form, at: datetime) -> Text | None:
    """Ask whose part is meant: the lead's or a co-handler's."""
    if form.which is not None:
        return None
    return Text("Hãy chọn phần việc của ai.", "Choose whose part is meant.")


def new_due(form: Form, at: datetime) -> Text | None:
    """Ask for a new deadline that lies ahead."""
    if form.due_at is None:
        return Text("Hãy chọn hạn mới.", "Choose the new deadline.")
    return later_due(form, at)


def later_due(form: Form, at: datetime) -> Text | None:
    """Refuse a deadline that is past or absurdly far; none at all is allowed."""
    if form.due_at is None or at < form.due_at <= at + FURTHEST:
        return None
    if form.due_at <= at:
        return Text("Thời hạn đã qua.", "The deadline is already past.")
    return Text("Thời hạn quá xa.", "The deadline is too far away.")


def asked_people(form: Form, at: datetime) -> Text | None:
    """Ask for at least one unit or person whose opinion is wanted, nobody twice."""
    if form.assignees:
        return _named_once_and_in_time(form, at)
    return Text("Hãy chọn đơn vị hoặc người được xin ý kiến.", "Choose whose opinion is wanted.")


def opinion_due(form: Form, at: datetime) -> Text | None:
    """Ask until when each opinion is wanted: a day of its own, or so many working days for all."""
    if form.within is None and any(asked.due_at is None for asked in form.assignees):
        return Text("Hãy cho biết hạn góp ý.", "Say until when opinions are wanted.")
    if form.within is not None and not 1 <= form.within <= reviews.LONGEST:
        return Text(
            f"Hạn góp ý từ 1 đến {reviews.LONGEST} ngày làm việc.",
            f"Opinions are asked for within 1 to {reviews.LONGEST} working days.",
        )
    return None


def stance(form: Form, at: datetime) -> Text | None:
    """Ask what the opinion comes to; whoever does not simply agree says why."""
    if form.stance not in reviews.STANCES:
        return Text("Hãy chọn đồng ý hay không.", "Choose whether you agree.")
    if form.stance != reviews.AGREE and not form.opinion.strip():
        return Text("Hãy ghi nội dung góp ý.", "Write what should be changed, or why not.")
    return None


def on_behalf(form: Form, at: datetime) -> Text | None:
    """Ask for the leader whose handwritten directive is typed."""
    if form.leader_id is not None:
        return None
    return Text("Hãy chọn lãnh đạo đã bút phê.", "Choose the leader who wrote the directive.")


def scan(form: Form, at: datetime) -> Text | None:
    """Ask for a scan of the handwriting: a PDF, JPEG or PNG by its bytes, not by its name."""
    if form.scan is None or not form.scan.content:
        return Text("Hãy kèm bản chụp bút phê.", "Attach a scan of the handwritten directive.")
    if form.scan.media_type:
        return None
    return Text("Bản chụp phải là tệp PDF, JPEG hoặc PNG.", "A scan is a PDF, JPEG or PNG file.")


ASKS: dict[str, Ask] = {
    ask.__name__: ask
    for ask in (
        reason, opinion, assignees, new_lead, content, which_part, new_due, later_due,
        asked_people, opinion_due, stance, on_behalf, scan,
    )
}  # fmt: skip


def problems(names: tuple[str, ...], form: Form, at: datetime) -> list[Text]:
    """Return everything that `form` fails to carry."""
    answers = (ASKS[name](form, at) for name in names)
    return [answer for answer in answers if answer]
