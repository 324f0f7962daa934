"""What may leave: the one place where a row becomes the value that the public is shown.

Whatever is not a field of `PublicDocument` stays inside, whoever writes the next page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, and_, case, or_, select
from sqlalchemy.orm import aliased

from office.domain.numbering import symbol_text
from office.domain.publication import Effect, PublicDocument, PublicFile, plain
from office.domain.relations import KINDS, MENDABLE
from office.domain.signing import SEALED
from office.domain.text import Text
from office.models.documents import Attachment, Document
from office.models.publications import Publication
from office.models.relations import DocumentRelation
from office.models.units import UnitName
from office.services.publishing import standing
from office.services.work import Work

WITHDRAWN = Text("Đã thu hồi", "Recalled")
_other: Any = aliased(Document, name="other")
_other_shown: Any = aliased(Publication, name="other_shown")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPage:
    """The public page of an agency that has it open; `first_on`: the day it first had."""

    unit_id: int
    key: str
    name: str
    first_on: date


def public(page: OpenPage) -> list[ColumnElement[bool]]:
    """Return the conditions that a marked document may be shown, whatever the mark says."""
    return [
        Publication.unit_id == page.unit_id,
        Publication.ended_at.is_(None),
        Document.agency_id == page.unit_id,
        Document.secrecy == "",
        Document.state.in_(MENDABLE),
    ]


def shown(page: OpenPage) -> Select[Any]:
    """Select what a public document is made of, and its key to ask on with, of a whole page."""
    return (
        select(
            Publication.document_id, Publication.key, Publication.issued_on, Publication.number,
            Publication.at, Document.number_text, Document.notation, Document.type_code,
            Document.subject, Document.signer_name, Document.signer_position,
            UnitName.name.label("issuer"), Attachment.size, Attachment.digest,
            case((standing.recalled(), 1), else_=0).label("recalled"),
            standing.recalled_at().label("recalled_at"),
        )
        .join(Document, Document.id == Publication.document_id)
        .outerjoin(
            Attachment,
            and_(
                Attachment.document_id == Document.id,
                Attachment.form == SEALED,
                Attachment.original.is_(None),
            ),
        )
        .outerjoin(
            UnitName,
            and_(
                UnitName.unit_id == Document.agency_id,
                UnitName.valid_from <= Publication.issued_on,
                or_(UnitName.valid_to.is_(None), UnitName.valid_to > Publication.issued_on),
            ),
        )
        .where(*public(page))
    )  # fmt: skip


def title(work: Work, code: str) -> Text:
    kind = work.types.get(code)
    return Text(kind.title, kind.title_en) if kind else Text(code, code)


class _Effects(NamedTuple):
    """The effects of one document, and when the last of them came."""

    told: list[Effect]
    last: list[datetime]


def told(work: Work, page: OpenPage, rows: Sequence[Row[Any]]) -> list[PublicDocument]:
    """Return rows as the values that may leave: the one place where such a value is made."""
    effects = _effects(work, page, [row.document_id for row in rows]) if rows else {}
    return [_value(work, page, row, effects.get(row.document_id)) for row in rows]


def _value(work: Work, page: OpenPage, row: Row[Any], effects: _Effects | None) -> PublicDocument:
    symbol = plain(symbol_text(row.number_text, row.notation))
    stands, moments = (effects.told, effects.last) if effects else ([], [])
    if row.recalled:
        stands, moments = [Effect(words=WITHDRAWN), *stands], [*moments, row.recalled_at]
    file = None
    if row.digest:
        name = f"{symbol.replace('/', '-')}.pdf"
        file = PublicFile(name=name, size=row.size, digest=row.digest)
    return PublicDocument(
        key=row.key,
        symbol=symbol,
        type_code=row.type_code,
        type_title=title(work, row.type_code),
        subject=plain(row.subject),
        issued_on=row.issued_on,
        issuer=plain(row.issuer or page.name),
        signer_name=plain(row.signer_name),
        signer_position=plain(row.signer_position),
        effects=tuple(stands),
        file=file,
        published_at=row.at,
        changed_at=max([row.at, *moments]),
    )


def _effects(work: Work, page: OpenPage, keys: Sequence[int]) -> dict[int, _Effects]:
    """Return how some documents stand with others of the agency, by key.

    The other one's symbol is told where it is public itself.  What a document does to one that
    is not public is not told at all: to the public there is no such document.
    """
    found: defaultdict[int, _Effects] = defaultdict(lambda: _Effects([], []))
    relation = DocumentRelation
    for focus, other, does in (
        (relation.original_id, relation.document_id, False),
        (relation.document_id, relation.original_id, True),
    ):
        for row in work.db.execute(_related(page, focus, other, keys)):
            if does and not row.shown:
                continue
            kind = KINDS[row.kind]
            symbol = plain(symbol_text(row.number_text, row.notation)) if row.shown else ""
            words = kind.does if does else kind.undergoes if row.shown else kind.stands
            found[row.focus].told.append(Effect(words=words, symbol=symbol, key=row.shown or ""))
            found[row.focus].last.append(max(row.since, row.at) if row.at else row.since)
    return dict(found)


def _related(page: OpenPage, focus: Any, other: Any, keys: Sequence[int]) -> Select[Any]:
    """Select the relations of some documents in one direction; `shown`: the other's public key."""
    open_one = and_(_other_shown.document_id == _other.id, _other_shown.ended_at.is_(None))
    return (
        select(
            focus.label("focus"), DocumentRelation.kind, DocumentRelation.since,
            _other.number_text, _other.notation,
            _other_shown.key.label("shown"), _other_shown.at,
        )
        .join(_other, _other.id == other)
        .outerjoin(_other_shown, open_one)
        .where(
            focus.in_(keys),
            DocumentRelation.since.is_not(None),
            _other.agency_id == page.unit_id,
            _other.secrecy == "",
            _other.state.in_(MENDABLE),
        )
        .order_by(DocumentRelation.id)
    )  # fmt: skip
