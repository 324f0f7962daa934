"""Who held each run of a document, from when to when: told by the sealed records alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from office.domain.fold import RunKey, Standing, step
from office.domain.past import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """A time a unit, or a person in it, held a run; `until` is None for the last one.

    Moments are in ms since 1970; `due` and `state` are the last that were told of the stay.
    """

    run: RunKey
    unit: int
    person: int | None
    since: int
    until: int | None
    due: int | None
    state: str


def stays(records: Iterable[Record], ends: Callable[[Record], bool]) -> list[Stay]:
    """Return every stay, in the order they began; acts that move no holder lengthen one.

    `ends` says of a record that its run is at its end: nobody holds it from then on.
    """
    runs: dict[RunKey, Standing] = {}
    told: list[Stay] = []
    open_: dict[RunKey, int] = {}
    for record in records:
        step(runs, record)
        for key in _touched(record):
            now = _stay(key, runs[key], record["at"])
            nth = open_.pop(key, None)
            if nth is not None and _same(told[nth], now) and not ends(record):
                told[nth] = replace(told[nth], due=now.due, state=now.state)
                open_[key] = nth
                continue
            if nth is not None:
                told[nth] = replace(told[nth], until=now.since)
            if not ends(record):
                open_[key] = len(told)
                told.append(now)
    return told


def _same(one: Stay, other: Stay) -> bool:
    return (one.unit, one.person) == (other.unit, other.person)


def _touched(record: Record) -> Iterator[RunKey]:
    """Yield the runs that a record may have moved."""
    if record.get("to"):
        yield record["run"]
    for recipient in record.get("recipients", ()):
        yield recipient[0]


def _stay(key: RunKey, run: Standing, at: int) -> Stay:
    unit, person = run.holder
    return Stay(
        run=key, unit=unit, person=person, since=at, until=None, due=run.due, state=run.state
    )
