"""What was sent, told apart by distance and month: what an estimate of the saving rests on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlalchemy import extract, func, select

from office.domain.measures import SENT
from office.domain.saving import Counted, Estimate
from office.models.base import table
from office.models.deliveries import Delivery
from office.models.figures import CountedDelivery
from office.services.figures import savings, scopes, sums
from office.services.figures.asked import Asked
from office.services.figures.tallies import WHOSE
from office.services.work import Work


def estimate(work: Work, asked: Asked) -> Estimate:
    """Return what the deliveries of a time are estimated to have saved.

    Raises Refused or NotFound.
    """
    return savings.estimate(work, counted(work, asked))


def counted(work: Work, asked: Asked) -> Iterator[Counted]:
    """Yield the deliveries of a time, by month, distance and way, also those that save nothing."""
    scope, lines = scopes.of(work, asked), table(CountedDelivery).c
    whose, level = WHOSE[SENT]
    year, month = extract("year", lines.sent_on), extract("month", lines.sent_on)
    apart = (lines[whose], Delivery.unit_id, year, month, lines.way, lines.secret)
    rows = work.db.execute(
        select(*apart, func.count(), func.sum(lines.pages))
        .join(Delivery, Delivery.id == lines.delivery_id)
        .where(~lines.gone, sums.within(lines, whose, "sent_on", scope.stretches))
        .where(*asked.narrowed(lines.type_code, lines[level]))
        .group_by(*apart)
    )
    for sender, recipient, in_year, in_month, way, secret, deliveries, pages in rows:
        yield Counted(
            day=date(int(in_year), int(in_month), 1),
            distance=savings.distance(work.tree, sender, recipient),
            channel=way,
            secret=secret,
            deliveries=deliveries,
            pages=int(pages),
        )
