"""The three-way split of what was sent: fully electronic, with paper, paper alone.

Secret documents stand outside every denominator; they are counted apart.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, select

from office.domain.paper import CHANNELS, ELECTRONIC, of_document
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


def by_recipient_level(
    db: Connection, since: datetime | None = None, until: datetime | None = None
) -> list[Split]:
    """Count document × recipient by the level of the recipient, for what this office sent."""
    rows = db.execute(
        select(UnitKind.level, Delivery.channel, func.count())
        .join(Unit, Unit.kind == UnitKind.code)
        .join(Delivery, Delivery.unit_id == Unit.id)
        .join(Document, Document.id == Delivery.document_id)
        .where(*_sent_here(since, until))
        .group_by(UnitKind.level, Delivery.channel)
    )
    counted: dict[str, Counter[str]] = {}
    for level, channel, count in rows:
        counted.setdefault(level, Counter())[channel] += count
    return [_split(level, counts) for level, counts in sorted(counted.items())]


def by_sender_level(
    db: Connection, since: datetime | None = None, until: datetime | None = None
) -> list[Split]:
    """Count documents by the level of the agency that sent them.

    A document is fully electronic only when every recipient got it so.
    """
    rows = db.execute(
        select(Document.id, UnitKind.level, Delivery.channel)
        .join(Delivery, Delivery.document_id == Document.id)
        .join(Unit, Unit.id == Document.agency_id)
        .join(UnitKind, UnitKind.code == Unit.kind)
        .where(*_sent_here(since, until))
        .distinct()
    )
    channels: dict[tuple[int, str], set[str]] = {}
    for key, level, channel in rows:
        channels.setdefault((key, level), set()).add(channel)
    counted: dict[str, Counter[str]] = {}
    for (_, level), seen in channels.items():
        counted.setdefault(level, Counter())[of_document(seen)] += 1
    return [_split(level, counts) for level, counts in sorted(counted.items())]


def _sent_here(since: datetime | None, until: datetime | None) -> list[ColumnElement[bool]]:
    where = [Document.agency_id.is_not(None), Document.secrecy == ""]
    if since is not None:
        where.append(Delivery.sent_at >= since)
    if until is not None:
        where.append(Delivery.sent_at < until)
    return where


def _split(level: str, counts: Counter[str]) -> Split:
    assert set(counts) <= set(CHANNELS)  # noqa: S101  # the database holds the same invariant
    return Split(
        level=level,
        electronic=counts[ELECTRONIC],
        parallel=counts["parallel"],
        paper=counts["paper"],
    )
