"""One document as a page shows it: its fields, files, holder, story and recipients."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Row, and_, bindparam, case, exists, func, select

from office.domain import movements
from office.domain.errors import NotFound, Refused
from office.domain.numbering import symbol_text
from office.domain.signing import DIGITAL
from office.domain.text import Text
from office.models.deliveries import Assignment, Delivery
from office.models.documents import Attachment, Document, DocumentVersion
from office.models.exchange import ChangeRequest
from office.models.movements import Movement
from office.models.papers import CertifiedCopy, FileLoan
from office.models.people import Person
from office.models.publications import Publication
from office.models.recalls import Recall
from office.models.signings import Signing
from office.models.supervision import OpinionAsk
from office.services import access, inspection
from office.services.views import document_files, related
from office.services.views.related import Related
from office.services.work import Work

TRACKED = 200
TOLD = 500
RECALLED = Text(
    "Văn bản đã được bên gửi thu hồi nên nội dung không còn xem được; diễn biến vẫn còn.",
    "The sender recalled this document: its content is closed; what happened is still told.",
)
#: The statements of every page of a document, built once.
_of: BindParameter[int] = bindparam("document")
_DELIVERED = (
    select(Delivery.__table__, Person.name.label("holder_name"))
    .outerjoin(Person, Person.id == Delivery.holder_person_id)
    .where(Delivery.document_id == _of)
    .order_by(Delivery.unit_id)
    .limit(TRACKED)
)
_DELIVERED_TO = _DELIVERED.where(Delivery.unit_id.in_(bindparam("units", expanding=True)))
_PARTS = (
    select(Assignment.__table__, Person.name.label("person_name"))
    .outerjoin(Person, Person.id == Assignment.person_id)
    .where(Assignment.delivery_id == bindparam("delivery"))
    .order_by(Assignment.id)
)
#: Whether somebody made certified copies of it, or has its file copy: most have neither.
_COPIED = exists().where(CertifiedCopy.document_id == Document.id)
_LENT = exists().where(FileLoan.document_id == Document.id, FileLoan.returned_at.is_(None))
#: Whether it was signed with a key here, and whether such a signature was declared void since.
_DIGITAL = exists().where(Signing.document_id == Document.id, Signing.way == DIGITAL)
_VOID = exists().where(Signing.document_id == Document.id, Signing.voided_at.is_not(None))
#: Its name on the public page while it is shown there.
_PUBLISHED = (
    select(Publication.key)
    .where(Publication.document_id == Document.id, Publication.ended_at.is_(None))
    .correlate(Document)
    .scalar_subquery()
)
_REQUESTS = (
    select(ChangeRequest.__table__)
    .where(ChangeRequest.document_id == _of)
    .order_by(ChangeRequest.id)
)
_STORY = (
    select(Movement.seq, Movement.at, Movement.body, Movement.hash, Movement.prev)
    .where(Movement.document_id == _of)
    .order_by(Movement.seq.desc())
    .limit(TOLD)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One movement, as its sealed record tells it; `intact` says whether its seal holds."""

    seq: int
    at: datetime
    record: dict[str, Any]
    hash: str
    intact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Everything the actor may see of one document.

    `document` has the columns of `Document`, without its text where that is closed;
    `deliveries` those of the recipients: the actor's own when they received it, all (up to
    TRACKED) when their agency sent it.
    """

    document: Row[Any]
    symbol: str
    answers: str | None
    answered_by: Sequence[Row[Any]]
    attachments: Sequence[Row[Any]]
    own_delivery: Row[Any] | None
    deliveries: Sequence[Row[Any]]
    delivery_counts: dict[str, int]
    parts: Sequence[Row[Any]]
    requests: Sequence[Row[Any]]
    recalls: Sequence[Row[Any]]
    relations: Sequence[Related]
    content_closed: bool
    story: Sequence[Happening]
    versions: Sequence[Row[Any]]


def read(work: Work, public_id: str) -> Dossier:
    """Return a document the actor may know of; raises NotFound."""
    key = access.document_id(work, public_id)
    document = _document(work, key)
    closed = bool(document.content_closed)
    scope = access.scope(work)
    sent_by_us = document.agency_id in scope or document.drafting_unit_id in scope
    seen = [] if sent_by_us else [work.actor.agency_id, *scope]
    deliveries = _deliveries(work, key, seen)
    own = next((d for d in deliveries if d.unit_id == work.actor.agency_id), None)
    return Dossier(
        document=document,
        symbol=symbol_text(document.number_text, document.notation),
        answers=_public_id(work, document.answers_id),
        answered_by=_answers(work, key),
        attachments=[] if closed else document_files.of_document(work, key, all_of_them=sent_by_us),
        own_delivery=own,
        deliveries=deliveries,
        delivery_counts=_counts(work, key) if sent_by_us else {},
        parts=_parts(work, own.id) if own is not None else [],
        requests=_requests(work, key),
        recalls=_recalls(work, key, seen),
        relations=related.of_document(work, key) if document.is_related else [],
        content_closed=closed,
        story=_story(work, key, runs=seen),
        versions=_versions(work, key) if sent_by_us else [],
    )


def attachment(work: Work, public_id: str, position: int) -> Row[Any]:
    """Return a file's row (name, media_type, size, digest).

    Raises NotFound, and Refused for one that was recalled or in which a virus was found.
    """
    key = access.document_id(work, public_id)
    row = work.db.execute(
        select(Attachment.__table__, access.content_closed(work).label("closed"))
        .join(Document, Document.id == Attachment.document_id)
        .where(Attachment.document_id == key, Attachment.position == position)
    ).first()
    if row is None:
        raise NotFound
    if row.closed:
        raise Refused(RECALLED)
    if row.caution == inspection.INFECTED:
        raise Refused(
            Text(
                "Tệp này có mã độc nên được giữ lại, không tải về được.",
                "This file carries a virus; it is kept back.",
            )
        )
    return row


def own_delivery_id(work: Work, key: int) -> int | None:
    """Return the key of the delivery that the actor's agency has of a document, if it has one."""
    own = select(Delivery.id).where(
        Delivery.document_id == key, Delivery.unit_id == work.actor.agency_id
    )
    return work.db.scalar(own)


def _document(work: Work, key: int) -> Row[Any]:
    """Return the document's row, its holder's name, and no text where that is closed.

    Who was only asked about a draft reads the version they were asked about.
    """
    columns = [column for column in Document.__table__.c if column.name != "body"]
    closed = access.content_closed(work)
    units = access.scope(work)
    asked = and_(
        Document.signed_by.is_(None),
        Document.agency_id.not_in(units),
        Document.drafting_unit_id.not_in(units),
    )
    about = select(func.max(OpinionAsk.version)).where(
        OpinionAsk.document_id == Document.id, OpinionAsk.unit_id.in_(units)
    )
    kept = select(DocumentVersion.body).where(
        DocumentVersion.document_id == Document.id,
        DocumentVersion.version == about.scalar_subquery(),
    )
    that = func.coalesce(kept.scalar_subquery(), Document.body)
    body = case((closed, ""), (asked, that), else_=Document.body).label("body")
    beside = (
        _COPIED.label("copied"),
        _LENT.label("lent"),
        _DIGITAL.label("signed_digitally"),
        _VOID.label("void"),
        _PUBLISHED.label("published_key"),
        related.any_of().label("is_related"),
        Person.name.label("holder_name"),
    )
    return work.db.execute(
        select(*columns, body, closed.label("content_closed"), *beside)
        .outerjoin(Person, Person.id == Document.holder_person_id)
        .where(Document.id == key)
    ).one()


def _public_id(work: Work, key: int | None) -> str | None:
    if key is None:
        return None
    known = select(Document.public_id).where(Document.id == key, access.visible(work))
    return work.db.scalar(known)


def _answers(work: Work, key: int) -> Sequence[Row[Any]]:
    return work.db.execute(
        select(Document.public_id, Document.number_text, Document.notation, Document.state)
        .where(Document.answers_id == key, access.visible(work))
        .order_by(Document.id)
    ).all()


def _deliveries(work: Work, key: int, units: list[int]) -> Sequence[Row[Any]]:
    if units:
        return work.db.execute(_DELIVERED_TO, {"document": key, "units": units}).all()
    return work.db.execute(_DELIVERED, {"document": key}).all()


def _counts(work: Work, key: int) -> dict[str, int]:
    rows = work.db.execute(
        select(Delivery.state, func.count())
        .where(Delivery.document_id == key)
        .group_by(Delivery.state)
    )
    return {row[0]: row[1] for row in rows}


def _parts(work: Work, delivery_id: int) -> Sequence[Row[Any]]:
    return work.db.execute(_PARTS, {"delivery": delivery_id}).all()


def _requests(work: Work, key: int) -> Sequence[Row[Any]]:
    return work.db.execute(_REQUESTS, {"document": key}).all()


def _recalls(work: Work, key: int, units: list[int]) -> Sequence[Row[Any]]:
    """Return the recalls at the units given, at every recipient for the sender; oldest first."""
    found = (
        select(Recall.__table__, Delivery.unit_id)
        .join(Delivery, Delivery.id == Recall.delivery_id)
        .where(Recall.document_id == key)
    )
    if units:
        found = found.where(Delivery.unit_id.in_(units))
    return work.db.execute(found.order_by(Recall.id.desc()).limit(TRACKED)).all()[::-1]


def _versions(work: Work, key: int) -> Sequence[Row[Any]]:
    return work.db.execute(
        select(DocumentVersion.__table__, Person.name.label("submitted_name"))
        .join(Person, Person.id == DocumentVersion.submitted_by)
        .where(DocumentVersion.document_id == key)
        .order_by(DocumentVersion.version)
    ).all()


def _story(work: Work, key: int, runs: list[int]) -> list[Happening]:
    """Return the newest movements, oldest first: all to the sender, their own to recipients."""
    rows = work.db.execute(_STORY, {"document": key}).all()
    told = []
    for row in reversed(rows):
        record, intact = movements.told(row.body, row.hash, row.prev)
        if not runs or _concerns(record, runs):
            told.append(
                Happening(
                    seq=row.seq,
                    at=row.at,
                    record=record,
                    hash=row.hash.hex(),
                    intact=intact,
                )
            )
    return told


def _concerns(record: dict[str, Any], runs: list[int]) -> bool:
    """Say whether an act is told to some recipients: their own, and those on the document, but
    not whom else the sender had to remind."""
    if "reminded" in record:
        return any(unit in runs for units in record["reminded"].values() for unit in units)
    return record.get("run", "") in (*runs, "")
