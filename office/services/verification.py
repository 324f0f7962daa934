"""Checking that the log is whole and that the rows say what the log says.

Every seal is recomputed, every state rebuilt from the sealed records and compared,
every open item checked for its one holder, every register for gaps.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import Row, func, select

from office.domain.text import Text
from office.models.deliveries import Assignment, Delivery
from office.models.documents import Attachment, Document
from office.models.movements import Movement
from office.services import chain, registers, standing
from office.services.work import Work

CHUNK = 200
MOST_PROBLEMS = 20


@dataclass(slots=True)
class Report:
    """What a check found: nothing, or what is wrong, the first wrong entry first."""

    documents: int = 0
    movements: int = 0
    deliveries: int = 0
    problems: list[Text] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Say whether everything is as the log says."""
        return not self.problems


def verify(work: Work) -> Report:
    """Check everything; stops looking after MOST_PROBLEMS."""
    report = Report()
    for documents in _chunks(work):
        _check_chunk(work, documents, report)
        if len(report.problems) >= MOST_PROBLEMS:
            return report
    if stray := _stray(work):
        report.problems.append(stray)
    if gap := registers.first_gap(work):
        report.problems.append(gap)
    report.problems += _missing_files(work)
    return report


def _chunks(work: Work) -> Iterator[Sequence[Row[Any]]]:
    last = 0
    while True:
        rows = work.db.execute(
            select(Document.__table__).where(Document.id > last).order_by(Document.id).limit(CHUNK)
        ).all()
        if not rows:
            return
        yield rows
        last = rows[-1].id


def _check_chunk(work: Work, documents: Sequence[Row[Any]], report: Report) -> None:
    first, last = documents[0].id, documents[-1].id
    written = _by_document(work, Movement, first, last)
    delivered = _by_document(work, Delivery, first, last)
    parts = _by_document(work, Assignment, first, last)
    for document in documents:
        links = sorted(written.get(document.id, []), key=attrgetter("seq"))
        deliveries = delivered.get(document.id, [])
        report.documents += 1
        report.movements += len(links)
        report.deliveries += len(deliveries)
        records, problem = chain.read(document, links)
        if problem is not None:
            report.problems.append(problem)
            continue
        rows = standing.Rows(document, deliveries, parts.get(document.id, []))
        report.problems += standing.differences(work, rows, records)


def _by_document(
    work: Work, table: type[Movement] | type[Delivery] | type[Assignment], first: int, last: int
) -> dict[int, list[Row[Any]]]:
    rows = work.db.execute(
        select(table.__table__)
        .where(table.document_id.between(first, last))
        .order_by(table.document_id, table.id)
    )
    return {key: list(group) for key, group in groupby(rows, key=attrgetter("document_id"))}


def _stray(work: Work) -> Text | None:
    """Return a sentence about movements whose document is gone, if there are any."""
    stray = work.db.scalar(
        select(func.min(Movement.document_id)).where(
            Movement.document_id.not_in(select(Document.id))
        )
    )
    if stray is None:
        return None
    return Text(
        f"Nhật ký của văn bản {stray} còn, nhưng văn bản không còn.",
        f"Document {stray} is gone, but its movements are there.",
    )


def _missing_files(work: Work) -> list[Text]:
    """Return the files that the store has lost, or that are not what their name says."""
    digests = work.db.scalars(select(Attachment.digest).distinct().order_by(Attachment.digest))
    return [
        Text(f"Tệp {digest[:16]}… bị mất hoặc sai.", f"File {digest[:16]}… is lost or wrong.")
        for digest in digests
        if not (work.storage.exists(digest) and work.storage.check(digest))
    ][:MOST_PROBLEMS]
