"""Comparing what documents do to one another with the sealed records of both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Row, or_, select
from sqlalchemy.orm import aliased

from office.domain.movements import plain
from office.domain.text import Text
from office.models.documents import Document
from office.models.relations import DocumentRelation
from office.services.work import Work

_later, _original = aliased(Document), aliased(Document)
_ROWS = (
    select(
        DocumentRelation.__table__,
        _later.public_id.label("later"),
        _original.public_id.label("original"),
    )
    .join(_later, _later.id == DocumentRelation.document_id)
    .outerjoin(_original, _original.id == DocumentRelation.original_id)
    .order_by(DocumentRelation.id)
)


class Rows(NamedTuple):
    """The relations of some documents, by the later document and by the original."""

    of_later: dict[int, list[Row[Any]]]
    of_original: dict[int, list[Row[Any]]]


def rows(work: Work, span: tuple[int, int]) -> Rows:
    """Read the relations of the documents between two keys, in both directions."""
    found = Rows({}, {})
    relation = DocumentRelation
    between = or_(relation.document_id.between(*span), relation.original_id.between(*span))
    for row in work.db.execute(_ROWS.where(between)):
        found.of_later.setdefault(row.document_id, []).append(row)
        if row.original_id is not None:
            found.of_original.setdefault(row.original_id, []).append(row)
    return found


def differences(document: Row[Any], records: Sequence[dict[str, Any]], kept: Rows) -> list[Text]:
    """Return where the relations of a document are not what its records say."""
    does = {
        (r.kind, r.original_code, r.packet, r.original if not r.packet else None): plain(r.since)
        for r in kept.of_later.get(document.id, ())
    }
    undergoes = {
        (r.kind, r.later, plain(r.since))
        for r in kept.of_original.get(document.id, ())
        if r.since is not None
    }
    if does == _told_does(records) and undergoes == _told_undergoes(records):
        return []
    named = document.public_id
    return [
        Text(
            f"Văn bản {named}: quan hệ với văn bản khác không đúng nhật ký.",
            f"Document {named}: has other relations to documents than the log says.",
        )
    ]


def _told_does(records: Sequence[dict[str, Any]]) -> dict[tuple[Any, ...], Any]:
    """Return since when each relation counts that the records tell; None for a draft's."""
    found: dict[tuple[Any, ...], Any] = {}
    for record in records:
        if said := record.get("relates"):
            packet = record.get("packet", {}).get("sha256", "")
            key = (said["kind"], said["code"], packet, None if packet else said["doc"])
            found[key] = None if record["act"] == "draft" else record["at"]
    return found


def _told_undergoes(records: Sequence[dict[str, Any]]) -> set[tuple[Any, ...]]:
    return {
        (said["kind"], said["doc"], said.get("since", record["at"]))
        for record in records
        if (said := record.get("related"))
    }
