"""What a fact of a document or delivery is counted as: the rules, each a plain function.

Days are Vietnamese days.  Which facts there are says `domain.measures`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from office.domain import paper
from office.domain.measures import CAME
from office.domain.paper import ELECTRONIC, PAPER, PARALLEL
from office.domain.sheets import AGAIN, POST, PRINT
from office.domain.text import Text
from office.domain.workdays import VIETNAM, Calendar, local_date

#: What a kind or level is called that is not known: '' stands for all of them.
UNKNOWN = "-"
#: Why something did not go fully electronically though nobody chose paper for it.
LATE_LEG, UNSIGNED = "late_leg", "unsigned"
REASONS: dict[str, Text] = {
    LATE_LEG: Text("Gửi bản giấy bổ sung sau khi phát hành", "Paper was sent after the issue"),
    UNSIGNED: Text("Chưa đủ chữ ký số của lãnh đạo và cơ quan", "Not signed with both keys"),
}
SAME_DAY, NEXT_DAY, NEXT_MORNING, LATER = "same_day", "next_day", "next_morning", "later"
ON_TIME, LATE, UNDATED = "on_time", "late", "undated"
DIGITISED, MAIL = "digitised", "mail"
NOON = time(12, 0)
HOUR = timedelta(hours=1)


def way(channel: str, *, signed: bool, posted: int) -> str:
    """Return how a recipient got a document: fully electronic only with both signatures and no
    paper behind it (`posted`: copies sent, less those taken back)."""
    if channel != ELECTRONIC:
        return channel
    return ELECTRONIC if signed and posted <= 0 else PARALLEL


def reason(channel: str, given: str, *, signed: bool, posted: int) -> str:
    """Return why there was paper: the reason given, or a word of REASONS; '' for no paper."""
    if channel != ELECTRONIC:
        return given
    if posted > 0:
        return LATE_LEG
    return "" if signed else UNSIGNED


def had_paper(side: str, line: Mapping[str, Any]) -> bool:
    """Say whether a delivery stands among those with paper, at its sender or its recipient."""
    put_aside = line["secret"] or line["gone"] or (side == CAME and line["refused"])
    return not put_aside and line["way"] != ELECTRONIC


def way_of_document(ways: Iterable[tuple[str, bool]]) -> tuple[str, bool]:
    """Return the class of a document and whether all of it was taken back.

    `ways` are those of its recipients, each with whether it was taken back there.
    """
    listed = list(ways)
    staying = [one for one, gone in listed if not gone]
    gone = bool(listed) and not staying
    return paper.of_document(staying or [one for one, _ in listed]), gone


def prompt(signed_at: datetime | None, issued_at: datetime, calendar: Calendar) -> str:
    """Return how soon a document was issued once the leader had signed; '' for no signature."""
    if signed_at is None:
        return ""
    signed_on, issued = local_date(signed_at), issued_at.astimezone(VIETNAM)
    if issued.date() <= signed_on:
        return SAME_DAY
    morning = datetime.combine(calendar.add(signed_on, 1), NOON, VIETNAM)
    return NEXT_MORNING if issued <= morning else LATER


def entry(came_on: date | None, entered_at: datetime | None, calendar: Calendar) -> str:
    """Return how soon what came was registered; '' while it is not."""
    if came_on is None or entered_at is None:
        return ""
    entered_on = local_date(entered_at)
    if entered_on <= came_on:
        return SAME_DAY
    return NEXT_DAY if entered_on <= calendar.add(came_on, 1) else LATER


def intake(origin: str, channel: str, *, scanned: bool, mail: bool) -> str:
    """Return how something came: electronically, by e-mail, on paper, scanned in or not."""
    if origin == PAPER:
        return DIGITISED if scanned else PAPER
    if channel == PAPER:
        return PAPER
    return MAIL if mail else ELECTRONIC


def outcome(due_at: datetime | None, finished_at: datetime) -> tuple[str, int | None]:
    """Return whether finished work was in time, and how many days late it was."""
    if due_at is None:
        return UNDATED, None
    if finished_at <= due_at:
        return ON_TIME, None
    return LATE, (local_date(finished_at) - local_date(due_at)).days


def hours(since: datetime, until: datetime) -> int:
    """Return the whole hours between two moments, none before the first."""
    return max((until - since) // HOUR, 0)


def event(named: str, way_sent: str, source: str) -> str:
    """Return what an entry of paper is counted as: sending by its way, and what came
    electronically and was printed as printed again."""
    if named == POST:
        return way_sent or POST
    return AGAIN if named == PRINT and source == ELECTRONIC else named
