"""The tree of units as its administrator looks after it, and what was changed of it."""

from __future__ import annotations

from office.api import current, wording
from office.api.schemas.units import ChangeShape, TreeShape
from office.api.section import section as new_section
from office.api.wording import Json
from office.domain.people import CLERK
from office.services import access
from office.services.places import unit_changes, unit_holdings

section = new_section("units", "Đơn vị / Units")


@section.get("/admin/units")
@section.answers(200, TreeShape(many=True), 422)
def tree() -> list[Json]:
    """List the units an administrator looks after: what each holds, and where no clerk is."""
    with current.office().look(current.actor()) as work:
        mine = access.answered_for(work)
        held, clerkless = unit_holdings.open_items(work), unit_holdings.without(work, CLERK)
        return [
            {
                "unit": wording.unit(work, node.id),
                "parent": wording.unit(work, node.parent_id),
                "kind": node.kind.title,
                "keeps_register": node.kind.keeps_register,
                "held": held[node.id],
                "lacks_clerk": node.id in clerkless,
            }
            for node in sorted(work.tree.units.values(), key=lambda node: node.key)
            if node.id in mine
        ]


@section.get("/admin/units/changes")
@section.answers(200, ChangeShape(many=True), 422)
def changes() -> list[Json]:
    """List the newest changes of units: an administrator's, or of the agency one heads."""
    with current.office().look(current.actor()) as work:
        return [
            {
                "id": row.id,
                "at": row.at,
                "what": row.what,
                "title": unit_changes.WORDS[row.what],
                "since": row.since,
                "was": row.was,
                "becomes": row.becomes,
                "reason": row.reason,
                "by": row.by_name,
                "confirmed_at": row.confirmed_at,
            }
            for row in unit_changes.changes(work)
        ]
