"""Reminding recipients to accept what was sent: one act over all of them, once a day each.

Clerks who work here are told.  To other systems the exchange standard knows no reminder: to
whoever has not even reported the arrival the very same packet goes again, which changes nothing
where it had come; who reported it and did not accept it can only be called.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, update

from office.domain import tracking
from office.domain.errors import Refused
from office.domain.paper import PAPER
from office.domain.text import Text
from office.domain.workdays import local_date
from office.models.base import table
from office.models.deliveries import Delivery
from office.models.documents import Document
from office.services import access, documents, outbox
from office.services.views import matrix
from office.services.views.matrix import Sift
from office.services.views.tracked import Recipient
from office.services.work import Work

_REMIND = (
    update(table(Delivery))
    .where(
        Delivery.document_id == bindparam("document"),
        Delivery.unit_id.in_(bindparam("units", expanding=True)),
    )
    .values(reminded_at=bindparam("now"))
)
_EVERYBODY_ANSWERED = Text(
    "Không có nơi nhận nào còn phải tiếp nhận trong danh sách này.",
    "No recipient of this list has still to accept it.",
)
_TODAY = Text(
    "Hôm nay đã nhắc {n} nơi nhận này rồi; mỗi nơi một ngày chỉ nhắc một lần.",
    "These {n} were reminded today already: once a day each.",
)
_ONLY_BY_PHONE = Text(
    "{n} nơi nhận này ở hệ thống khác, đã báo đến: trục liên thông không có lệnh nhắc, hãy gọi.",
    "These {n} work in other systems that reported the arrival: they can only be called.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded:
    """How many were told here, were sent the packet again, cannot be reminded, had been today."""

    here: int
    again: int
    unreachable: int
    today: int


def may(work: Work, agency_id: int | None) -> bool:
    """Say whether the actor reminds recipients of what an agency sent."""
    own = work.actor.acting_for is None and agency_id == work.actor.agency_id
    return own and work.actor.role in tracking.ROLES


def remind(work: Work, public_id: str, sift: Sift) -> Reminded:
    """Remind those recipients that pass and have not received it, once a day each.

    Raises NotFound, and Refused where nobody is left to remind.
    """
    document = matrix.sent(work, public_id)
    access.require_role(work, *tracking.ROLES)
    if not may(work, document.agency_id):
        raise Refused(Text("Chỉ cơ quan đã gửi nhắc được.", "Only the agency that sent reminds."))
    (entered,) = documents.locked(work, Document.id == document.id)
    open_ones = matrix.unreceived(work, document.id, sift)
    if not open_ones:
        raise Refused(_EVERYBODY_ANSWERED)
    left = [one for one in open_ones if not _reminded_today(work, one)]
    here = [one.unit_id for one in left if not one.elsewhere]
    again = [one.unit_id for one in left if _resent(one)]
    _refuse_none(left, open_ones, reached=len(here) + len(again))
    for begin in range(0, len(units := here + again), matrix.CHUNK):
        chunk = units[begin : begin + matrix.CHUNK]
        work.db.execute(_REMIND, {"document": document.id, "units": chunk, "now": work.at})
    facts = {"act": "remind_receipt", "run": "", "reminded": {"here": here, "again": again}}
    documents.happened(work, entered, facts)
    if again:
        outbox.post(work, "send_packets", {"document": public_id})
    return Reminded(
        here=len(here),
        again=len(again),
        unreachable=len(left) - len(units),
        today=len(open_ones) - len(left),
    )


def _reminded_today(work: Work, one: Recipient) -> bool:
    return one.reminded_at is not None and local_date(one.reminded_at) >= work.today


def _resent(one: Recipient) -> bool:
    return one.elsewhere and one.channel != PAPER and one.step == tracking.SENT


def _refuse_none(left: Sequence[Recipient], asked: Sequence[Recipient], *, reached: int) -> None:
    if not left:
        raise Refused(_TODAY.filled(n=len(asked)))
    if not reached:
        raise Refused(_ONLY_BY_PHONE.filled(n=len(left)))
