"""Issuing: one delivery for each recipient, one or ten thousand alike, in one transaction."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    SQLColumnExpression,
    String,
    bindparam,
    case,
    insert,
    literal,
    null,
    select,
)

from office.domain.paper import PAPER
from office.domain.workflow import INCOMING, TRANSMISSION
from office.models.columns import UtcDateTime
from office.models.deliveries import Delivery
from office.models.documents import DraftRecipient
from office.models.units import Unit, UnitKind
from office.services.outgoing import answering, relating
from office.services.parts.assignments import as_fact
from office.services.step import Step
from office.services.work import Work

_COLUMNS = (
    "document_id", "unit_id", "channel", "paper_reason", "urgency", "sent_at", "arrived_at",
    "procedure", "procedure_version", "state", "holder_unit_id", "held_since", "due_at",
)  # fmt: skip


def issue(work: Work, step: Step) -> None:
    """Effect: turn the draft's recipients into deliveries, and seal who they were.

    What goes electronically to a unit that works here has arrived at once; paper, and
    what goes to another system, is on its way until somebody there says so.
    """
    here, elsewhere = work.procedures.newest(INCOMING), work.procedures.newest(TRANSMISSION)
    urgency = step.run.urgency
    due = {
        "here": work.calendar.due(work.at, _limit(here.state("arrived").limit(urgency))),
        "paper": work.calendar.due(work.at, _limit(here.state("sent").limit(urgency))),
        "away": work.calendar.due(work.at, _limit(elsewhere.state("sent").limit(urgency))),
    }
    work.db.execute(
        _DELIVER,
        {
            "document": step.run.document_id,
            "urgency": step.run.row.urgency,
            "at": work.at,
            "version_here": here.version,
            "version_away": elsewhere.version,
            **{f"due_{where}": moment for where, moment in due.items()},
        },
    )
    sent = [_told(row) for row in work.db.execute(_SENT, {"document": step.run.document_id})]
    step.facts["recipients"] = sent
    step.facts["counted"] = {"type": step.run.row.type_code, "pages": step.run.row.pages}
    step.facts["dues"] = {where: as_fact(moment) for where, moment in due.items()}
    answering.closes(work, step)
    relating.take_effect(work, step)
    if any(recipient[2] == TRANSMISSION for recipient in sent):
        step.follow.append(("send_packets", {"document": step.run.row.public_id}))


def _told(row: Any) -> list[Any]:
    """Return a recipient as the record keeps it; the reason only where there is one."""
    told = [row.unit_id, row.channel, row.procedure, row.state]
    return [*told, row.paper_reason] if row.paper_reason else told


def _limit(limit: Any) -> Any:
    if limit is None:
        raise ValueError("the states a delivery begins in must have a limit")
    return limit


def _begins() -> dict[str, SQLColumnExpression[Any]]:
    hosted = UnitKind.hosted
    on_paper = DraftRecipient.channel == PAPER
    at = bindparam("at", type_=UtcDateTime)
    dues = {w: bindparam(f"due_{w}", type_=UtcDateTime) for w in ("here", "paper", "away")}
    return {
        "document_id": DraftRecipient.document_id,
        "unit_id": DraftRecipient.unit_id,
        "channel": DraftRecipient.channel,
        "paper_reason": DraftRecipient.paper_reason,
        "urgency": bindparam("urgency"),
        "sent_at": at,
        "arrived_at": case((hosted & ~on_paper, at), else_=null()),
        "procedure": case((hosted, literal(INCOMING)), else_=literal(TRANSMISSION)),
        "procedure_version": case(
            (hosted, bindparam("version_here")), else_=bindparam("version_away")
        ),
        "state": case((hosted & ~on_paper, literal("arrived", String)), else_=literal("sent")),
        "holder_unit_id": DraftRecipient.unit_id,
        "held_since": at,
        "due_at": case((~hosted, dues["away"]), (on_paper, dues["paper"]), else_=dues["here"]),
    }


_DELIVER = insert(Delivery).from_select(
    list(_COLUMNS),
    select(*(value.label(name) for name, value in _begins().items()))
    .select_from(DraftRecipient)
    .join(Unit, Unit.id == DraftRecipient.unit_id)
    .join(UnitKind, UnitKind.code == Unit.kind)
    .where(DraftRecipient.document_id == bindparam("document"))
    .order_by(DraftRecipient.unit_id),
)
_SENT = (
    select(
        Delivery.unit_id,
        Delivery.channel,
        Delivery.procedure,
        Delivery.state,
        Delivery.paper_reason,
    )
    .where(Delivery.document_id == bindparam("document"))
    .order_by(Delivery.unit_id)
)
