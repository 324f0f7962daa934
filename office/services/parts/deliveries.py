"""A document at a recipient: how it gets there other than by issue from here."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import insert

from office.domain.documents import urgency_name
from office.domain.movements import plain
from office.domain.workflow import INCOMING, State
from office.models.deliveries import Delivery
from office.services.parts.assignments import as_fact
from office.services.step import Step
from office.services.work import Work

#: What it reports of one in which the recipient has it no more, or would not have it.
GONE = ("02", "15")


def gone(work: Work) -> list[str]:
    """Return the states of a recipient that has the document no more, or would not have it."""
    procedures = work.procedures.all()
    return sorted({s.name for p in procedures for s in p.states if s.reports in GONE})


def arrive(work: Work, step: Step) -> None:
    """Effect: note when the document reached the recipient."""
    step.values["arrived_at"] = work.at


def open_at(
    work: Work, document_id: int, unit_id: int, state: str, **values: Any
) -> tuple[int, dict[str, Any]]:
    """Open a delivery at a unit that works here; return its key and what to record of it."""
    procedure = work.procedures.newest(INCOMING)
    due_at = _due(work, unit_id, procedure.state(state), urgency_name(values.get("urgency", 0)))
    sealed = {
        "procedure": procedure.name,
        "procedure_version": procedure.version,
        "sent_at": work.at,
        "arrived_at": work.at,
        "held_since": work.at,
        **values,
    }
    key = work.db.execute(
        insert(Delivery)
        .values(
            document_id=document_id,
            unit_id=unit_id,
            state=state,
            holder_unit_id=unit_id,
            due_at=due_at,
            revision=1,
            **sealed,
        )
        .returning(Delivery.id)
    ).scalar_one()
    facts = {
        "run": unit_id,
        "run_name": work.tree[unit_id].name,
        "procedure": [procedure.name, procedure.version],
        "from": "",
        "to": state,
        "holder": [unit_id, None],
        "due": as_fact(due_at),
        "rev": 1,
        "row": {name: plain(value) for name, value in sealed.items()},
    }
    return key, facts


def _due(work: Work, unit_id: int, state: State, urgency: str) -> datetime | None:
    limit = state.limit(urgency)
    return None if limit is None else work.due(unit_id, limit, urgency)
