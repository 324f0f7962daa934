"""Drafts that replace, amend or correct an earlier document, and what their issue does to it.

The relation is said when the draft begins and stays as it was said; from the issue on it counts,
and is sealed on the chains of both documents under both their locks.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import Row, bindparam, insert, literal, or_, select, update

from office.domain import relations
from office.domain.errors import Invalid, Refused
from office.domain.form_words import Finding
from office.domain.numbering import symbol_text
from office.domain.relations import KINDS, MENDABLE, REPLACES
from office.domain.text import Text
from office.models.base import table
from office.models.deliveries import Delivery
from office.models.documents import Document, DraftRecipient
from office.models.relations import DocumentRelation
from office.models.units import Unit
from office.services import access, documents
from office.services.parts import deliveries
from office.services.step import Step
from office.services.work import Work


class Mends(NamedTuple):
    """What a draft will do (a key of `KINDS`) to which document, by its public id."""

    kind: str
    document: str


class Left(NamedTuple):
    """A unit that has the earlier document, and how it got it."""

    unit_id: int
    channel: str
    paper_reason: str


class Mended(NamedTuple):
    """A document that may be mended so, looked at when the draft begins."""

    kind: str
    row: Row[Any]

    @property
    def fact(self) -> dict[str, Any]:
        """Return the relation as the later document's records keep it."""
        symbol = symbol_text(self.row.number_text, self.row.notation)
        return {
            "kind": self.kind,
            "doc": self.row.public_id,
            "code": self.row.code,
            "symbol": symbol,
        }


_ORIGINAL = (
    select(
        Document.id, Document.public_id, Document.agency_id, Document.state, Document.code,
        Document.number_text, Document.notation, Document.type_code, Document.issued_on,
        Document.subject, Document.body, Document.urgency, Document.council,
    )
)  # fmt: skip
_OURS = select(DocumentRelation.id, DocumentRelation.kind, DocumentRelation.original_id).where(
    DocumentRelation.document_id == bindparam("document"), DocumentRelation.packet == ""
)
_COUNTS = (
    update(table(DocumentRelation))
    .where(DocumentRelation.id == bindparam("relation"))
    .values(since=bindparam("now"))
)
_REPLACED_BY = (
    select(Document.number_text, Document.notation)
    .join(DocumentRelation, DocumentRelation.document_id == Document.id)
    .where(
        DocumentRelation.original_id == bindparam("original"),
        DocumentRelation.kind == REPLACES,
        DocumentRelation.since.is_not(None),
    )
    .order_by(DocumentRelation.id)
    .limit(1)
)


def may(work: Work, document: Row[Any]) -> bool:
    """Say whether the actor's agency may mend a document: it issued it."""
    own = document.agency_id == work.actor.agency_id and document.state in MENDABLE
    return own and work.actor.acting_for is None


def mended(work: Work, mends: Mends) -> Mended:
    """Return the document a draft is to mend.

    Raises NotFound, Invalid for an unknown kind, and Refused for what the actor's agency did not
    issue and for what was replaced already: then the later one is to be mended.
    """
    if mends.kind not in KINDS:
        raise Invalid(Text("Quan hệ không hợp lệ.", "Unknown relation."), field="relation")
    key = access.document_id(work, mends.document)
    row = work.db.execute(_ORIGINAL.where(Document.id == key)).one()
    if not may(work, row):
        raise Refused(
            Text(
                "Chỉ cơ quan đã ban hành mới thay thế, sửa đổi, đính chính, sau khi phát hành.",
                "Only the agency that issued a document replaces, amends or corrects it.",
            )
        )
    _check_not_replaced(work, row)
    return Mended(mends.kind, row)


def keep(work: Work, document_id: int, original: Mended) -> None:
    """Keep a new draft's relation, and address it to whoever has the original."""
    values = {
        "document_id": document_id,
        "kind": original.kind,
        "original_id": original.row.id,
        "original_code": original.row.code,
    }
    work.db.execute(insert(DocumentRelation).values(values))
    work.db.execute(
        insert(DraftRecipient).from_select(
            ["document_id", "unit_id", "channel", "paper_reason"],
            select(literal(document_id), Delivery.unit_id, Delivery.channel, Delivery.paper_reason)
            .join(Unit, Unit.id == Delivery.unit_id)
            .where(*_has(work, original.row.id)),
        )
    )  # fmt: skip


def of_draft(work: Work, document_id: int) -> Mended | None:
    """Return what a draft made here mends, None for most."""
    row = work.db.execute(_OURS, {"document": document_id}).first()
    if row is None:
        return None
    original = work.db.execute(_ORIGINAL.where(Document.id == row.original_id)).one()
    return Mended(row.kind, original)


def left_out(work: Work, document_id: int) -> list[Left]:
    """Return whoever has what a draft mends and is not among its recipients."""
    row = work.db.execute(_OURS, {"document": document_id}).first()
    if row is None:
        return []
    named = select(DraftRecipient.unit_id).where(DraftRecipient.document_id == document_id)
    missing = (
        select(Delivery.unit_id, Delivery.channel, Delivery.paper_reason)
        .join(Unit, Unit.id == Delivery.unit_id)
        .where(*_has(work, row.original_id), Delivery.unit_id.not_in(named))
        .order_by(Delivery.unit_id)
    )
    return [Left(*row) for row in work.db.execute(missing) if row[0] != work.actor.agency_id]


def take_effect(work: Work, step: Step) -> None:
    """Let the issue of a draft do what was said of it, sealed on both chains.

    Raises Refused where another document has replaced the original meanwhile.
    """
    row = work.db.execute(_OURS, {"document": step.run.document_id}).first()
    if row is None:
        return
    (entered,) = documents.locked(work, Document.id == row.original_id)
    original = Mended(
        row.kind, work.db.execute(_ORIGINAL.where(Document.id == row.original_id)).one()
    )
    _check_not_replaced(work, original.row)
    work.db.execute(_COUNTS, {"relation": row.id, "now": work.at})
    step.facts["relates"] = original.fact
    later = step.run.row
    documents.happened(
        work,
        entered,
        {
            "act": KINDS[row.kind].act,
            "run": "",
            "related": {
                "kind": row.kind,
                "doc": later.public_id,
                "symbol": symbol_text(later.number_text, later.notation),
            },
        },
    )


def findings(work: Work, document_id: int, type_code: str) -> list[Finding]:
    """Return what rules find in the form of a draft for what it does to an earlier document."""
    original = of_draft(work, document_id)
    if original is None:
        return []
    count = len(left_out(work, document_id))
    return relations.findings(original.kind, type_code, original.row.type_code, count)


def _check_not_replaced(work: Work, original: Row[Any]) -> None:
    later = work.db.execute(_REPLACED_BY, {"original": original.id}).first()
    if later is not None:
        said = Text(
            "Văn bản {old} đã bị thay thế bởi {new}: hãy thay thế, sửa đổi văn bản đó.",
            "{old} was replaced by {new} already: mend that one.",
        )
        raise Refused(
            said.filled(
                old=symbol_text(original.number_text, original.notation),
                new=symbol_text(later.number_text, later.notation),
            )
        )


def _has(work: Work, original_id: int) -> list[Any]:
    """Return the conditions that a recipient has a document and is still there."""
    return [
        Delivery.document_id == original_id,
        Delivery.state.not_in(deliveries.gone(work)),
        or_(Unit.valid_to.is_(None), Unit.valid_to > work.today),
    ]
