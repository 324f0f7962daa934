"""How much moved without paper, for the units the actor may answer for.

The classes and the definition are those of `metrics.paper`, narrowed to what some
agencies sent.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, select

from office.domain.paper import ELECTRONIC, PAPER, PARALLEL, of_document
from office.metrics.paper import DEFINITION, Split
from office.models.deliveries import Delivery
from office.models.documents import Document
from office.models.units import Unit, UnitKind
from office.services.work import Work

__all__ = ["DEFINITION", "Report", "Split", "split"]


class Report(NamedTuple):
    """The split by the recipients' level (document × recipient) and by the senders' (documents)."""

    by_recipient: list[Split]
    by_sender: list[Split]


def split(work: Work, since: datetime | None = None, until: datetime | None = None) -> Report:
    """Return the three-way split of what the actor's unit and the units below it sent.

    `since` is inclusive, `until` exclusive.  Secret documents are in no figure.
    """
    senders = [work.actor.agency_id, *(unit.id for unit in work.tree.below(work.actor.agency_id))]
    where = [Document.agency_id.in_(senders), Document.secrecy == "", *_between(since, until)]
    return Report(_by_recipient(work, where), _by_sender(work, where))


def _by_recipient(work: Work, where: list[ColumnElement[bool]]) -> list[Split]:
    rows = work.db.execute(
        select(UnitKind.level, Delivery.channel, func.count())
        .join(Unit, Unit.kind == UnitKind.code)
        .join(Delivery, Delivery.unit_id == Unit.id)
        .join(Document, Document.id == Delivery.document_id)
        .where(*where)
        .group_by(UnitKind.level, Delivery.channel)
    )
    return _splits((level, channel, count) for level, channel, count in rows)


def _by_sender(work: Work, where: list[ColumnElement[bool]]) -> list[Split]:
    rows = work.db.execute(
        select(Document.id, Document.agency_id, Delivery.channel)
        .join(Delivery, Delivery.document_id == Document.id)
        .where(*where)
        .distinct()
    )
    channels: defaultdict[tuple[int, Any], set[str]] = defaultdict(set)
    for key, agency, channel in rows:
        channels[key, agency].add(channel)
    return _splits(
        (work.tree[agency].level, of_document(seen), 1) for (_, agency), seen in channels.items()
    )


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


def _between(since: datetime | None, until: datetime | None) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = []
    if since is not None:
        where.append(Delivery.sent_at >= since)
    if until is not None:
        where.append(Delivery.sent_at < until)
    return where
