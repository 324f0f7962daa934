"""Following the work: who has how much, what is late or soon will be, and what can be done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any, NamedTuple

from flask import Blueprint, render_template, request, url_for

from office.domain import movements
from office.domain.asks import CO, PARTS
from office.domain.overload import NEAR
from office.services.views import supervision
from office.services.views.supervision import Duty, Key, Wanted
from office.web import addresses, posted, states
from office.web.addresses import fixed
from office.web.current import look
from office.web.wording import ago, moment, said, translated, unit

bp = Blueprint("supervision", __name__)
KINDS = (supervision.ITEM, supervision.DRAFT, supervision.PART)
#: No later moment can be written; no earlier one has happened.
LATEST = movements.milliseconds(datetime(9999, 12, 1, tzinfo=UTC))


class Line(NamedTuple):
    """A duty in the words of the page, so that the template only places them."""

    late: bool
    due: str
    due_ago: str
    address: str
    subject: str
    acts: Sequence[tuple[str, str]]
    unit: str
    person: str | None
    since: str
    since_ago: str
    tone: str
    state: str


@bp.get("/supervision")
def index() -> str:
    """Show the burden of each person and unit, and what is late or near; raises NotFound."""
    chosen = _wanted()
    with look() as work:
        burdens = supervision.burdens(work)
        page = supervision.duties(work, chosen)
    return render_template(
        "supervision.html",
        burdens=burdens,
        held=sum(one.held for one in burdens),
        late=sum(one.late for one in burdens),
        soon=sum(one.soon for one in burdens),
        near=NEAR,
        chosen=chosen,
        lines=list(_lines(page.items)),
        here=fixed("supervision.index"),
        holders=fixed("holders.unit", unit_id="0").removesuffix("0"),
        older=_address(chosen, page.older) if page.older else None,
        newest=_address(chosen, None) if chosen.after else None,
    )


def _wanted() -> Wanted:
    given = request.args
    return Wanted(
        unit_id=posted.key(given.get("unit", "")),
        person_id=posted.key(given.get("person", "")),
        late_only=given.get("show") == "late",
        after=_read_key(given.get("after", "")),
    )


def _read_key(written: str) -> Key | None:
    """Return a position written as 'ms-kind-row', or None for anything else."""
    ms, _, rest = written.partition("-")
    kind, _, row = rest.partition("-")
    key = posted.key(row)
    if not (ms.isascii() and ms.isdecimal() and len(ms) < 18) or kind not in KINDS or key is None:
        return None
    return (movements.moment(int(ms)), kind, key) if int(ms) < LATEST else None


def _address(chosen: Wanted, after: Key | None) -> str:
    given: dict[str, Any] = {
        "unit": chosen.unit_id,
        "person": chosen.person_id,
        "show": "late" if chosen.late_only else None,
        "after": f"{movements.milliseconds(after[0])}-{after[1]}-{after[2]}" if after else None,
    }
    return url_for("supervision.index", **given)


def _lines(duties: Sequence[Duty]) -> Iterator[Line]:
    """Put duties in words; what many lines have alike is made once."""
    documents, secret = addresses.documents(), translated("Văn bản mật")
    untitled = translated("(chưa có trích yếu)")
    badge = cache(lambda procedure, state: said(states.title(procedure, state)))
    helping, names = said(PARTS[CO]), cache(unit)
    for duty in duties:
        part = duty.kind == supervision.PART
        yield Line(
            late=duty.late,
            due=moment(duty.due_at),
            due_ago=ago(duty.due_at),
            address=f"{documents}{duty.public_id}",
            subject=secret if duty.secret else duty.subject or untitled,
            acts=_links(duty),
            unit=names(duty.unit_id),
            person=duty.person_name,
            since=moment(duty.since),
            since_ago=ago(duty.since),
            tone=states.tone(None if part else duty.state),
            state=helping if part else badge(duty.procedure, duty.state),
        )


def _links(duty: Duty) -> list[tuple[str, str]]:
    """Return the forms that can be opened for a duty: address and words."""
    found = []
    for action in duty.acts:
        before, after = addresses.action(action.name)
        which = f"?which={duty.part_id}" if "which_part" in action.asks else ""
        found.append((f"{before}{duty.public_id}{after}{which}", said(action.button)))
    return found
