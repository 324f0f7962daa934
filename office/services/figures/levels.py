"""How what was sent went, told apart by the level of the recipients and by that of the senders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from office.domain.measures import Tally
from office.services.figures import totals
from office.services.figures.asked import Asked
from office.services.work import Work

SENT, ISSUED = "sent", "issued"
_CODES = tuple(
    f"{way}.{per}"
    for per in ("deliveries", "documents")
    for way in ("electronic", "parallel", "paper")
)


class Split(NamedTuple):
    """How many at one level went which way; `share` is the fully electronic part, 0 to 1."""

    level: str
    electronic: int
    parallel: int
    paper: int

    @property
    def total(self) -> int:
        """Return how many there were."""
        return self.electronic + self.parallel + self.paper

    @property
    def share(self) -> float | None:
        """Return the part that went fully electronically, None of nothing."""
        return self.electronic / self.total if self.total else None


class Report(NamedTuple):
    """The split by the recipients' level (document × recipient) and by the senders' (documents)."""

    by_recipient: list[Split]
    by_sender: list[Split]


def report(work: Work, asked: Asked, levels: Iterable[str]) -> Report:
    """Return both splits, without levels of nothing; raises Refused or NotFound."""
    found = {
        level: totals.by_month(work, replace(asked, level=level), _CODES)
        for level in levels
        if asked.level in ("", level)
    }
    return Report(_splits(found, SENT), _splits(found, ISSUED))


def _splits(found: Mapping[str, Mapping[date, Tally]], what: str) -> list[Split]:
    made = [_split(level, months, what) for level, months in found.items()]
    return [one for one in made if one.total]


def _split(level: str, months: Mapping[date, Tally], what: str) -> Split:
    electronic, parallel, paper = (
        sum(tally[f"{what}.{way}"] for tally in months.values())
        for way in ("electronic", "parallel", "paper")
    )
    return Split(level, electronic, parallel, paper)
