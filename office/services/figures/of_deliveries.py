"""What is counted of deliveries, at the sender and at the recipient, read from the tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, SQLColumnExpression, func, select

from office.domain import counting
from office.domain.asks import LEAD
from office.domain.paper import ELECTRONIC, PAPER
from office.domain.recalls import CLOSING
from office.domain.sheets import POST
from office.domain.workdays import local_date
from office.domain.workflow import INCOMING
from office.models.deliveries import Assignment, Delivery
from office.models.documents import Attachment
from office.models.exchange import Packet
from office.models.movements import Movement
from office.models.papers import PaperEntry
from office.models.recalls import Recall
from office.models.registers import RegisterEntry
from office.services.figures import of_documents
from office.services.figures.of_documents import IDS, Fact, Known, of
from office.services.figures.places import Places
from office.services.work import Work

ACCEPT, ON_PAPER = "accept", "direct_for"
#: What a run reports in a state in which it was refused, or completed.
REFUSED, COMPLETED = "02", "06"
#: How the source of a packet that came by e-mail begins.
BY_MAIL = "mail:"
#: The kinds of packets that bring a document; the others say something of one.
BRINGING = ("new", "update", "replace")

_ROWS = (
    select(
        Delivery.id, Delivery.document_id, Delivery.unit_id, Delivery.channel,
        Delivery.paper_reason, Delivery.sent_at, Delivery.arrived_at, Delivery.procedure,
        Delivery.procedure_version, Delivery.state,
    )
    .where(Delivery.document_id.in_(IDS))
    .order_by(Delivery.id)
)  # fmt: skip
_ACTS = (
    select(Movement.delivery_id, Movement.action, Movement.at)
    .where(
        Movement.document_id.in_(IDS),
        Movement.delivery_id.is_not(None),
        Movement.action.in_((ACCEPT, ON_PAPER)),
    )
    .order_by(Movement.document_id, Movement.seq)
)
_LEADS = (
    select(Assignment.delivery_id, Assignment.since, Assignment.until, Assignment.due_at)
    .where(Assignment.document_id.in_(IDS), Assignment.part == LEAD)
    .order_by(Assignment.id)
)
_NUMBERS = (
    select(RegisterEntry.delivery_id, func.min(RegisterEntry.at).label("at"))
    .where(RegisterEntry.document_id.in_(IDS), RegisterEntry.delivery_id.is_not(None))
    .group_by(RegisterEntry.delivery_id)
)
_POSTED = (
    select(PaperEntry.delivery_id, func.sum(PaperEntry.copies))
    .where(PaperEntry.document_id.in_(IDS), PaperEntry.delivery_id.is_not(None))
    .where(PaperEntry.event == POST)
    .group_by(PaperEntry.delivery_id)
)
_GONE = select(Recall.delivery_id).where(Recall.document_id.in_(IDS), Recall.answer.in_(CLOSING))
_SCANNED = (
    select(Attachment.document_id)
    .where(Attachment.document_id.in_(IDS), Attachment.rendered.is_(False))
    .distinct()
)
_MAILED = (
    select(Packet.document_id)
    .where(Packet.document_id.in_(IDS), Packet.source.startswith(BY_MAIL))
    .where(Packet.verdict == "accepted", Packet.kind.in_(BRINGING))
    .distinct()
)
#: What is empty in the line of a delivery that nothing has happened to.
_BLANK: Mapping[str, Any] = {
    "came_on": None, "refused": False, "intake": "", "though": False, "registered": False,
    "entry": "", "receipted": False, "receipt_same_day": False, "receipt_hours": None,
    "needed_work": False, "online": False, "taken_up_on": None, "dated": False,
    "late_from": None, "late_until": None, "finished": False, "finished_on": None,
    "outcome": "", "days_late": None,
}  # fmt: skip


@dataclass(slots=True)
class _Seen:
    """What happened to the deliveries looked at, each by its key."""

    at: dict[tuple[int, str], datetime] = field(default_factory=dict)
    leads: defaultdict[int, list[Row[Any]]] = field(default_factory=lambda: defaultdict(list))
    numbered: dict[int, datetime] = field(default_factory=dict)
    posted: dict[int, int] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)
    scanned: set[int] = field(default_factory=set)
    mailed: set[int] = field(default_factory=set)


def facts(
    work: Work, places: Places, documents: Mapping[int, Known], delivery_id: int | None = None
) -> dict[int, Fact]:
    """Return what is counted of the deliveries of some documents, or of one of them, by key."""
    keys = {"documents": list(documents)}
    rows = work.db.execute(_ROWS.where(*of(Delivery.id, delivery_id)), keys).all()
    seen = _look(work, documents, delivery_id)
    found = {row.id: _fact(work, places, documents[row.document_id], row, seen) for row in rows}
    if delivery_id is None:
        found |= {fact["delivery_id"]: fact for fact in _secret(places, documents)}
    return found


def _look(work: Work, documents: Mapping[int, Known], delivery_id: int | None) -> _Seen:
    keys, seen = {"documents": list(documents)}, _Seen()

    def rows(statement: Any, column: SQLColumnExpression[Any]) -> Any:
        return work.db.execute(statement.where(*of(column, delivery_id)), keys)

    for key, action, at in rows(_ACTS, Movement.delivery_id):
        seen.at.setdefault((key, action), at)
    for row in rows(_LEADS, Assignment.delivery_id):
        seen.leads[row.delivery_id].append(row)
    seen.numbered = dict(rows(_NUMBERS, RegisterEntry.delivery_id).all())
    seen.posted = {key: int(copies) for key, copies in rows(_POSTED, PaperEntry.delivery_id)}
    seen.gone = {row.delivery_id for row in rows(_GONE, Recall.delivery_id)}
    origins = {known.row.origin for known in documents.values()}
    if PAPER in origins:
        seen.scanned = set(work.db.scalars(_SCANNED, keys))
    if origins - {PAPER, of_documents.DRAFTED}:
        seen.mailed = set(work.db.scalars(_MAILED, keys))
    return seen


def _fact(work: Work, places: Places, known: Known, row: Row[Any], seen: _Seen) -> Fact:
    sender = known.sender_id
    here = row.procedure == INCOMING
    signed, posted = known.both or sender is None, seen.posted.get(row.id, 0)
    line = {
        **_BLANK,
        "delivery_id": row.id,
        "document_id": row.document_id,
        "type_code": known.type_code,
        "secret": known.secret,
        "gone": row.id in seen.gone,
        "sender_id": sender,
        "sent_on": None if sender is None else local_date(row.sent_at),
        "to_level": places.level(row.unit_id),
        "way": counting.way(row.channel, signed=signed, posted=posted),
        "reason": counting.reason(row.channel, row.paper_reason, signed=signed, posted=posted),
        "pages": known.row.pages or 1,
        "unit_id": row.unit_id if here else None,
        "from_level": places.level(known.row.issuer_unit_id),
    }
    return line | _came(work, places, known, row, seen) if here else line


def _came(work: Work, places: Places, known: Known, row: Row[Any], seen: _Seen) -> Fact:
    came_on = None if row.arrived_at is None else local_date(row.arrived_at)
    origin, document = known.row.origin, row.document_id
    numbered = seen.numbered.get(row.id)
    inside = places.units[known.row.issuer_unit_id].hosted
    could = origin != PAPER or inside
    reports = work.procedures[row.procedure, row.procedure_version].state(row.state).reports
    return {
        "came_on": came_on,
        "refused": reports == REFUSED,
        "intake": counting.intake(
            origin, row.channel, scanned=document in seen.scanned, mail=document in seen.mailed
        ),
        "though": row.channel != ELECTRONIC and could,
        "registered": numbered is not None,
        "entry": counting.entry(came_on, numbered, work.calendar),
        **_receipt(row.arrived_at, came_on, seen.at.get((row.id, ACCEPT))),
        **_of_work(seen.leads[row.id], completed=reports == COMPLETED),
        "online": bool(
            seen.leads[row.id]
            and reports == COMPLETED
            and (row.id, ON_PAPER) not in seen.at
        ),
    }  # fmt: skip


def _receipt(
    arrived_at: datetime | None, came_on: date | None, accepted_at: datetime | None
) -> Fact:
    if accepted_at is None or arrived_at is None:
        return {"receipted": accepted_at is not None}
    return {
        "receipted": True,
        "receipt_same_day": local_date(accepted_at) == came_on,
        "receipt_hours": counting.hours(arrived_at, accepted_at),
    }


def _of_work(leads: Sequence[Row[Any]], *, completed: bool) -> Fact:
    """Return what is counted of the work on a delivery: it is finished with its last lead's part,
    by the deadline that lead had in the end."""
    if not leads:
        return {}
    last, due_at = leads[-1], leads[-1].due_at
    late_from = None if due_at is None else local_date(due_at)
    line: Fact = {
        "needed_work": True,
        "taken_up_on": local_date(leads[0].since),
        "dated": due_at is not None,
        "late_from": late_from,
    }
    if not completed or last.until is None:
        return line
    finished_on = local_date(last.until)
    outcome, days_late = counting.outcome(due_at, last.until)
    return line | {
        "finished": True,
        "finished_on": finished_on,
        "late_until": None if late_from is None else max(late_from, finished_on),
        "outcome": outcome,
        "days_late": days_late,
    }


def _secret(places: Places, documents: Mapping[int, Known]) -> Iterator[Fact]:
    """Yield the numbers of secret documents that came: nothing but the number is here."""
    for key, known in documents.items():
        at = of_documents.secret_that_came(known)
        if at is None:
            continue
        level = places.level(known.row.issuer_unit_id)
        yield {
            **_BLANK, "delivery_id": -key, "document_id": key, "type_code": known.type_code,
            "secret": True, "gone": False, "sender_id": None, "sent_on": None, "to_level": level,
            "way": "", "reason": "", "pages": 1, "unit_id": known.row.agency_id,
            "from_level": level, "came_on": local_date(at),
        }  # fmt: skip
