"""Marking a document for the public page, and taking it off again: sealed acts of its agency."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, insert, select, update

from office.domain.errors import Refused
from office.domain.numbering import symbol_text
from office.domain.publication import MARKERS, PUBLISH, UNPUBLISH, indexed, problem_of
from office.domain.signing import SEALED
from office.domain.text import Text
from office.models.base import table
from office.models.documents import Document
from office.models.publications import Publication
from office.services import access, documents
from office.services.publishing import standing, switch
from office.services.views.dossier import Dossier
from office.services.work import Work

NOT_OURS = Text(
    "Chỉ cơ quan ban hành mới công khai được văn bản của mình.",
    "Only the agency that issued a document makes it public.",
)
NOT_THEIRS = Text(
    "Văn thư hoặc lãnh đạo cơ quan mới công khai được văn bản.",
    "The agency's clerk or leader makes a document public.",
)
SHOWN_ALREADY = Text("Văn bản này đang được công khai rồi.", "This document is public already.")
NOT_SHOWN = Text("Văn bản này không được công khai.", "This document is not public.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What a document's page says: whether it is public, and whether the actor may change it.

    `key` names it on the public page, '' while it is not marked; `page` is the agency's key;
    `page_open` whether that page is.
    """

    key: str
    page: str
    page_open: bool
    may: bool


def publish(work: Work, public_id: str, reason: str) -> None:
    """Mark a document of the actor's agency for its public page.

    Raises NotFound, Invalid without a reason, and Refused for whoever may not, for what may
    never be public, and where it is so already.
    """
    row, entered = _ours(work, public_id)
    said = switch.given(reason)
    problem = problem_of(row.secrecy, row.state, row.number, recalled=row.recalled)
    if problem is not None:
        raise Refused(problem)
    if _shown(work, row.id) is not None:
        raise Refused(SHOWN_ALREADY)
    key = _key(work, row.id)
    work.db.execute(
        insert(table(Publication)).values(
            document_id=row.id,
            unit_id=row.agency_id,
            key=key,
            issued_on=row.issued_on,
            number=row.number,
            type_code=row.type_code,
            words=indexed(symbol_text(row.number_text, row.notation), row.subject),
            seq=entered.link.seq + 1,
            at=work.at,
            person_id=work.actor.person_id,
        )
    )
    documents.happened(work, entered, _facts(PUBLISH, said, key))


def unpublish(work: Work, public_id: str, reason: str) -> None:
    """Take a document off the public page at once.

    Raises NotFound, Invalid without a reason, Refused for whoever may not or where it is not
    public.
    """
    row, entered = _ours(work, public_id)
    said = switch.given(reason)
    shown = _shown(work, row.id)
    if shown is None:
        raise Refused(NOT_SHOWN)
    ended = {"ended_seq": entered.link.seq + 1, "ended_at": work.at}
    work.db.execute(
        update(table(Publication))
        .where(Publication.id == shown.id)
        .values(**ended, ended_by=work.actor.person_id)
    )
    documents.happened(work, entered, _facts(UNPUBLISH, said, shown.key))


def of_document(work: Work, read: Dossier) -> Mark | None:
    """Return how a document stands with the public, None where its page says nothing of it.

    Its own agency alone is told; whoever marks is offered it once it is issued.
    """
    row = read.document
    if row.agency_id != work.actor.agency_id or row.secrecy or work.actor.acting_for is not None:
        return None
    markable = problem_of(row.secrecy, row.state, row.number, recalled=False) is None
    may = work.actor.role in MARKERS and (markable or bool(row.published_key))
    if not may and not row.published_key:
        return None
    return Mark(
        key=row.published_key or "",
        page=work.tree[row.agency_id].key,
        page_open=bool(row.published_key) and switch.opened(work, row.agency_id) is not None,
        may=may,
    )


def may_not(work: Work, read: Dossier) -> Text:
    """Return why the actor is not offered to make a document public."""
    row = read.document
    if row.agency_id != work.actor.agency_id or row.origin != "drafted":
        return NOT_OURS
    problem = problem_of(row.secrecy, row.state, row.number, recalled=False)
    return problem or NOT_THEIRS


def sealed_file(read: Dossier) -> Row[Any] | None:
    """Return the one file of a document that the public is given: the form that was issued."""
    return next((f for f in read.attachments if f.form == SEALED and f.original is None), None)


def _ours(work: Work, public_id: str) -> tuple[Row[Any], documents.Entered]:
    """Lock a document of the actor's agency; raises NotFound, Refused."""
    key = access.document_id(work, public_id)
    access.require_role(work, *MARKERS)
    (entered,) = documents.locked(work, Document.id == key)
    row = work.db.execute(
        select(Document.__table__, standing.recalled().label("recalled")).where(Document.id == key)
    ).one()
    if row.agency_id != work.actor.agency_id or row.origin != "drafted":
        raise Refused(NOT_OURS)
    return row, entered


def _shown(work: Work, key: int) -> Row[Any] | None:
    return work.db.execute(
        select(Publication.id, Publication.key).where(
            Publication.document_id == key, Publication.ended_at.is_(None)
        )
    ).first()


def _key(work: Work, document_id: int) -> str:
    """Return the key a document had on the public page before, or a new one."""
    before = select(Publication.key).where(Publication.document_id == document_id).limit(1)
    return work.db.scalar(before) or secrets.token_hex(8)


def _facts(act: str, reason: str, key: str) -> dict[str, Any]:
    return {"act": act, "run": "draft", "reason": reason, "published": {"key": key}}
