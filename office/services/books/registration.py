"""Entering what did not come by wire: paper letters, and stubs of secret documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from office.domain.documents import LONGEST_SUBJECT, SECRECIES, URGENCIES, number_of
from office.domain.errors import Invalid
from office.domain.numbering import INCOMING, OUTGOING, SECRET_SERIES
from office.domain.paper import PAPER
from office.domain.people import CLERK
from office.domain.text import Text
from office.domain.workdays import end_of
from office.models.deliveries import Delivery
from office.models.documents import Document
from office.services import access, documents, sealing
from office.services.books import registers
from office.services.documents import File
from office.services.files import copies
from office.services.parts import deliveries
from office.services.work import Work

LONGEST_PLACE = 200
NO_PACKET = Text("Văn bản đến bằng giấy", "Arrived on paper")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What a clerk reads off a paper letter, and `place`: where its original is put."""

    issuer_unit_id: int
    type_code: str
    number_text: str
    notation: str
    issued_on: date | None
    subject: str
    urgency: int = 0
    respond_by: date | None = None
    arrived_on: date | None = None
    place: str = ""


def enter_paper(work: Work, letter: Letter, files: Iterable[File] = ()) -> str:
    """Enter a paper letter as accepted, to be registered next; return its public id.

    Raises Invalid, or Refused for anyone but a clerk.
    """
    access.require_role(work, CLERK)
    _check(work, letter)
    entered = documents.enter(
        work,
        {
            "origin": "paper",
            "type_code": letter.type_code,
            "subject": letter.subject.strip(),
            "number": number_of(letter.number_text),
            "number_text": letter.number_text.strip()[:16],
            "notation": letter.notation.strip()[:40],
            "issued_on": letter.issued_on,
            "issuer_unit_id": work.tree[letter.issuer_unit_id].id,
            "urgency": letter.urgency,
            "respond_by": letter.respond_by,
            "place": " ".join(letter.place.split()),
        },
    )
    digests = [documents.attach(work, entered.id, file) for file in files]
    delivery_id, facts = deliveries.open_at(
        work,
        entered.id,
        work.actor.agency_id,
        "accepted",
        channel=PAPER,
        paper_reason=NO_PACKET.vi,
        urgency=letter.urgency,
        arrived_at=_arrival(work, letter),
    )
    header = sealing.header(work, entered.id)
    told = {"header": header, "counted": sealing.counted(work, entered.id)}
    facts |= {"act": "enter", "files": digests, **told}
    documents.happened(work, entered, facts, delivery_id)
    copies.promise_joined(work, entered.public_id)
    return entered.public_id


def _check(work: Work, letter: Letter) -> None:
    if not letter.subject.strip() or len(letter.subject) > LONGEST_SUBJECT:
        raise Invalid(
            Text("Hãy nhập trích yếu (tối đa 500 ký tự).", "Enter the subject (500 characters)."),
            field="subject",
        )
    if letter.type_code not in work.types:
        raise Invalid(Text("Hãy chọn loại văn bản.", "Choose the type."), field="type_code")
    if letter.arrived_on is not None and letter.arrived_on > work.today:
        raise Invalid(Text("Ngày đến chưa tới.", "It has not arrived yet."), field="arrived_on")
    if len(letter.place) > LONGEST_PLACE:
        raise Invalid(
            Text("Nơi để bản gốc dài quá 200 ký tự.", "The place has over 200 characters."),
            field="place",
        )
    if letter.urgency not in range(len(URGENCIES)):
        raise Invalid(Text("Độ khẩn không hợp lệ.", "Unknown urgency."), field="urgency")


def _arrival(work: Work, letter: Letter) -> datetime:
    """Return the moment a letter arrived: now, or the end of an earlier day."""
    if letter.arrived_on in (None, work.today):
        return work.at
    return end_of(letter.arrived_on or work.today)


def enter_secret(work: Work, direction: str, level: str) -> registers.Given:
    """Enter a secret document as a number alone: no subject, no text, no file (law 6).

    Raises Invalid for a level that is not secret.
    """
    access.require_role(work, CLERK)
    if level not in SECRECIES or not level or direction not in (INCOMING, OUTGOING):
        raise Invalid(Text("Độ mật không hợp lệ.", "Unknown level of secrecy."), field="secrecy")
    entered = documents.enter(
        work,
        {
            "origin": "paper",
            "type_code": "MAT",
            "subject": "",
            "secrecy": level,
            "issuer_unit_id": work.actor.agency_id,
            "agency_id": work.actor.agency_id,
        },
    )
    given = registers.give(work, (direction, SECRET_SERIES), entered.id)
    header = sealing.header(work, entered.id)
    told = {"header": header, "counted": {"type": "MAT"}}
    facts = {"act": "enter_secret", "run": "", "level": level, **told}
    documents.happened(work, entered, {**facts, "number": given.fact()})
    return given


def lookalikes(work: Work, public_id: str) -> list[str]:
    """Return the public ids of documents of the actor's agency that look like this one.

    Same identifier, or same number, notation and issuer (NĐ 30/2020 PL VI.I.III.1h):
    the clerk is warned before registering.
    """
    key = access.document_id(work, public_id)
    own = work.db.execute(
        select(
            Document.code, Document.number_text, Document.notation, Document.issuer_unit_id
        ).where(Document.id == key)
    ).one()
    same_symbol = (
        (Document.number_text == own.number_text)
        & (Document.notation == own.notation)
        & (Document.issuer_unit_id == own.issuer_unit_id)
        & (Document.number_text != "")
    )
    same_code = (Document.code == own.code) & (Document.code != "")
    return list(
        work.db.scalars(
            select(Document.public_id)
            .join(Delivery, Delivery.document_id == Document.id)
            .where(Delivery.unit_id == work.actor.agency_id, Document.id != key)
            .where(same_symbol | same_code)
            .order_by(Document.id)
            .limit(10)
        )
    )
