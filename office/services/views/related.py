"""What a document does to others, and what others do to it, as pages, lists and books show it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, literal, or_, select, true, union_all
from sqlalchemy.orm import aliased

from office.domain.numbering import symbol_text
from office.domain.relations import KINDS
from office.domain.text import Text
from office.models.documents import Document
from office.models.relations import DocumentRelation
from office.services import access
from office.services.work import Work

_relation = DocumentRelation
_seen = Document
_other: Any = aliased(Document, name="other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Another document and the relation with it; `does`: this one does it to the other.

    `public_id` is None behind a closed door, and for an original that has not come; `since` is
    None while the later one is a draft.
    """

    kind: str
    does: bool
    public_id: str | None
    symbol: str
    issued_on: date | None
    issuer_unit_id: int | None
    since: datetime | None

    @property
    def words(self) -> Text:
        """Return the relation, as the document that is looked at says it."""
        return KINDS[self.kind].does if self.does else KINDS[self.kind].undergoes

    @property
    def sentence(self) -> Text:
        """Return the relation and the other document's symbol, as notes in books have it."""
        return Text("{words} {symbol}", "{words} {symbol}").filled(
            words=self.words, symbol=self.symbol
        )


def of_document(work: Work, document_id: int) -> list[Related]:
    """Return the relations of a document the actor may know of, oldest first.

    What is only being drafted shows to those who may know of the draft, until it is dropped.
    """
    return of_documents(work, [document_id], drafted=True).get(document_id, [])


def of_documents(
    work: Work, keys: Sequence[int], *, drafted: bool = False
) -> dict[int, list[Related]]:
    """Return the relations of some documents, by key: for lists and books, where they count."""
    found: defaultdict[int, list[Related]] = defaultdict(list)
    if keys:
        for row in work.db.execute(_statement(work, keys, drafted=drafted)):
            if row.since is not None or row.does or (row.known and row.closed_at is None):
                found[row.focus].append(_told(row))
    return dict(found)


def any_of() -> Any:
    """Build the condition on `Document` that it has a relation at all: most have none."""
    either = (_relation.document_id == Document.id, _relation.original_id == Document.id)
    return or_(*(select(_relation.id).where(one).correlate(Document).exists() for one in either))


def undergone() -> Any:
    """Build the subquery that says which relation, if any, later documents have to one in a list.

    Of several the one that matters most: replaced, then corrected, then amended.
    """
    return (
        select(func.max(DocumentRelation.kind))
        .where(DocumentRelation.original_id == Document.id, DocumentRelation.since.is_not(None))
        .correlate(Document)
        .scalar_subquery()
    )


def _statement(work: Work, keys: Sequence[int], *, drafted: bool) -> Any:
    """Build one statement over both directions: `focus` is asked about, `other` is beside it."""
    sides = union_all(
        *(
            select(
                focus.label("focus"), other.label("other"), literal(does).label("does"),
                _relation.id, _relation.kind, _relation.since, _relation.original_code,
            ).where(focus.in_(keys), true() if drafted else _relation.since.is_not(None))
            for focus, other, does in (
                (_relation.document_id, _relation.original_id, True),
                (_relation.original_id, _relation.document_id, False),
            )
        )
    ).subquery()  # fmt: skip
    known = select(_seen.id).where(_seen.id == sides.c.other, access.visible(work)).exists()
    return (
        select(
            sides, _other.public_id, _other.number_text, _other.notation, _other.issued_on,
            _other.issuer_unit_id, _other.closed_at, known.label("known"),
        )
        .outerjoin(_other, _other.id == sides.c.other)
        .order_by(sides.c.id)
    )  # fmt: skip


def _told(row: Any) -> Related:
    symbol = symbol_text(row.number_text or "", row.notation or "")
    return Related(
        kind=row.kind,
        does=bool(row.does),
        public_id=row.public_id if row.known else None,
        symbol=symbol or row.original_code.rpartition(",")[2],
        issued_on=row.issued_on,
        issuer_unit_id=row.issuer_unit_id,
        since=row.since,
    )
