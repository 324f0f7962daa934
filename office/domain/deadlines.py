"""Why something is due when it is due: from which moment, by which limit, set by whom.

A deadline is worked out once, sealed with the act that set it, and never again: here it is
only explained, with the calendar as it stood then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from office.domain.text import Text
from office.domain.workdays import CountedDay, Limit, days_between, local_date, unfold
from office.domain.workflow import Workflow
from office.domain.working_hours import Agreement, Hours, Span

#: Days of a longer deadline are not laid open one by one.
LONGEST_UNFOLDED = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The act that set a deadline, as its record tells it; `by` is '' where it is not known."""

    at: datetime
    by: str = ""
    state: str = ""
    procedure: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfolded:
    """A deadline laid open: since when, by which source, and each day that was counted.

    `hours` for what is urgent: no day is counted, but `spans` of the hours agreed at the unit
    (the `agreements`), or all time by the clock where there are none.
    """

    since: datetime
    due_at: datetime
    source: Text
    days: tuple[CountedDay, ...] = ()
    hours: int = 0
    spans: tuple[Span, ...] = ()
    agreements: tuple[Agreement, ...] = ()

    @property
    def worked(self) -> int:
        """Return how many working days were counted."""
        return sum(day.counted for day in self.days)


def act_that_set(records: Iterable[Mapping[str, Any]], due: int) -> Mapping[str, Any] | None:
    """Return the first record that carries the deadline `due` (ms since 1970), if one does."""
    return next((record for record in records if due in _dues(record)), None)


def _dues(record: Mapping[str, Any]) -> set[Any]:
    parts = (part.get("due") for part in record.get("parts", ()))
    return {record.get("due"), *parts, *record.get("dues", {}).values()}


def explain(
    origin: Origin,
    due_at: datetime,
    urgency: str,
    workflow: Workflow | None,
    ways: Sequence[Hours],
) -> Unfolded:
    """Return a deadline laid open, by the first of `ways` to count that gives exactly this moment.

    They are that of the time it was set, that of today, and the clock, by which an issue counts.
    Where the procedure's limit gives it by none of them somebody set it: its days are counted
    all the same.
    """
    procedures = _limit(workflow, origin.state, urgency)
    if workflow is not None and procedures is not None:
        for hours in ways:
            limit = hours.limit(origin.at, procedures, urgency)
            if hours.due(origin.at, limit) == due_at:
                said = _by_procedure(workflow, origin.state, limit)
                return _counted(origin, due_at, said, hours, limit)
    start, end = local_date(origin.at), local_date(due_at)
    near = (end - start).days <= LONGEST_UNFOLDED
    return Unfolded(
        since=origin.at,
        due_at=due_at,
        source=_by_person(origin.by),
        days=tuple(days_between(ways[0].calendar, start, end)) if near else (),
    )


def _counted(
    origin: Origin, due_at: datetime, source: Text, hours: Hours, limit: Limit
) -> Unfolded:
    spans = hours.spans(origin.at, limit)
    agreed = [hours.agreed(local_date(span.start)) for span in spans]
    first = [hours.agreed(local_date(origin.at))] if spans else []
    used = dict.fromkeys(one.id for one in (*first, *agreed) if one is not None)
    by_id = {one.id: one for one in hours.agreements}
    return Unfolded(
        since=origin.at,
        due_at=due_at,
        source=source,
        days=tuple(unfold(hours.calendar, origin.at, limit)),
        hours=limit.hours,
        spans=tuple(spans) if used else (),
        agreements=tuple(by_id[key] for key in used),
    )


def _limit(workflow: Workflow | None, state: str, urgency: str) -> Limit | None:
    if workflow is None or all(one.name != state for one in workflow.states):
        return None
    return workflow.state(state).limit(urgency)


def amount(limit: Limit) -> Text:
    """Return a limit in words."""
    if limit.hours:
        return Text("{n} giờ", "{n} hours").filled(n=limit.hours)
    return Text("{n} ngày làm việc", "{n} working days").filled(n=limit.days)


def _by_procedure(workflow: Workflow, state: str, limit: Limit) -> Text:
    said = Text(
        "{amount}, theo quy trình “{title}” bản {version}, trạng thái “{state}”",
        "{amount}, by procedure “{title}” version {version}, state “{state}”",
    )
    return said.filled(
        amount=amount(limit),
        title=workflow.title,
        version=workflow.version,
        state=workflow.state(state).title,
    )


def _by_person(by: str) -> Text:
    if not by:
        return Text("do người giao việc đặt", "set by whoever assigned it")
    return Text("do {by} đặt", "set by {by}").filled(by=by)
