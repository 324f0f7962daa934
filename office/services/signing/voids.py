"""Declaring a digital signature void, and taking that back: acts of the agency that issued.

A signature is found wrong after the issue: the key was stolen, the certificate revoked before.
The letter stays as it was signed; what is said of it, and counted, changes from that act on.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select, update

from office.domain.errors import Invalid, NotFound, Refused
from office.domain.movements import as_recorded
from office.domain.people import CLERK, LEADER
from office.domain.sheets import check_reason
from office.domain.signing import AGENCY, DIGITAL
from office.domain.signing import LEADER as BY_LEADER
from office.domain.text import Text
from office.models.base import table
from office.models.deliveries import Delivery
from office.models.documents import Document
from office.models.people import Person
from office.models.signings import Signing
from office.services import access, documents
from office.services.work import Work

#: Who declares it: the leaders of the agency, and its clerk, who keeps its key.
MAY = (CLERK, LEADER)
WHOSE = (BY_LEADER, AGENCY)
NO_SIGNATURE = Text("Hãy chọn chữ ký số của văn bản.", "Choose a digital signature of the letter.")
VOID_ALREADY = Text(
    "Chữ ký này đã được hủy hiệu lực rồi.", "This signature has been declared void already."
)
STANDS = Text("Chữ ký này đang có hiệu lực.", "This signature is not void.")


def may(work: Work, agency_id: int | None) -> bool:
    """Say whether the actor declares signatures of an agency's letters void."""
    actor = work.actor
    own = actor.unit_id == actor.agency_id == agency_id
    return own and actor.role in MAY and actor.acting_for is None


def of_document(work: Work, document_id: int) -> Sequence[Row[Any]]:
    """Return the digital signatures of a document issued here, the leader's first, with the
    name of whoever declared one void."""
    return work.db.execute(
        select(Signing.__table__, Person.name.label("voided_name"))
        .outerjoin(Person, Person.id == Signing.voided_by)
        .where(Signing.document_id == document_id, Signing.way == DIGITAL)
        .order_by(Signing.whose.desc())
    ).all()


def of_letter(work: Work, public_id: str) -> tuple[Row[Any], Sequence[Row[Any]]]:
    """Return an issued letter of the actor's agency and its digital signatures.

    Raises NotFound for what is no such letter and for whoever may not declare them void.
    """
    row = _issued(work, public_id)
    return row, of_document(work, row.id)


def void(work: Work, public_id: str, whose: str, reason: str) -> None:
    """Declare a signature void; raises NotFound, Invalid, Refused where it is void already."""
    said = as_recorded(check_reason(reason))
    row = _signature(work, public_id, whose)
    if row.voided_at is not None:
        raise Refused(VOID_ALREADY)
    _seal(work, public_id, {"act": "signature_void", "void_signature": _named(row), "reason": said})
    _set(work, row.id, voided_at=work.at, voided_by=work.actor.person_id, void_reason=said)


def restore(work: Work, public_id: str, whose: str, reason: str) -> None:
    """Take back that a signature is void; raises NotFound, Invalid, Refused where it is not."""
    said = as_recorded(check_reason(reason))
    row = _signature(work, public_id, whose)
    if row.voided_at is None:
        raise Refused(STANDS)
    _seal(
        work,
        public_id,
        {"act": "signature_restore", "restored_signature": _named(row), "reason": said},
    )
    _set(work, row.id, voided_at=None, voided_by=None, void_reason="")


def _issued(work: Work, public_id: str) -> Row[Any]:
    key = access.document_id(work, public_id)
    row = work.db.execute(select(Document.__table__).where(Document.id == key)).one()
    sent = select(Delivery.id).where(Delivery.document_id == key).limit(1)
    if row.origin != "drafted" or not may(work, row.agency_id) or work.db.scalar(sent) is None:
        raise NotFound
    return row


def _signature(work: Work, public_id: str, whose: str) -> Row[Any]:
    """Return a digital signature of a letter, the letter locked."""
    if whose not in WHOSE:
        raise Invalid(NO_SIGNATURE, field="whose")
    letter = _issued(work, public_id)
    documents.locked(work, Document.id == letter.id)
    found = {row.whose: row for row in of_document(work, letter.id)}
    if whose not in found:
        raise Invalid(NO_SIGNATURE, field="whose")
    return found[whose]


def _named(row: Row[Any]) -> dict[str, str]:
    return {"by": row.whose, "serial": row.serial, "digest": row.digest}


def _seal(work: Work, public_id: str, facts: dict[str, Any]) -> None:
    """Seal the act for the document as a whole: whoever has it is told."""
    (entered,) = documents.locked(work, Document.public_id == public_id)
    documents.happened(work, entered, {**facts, "run": ""})


def _set(work: Work, key: int, **values: Any) -> None:
    work.db.execute(update(table(Signing)).where(Signing.id == key).values(**values))
