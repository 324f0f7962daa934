"""Late and nearly late as conditions on rows: the one home of both, for every list and figure.

Neither is ever stored.  What they mean for a single moment is `domain.workdays`.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_

from office.domain.workdays import soon_until
from office.models.deliveries import Delivery
from office.models.documents import Document
from office.services.work import Work

Run = type[Delivery] | type[Document]


def late(run: Run, work: Work) -> ColumnElement[bool]:
    """Return the condition that an open run is beyond its time."""
    return and_(run.closed_at.is_(None), run.due_at < work.at)


def soon(run: Run, work: Work) -> ColumnElement[bool]:
    """Return the condition that an open run is due within two working days, and not late."""
    until = soon_until(work.calendar, work.at)
    return and_(run.closed_at.is_(None), run.due_at >= work.at, run.due_at <= until)
