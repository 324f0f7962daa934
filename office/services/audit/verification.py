"""Checking that the log is whole and that the rows say what the log says.

Every seal is recomputed, every state rebuilt from the sealed records and compared,
every open item checked for its one holder, every register for gaps, every act made in
another's place for its mandate.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice
from operator import attrgetter
from typing import Any

from sqlalchemy import Row, func, select, union
from sqlalchemy.exc import SQLAlchemyError

from office.domain.text import Text
from office.models.base import Base
from office.models.delegations import DelegatedAct
from office.models.deliveries import Assignment, Delivery
from office.models.desk import Printing
from office.models.documents import Attachment, Document, DocumentVersion
from office.models.exchange import Packet
from office.models.judgements import FileJudgement
from office.models.movements import Movement
from office.models.notices import Nudge
from office.models.papers import CertifiedCopy
from office.models.publications import Publication
from office.models.recalls import Recall
from office.models.registers import Binding, Register, RegisterEntry
from office.models.reviews import DraftApproval, DraftComment
from office.models.signings import Signing
from office.models.supervision import Chase, DirectiveScan, Extension, OpinionAsk
from office.services.audit import (
    chain,
    contents,
    mandate_checks,
    paper_rows,
    publication_checks,
    register_checks,
    relation_checks,
    standing,
)
from office.services.audit.paper_rows import PaperRows
from office.services.audit.side_rows import SideRows
from office.services.books import registers
from office.services.work import Work

CHUNK = 200
MOST_PROBLEMS = 20
#: The tables of `side_rows.SideRows`, in its order.
BESIDE = (Extension, Chase, OpinionAsk, DirectiveScan, Recall)
#: What reading a row raises when somebody wrote into it what its column may not hold.
UNREADABLE = (SQLAlchemyError, TypeError, ValueError)


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
    report.problems += islice(register_checks.problems(work), MOST_PROBLEMS)
    report.problems += islice(publication_checks.problems(work), MOST_PROBLEMS)
    report.problems += mandate_checks.changed(mandate_checks.rows(work))
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
    """Check some documents; one whose rows cannot even be read is looked at entry by entry."""
    try:
        rows = _Rows.read(work, documents[0].id, documents[-1].id)
    except UNREADABLE:
        if len(documents) > 1:
            for document in documents:
                _check_chunk(work, [document], report)
        else:
            report.documents += 1
            report.problems.append(_first_unreadable(work, documents[0]))
        return
    for document in documents:
        _check(work, document, rows, report)


def _check(work: Work, document: Row[Any], rows: _Rows, report: Report) -> None:
    links = rows.movements.get(document.id, [])
    deliveries = rows.deliveries.get(document.id, [])
    report.documents += 1
    report.movements += len(links)
    report.deliveries += len(deliveries)
    try:
        links = sorted(links, key=attrgetter("seq"))
    except TypeError:
        report.problems.append(_first_unreadable(work, document))
        return
    records, problem = chain.read(document, links, {row.id: row.unit_id for row in deliveries})
    if problem is not None:
        report.problems.append(problem)
        return
    parts, sides = rows.parts.get(document.id, []), rows.sides(document)
    runs = standing.Runs(document, deliveries, parts, sides)
    try:
        report.problems += standing.differences(work, runs, records)
        report.problems += contents.differences(rows.kept(document), records)
        report.problems += relation_checks.differences(document, records, rows.relations)
        public = rows.publications.get(document.id, [])
        report.problems += publication_checks.differences(document, public, records)
        acts = mandate_checks.Acts(document, records, rows.acts.get(document.id, []))
        report.problems += mandate_checks.differences(acts, rows.mandates)
    except (AttributeError, KeyError, TypeError, ValueError) as fault:
        report.problems.append(chain.incomplete(document, fault))


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of some documents, by document."""

    movements: dict[int, list[Row[Any]]]
    deliveries: dict[int, list[Row[Any]]]
    parts: dict[int, list[Row[Any]]]
    attachments: dict[int, list[Row[Any]]]
    versions: dict[int, list[Row[Any]]]
    entries: dict[int, list[Row[Any]]]
    registers: dict[int, Row[Any]]
    beside: tuple[dict[int, list[Row[Any]]], ...]
    acts: dict[int, list[Row[Any]]]
    mandates: mandate_checks.Rows
    relations: relation_checks.Rows
    nudges: dict[int, list[Row[Any]]]
    printings: dict[int, list[Row[Any]]]
    signings: dict[int, list[Row[Any]]]
    approvals: dict[int, list[Row[Any]]]
    comments: dict[int, list[Row[Any]]]
    papers: dict[int, PaperRows]
    judgements: dict[int, list[Row[Any]]]
    publications: dict[int, list[Row[Any]]]

    @classmethod
    def read(cls, work: Work, first: int, last: int) -> _Rows:
        """Read what the tables keep of the documents from `first` to `last`."""
        books = work.db.execute(select(Register.__table__))
        span = (first, last)
        return cls(
            movements=_by_document(work, Movement, span),
            deliveries=_by_document(work, Delivery, span),
            parts=_by_document(work, Assignment, span),
            attachments=_by_document(work, Attachment, span),
            versions=_by_document(work, DocumentVersion, span),
            entries=_by_document(work, RegisterEntry, span),
            registers={book.id: book for book in books},
            beside=tuple(_by_document(work, kind, span) for kind in BESIDE),
            acts=_by_document(work, DelegatedAct, span),
            mandates=mandate_checks.rows(work),
            relations=relation_checks.rows(work, span),
            nudges=_by_document(work, Nudge, span),
            printings=_by_document(work, Printing, span),
            signings=_by_document(work, Signing, span),
            approvals=_by_document(work, DraftApproval, span),
            comments=_by_document(work, DraftComment, span),
            papers=paper_rows.read(work, span),
            judgements=_by_document(work, FileJudgement, span),
            publications=_by_document(work, Publication, span),
        )

    def kept(self, document: Row[Any]) -> contents.Kept:
        """Return what is kept of one document beside its runs."""
        return contents.Kept(
            document,
            self.attachments.get(document.id, []),
            self.versions.get(document.id, []),
            self.entries.get(document.id, []),
            self.registers,
            self.nudges.get(document.id, []),
            self.printings.get(document.id, []),
            self.signings.get(document.id, []),
            self.approvals.get(document.id, []),
            self.comments.get(document.id, []),
            self.papers.get(document.id, PaperRows()),
            self.judgements.get(document.id, []),
        )

    def sides(self, document: Row[Any]) -> SideRows:
        """Return what is kept of one document beside the ways of its runs."""
        return SideRows(*(kind.get(document.id, []) for kind in self.beside))


def _by_document(work: Work, table: type[Base], span: tuple[int, int]) -> dict[int, list[Row[Any]]]:
    columns = table.__table__.c
    rows = work.db.execute(
        select(table.__table__)
        .where(columns.document_id.between(*span))
        .order_by(columns.document_id, *table.__table__.primary_key)
    )
    return {key: list(group) for key, group in groupby(rows, key=attrgetter("document_id"))}


def _first_unreadable(work: Work, document: Row[Any]) -> Text:
    """Name the first entry of a document whose row is not what its column may hold."""
    keys = work.db.scalars(
        select(Movement.id).where(Movement.document_id == document.id).order_by(Movement.id)
    ).all()
    for place, key in enumerate(keys, start=1):
        try:
            row = work.db.execute(select(Movement.__table__).where(Movement.id == key)).one()
        except UNREADABLE:
            return chain.unreadable(document, place)
        if not isinstance(row.seq, int):
            return chain.unreadable(document, place)
    return chain.unreadable(document, 0)


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
    named: tuple[Any, ...] = (Attachment, Packet, DirectiveScan, Binding, CertifiedCopy)
    kept = union(*(select(row.digest).where(row.digest.is_not(None)) for row in named))
    digests: list[str] = [*work.db.scalars(kept)]
    return [
        Text(f"Tệp {digest[:16]}… bị mất hoặc sai.", f"File {digest[:16]}… is lost or wrong.")
        for digest in digests
        if not (work.storage.exists(digest) and work.storage.check(digest))
    ][:MOST_PROBLEMS]
