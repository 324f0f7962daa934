"""The three-way split of what was sent: fully electronic, with paper, paper alone.

Secret documents stand outside every denominator; they are counted apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, select

from office.domain.paper import ELECTRONIC, PAPER, PARALLEL, of_document
from office.models.deliveries import Delivery
from office.models.documents import Document
from office.models.units import Unit, UnitKind

DEFINITION = "paper.split/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """How many were sent each way; `level` is that of the recipients, or of the senders."""

    level: str
    electronic: int
    parallel: int
    paper: int

    @property
    def total(self) -> int:
        """Return how many were sent in all."""
        return self.electronic + self.parallel + self.paper

    @property
    def share(self) -> float | None:
        """Return the share sent fully electronically (0 to 1), None of nothing."""
        return self.electronic / self.total if self.total else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """Which sends are counted: from `since` (inclusive) until (exclusive), by some agencies."""

    since: datetime | None = None
    until: datetime | None = None
    agencies: Sequence[int] | None = None


#: All that was ever sent from here.
EVERYTHING = Sent()


def by_recipient_level(db: Connection, sent: Sent = EVERYTHING) -> list[Split]:
    """Count document × recipient by the level of the recipient, for what this office sent."""
    rows = db.execute(
        select(UnitKind.level, Delivery.channel, func.count())
        .join(Unit, Unit.kind == UnitKind.code)
        .join(Delivery, Delivery.unit_id == Unit.id)
        .join(Document, Document.id == Delivery.document_id)
        .where(*_counted(sent))
        .group_by(UnitKind.level, Delivery.channel)
    )
    return _splits((level, channel, count) for level, channel, count in rows)


def by_sender_level(db: Connection, sent: Sent = EVERYTHING) -> list[Split]:
    """Count documents by the level of the agency that sent them.

    A document is fully electronic only when every recipient got it so.
    """
    rows = db.execute(
        select(Document.id, UnitKind.level, Delivery.channel)
        .join(Delivery, Delivery.document_id == Document.id)
        .join(Unit, Unit.id == Document.agency_id)
        .join(UnitKind, UnitKind.code == Unit.kind)
        .where(*_counted(sent))
        .distinct()
    )
    channels: defaultdict[tuple[int, str], set[str]] = defaultdict(set)
    for key, level, channel in rows:
        channels[key, level].add(channel)
    return _splits((level, of_document(seen), 1) for (_, level), seen in channels.items())


def _counted(sent: Sent) -> list[ColumnElement[bool]]:
    where = [Document.agency_id.is_not(None), Document.secrecy == ""]
    if sent.since is not None:
        where.append(Delivery.sent_at >= sent.since)
    if sent.until is not None:
        where.append(Delivery.sent_at < sent.until)
    if sent.agencies is not None:
        where.append(Document.agency_id.in_(sent.agencies))
    return where


def _splits(counted: Iterable[tuple[str, str, int]]) -> list[Split]:
    levels: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for level, channel, count in counted:
        levels[level][channel] += count
    return [
        Split(
            level=level,
            electronic=counts[ELECTRONIC],
            parallel=counts[PARALLEL],
            paper=counts[PAPER],
        )
        for level, counts in sorted(levels.items())
    ]
