"""What is counted of documents, read from the tables: their signatures, their issue."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Row,
    SQLColumnExpression,
    bindparam,
    select,
)

from office.domain import counting
from office.domain.counting import UNKNOWN
from office.domain.numbering import INCOMING, OUTGOING
from office.domain.signing import AGENCY, DIGITAL, LEADER
from office.domain.workdays import local_date
from office.models.documents import Document
from office.models.movements import Movement
from office.models.registers import Register, RegisterEntry
from office.models.signings import Signing
from office.services.figures.places import Places
from office.services.work import Work

Fact = dict[str, Any]
DRAFTED = "drafted"
ISSUE, SIGN, ENTER_SECRET = "issue", "sign", "enter_secret"

#: The documents that a statement is about.
IDS: BindParameter[Sequence[int]] = bindparam("documents", expanding=True)
_ROWS = select(
    Document.id, Document.origin, Document.type_code, Document.secrecy, Document.pages,
    Document.agency_id, Document.issuer_unit_id, Document.answers_id,
)  # fmt: skip
_ACTS = (
    select(Movement.document_id, Movement.action, Movement.at)
    .where(
        Movement.document_id.in_(IDS),
        Movement.delivery_id.is_(None),
        Movement.action.in_((ISSUE, SIGN, ENTER_SECRET)),
    )
    .order_by(Movement.document_id, Movement.seq)
)
_SIGNINGS = select(Signing.document_id, Signing.whose, Signing.simulated).where(
    Signing.document_id.in_(IDS), Signing.way == DIGITAL
)
_BOOKS = (
    select(RegisterEntry.document_id, Register.direction)
    .join(Register, Register.id == RegisterEntry.register_id)
    .where(RegisterEntry.document_id.in_(IDS))
)


@dataclass(slots=True)
class Known:
    """A document, who signed it with a key (simulated or not), when what was done to it."""

    row: Row[Any]
    signed: dict[str, bool] = field(default_factory=dict)
    at: dict[str, datetime] = field(default_factory=dict)
    #: The direction of the book that a secret document's number is from.
    direction: str = ""

    @property
    def type_code(self) -> str:
        """Return the kind of document as it is counted."""
        return self.row.type_code or UNKNOWN

    @property
    def secret(self) -> bool:
        """Say whether it is secret."""
        return bool(self.row.secrecy)

    @property
    def both(self) -> bool:
        """Say whether leader and agency signed it with keys."""
        return LEADER in self.signed and AGENCY in self.signed

    @property
    def sender_id(self) -> int | None:
        """Return the agency here that sends it, None for what came from elsewhere."""
        return self.row.agency_id if self.row.origin == DRAFTED else None


def read(work: Work, ids: Sequence[int]) -> dict[int, Known]:
    """Lock some documents, in order, and read what is counted of them."""
    rows = work.db.execute(
        _ROWS.where(Document.id.in_(ids)).order_by(Document.id).with_for_update(key_share=True)
    )
    known = {row.id: Known(row) for row in rows}
    asked = {"documents": list(known)}
    for document_id, action, at in work.db.execute(_ACTS, asked):
        known[document_id].at[action] = at
    for document_id, whose, simulated in work.db.execute(_SIGNINGS, asked):
        known[document_id].signed[whose] = simulated
    stubs = [key for key, one in known.items() if ENTER_SECRET in one.at]
    if stubs:
        for document_id, direction in work.db.execute(_BOOKS, {"documents": stubs}):
            known[document_id].direction = direction
    return known


def fact(work: Work, places: Places, known: Known, ways: Iterable[tuple[str, bool]]) -> Fact | None:
    """Return what is counted of a document that was issued here; None for any other.

    `ways` are those of its recipients, each with whether it was taken back there.
    """
    issued_at = _issued_at(known)
    if issued_at is None or known.row.agency_id is None:
        return None
    way, gone = counting.way_of_document(ways)
    return {
        "document_id": known.row.id,
        "unit_id": known.row.agency_id,
        "on_day": local_date(issued_at),
        "type_code": known.type_code,
        "level": places.level(known.row.agency_id),
        "way": way,
        "leader_signed": LEADER in known.signed,
        "agency_signed": AGENCY in known.signed,
        "simulated": any(known.signed.values()),
        "from_work": known.row.answers_id is not None,
        "prompt": counting.prompt(known.at.get(SIGN), issued_at, work.calendar),
        "secret": known.secret,
        "gone": gone,
    }


def secret_that_came(known: Known) -> datetime | None:
    """Return when the number of a secret document that came was entered, None for any other."""
    return known.at.get(ENTER_SECRET) if known.direction == INCOMING else None


def _issued_at(known: Known) -> datetime | None:
    if known.direction == OUTGOING:
        return known.at.get(ENTER_SECRET)
    return known.at.get(ISSUE)


def of(column: SQLColumnExpression[Any], delivery_id: int | None) -> list[ColumnElement[bool]]:
    """Return the condition that rows are one delivery's; none for those of a whole document."""
    return [] if delivery_id is None else [column == delivery_id]
