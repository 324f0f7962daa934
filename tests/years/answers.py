"""The known answers: what every indicator must say of the plan, told from the plan alone.

Written out one by one and not by the measures of the office, which are what is tested.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import TypeVar

from office.domain.workdays import VIETNAM
from tests.years.plan import (
    BACK,
    BACK_LATER,
    COMMUNES,
    DISTRICT,
    HEIR,
    HOLIDAYS,
    MERGED,
    MERGER,
    PROVINCE,
    REFUSED,
    Came,
    Letter,
    Plan,
    Reception,
)

#: Every letter was made into a file of so many pages.
PAGES = 2
SATURDAY = 5
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Answer:
    """What an indicator says: how many, of how many (None: of nothing), and the value."""

    part: int
    whole: int | None
    value: float | None


@dataclass(frozen=True, slots=True)
class Question:
    """Of which unit with all below it, from when until when (inclusive), on which tree."""

    top: str
    since: date
    until: date
    mapped: str = "then"

    def covers(self, unit: str, day: date | None) -> bool:
        """Say whether a fact of a unit on a day is asked for."""
        return day is not None and self.since <= day <= self.until and unit in self.units(day)

    def until_end(self) -> Question:
        """Return the same from the beginning of the record."""
        return Question(self.top, date(1, 1, 1), self.until, self.mapped)

    def units(self, day: date) -> frozenset[str]:
        """Return the units asked for on a day."""
        below = {
            PROVINCE: {PROVINCE, DISTRICT, *COMMUNES},
            DISTRICT: {DISTRICT, *COMMUNES},
        }.get(self.top, {self.top})
        if self.mapped == "now":  # what the merged commune did is its heir's
            return frozenset(below | {MERGED} if HEIR in below else below - {MERGED})
        return frozenset(below - {MERGED} if day >= MERGER else below)


def answers(plan: Plan, asked: Question) -> dict[str, Answer]:
    """Return what every indicator must say, by its code."""
    return {
        **_ways(plan, asked),
        **_came(plan, asked),
        **_work(plan, asked),
        **_clerks(plan, asked),
        **_sheets(plan, asked),
    }


def way(letter: Letter, at: Reception) -> str:
    """Return how a letter reached a recipient, as it turned out."""
    if at.channel != "electronic":
        return at.channel
    paper = at.posted is not None and at.unposted is None
    return "parallel" if paper or not (letter.by_leader and letter.by_agency) else "electronic"


def _gone(at: Reception) -> bool:
    return at.fate in (BACK, BACK_LATER)


def _issued(plan: Plan, asked: Question) -> list[Letter]:
    return [
        letter
        for letter in plan.letters
        if asked.covers(letter.sender, letter.issued.date())
        and not all(_gone(at) for at in letter.receptions)
    ]


def _class(letter: Letter) -> str:
    ways = {way(letter, at) for at in letter.receptions if not _gone(at)}
    return ways.pop() if len(ways) == 1 else "parallel"


def _ways(plan: Plan, asked: Question) -> dict[str, Answer]:
    issued = _issued(plan, asked)
    sent = [
        (letter, at)
        for letter in plan.letters
        for at in letter.receptions
        if asked.covers(letter.sender, letter.issued.date()) and not _gone(at)
    ]
    found: dict[str, Answer] = {}
    for name in ("electronic", "parallel", "paper"):
        found[f"{name}.documents"] = _of(sum(_class(one) == name for one in issued), len(issued))
        found[f"{name}.deliveries"] = _of(sum(way(*one) == name for one in sent), len(sent))
    found["some_electronic.documents"] = _share(issued, lambda one: _class(one) != "paper")
    found["signed.leader"] = _share(issued, lambda one: one.by_leader)
    found["signed.agency"] = _share(issued, lambda one: one.by_agency)
    found["signed.both"] = _share(issued, lambda one: one.by_leader and one.by_agency)
    found["work.signed"] = _share(issued, lambda one: one.by_leader and one.answers is not None)
    found["sheets.avoided"] = _amount(PAGES * sum(way(*one) == "electronic" for one in sent))
    return found


def _received(plan: Plan, asked: Question) -> list[Reception]:
    return [
        at
        for at in _everything_received(plan)
        if at.arrived is not None and asked.covers(at.unit, at.arrived.date())
    ]


def _everything_received(plan: Plan) -> Iterable[Reception]:
    return (
        at
        for letter in plan.letters
        for at in letter.receptions
        if not _gone(at) and at.fate != REFUSED
    )


def _entered(plan: Plan, asked: Question) -> list[Came]:
    return [one for one in plan.came if asked.covers(one.unit, one.at.date())]


def _came(plan: Plan, asked: Question) -> dict[str, Answer]:
    here, outside = _received(plan, asked), _entered(plan, asked)
    whole = len(here) + len(outside)
    electronic = sum(at.channel != "paper" for at in here)
    scanned = sum(one.pages > 0 for one in outside)
    hours = [
        int((at.accepted - at.arrived) / timedelta(hours=1))
        for at in here
        if at.accepted is not None and at.arrived is not None
    ]
    though = sum(at.channel != "electronic" for at in here) + len(outside)
    return {
        "came.electronic": _of(electronic, whole),
        "came.digitised": _of(scanned, whole),
        "came.paper": _of(whole - electronic - scanned, whole),
        "use.paper_though": _of(though, whole),
        "use.mail": _of(0, whole),
        "use.hours_to_receipt": _median(hours),
    }


def _work(plan: Plan, asked: Question) -> dict[str, Answer]:
    needed = [at for at in _received(plan, asked) if at.assigned is not None]
    taken = [at for at in _everything_received(plan) if at.assigned is not None]
    ended = [at for at in taken if at.reported and asked.covers(at.unit, at.reported.date())]
    late = [at for at in ended if at.reported and at.due and at.reported > at.due]
    days = [(at.reported.date() - at.due.date()).days for at in late if at.reported and at.due]
    so_far = asked.until_end()
    open_ = [
        at
        for at in taken
        if at.assigned
        and so_far.covers(at.unit, at.assigned.date())
        and not (at.reported and so_far.covers(at.unit, at.reported.date()))
    ]
    overdue = [at for at in open_ if at.due and so_far.covers(at.unit, at.due.date())]
    return {
        "work.online": _share(needed, lambda at: at.reported is not None and not at.by_hand),
        "work.on_time": _of(len(ended) - len(late), len(ended)),
        "work.late": _amount(len(late)),
        "work.undated": _amount(0),
        "work.open_in_time": _amount(len(open_) - len(overdue)),
        "work.open_late": _amount(len(overdue)),
        "work.open_undated": _amount(0),
        "work.days_late": _median(days),
    }


def _clerks(plan: Plan, asked: Question) -> dict[str, Answer]:
    issued, here = _issued(plan, asked), _received(plan, asked)
    registered = [(at.arrived, at.registered) for at in here if at.registered and at.arrived]
    accepted = [(at.arrived, at.accepted) for at in here if at.accepted and at.arrived]
    return {
        "clerk.registered_same_day": _share(registered, _same_day),
        "clerk.registered_next_day": _share(
            registered, lambda one: one[1].date() <= _next_working(one[0].date())
        ),
        "clerk.issued_same_day": _share(issued, lambda one: _same_day((one.signed, one.issued))),
        "clerk.issued_next_morning": _share(
            issued,
            lambda one: (
                one.issued <= datetime.combine(_next_working(one.signed.date()), time(12), VIETNAM)
            ),
        ),
        "clerk.receipt_same_day": _share(accepted, _same_day),
    }


def _sheets(plan: Plan, asked: Question) -> dict[str, Answer]:
    printed = sum(
        at.posted is not None and asked.covers(letter.sender, at.posted.date())
        for letter in plan.letters
        for at in letter.receptions
    )
    return {"sheets.used": _amount(PAGES * printed)}


def _same_day(one: tuple[datetime, datetime]) -> bool:
    return one[0].date() == one[1].date()


def _next_working(day: date) -> date:
    while True:
        day += timedelta(days=1)
        if day.weekday() < SATURDAY and day not in HOLIDAYS:
            return day


def _share(every: list[T], which: Callable[[T], bool]) -> Answer:
    return _of(sum(map(which, every)), len(every))


def _of(part: int, whole: int) -> Answer:
    return Answer(part, whole, part / whole if whole else None)


def _amount(part: int) -> Answer:
    return Answer(part, None, float(part))


def _median(values: list[int]) -> Answer:
    return Answer(len(values), None, median(values) if values else None)
