"""Recalling what was sent, from the sender's side: what it can achieve, and doing it.

One press is N times one recall: each recipient's run decides for itself under the document's
lock, so that whoever was first, the sender or the recipient's clerk, the other sees it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from office.domain import asks
from office.domain.asks import Form
from office.domain.documents import LONGEST_SUBJECT
from office.domain.errors import Invalid, NotFound, Refused
from office.domain.movements import as_recorded
from office.domain.paper import ELECTRONIC
from office.domain.people import system
from office.domain.recalls import AT_ONCE, BY_CONSENT, DROPPED, ROLES, WITHDRAW, way
from office.domain.text import Text
from office.domain.workflow import TRANSMISSION
from office.models.deliveries import Delivery
from office.models.documents import Document
from office.models.recalls import Recall
from office.services import access, documents, outbox, routing
from office.services.parts import recalls
from office.services.parts.recalls import At
from office.services.views import readings
from office.services.work import Work

#: So many recipients a press; who has more presses again.
MOST = 500
#: The promise to send a recall to an agency in another system.
SEND = "send_recall"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """A recipient, and what a recall can do there; `recall` is the last one's row, if any.

    `paper`: the recipient has it on paper as well, which no recall brings back by itself.
    """

    at: At
    state: str
    procedure: tuple[str, int]
    opened_at: datetime | None
    paper: bool
    way: str
    recall: Row[Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a recall came to at one recipient; `other` says that it went another way than was
    seen, since somebody there acted in between."""

    unit_id: int
    way: str
    other: bool = False


def prospects(work: Work, public_id: str) -> list[Prospect]:
    """Return what a recall can still achieve with each recipient, for whoever may recall.

    Raises NotFound, and Refused where the actor may not or nothing was sent.
    """
    return _prospects(work, _sent(work, public_id))


def counted(found: Sequence[Prospect]) -> dict[str, int]:
    """Return how many recipients there are of each way."""
    return dict(Counter(prospect.way for prospect in found))


def ask(
    work: Work, public_id: str, reason: str, wanted: Mapping[int, str] | None = None
) -> list[Outcome]:
    """Recall a document from the units `wanted`, each with the way that was seen ('' unknown).

    None: from everybody where it can still do something, MOST at a time.  Raises NotFound,
    Refused, and Invalid without a reason or recipients.
    """
    key = _sent(work, public_id)
    if problem := asks.problems(("reason",), Form(reason=reason), work.at):
        raise Invalid(problem[0], field="reason")
    if len(reason) > LONGEST_SUBJECT:
        raise Invalid(
            Text("Lý do dài quá 500 ký tự.", "The reason is longer than 500 characters."),
            field="reason",
        )
    documents.locked(work, Document.id == key)
    found = {one.at.unit_id: one for one in _prospects(work, key)}
    if wanted is None:
        open_ones = [unit for unit, one in found.items() if one.way in (AT_ONCE, BY_CONSENT)]
        wanted = dict.fromkeys(open_ones[:MOST], "")
    meant = [unit for unit in wanted if unit in found][:MOST]
    if not meant:
        raise Invalid(
            Text("Hãy chọn nơi nhận cần thu hồi.", "Choose the recipients to recall it from."),
            field="unit",
        )
    return [_recall(work, public_id, found[unit], reason, wanted[unit]) for unit in meant]


def drop(work: Work, public_id: str, unit_id: int, reason: str) -> None:
    """Drop a recall that waits for an answer; raises NotFound, Refused, Invalid."""
    key = _sent(work, public_id)
    if problem := asks.problems(("reason",), Form(reason=reason), work.at):
        raise Invalid(problem[0], field="reason")
    (entered,) = documents.locked(work, Document.id == key)
    delivery = work.db.scalar(
        select(Delivery.id).where(Delivery.document_id == key, Delivery.unit_id == unit_id)
    )
    if delivery is None:
        raise NotFound
    reason = as_recorded(reason)
    facts = {
        "act": "drop_recall",
        "run": unit_id,
        "run_name": work.tree[unit_id].name,
        "reason": reason,
        "recall": recalls.settle(work, delivery, DROPPED, reason),
    }
    documents.happened(work, entered, facts, delivery)


def may(work: Work, document: Row[Any]) -> bool:
    """Say whether the actor is somebody who recalls a document, once it was sent."""
    return (
        work.actor.role in ROLES
        and work.actor.acting_for is None
        and document.agency_id == work.actor.agency_id
    )


def _sent(work: Work, public_id: str) -> int:
    """Return the key of a document that the actor may recall."""
    key = access.document_id(work, public_id)
    document = work.db.execute(select(Document.__table__).where(Document.id == key)).one()
    access.require_role(work, *ROLES)
    if not may(work, document):
        raise Refused(
            Text(
                "Chỉ cơ quan đã gửi mới thu hồi được văn bản.",
                "Only the agency that sent a document recalls it.",
            )
        )
    return key


def _prospects(work: Work, key: int) -> list[Prospect]:
    rows = work.db.execute(
        select(Delivery.__table__)
        .where(Delivery.document_id == key, Delivery.unit_id != work.actor.agency_id)
        .order_by(Delivery.unit_id)
    ).all()
    opened = readings.opened(work, key, [row.unit_id for row in rows])
    last = {
        row.delivery_id: row
        for row in work.db.execute(
            select(Recall.__table__).where(Recall.document_id == key).order_by(Recall.n)
        )
    }
    found = [_prospect(work, row, last.get(row.id), opened.get(row.unit_id)) for row in rows]
    if not found:
        raise Refused(Text("Văn bản chưa được gửi cho ai.", "The document was sent to nobody."))
    return found


def _prospect(
    work: Work, row: Row[Any], recall: Row[Any] | None, opened: datetime | None
) -> Prospect:
    waiting = recall is not None and recall.settled_at is None
    workflow = work.procedures[row.procedure, row.procedure_version]
    return Prospect(
        at=At(row.id, row.unit_id),
        state=row.state,
        procedure=(row.procedure, row.procedure_version),
        opened_at=opened,
        paper=row.channel != ELECTRONIC,
        way=way(workflow, row.state, waiting=waiting),
        recall=recall,
    )


def _recall(work: Work, public_id: str, one: Prospect, reason: str, seen: str) -> Outcome:
    told = Outcome(unit_id=one.at.unit_id, way=one.way, other=seen not in ("", one.way))
    if one.way not in (AT_ONCE, BY_CONSENT):
        return told
    (entered,) = documents.locked(work, Document.public_id == public_id)
    recalls.ask(work, entered, one.at, reason)
    if one.way == AT_ONCE:
        _take_back(work, public_id, one.at.unit_id)
    elif one.procedure[0] == TRANSMISSION:
        outbox.post(work, SEND, {"document": public_id, "unit": one.at.unit_id})
    return told


def _take_back(work: Work, public_id: str, unit_id: int) -> None:
    """Let the office end a run that nobody had accepted: the recall has been recorded."""
    office = system(unit_id, work.tree[unit_id].name)
    routing.move(replace(work, actor=office), public_id, WITHDRAW)
