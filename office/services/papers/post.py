"""The book of what goes by post (NĐ 30/2020 Phụ lục IV): one line an envelope, kept in one act."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, insert, select

from office.domain.errors import Invalid, NotFound, Refused
from office.domain.movements import as_recorded
from office.domain.numbering import symbol_text
from office.domain.people import CLERK
from office.domain.sheets import MOST_ENVELOPES, POST, PRINT, RECEIVE, WAYS, check_reason
from office.domain.text import Text
from office.models.deliveries import Delivery
from office.models.documents import Document
from office.models.papers import Envelope, EnvelopeNote, PaperEntry
from office.services import access, documents
from office.services.documents import Entered
from office.services.papers import ledger, queue
from office.services.papers.ledger import Entry
from office.services.parts import deliveries
from office.services.work import Work

MOST_LEGS = 500
PROOF, VOID = "proof", "void"
LONGEST_NOTE = 200
NOTHING = Text("Hãy chọn văn bản gửi đi.", "Choose what is sent.")
SENT_ALREADY = Text(
    "{symbol} gửi {unit}: không còn bản nào chờ gửi; có thể người khác vừa ghi.",
    "{symbol} to {unit}: no copy waits to be sent; somebody else may have just entered it.",
)
RECEIVED = Text(
    "Nơi nhận đã ghi nhận bản giấy trong bì này; không hủy được.",
    "The recipient has noted the paper of this envelope; it cannot be void.",
)
VOID_ALREADY = Text("Dòng này đã hủy rồi.", "This line is void already.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A copy that waits to be sent: what, to whom, how many copies."""

    delivery_id: int
    document_id: int
    public_id: str
    symbol: str
    subject: str
    unit_id: int
    copies: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """What goes to one recipient today: which copies, how, in how many envelopes."""

    unit_id: int
    deliveries: tuple[int, ...]
    way: str = "post"
    count: int = 1
    note: str = ""


def ready(work: Work, chosen: Sequence[int] = ()) -> list[Ready]:
    """Return what was stamped and waits to be sent, by recipient; raises Refused for no clerk."""
    access.require_role(work, CLERK)
    where = [
        Document.agency_id == work.actor.agency_id,
        Delivery.state.not_in(deliveries.gone(work)),
    ]
    if chosen:
        where.append(Delivery.id.in_(chosen))
    legs = queue.legs_of(*where).subquery()
    rows = work.db.execute(
        select(legs, Document.public_id, Document.subject, Document.number_text, Document.notation)
        .join(Document, Document.id == legs.c.document_id)
        .where(legs.c.stamped > legs.c.posted)
        .order_by(legs.c.unit_id, legs.c.document_id)
        .limit(MOST_LEGS)
    )
    return [_ready(row) for row in rows]


def _ready(row: Row[Any]) -> Ready:
    return Ready(
        delivery_id=row.delivery_id,
        document_id=row.document_id,
        public_id=row.public_id,
        symbol=symbol_text(row.number_text, row.notation),
        subject=row.subject,
        unit_id=row.unit_id,
        copies=queue.leg(row).to_post,
    )


def send(work: Work, sendings: Sequence[Sending], day: date | None = None) -> list[int]:
    """Keep what goes today, an envelope a recipient; return the keys of the lines.

    Raises Invalid for what cannot be, Refused where another clerk was first: then nothing of
    it is kept.
    """
    access.require_role(work, CLERK)
    _check(work, sendings, day)
    chosen = [one for sending in sendings for one in sending.deliveries]
    where = select(Document.id).where(
        Document.id.in_(_documents(work, chosen)), Document.agency_id == work.actor.agency_id
    )
    held = {one.id: one for one in documents.locked(work, Document.id.in_(where))}
    waiting = {one.delivery_id: one for one in ready(work, chosen)}
    return [_send(work, sending, day or work.today, waiting, held) for sending in sendings]


def _documents(work: Work, chosen: Sequence[int]) -> Sequence[int]:
    known = select(PaperEntry.document_id).where(PaperEntry.delivery_id.in_(chosen)).distinct()
    return work.db.scalars(known).all()


def _check(work: Work, sendings: Sequence[Sending], day: date | None) -> None:
    chosen = [one for sending in sendings for one in sending.deliveries]
    if not chosen or len(chosen) > MOST_LEGS or len(set(chosen)) < len(chosen):
        raise Invalid(NOTHING, field="delivery")
    if day is not None and day > work.today:
        raise Invalid(Text("Ngày chuyển không thể sau hôm nay.", "Not after today."), field="day")
    for sending in sendings:
        if sending.way not in WAYS:
            raise Invalid(Text("Hãy chọn cách gửi.", "Choose the way."), field="way")
        if not 1 <= sending.count <= MOST_ENVELOPES:
            raise Invalid(Text("Từ 1 đến 99 bì.", "1 to 99 envelopes."), field="count")


def _send(
    work: Work,
    sending: Sending,
    day: date,
    waiting: Mapping[int, Ready],
    held: dict[int, Entered],
) -> int:
    note = as_recorded(sending.note)[:LONGEST_NOTE]
    key = work.db.execute(
        insert(Envelope)
        .values(
            unit_id=work.actor.agency_id,
            to_unit_id=sending.unit_id,
            person_id=work.actor.person_id,
            at=work.at,
            day=day,
            way=sending.way,
            count=sending.count,
            note=note,
        )
        .returning(Envelope.id)
    ).scalar_one()
    sealed = {
        "id": key, "to": sending.unit_id, "way": sending.way, "count": sending.count,
        "day": day.isoformat(), "note": note,
    }  # fmt: skip
    for delivery_id in sending.deliveries:
        one = waiting.get(delivery_id)
        if one is None or one.unit_id != sending.unit_id:
            raise Refused(_gone(work, delivery_id, sending.unit_id))
        entry = _posted(work, one, sealed, day)
        facts = {"act": "paper_post", "run": "draft", "envelope": sealed}
        held[one.document_id] = ledger.enter(work, held[one.document_id], facts, [entry])
    return int(key)


def _posted(work: Work, one: Ready, sealed: dict[str, Any], day: date) -> Entry:
    last = work.db.execute(
        select(PaperEntry.pages, PaperEntry.duplex, PaperEntry.channel, PaperEntry.sheets,
               PaperEntry.copies)
        .where(PaperEntry.delivery_id == one.delivery_id, PaperEntry.event == PRINT)
        .where(PaperEntry.copies > 0)
        .order_by(PaperEntry.id.desc())
        .limit(1)
    ).one()  # fmt: skip
    return Entry(
        event=POST,
        copies=one.copies,
        pages=last.pages,
        sheets=one.copies * (last.sheets // last.copies),
        day=day,
        delivery_id=one.delivery_id,
        channel=last.channel,
        way=sealed["way"],
        duplex=last.duplex,
        envelope_id=sealed["id"],
    )


def _gone(work: Work, delivery_id: int, unit_id: int) -> Text:
    row = work.db.execute(
        select(Document.number_text, Document.notation)
        .join(PaperEntry, PaperEntry.document_id == Document.id)
        .where(PaperEntry.delivery_id == delivery_id, Document.agency_id == work.actor.agency_id)
        .limit(1)
    ).first()
    unit = work.tree.units.get(unit_id)
    if row is None or unit is None:
        return NOTHING
    symbol = symbol_text(row.number_text, row.notation)
    return SENT_ALREADY.filled(symbol=symbol, unit=unit.name)


def prove(work: Work, envelope_id: int, code: str, day: date | None, words: str = "") -> None:
    """Note the proof of posting: its code, the day on it; another one may be noted after it."""
    code = as_recorded(code)
    if not 1 <= len(code) <= 64:
        raise Invalid(
            Text(
                "Hãy ghi số hiệu bưu gửi, đến 64 ký tự.", "Write the code, 64 characters at most."
            ),
            field="code",
        )
    if day is not None and day > work.today:
        raise Invalid(Text("Ngày gửi không thể sau hôm nay.", "Not after today."), field="day")
    row, held = _lines(work, envelope_id)
    proof = {"code": code, "day": (day or work.today).isoformat()}
    said = as_recorded(words)[:LONGEST_NOTE]
    _note(work, row, PROOF, code, said, day or work.today)
    facts = {"act": "paper_proof", "run": "draft", "proof": {"envelope": row.id, **proof}}
    for entered in held:
        documents.happened(work, entered, {**facts, **({"reason": said} if said else {})})


def void(work: Work, envelope_id: int, reason: str) -> None:
    """Take a line back by counter-entries; its copies wait to be sent again.

    Raises NotFound, Invalid, and Refused where a recipient has noted the paper.
    """
    said = as_recorded(check_reason(reason))
    row, held = _lines(work, envelope_id)
    sent = work.db.execute(
        select(PaperEntry.__table__).where(
            PaperEntry.envelope_id == row.id, PaperEntry.corrects_id.is_(None)
        )
    ).all()
    keys = [entry.delivery_id for entry in sent]
    received = queue.summed(RECEIVE)
    noted = (
        select(PaperEntry.delivery_id)
        .where(PaperEntry.delivery_id.in_(keys))
        .group_by(PaperEntry.delivery_id)
        .having(received > 0)
    )
    if work.db.execute(noted.limit(1)).first() is not None:
        raise Refused(RECEIVED)
    _note(work, row, VOID, "", said, work.today)
    by_document = defaultdict(list)
    for entry in sent:
        by_document[entry.document_id].append(entry)
    for entered in held:
        ledger.counter(work, entered, by_document[entered.id], said, {"void": row.id})


def _lines(work: Work, envelope_id: int) -> tuple[Row[Any], list[Entered]]:
    """Return a line of the agency that stands, and its documents, locked."""
    access.require_role(work, CLERK)
    row = work.db.execute(select(Envelope.__table__).where(Envelope.id == envelope_id)).first()
    if row is None or row.unit_id != work.actor.agency_id:
        raise NotFound
    inside = select(PaperEntry.document_id).where(PaperEntry.envelope_id == row.id)
    held = documents.locked(work, Document.id.in_(inside))
    gone = select(EnvelopeNote.id).where(
        EnvelopeNote.envelope_id == row.id, EnvelopeNote.kind == VOID
    )
    if work.db.scalar(gone) is not None:
        raise Refused(VOID_ALREADY)
    return row, held


def _note(work: Work, row: Row[Any], kind: str, code: str, words: str, day: date) -> None:
    work.db.execute(
        insert(EnvelopeNote).values(
            envelope_id=row.id,
            kind=kind,
            code=code,
            words=words,
            day=day,
            person_id=work.actor.person_id,
            at=work.at,
        )
    )
