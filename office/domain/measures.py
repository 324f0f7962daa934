"""What is counted of documents and deliveries, each measure once, as data.

A fact is one line about a document that was issued, or about a delivery at either end.  A
measure names the facts it counts, the day it counts them on, and what of them it adds up; the
summaries, the lists behind a figure and the recount all read it here.  What is secret is in no
measure but those named so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple, TypeVar

#: Whose facts they are: a document issued (its agency's), a delivery sent (its sender's), a
#: delivery that came (its recipient's), a fact of paper (of the agency that entered it).
DOCUMENT, SENT, CAME, SHEET = "document", "sent", "came", "sheet"

_Key = TypeVar("_Key")
Value = str | int | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One thing counted: which facts, on which of their days, and how much of each.

    `where` are columns of the fact and the values they must have.  `amount` is the column that is
    added up, '' to count facts; `bucket` the column whose values are kept apart, for a median.
    """

    name: str
    subject: str
    day: str
    where: Mapping[str, Value] = field(default_factory=dict)
    amount: str = ""
    bucket: str = ""


class Counted(NamedTuple):
    """What one fact adds to one measure on one day."""

    name: str
    day: date
    bucket: int
    amount: int


def _measures() -> Iterator[Measure]:
    yield from _of_documents()
    yield from _of_sent()
    yield from _of_came()
    yield from _of_work()
    yield from _of_sheets()


def _of_documents() -> Iterator[Measure]:
    open_: dict[str, Value] = {"secret": False, "gone": False}

    def one(name: str, where: Mapping[str, Value]) -> Measure:
        return Measure(name=f"issued.{name}", subject=DOCUMENT, day="on_day", where=where)

    yield one("all", open_)
    for way in ("electronic", "parallel", "paper"):
        yield one(way, {**open_, "way": way})
    yield one("leader", {**open_, "leader_signed": True})
    yield one("agency", {**open_, "agency_signed": True})
    yield one("both", {**open_, "leader_signed": True, "agency_signed": True})
    yield one("simulated", {**open_, "simulated": True})
    yield one("from_work", {**open_, "leader_signed": True, "from_work": True})
    yield one("same_day", {**open_, "prompt": "same_day"})
    yield one("next_morning", {**open_, "prompt": "next_morning"})
    yield one("gone", {"secret": False, "gone": True})
    yield one("secret", {"secret": True})


def _of_sent() -> Iterator[Measure]:
    open_: dict[str, Value] = {"secret": False, "gone": False}

    def one(name: str, where: Mapping[str, Value], amount: str = "") -> Measure:
        name = f"sent.{name}"
        return Measure(name=name, subject=SENT, day="sent_on", where=where, amount=amount)

    yield one("all", open_)
    for way in ("electronic", "parallel", "paper"):
        yield one(way, {**open_, "way": way})
    yield one("pages", {**open_, "way": "electronic"}, amount="pages")
    yield one("gone", {"secret": False, "gone": True})
    yield one("secret", {"secret": True})


def _of_came() -> Iterator[Measure]:
    open_: dict[str, Value] = {"secret": False, "gone": False, "refused": False}

    def one(name: str, where: Mapping[str, Value], bucket: str = "") -> Measure:
        name = f"came.{name}"
        return Measure(name=name, subject=CAME, day="came_on", where=where, bucket=bucket)

    yield one("all", open_)
    for intake in ("electronic", "digitised", "paper", "mail"):
        yield one(intake, {**open_, "intake": intake})
    yield one("though", {**open_, "though": True})
    yield one("registered", {**open_, "registered": True})
    yield one("registered_same_day", {**open_, "entry": "same_day"})
    yield one("registered_next_day", {**open_, "entry": "next_day"})
    yield one("receipts", {**open_, "receipted": True})
    yield one("receipt_same_day", {**open_, "receipt_same_day": True})
    yield one("receipt_hours", {**open_, "receipted": True}, bucket="receipt_hours")
    yield one("needed_work", {**open_, "needed_work": True})
    yield one("online", {**open_, "online": True})
    yield one("refused", {"secret": False, "gone": False, "refused": True})
    yield one("gone", {"secret": False, "gone": True})
    yield one("secret", {"secret": True})


def _of_work() -> Iterator[Measure]:
    """Work: what was finished on a day, and the pairs whose difference is what stands open.

    What is open at the end of a day is all that was taken up until then less all that was
    finished; what is late then is all that fell due less all that fell due and was finished.
    """

    taken: dict[str, Value] = {"secret": False, "gone": False, "refused": False}

    def one(name: str, day: str, where: Mapping[str, Value], bucket: str = "") -> Measure:
        where, name = {**taken, "needed_work": True, **where}, f"work.{name}"
        return Measure(name=name, subject=CAME, day=day, where=where, bucket=bucket)

    for outcome in ("on_time", "late", "undated"):
        yield one(outcome, "finished_on", {"outcome": outcome})
    yield one("days_late", "finished_on", {"outcome": "late"}, bucket="days_late")
    yield one("taken_up", "taken_up_on", {})
    yield one("finished", "finished_on", {"finished": True})
    yield one("undated_taken_up", "taken_up_on", {"dated": False})
    yield one("undated_finished", "finished_on", {"dated": False, "finished": True})
    yield one("fell_due", "late_from", {"dated": True})
    yield one("fell_due_finished", "late_until", {"dated": True, "finished": True})


def _of_sheets() -> Iterator[Measure]:
    for event in SHEET_EVENTS:
        for what in ("sheets", "copies"):
            yield Measure(
                name=f"{what}.{event}", subject=SHEET, day="on_day",
                where={"event": event, "secret": False}, amount=what,
            )  # fmt: skip


#: The facts of paper that are counted, in the order they happen.
SHEET_EVENTS = (
    "print", "stamp", "post", "courier", "hand", "receive", "scan", "again", "copy", "bind", "slip",
)  # fmt: skip
MEASURES: Mapping[str, Measure] = {measure.name: measure for measure in _measures()}
_BY_SUBJECT: Mapping[str, tuple[Measure, ...]] = {
    subject: tuple(m for m in MEASURES.values() if m.subject == subject)
    for subject in (DOCUMENT, SENT, CAME, SHEET)
}


def of_subject(subject: str) -> tuple[Measure, ...]:
    """Return the measures that count facts of one subject."""
    return _BY_SUBJECT[subject]


def counted(subject: str, fact: Mapping[str, Any]) -> Iterator[Counted]:
    """Yield what a fact adds to each measure; a fact without the day, or the value to be kept
    apart, adds nothing there."""
    for measure in _BY_SUBJECT[subject]:
        if any(fact[name] != value for name, value in measure.where.items()):
            continue
        day, bucket = fact[measure.day], fact[measure.bucket] if measure.bucket else 0
        amount = fact[measure.amount] if measure.amount else 1
        if day is not None and bucket is not None and amount:
            yield Counted(measure.name, day, bucket, amount)


@dataclass(frozen=True, slots=True)
class Tally:
    """How much was counted, by measure; `apart` holds those kept by value: value → how many."""

    amounts: Mapping[str, int] = field(default_factory=dict)
    apart: Mapping[str, Mapping[int, int]] = field(default_factory=dict)

    def __getitem__(self, name: str) -> int:
        """Return the amount of a measure, 0 when nothing was counted."""
        return self.amounts.get(name, 0)

    def median(self, name: str) -> float | None:
        """Return the median of the values of a measure, None of nothing."""
        values = {value: n for value, n in self.apart.get(name, {}).items() if n > 0}
        return _median(values) if values else None


def _median(values: Mapping[int, int]) -> float:
    many = sum(values.values())
    low, high = (many - 1) // 2, many // 2
    found, before = [], 0
    for value in sorted(values):
        found += [value for place in (low, high) if before <= place < before + values[value]]
        before += values[value]
    return sum(found) / 2


def tally(counts: Iterator[Counted]) -> Tally:
    """Add up what facts add to measures; what comes to nought is not in it."""
    amounts: Counter[str] = Counter()
    apart: dict[str, Counter[int]] = {}
    for one in counts:
        amounts[one.name] += one.amount
        if MEASURES[one.name].bucket:
            apart.setdefault(one.name, Counter())[one.bucket] += one.amount
    return Tally(
        _some(amounts), {name: some for name, one in apart.items() if (some := _some(one))}
    )


def _some(counts: Mapping[_Key, int]) -> dict[_Key, int]:
    return {key: amount for key, amount in counts.items() if amount}
