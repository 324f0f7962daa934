"""Parts in a delivery: exactly one lead, any co-handlers, any for information.

Responsibility falls only on units of the agency, and on people who belong to them today;
never silently on somebody who is away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Date, bindparam, insert, select, update

from office.domain.absences import Away
from office.domain.asks import INFORMED, LEAD, Assignee
from office.domain.errors import Invalid
from office.domain.movements import milliseconds
from office.domain.people import ADMINISTRATOR, AUDITOR, CHIEF, LEADER, UNIT_HEAD
from office.domain.text import Text
from office.domain.workdays import shown
from office.models.base import table
from office.models.deliveries import Assignment
from office.models.people import Membership, Person
from office.services.cover import absences
from office.services.parts import extensions
from office.services.step import Step
from office.services.tree import on
from office.services.work import Work

_OPEN = insert(table(Assignment))
_CLOSE = (
    update(Assignment)
    .where(Assignment.delivery_id == bindparam("delivery"), Assignment.until.is_(None))
    .values(until=bindparam("now"), outcome=bindparam("how"))
)
_CLOSE_LEAD = _CLOSE.where(Assignment.part == LEAD)
_LAST_LEAD = (
    select(Assignment.unit_id, Assignment.person_id)
    .where(Assignment.delivery_id == bindparam("delivery"), Assignment.part == LEAD)
    .order_by(Assignment.id.desc())
    .limit(1)
)
_OPEN_LEAD = select(
    Assignment.due_at, Assignment.outer_due_at, Assignment.assigner_id, Assignment.assigner_role
).where(
    Assignment.delivery_id == bindparam("delivery"),
    Assignment.part == LEAD,
    Assignment.until.is_(None),
)
_AT_WORK = (
    select(Membership.person_id, Membership.unit_id, Person.name)
    .join(Person, Person.id == Membership.person_id)
    .where(
        Membership.person_id.in_(bindparam("people", expanding=True)),
        Membership.role.not_in((AUDITOR, ADMINISTRATOR)),
        on(bindparam("today", type_=Date), Membership.valid_from, Membership.valid_to),
        Person.active,
    )
)

DONE = "done"
RETURNED = "returned"
FORWARDED = "forwarded"
TAKEN_BACK = "taken_back"


def assign(work: Work, step: Step) -> None:
    """Effect: open the parts named in the form; the lead holds the item from now on."""
    _open_parts(work, step, step.form.assignees)


def replace_lead(work: Work, step: Step) -> None:
    """Effect: pass the lead on; the old deadline stays unless the form names one."""
    (named,) = step.form.assignees
    due = named.due_at or step.run.row.v_due_at
    _close(work, step, FORWARDED, only_lead=True)
    heir = Assignee(part=LEAD, unit_id=named.unit_id, person_id=named.person_id, due_at=due)
    _open_parts(work, step, [heir])


def pass_on(work: Work, step: Step) -> None:
    """Effect: pass the lead on as `replace_lead`, but never give more time by the way.

    A head, chief or leader may set any deadline within what the unit was given; the lead
    in person only an earlier one.  Whoever assigned the item stays its assigner.
    """
    (named,) = step.form.assignees
    old = work.db.execute(_OPEN_LEAD, {"delivery": step.run.delivery_id}).one()
    above = work.actor.role in (UNIT_HEAD, CHIEF, LEADER)
    ceiling = (old.outer_due_at if above else None) or old.due_at
    if named.due_at is not None and ceiling is not None and named.due_at > ceiling:
        raise Invalid(
            Text(
                "Hạn mới muộn hơn hạn được giao ({at}): phải xin gia hạn.",
                "That is later than the time that was given ({at}): ask for more time.",
            ).filled(at=shown(ceiling)),
            field="assignees",
        )
    _close(work, step, FORWARDED, only_lead=True)
    step.assigner = (old.assigner_id, old.assigner_role)
    heir = replace(named, part=LEAD, due_at=named.due_at or old.due_at)
    _open_parts(work, step, [heir], old.outer_due_at)


def take_back(work: Work, step: Step) -> None:
    """Effect: close every open part as taken back by whoever assigned it."""
    _close(work, step, TAKEN_BACK, only_lead=False)


def reopen_lead(work: Work, step: Step) -> None:
    """Effect: hand the item back to its last lead: the unit alone when the person has left it,
    the agency when the unit is gone."""
    last = work.db.execute(_LAST_LEAD, {"delivery": step.run.delivery_id}).one()
    inside = {unit.id for unit in work.tree.parts_of(step.run.agency_id)}
    unit = last.unit_id if last.unit_id in inside else step.run.agency_id
    there = (last.person_id, unit) in _at_work(work, [last.person_id])
    person = last.person_id if there else None
    _open_parts(work, step, [Assignee(part=LEAD, unit_id=unit, person_id=person)])


def require_there(work: Work, agency_id: int, assignee: Assignee) -> str:
    """Return the name of the person given a part; raises Invalid when they cannot have it."""
    return checked(work, agency_id, [assignee]).get(assignee.person_id, "")


def close_parts(work: Work, step: Step) -> None:
    """Effect: close every open part; done when the item is finished, returned otherwise."""
    _close(work, step, DONE if step.decision.target.final else RETURNED, only_lead=False)


def close_lead(work: Work, step: Step) -> None:
    """Effect: close the lead's part as done."""
    _close(work, step, DONE, only_lead=True)


def _open_parts(
    work: Work, step: Step, assignees: Iterable[Assignee], outer_due_at: datetime | None = None
) -> None:
    """Open parts; `outer_due_at` is what the assigner gave where that differs from the parts."""
    listed = [_with_deadline(work, step, assignee) for assignee in assignees]
    names = checked(work, step.run.agency_id, listed)
    away = _away(work, step, listed, names)
    given = step.assigner or (work.actor.person_id, work.actor.role)
    rows = [
        _row(work, step, assignee)
        | {"outer_due_at": outer_due_at or assignee.due_at}
        | {"assigner_id": given[0], "assigner_role": given[1]}
        for assignee in listed
    ]
    work.db.execute(_OPEN, rows)
    step.facts["parts"] = [
        fact(work, assignee, names.get(assignee.person_id))
        | {"outer": as_fact(row["outer_due_at"]), "assigner": list(given)}
        | gone(away, assignee)
        for assignee, row in zip(listed, rows, strict=True)
    ]
    lead = next(assignee for assignee in listed if assignee.part == LEAD)
    step.holder = (lead.unit_id, lead.person_id)
    step.due_at = lead.due_at


def _away(
    work: Work, step: Step, assignees: Iterable[Assignee], names: dict[int | None, str]
) -> dict[int, Away]:
    """Return who of those given work is away before it is due; raises Unsure for each of whom
    the actor has not said that they know."""
    named = [(a.person_id, a.due_at) for a in assignees if a.person_id and a.part != INFORMED]
    longest = max((due for _, due in named if due is not None), default=None)
    found: dict[int, Away] = {}
    if absences.away(work, [person for person, _ in named], work.at, longest):
        for person, due in named:
            known = step.form.aware_of
            found |= absences.require_awareness(work, {person: names[person]}, known, due)
    return found


def gone(found: Mapping[int, Away], assignee: Assignee) -> dict[str, Any]:
    """Return the days somebody is away, as the record keeps them; nothing for who is there."""
    absent = found.get(assignee.person_id or 0)
    days = absent and [absent.first_day.isoformat(), absent.last_day.isoformat()]
    return {} if days is None or assignee.part == INFORMED else {"away": days}


def _with_deadline(work: Work, step: Step, assignee: Assignee) -> Assignee:
    """Return the part with the procedure's own limit where the form names no deadline."""
    limit = step.decision.target.limit(step.run.urgency)
    if assignee.due_at is not None or assignee.part == "info" or limit is None:
        return assignee
    return Assignee(
        part=assignee.part,
        unit_id=assignee.unit_id,
        person_id=assignee.person_id,
        due_at=work.due(step.run.agency_id, limit, step.run.urgency),
    )


def _row(work: Work, step: Step, assignee: Assignee) -> dict[str, Any]:
    return {
        "document_id": step.run.document_id,
        "delivery_id": step.run.delivery_id,
        "part": assignee.part,
        "unit_id": assignee.unit_id,
        "person_id": assignee.person_id,
        "due_at": assignee.due_at,
        "since": work.at,
    }


def fact(work: Work, assignee: Assignee, name: str | None) -> dict[str, Any]:
    """Return a part as the record keeps it."""
    return {
        "part": assignee.part,
        "unit": assignee.unit_id,
        "unit_name": work.tree[assignee.unit_id].name,
        "person": assignee.person_id,
        "person_name": name,
        "due": as_fact(assignee.due_at),
    }


def as_fact(at: datetime | None) -> int | None:
    """Return a deadline as the record keeps it."""
    return None if at is None else milliseconds(at)


def checked(work: Work, agency_id: int, assignees: list[Assignee]) -> dict[int | None, str]:
    """Return the names of the people named; raises Invalid when a part cannot be held."""
    inside = {unit.id for unit in work.tree.parts_of(agency_id)}
    if any(assignee.unit_id not in inside for assignee in assignees):
        raise Invalid(
            Text("Chỉ giao việc cho đơn vị thuộc cơ quan mình.", "Assign only inside your agency."),
            field="assignees",
        )
    named = {(a.person_id, a.unit_id) for a in assignees if a.person_id is not None}
    if not named:
        return {}
    found = _at_work(work, [person for person, _ in named])
    if named - found.keys():
        raise Invalid(
            Text(
                "Người được giao không làm việc được ở đơn vị đó hôm nay.",
                "The person named cannot be given work in that unit today.",
            ),
            field="assignees",
        )
    return {person: name for (person, _), name in found.items()}


def _at_work(work: Work, people: Sequence[int | None]) -> dict[tuple[int | None, int], str]:
    """Return where some people work today, with their names: (person, unit) to name.

    To read the log or to run the machine is not to work on documents.
    """
    rows = work.db.execute(_AT_WORK, {"people": people, "today": work.today})
    return {(row.person_id, row.unit_id): row.name for row in rows}


def _close(work: Work, step: Step, outcome: str, *, only_lead: bool) -> None:
    work.db.execute(
        _CLOSE_LEAD if only_lead else _CLOSE,
        {"delivery": step.run.delivery_id, "now": work.at, "how": outcome},
    )
    extensions.lapse(work, step.run)
    step.facts["closed"] = {"parts": "lead" if only_lead else "all", "outcome": outcome}
