"""Receipts that are overdue: what went by wire and should have been received by now."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BindParameter, bindparam, func, select

from office.domain.paper import PAPER
from office.models.columns import UtcDateTime
from office.models.deliveries import UNRECEIVED, Delivery

_before: BindParameter[datetime] = bindparam("came_before", type_=UtcDateTime)
#: The documents with such a recipient (NĐ 30/2020 Đ21.2c).  Few deliveries wait to be received,
#: and they lead: not the years of what an agency sent.
OVERDUE = select(Delivery.document_id).where(
    UNRECEIVED,
    Delivery.channel != PAPER,
    Delivery.sent_at < _before,
    func.coalesce(Delivery.arrived_at, Delivery.sent_at) < _before,
)
