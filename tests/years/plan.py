"""Three years of a small province, decided beforehand: who writes to whom, and what follows.

Seeded, so that every run plays the same years.  Adoption rises unevenly: the province and one
commune go ahead, another commune lags, one does nothing at all; Tết months are thin; one commune
is merged into its neighbour in the middle.  Nothing here knows how figures are counted.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from office.domain.workdays import VIETNAM

PROVINCE, DISTRICT = "ubnd-ninh-thuan", "ubnd-bac-ai"
AHEAD, LAGGING, IDLE = "ubnd-xa-phuoc-dai", "ubnd-xa-phuoc-thang", "ubnd-xa-phuoc-binh"
MERGED, HEIR = "ubnd-xa-phuoc-hoa", "ubnd-xa-phuoc-tan"
COMMUNES = (AHEAD, LAGGING, IDLE, MERGED, HEIR)
UNITS = (PROVINCE, DISTRICT, *COMMUNES)
MERGER = date(2021, 7, 1)
FIRST, LAST = date(2020, 1, 1), date(2022, 12, 31)
#: Months with Tết in them: hardly anything moves.
TET = frozenset({(2020, 1), (2021, 2), (2022, 2)})
#: How likely a send to a unit is electronic: at the beginning, and at the end.
ADOPTION = {
    PROVINCE: (0.7, 1.0), DISTRICT: (0.4, 0.95), AHEAD: (0.5, 1.0), LAGGING: (0.0, 0.5),
    IDLE: (0.0, 0.1), MERGED: (0.2, 0.4), HEIR: (0.3, 0.8),
}  # fmt: skip
WHY = ("Nơi nhận chưa dùng hệ thống", "Hồ sơ kèm bản gốc")

#: What becomes of a letter at a recipient.
WAITS, REFUSED, NOTED, OPEN, DONE, BACK, BACK_LATER, KEPT = (
    "waits", "refused", "noted", "open", "done", "back", "back_later", "kept",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Reception:
    """A letter at one recipient: how it was sent there, and what they did with it, when.

    `arrived` differs from the issue where it went on paper alone.  `by_hand`: the directive was
    written on paper.  `back`: when it was taken back; `fate` says whether before acceptance
    (BACK), by consent (BACK_LATER), or whether they kept it (KEPT, the recall was declined).
    """

    unit: str
    channel: str
    reason: str
    fate: str
    arrived: datetime | None
    accepted: datetime | None = None
    registered: datetime | None = None
    assigned: datetime | None = None
    by_hand: bool = False
    due: datetime | None = None
    reported: datetime | None = None
    confirmed: datetime | None = None
    back: datetime | None = None
    #: Paper that went there: copies printed and posted, when, and whether it was taken back.
    posted: datetime | None = None
    unposted: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter and everything that will happen to it."""

    n: int
    sender: str
    kind: str
    by_leader: bool
    by_agency: bool
    signed: datetime
    issued: datetime
    receptions: tuple[Reception, ...]
    #: The letter that it answers, by its place in the plan.
    answers: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """A letter that came on paper from outside: with a scan of so many pages, or without."""

    n: int
    unit: str
    at: datetime
    pages: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Three years: letters, paper from outside, and secret stubs (unit, moment, direction)."""

    letters: tuple[Letter, ...]
    came: tuple[Came, ...]
    secrets: tuple[tuple[str, datetime, str], ...] = field(default=())


def plan(seed: int = 2019, a_month: int = 3) -> Plan:
    """Decide three years; the same seed, the same years."""
    dice = random.Random(seed)  # noqa: S311  # no secret: it must be the same every time
    letters: list[Letter] = []
    came: list[Came] = []
    secrets: list[tuple[str, datetime, str]] = []
    for year, month in _months():
        many = 1 if (year, month) in TET else a_month
        for place in range(many):
            letters.append(_letter(dice, len(letters), _day(dice, year, month, place)))
        unit, day = dice.choice((PROVINCE, DISTRICT, AHEAD)), _day(dice, year, month, many)
        came.append(
            Came(n=len(came), unit=unit, at=_at(day, 13, len(came) % 50), pages=len(came) % 3)
        )
        if month % 6 == 0:
            secrets.append((PROVINCE, _at(day, 15, 30), "out" if month == 6 else "in"))
    letters = _answered(dice, letters) + _at_midnight(len(letters))
    return Plan(tuple(letters), tuple(came), tuple(secrets))


def _months() -> Iterator[tuple[int, int]]:
    return ((year, month) for year in (2020, 2021, 2022) for month in range(1, 13))


def _letter(dice: random.Random, n: int, day: date) -> Letter:
    units = [unit for unit in UNITS if _exists(unit, day)]
    senders = [PROVINCE, DISTRICT, DISTRICT, AHEAD, LAGGING]
    sender = senders[n % len(senders)]
    others = [unit for unit in units if unit != sender]
    to = sorted(dice.sample(others, k=min(len(others), dice.choice((1, 2, 3, 5)))))
    signed = _at(day, 8, n % 60)
    issued = signed + dice.choice(
        (timedelta(hours=1), timedelta(days=1), timedelta(days=1, hours=6))
    )
    by_leader = dice.random() < _adoption(sender, day) + 0.15
    by_agency = by_leader and dice.random() < _adoption(sender, day) + 0.3
    letter = Letter(
        n=n, sender=sender, kind=dice.choice(("CV", "CV", "TB", "KH")), by_leader=by_leader,
        by_agency=by_agency, signed=signed, issued=issued, receptions=(),
    )  # fmt: skip
    received = [_reception(dice, unit, issued, place) for place, unit in enumerate(to)]
    return replace(letter, receptions=tuple(received))


def _reception(dice: random.Random, unit: str, issued: datetime, place: int) -> Reception:
    chance = _adoption(unit, issued.date())
    channel = "electronic" if dice.random() < chance else dice.choice(("parallel", "paper"))
    reason = "" if channel == "electronic" else dice.choice(WHY)
    fate = WAITS if unit == IDLE else dice.choices(
        (DONE, NOTED, OPEN, REFUSED, BACK, BACK_LATER, KEPT), (10, 4, 2, 1, 1, 1, 1)
    )[0]  # fmt: skip
    if unit == MERGED and fate == OPEN:
        fate = DONE  # an agency that is to be closed finishes its work
    arrived: datetime | None = issued
    if channel == "paper":
        arrived = None if unit == IDLE else issued + timedelta(days=1)
        fate = fate if fate in (WAITS, DONE, NOTED, OPEN) else DONE
    posted = _paper(dice, channel, issued, place)
    if channel == "electronic" and fate in (BACK, BACK_LATER, REFUSED):
        posted = None  # nobody sends paper after what was taken back or not accepted
    made = Reception(
        unit=unit, channel=channel, reason=reason, fate=fate, arrived=arrived, posted=posted
    )
    if made.channel == "electronic" and made.posted is not None and place % 2:
        made = replace(made, unposted=made.posted + timedelta(days=1, minutes=7))
    return _worked(dice, made, place)


def _paper(dice: random.Random, channel: str, issued: datetime, place: int) -> datetime | None:
    """Say when paper goes out: what goes on paper does, and rarely what went without, later."""
    if channel == "electronic" and dice.random() > 0.06:
        return None
    days = 2 if channel == "electronic" else 0
    return issued + timedelta(days=days, minutes=20 + place)


def _worked(dice: random.Random, at: Reception, place: int) -> Reception:
    if at.fate == WAITS or at.arrived is None:
        return at
    looked = at.arrived + timedelta(hours=dice.choice((1, 2, 5, 26, 50)), minutes=place)
    if at.fate == BACK:
        return replace(at, back=looked)
    if at.fate == REFUSED:
        return replace(at, accepted=None, back=looked)
    registered = looked + dice.choice((timedelta(minutes=9), timedelta(days=1), timedelta(days=3)))
    at = replace(at, accepted=looked, registered=registered)
    if at.fate == NOTED:
        return replace(at, reported=registered + timedelta(minutes=90))
    assigned = registered + timedelta(minutes=45)
    due = assigned + timedelta(days=dice.choice((2, 4)))
    at = replace(at, assigned=assigned, due=due, by_hand=dice.random() < 0.25)
    if at.fate in (BACK_LATER, KEPT):
        at = replace(at, back=assigned + timedelta(minutes=31))
    if at.fate in (DONE, KEPT):
        reported = assigned + timedelta(days=dice.choice((1, 1, 3, 5)), minutes=10)
        at = replace(at, reported=reported, confirmed=reported + timedelta(hours=2))
    return at


def _answered(dice: random.Random, letters: list[Letter]) -> list[Letter]:
    """Let some letters answer what lies open at their sender: that closes it."""
    made = {letter.n: letter for letter in letters}
    for n in sorted(made):
        writer = made[n]
        for earlier in (made[k] for k in sorted(made) if k < n):
            place = next((i for i, at in enumerate(earlier.receptions) if _asks(at, writer)), None)
            if place is None or dice.random() < 0.3:
                continue
            received = list(earlier.receptions)
            received[place] = replace(received[place], fate=DONE, reported=writer.issued)
            made[earlier.n] = replace(earlier, receptions=tuple(received))
            made[n] = replace(writer, answers=earlier.n)
            break
    return [made[n] for n in sorted(made)]


def _asks(at: Reception, writer: Letter) -> bool:
    return (
        at.unit == writer.sender
        and at.fate == OPEN
        and at.assigned is not None
        and at.assigned + timedelta(hours=2) < writer.signed
    )


def _at_midnight(n: int) -> list[Letter]:
    """Return the letters of the last second of a year, and of the first of the next."""
    last = datetime(2020, 12, 31, 23, 59, 59, tzinfo=VIETNAM)
    made = []
    for place, issued in enumerate((last, last + timedelta(seconds=2))):
        at = Reception(
            unit=AHEAD, channel="electronic", reason="", fate=NOTED, arrived=issued,
            accepted=datetime(2021, 1, 4, 8, 10 + place, tzinfo=VIETNAM),
            registered=datetime(2021, 1, 4, 8, 20 + place, tzinfo=VIETNAM),
            reported=datetime(2021, 1, 4, 9, 30 + place, tzinfo=VIETNAM),
        )  # fmt: skip
        made.append(
            Letter(
                n=n + place, sender=DISTRICT, kind="CV", by_leader=True, by_agency=True,
                signed=issued - timedelta(seconds=1), issued=issued, receptions=(at,),
            )
        )  # fmt: skip
    return made


def _exists(unit: str, day: date) -> bool:
    """Say whether a unit is still written to: one that is merged is left alone a month before."""
    return unit != MERGED or day < MERGER - timedelta(days=35)


def _adoption(unit: str, day: date) -> float:
    first, last = ADOPTION[unit]
    return first + (last - first) * (day - FIRST).days / (LAST - FIRST).days


def _day(dice: random.Random, year: int, month: int, place: int) -> date:
    """Return a Monday or Tuesday that no holiday follows within ten days."""
    found = [
        day
        for day in (date(year, month, 1) + timedelta(days=n) for n in range(26))
        if day.weekday() < 2 and day.month == month and not _holidays_near(day)
    ]
    return found[(place + dice.randrange(len(found))) % len(found)]


def _holidays_near(day: date) -> bool:
    return any(day <= one <= day + timedelta(days=11) for one in HOLIDAYS)


def _at(day: date, hour: int, minute: int) -> datetime:
    return datetime.combine(day, time(hour, minute), VIETNAM)


def _span(first: date, days: int) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range(days))


#: Days off that are not Saturdays and Sundays, from the official announcements of each year.
HOLIDAYS: frozenset[date] = frozenset(
    {
        date(2020, 1, 1), *_span(date(2020, 1, 22), 8), date(2020, 4, 2),
        *_span(date(2020, 4, 30), 2), *_span(date(2020, 9, 1), 3),
        date(2021, 1, 1), *_span(date(2021, 2, 10), 7), date(2021, 4, 21),
        *_span(date(2021, 4, 30), 4), *_span(date(2021, 9, 1), 3),
        *_span(date(2022, 1, 1), 3), *_span(date(2022, 1, 31), 6), *_span(date(2022, 4, 9), 3),
        *_span(date(2022, 4, 30), 4), *_span(date(2022, 9, 1), 4), *_span(date(2023, 1, 1), 2),
    }
)  # fmt: skip
