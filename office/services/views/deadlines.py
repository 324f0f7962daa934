"""Deadlines laid open: why each is what it is, told from the sealed records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from office.domain import deadlines
from office.domain.deadlines import Origin, Unfolded
from office.domain.documents import urgency_name
from office.domain.movements import milliseconds, moment
from office.domain.people import ROLES
from office.domain.workdays import Calendar
from office.domain.workflow import Workflow
from office.domain.working_hours import Agreement, Hours, as_of
from office.services.places import calendar
from office.services.views.dossier import Dossier
from office.services.work import Work


def unfolded(work: Work, read: Dossier) -> dict[datetime, Unfolded]:
    """Return every deadline that the page of a document shows, laid open, by its moment.

    Told from the records the actor may see; the calendar is the one of that time.
    """
    own: Any = read.own_delivery if read.own_delivery is not None else read.document
    wanted = {part.due_at: part.since for part in read.parts} | {own.due_at: own.held_since}
    records = [happening.record for happening in read.story if happening.intact]
    origins = {
        due_at: _origin(records, own, due_at, since)
        for due_at, since in wanted.items()
        if due_at is not None
    }
    if not origins:
        return {}
    agency_id = own.unit_id if read.own_delivery is not None else read.document.agency_id
    agreed = work.agreed(agency_id, work.agreements)
    changes = calendar.changed_since(work, min(origin.at for origin in origins.values()))
    urgency = urgency_name(read.document.urgency)
    return {
        due_at: deadlines.explain(
            origin,
            due_at,
            urgency,
            _workflow(work, origin.procedure),
            _ways(work.calendar, calendar.as_of(work.calendar, changes, origin.at), agreed, origin),
        )
        for due_at, origin in origins.items()
    }


def _ways(
    today: Calendar, then: Calendar, agreed: Sequence[Agreement], origin: Origin
) -> tuple[Hours, ...]:
    """Return how the deadline may have been counted, the likeliest first."""
    known = as_of(agreed, origin.at)
    return Hours(then, known), Hours(today, tuple(agreed)), Hours(then)


def _origin(
    records: Sequence[dict[str, Any]], own: Any, due_at: datetime, since: datetime
) -> Origin:
    """Return what set a deadline; a sender's act is not seen by recipients, its state is."""
    record = deadlines.act_that_set(records, milliseconds(due_at))
    if record is None:
        return Origin(at=since, state=own.state, procedure=_named(own))
    return _of_record(record)


def _of_record(record: Mapping[str, Any]) -> Origin:
    by = record["by"]
    role = ROLES.get(by["role"])
    capacity = by["position"] or (role.vi if role else "")
    named = record.get("procedure")
    return Origin(
        at=moment(record["at"]),
        by=f"{by['name']} ({capacity})" if capacity else by["name"],
        state=record.get("to", ""),
        procedure=(named[0], named[1]) if named else None,
    )


def _named(run: Any) -> tuple[str, int] | None:
    return (run.procedure, run.procedure_version) if run.procedure else None


def _workflow(work: Work, named: tuple[str, int] | None) -> Workflow | None:
    if named is None:
        return None
    try:
        return work.procedures[named]
    except KeyError:
        return None
