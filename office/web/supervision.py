"""Following the work: who has how much, what is late or soon will be, and what can be done."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, render_template, request, url_for

from office.domain.movements import milliseconds, moment
from office.domain.overload import NEAR
from office.services import supervision
from office.services.supervision import Duty, Key, Wanted
from office.web import posted
from office.web.current import look

bp = Blueprint("supervision", __name__)
KINDS = (supervision.ITEM, supervision.DRAFT, supervision.PART)
#: No later moment can be written; no earlier one has happened.
LATEST = milliseconds(datetime(9999, 12, 1, tzinfo=UTC))


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
        page=page,
        chosen=chosen,
        links=_links,
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
    return (moment(int(ms)), kind, key) if int(ms) < LATEST else None


def _address(chosen: Wanted, after: Key | None) -> str:
    given: dict[str, Any] = {
        "unit": chosen.unit_id,
        "person": chosen.person_id,
        "show": "late" if chosen.late_only else None,
        "after": f"{milliseconds(after[0])}-{after[1]}-{after[2]}" if after else None,
    }
    return url_for("supervision.index", **given)


def _links(duty: Duty) -> list[tuple[str, Any]]:
    """Return the forms that can be opened for a duty: address and words."""
    return [
        (
            url_for(
                "actions.form",
                public_id=duty.public_id,
                action=action.name,
                which=duty.part_id if "which_part" in action.asks else None,
            ),
            action.button,
        )
        for action in duty.acts
    ]
