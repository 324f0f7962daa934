"""Reading the certified copies: of a document, and the book of them by period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, select

from office.domain.errors import NotFound
from office.models.documents import Document
from office.models.papers import CertifiedCopy
from office.models.registers import RegisterEntry
from office.services import access
from office.services.papers.post_book import PAGE, Period, units
from office.services.work import Work

_ENTERED = (RegisterEntry.register_id == CertifiedCopy.register_id) & (
    RegisterEntry.number == CertifiedCopy.number
)
#: So many copies are printed at once.
MOST = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class BookPage:
    """A page of the book, the newest copy first; `older` is where to go on."""

    lines: Sequence[Row[Any]]
    older: int | None


def page(work: Work, period: Period, below: int | None = None) -> BookPage:
    """Return the copies of a period before the key `below`; raises NotFound for no reader."""
    found = _of(work, period).order_by(CertifiedCopy.id.desc()).limit(PAGE + 1)
    if below is not None:
        found = found.where(CertifiedCopy.id < below)
    rows = work.db.execute(found).all()
    lines = rows[:PAGE]
    return BookPage(lines=lines, older=lines[-1].id if len(rows) > PAGE else None)


def every(work: Work, period: Period) -> Sequence[Row[Any]]:
    """Return the copies of a period, the first first."""
    return work.db.execute(_of(work, period).order_by(CertifiedCopy.id).limit(MOST)).all()


def _of(work: Work, period: Period) -> Select[Any]:
    found = (
        select(
            CertifiedCopy.__table__, RegisterEntry.status, RegisterEntry.reason,
            Document.public_id, Document.type_code, Document.subject, Document.number_text,
            Document.notation, Document.issued_on, Document.issuer_unit_id,
        )
        .join(RegisterEntry, _ENTERED)
        .join(Document, Document.id == CertifiedCopy.document_id)
        .where(CertifiedCopy.unit_id.in_(units(work)))
    )  # fmt: skip
    if period.since is not None:
        found = found.where(CertifiedCopy.copied_on >= period.since)
    return found if period.until is None else found.where(CertifiedCopy.copied_on <= period.until)


def readable(work: Work, key: int) -> tuple[Row[Any], str]:
    """Return a copy that the actor may see, and its document's public id; raises NotFound.

    Copies are seen in the agency that made them, by whoever knows of the document.
    """
    row = work.db.execute(
        select(CertifiedCopy.__table__, Document.public_id)
        .join(Document, Document.id == CertifiedCopy.document_id)
        .where(CertifiedCopy.id == key, access.visible(work))
        .where(CertifiedCopy.unit_id.in_([work.actor.agency_id, *access.scope(work)]))
        .where(~access.content_closed(work))
    ).first()
    if row is None:
        raise NotFound
    return row, row.public_id


def of_document(work: Work, document_id: int) -> list[Row[Any]]:
    """Return the copies the actor's agency made of a document, the newest first, with status."""
    rows = work.db.execute(
        select(CertifiedCopy.__table__, RegisterEntry.status, RegisterEntry.reason)
        .join(RegisterEntry, _ENTERED)
        .where(CertifiedCopy.document_id == document_id)
        .where(CertifiedCopy.unit_id.in_([work.actor.agency_id, *access.scope(work)]))
        .order_by(CertifiedCopy.id.desc())
    )
    return list(rows)
