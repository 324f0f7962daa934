"""More time (gia hạn): asked for by whoever has a part, decided by whoever gave it.

The old deadline stays on record beside the new one, with the reason and who allowed it.
A unit head decides within the deadline that the unit itself was given.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Row,
    and_,
    bindparam,
    exists,
    insert,
    or_,
    select,
    update,
)  # fmt: skip

from office.domain.asks import CO, LEAD
from office.domain.errors import Invalid, Refused
from office.domain.movements import plain
from office.domain.parts import OpenPart
from office.domain.people import CHIEF, CLERK, LEADER, UNIT_HEAD
from office.domain.text import Text
from office.domain.workdays import shown
from office.models.base import table
from office.models.deliveries import Assignment, Delivery
from office.models.supervision import Extension
from office.services.parts import open_parts
from office.services.parts.open_parts import numbered, whose
from office.services.step import Run, Step
from office.services.work import Work

ASKED = "asked"
ALLOWED = "allowed"
REFUSED = "refused"
LAPSED = "lapsed"

_OPEN = insert(table(Extension))
_LAPSE = (
    update(Extension)
    .where(
        Extension.delivery_id == bindparam("delivery"),
        Extension.status == ASKED,
        exists().where(
            and_(Assignment.id == Extension.assignment_id, Assignment.until.is_not(None))
        ),
    )
    .values(status=LAPSED, settled_at=bindparam("now"))
)


def ask_extension(work: Work, step: Step) -> None:
    """Effect: ask for more time for the actor's part; whoever assigned it sees the request."""
    part = open_parts.own(work, step, LEAD, CO)
    if part.extension_asked:
        raise Refused(
            Text("Phần việc này đang chờ trả lời gia hạn.", "This part waits for an answer.")
        )
    asked = _later(part, step.form.due_at)
    n = _add(work, step, part, {"asked_due_at": asked, "asked_by": work.actor.person_id})
    step.facts["extension"] = {
        **_named(work, part, n), "status": ASKED, "old": plain(part.due_at), "asked": plain(asked),
        "new": None,
    }  # fmt: skip


def allow_extension(work: Work, step: Step) -> None:
    """Effect: allow the time that was asked for, or the one the form names."""
    part = open_parts.chosen(work, step, LEAD, CO)
    request = _request(work, part)
    new = _later(part, step.form.due_at or request.asked_due_at)
    if new <= work.at:
        raise Invalid(
            Text("Hạn được xin đã qua, hãy chọn hạn khác.", "The time asked for is over by now."),
            field="due_at",
        )
    _within(work, part, new)
    _settle(work, step, request, {"status": ALLOWED, "new_due_at": new})
    _give(work, step, part, new)
    step.facts["extension"] = {
        **_named(work, part, request.n), "status": ALLOWED, "old": plain(request.old_due_at),
        "asked": plain(request.asked_due_at), "new": plain(new),
    }  # fmt: skip


def refuse_extension(work: Work, step: Step) -> None:
    """Effect: refuse more time; the reason is kept with the request."""
    part = open_parts.chosen(work, step, LEAD, CO)
    request = _request(work, part)
    _within(work, part, None)
    _settle(work, step, request, {"status": REFUSED})
    step.facts["extension"] = {
        **_named(work, part, request.n), "status": REFUSED, "old": plain(request.old_due_at),
        "asked": plain(request.asked_due_at), "new": None,
    }  # fmt: skip


def extend(work: Work, step: Step) -> None:
    """Effect: give a part more time unasked; a request that waits is decided by it."""
    part = open_parts.chosen(work, step, LEAD, CO)
    if part.extension_asked:
        raise Refused(
            Text(
                "Phần việc này đang có đề nghị gia hạn: hãy cho hoặc không cho gia hạn.",
                "More time was asked for this part: allow or refuse that.",
            )
        )
    new = _later(part, step.form.due_at)
    _within(work, part, new)
    settled = {"settled_by": work.actor.person_id, "settled_at": work.at}
    n = _add(work, step, part, {"status": ALLOWED, "new_due_at": new, **settled})
    _give(work, step, part, new)
    step.facts["extension"] = {
        **_named(work, part, n), "status": ALLOWED, "old": plain(part.due_at), "asked": None,
        "new": plain(new),
    }  # fmt: skip


def to_decide(
    role: BindParameter[str], unit: BindParameter[int], person: BindParameter[int]
) -> ColumnElement[bool]:
    """Return the condition that a request waits for somebody who acts in `role` of `unit`.

    Whoever assigned the part or stands above, in the agency; a unit head within the unit's
    own deadline; nobody for themselves.
    """
    of_agency = exists().where(
        Assignment.id == Extension.assignment_id,
        Delivery.id == Extension.delivery_id,
        Delivery.unit_id == unit,
        or_(
            role == LEADER,
            and_(role == CHIEF, Assignment.assigner_role != LEADER),
            and_(role == CLERK, Assignment.assigner_role.not_in((LEADER, CHIEF))),
        ),
    )
    of_unit = exists().where(
        role == UNIT_HEAD,
        Assignment.id == Extension.assignment_id,
        Delivery.id == Extension.delivery_id,
        Delivery.holder_unit_id == unit,
        Assignment.unit_id == unit,
        Extension.asked_due_at <= Assignment.outer_due_at,
    )
    return and_(Extension.status == ASKED, Extension.asked_by != person, or_(of_agency, of_unit))


def lapse(work: Work, run: Run) -> None:
    """Let the requests of parts that have just been closed lapse."""
    work.db.execute(_LAPSE, {"delivery": run.delivery_id, "now": work.at})


def _later(part: OpenPart, due_at: datetime | None) -> datetime:
    if due_at is None or (part.due_at is not None and due_at <= part.due_at):
        raise Invalid(
            Text(
                "Hạn mới phải sau hạn đang có ({at}).",
                "The new deadline must be later than the present one ({at}).",
            ).filled(at=shown(part.due_at)),
            field="due_at",
        )
    return due_at


def _within(work: Work, part: OpenPart, new: datetime | None) -> None:
    """Refuse a unit head beyond what the unit was given, and on parts of other units."""
    if work.actor.role != UNIT_HEAD:
        return
    if part.unit_id != work.actor.unit_id:
        raise Refused(
            Text(
                "Trưởng phòng chỉ gia hạn cho người của đơn vị mình.",
                "A unit head gives more time only inside the unit.",
            )
        )
    if new is not None and (part.outer_due_at is None or new > part.outer_due_at):
        raise Refused(
            Text(
                "Đơn vị được giao đến {at}; muộn hơn phải do người giao việc cho phép.",
                "The unit was given until {at}; beyond it the assigner must allow.",
            ).filled(at=shown(part.outer_due_at))
        )


def _request(work: Work, part: OpenPart) -> Row[Any]:
    found = work.db.execute(
        select(table(Extension)).where(
            Extension.assignment_id == part.id, Extension.status == ASKED
        )
    ).first()
    if found is None:
        raise Invalid(
            Text("Phần việc này không xin gia hạn.", "No more time was asked for this part."),
            field="which",
        )
    if found.asked_by in work.actor.persons:
        raise Refused(
            Text(
                "Người xin gia hạn không tự quyết định.",
                "Whoever asks for more time does not decide on it.",
            )
        )
    return found


def _add(work: Work, step: Step, part: OpenPart, values: dict[str, Any]) -> int:
    n = numbered(work, step.run.delivery_id, Extension)
    row = {
        "document_id": step.run.document_id,
        "delivery_id": step.run.delivery_id,
        "assignment_id": part.id,
        "n": n,
        "old_due_at": part.due_at,
        "reason": step.words("reason"),
        "opened_at": work.at,
        "status": ASKED,
    }
    work.db.execute(_OPEN, {**row, **values})
    return n


def _settle(work: Work, step: Step, request: Row[Any], values: dict[str, Any]) -> None:
    work.db.execute(
        update(Extension)
        .where(Extension.id == request.id)
        .values(
            settled_by=work.actor.person_id,
            settled_at=work.at,
            answer=step.words("reason"),
            **values,
        )
    )


def _give(work: Work, step: Step, part: OpenPart, new: datetime) -> None:
    """Move a part's deadline, and the item's with the lead's."""
    wider = {} if work.actor.role == UNIT_HEAD else {"outer_due_at": new}
    work.db.execute(update(Assignment).where(Assignment.id == part.id).values(due_at=new, **wider))
    step.facts["outer"] = plain(part.outer_due_at if work.actor.role == UNIT_HEAD else new)
    if part.part == LEAD:
        step.due_at = new


def _named(work: Work, part: OpenPart, n: int) -> dict[str, Any]:
    return {"n": n, **whose(work, part), "unit_name": work.tree[part.unit_id].name}
