"""Who sets targets and factors, and who approves: they hold for every unit, so the top decides."""

from __future__ import annotations

from office.domain.errors import Refused
from office.domain.people import ADMINISTRATOR, LEADER, SYSTEM
from office.domain.text import Text
from office.services import access
from office.services.accounts import rights
from office.services.work import Work


def may_set(work: Work) -> bool:
    """Say whether the actor may enter targets and propose factors: an administrator at the top."""
    return work.actor.role == SYSTEM or (
        work.actor.role == ADMINISTRATOR and work.actor.acting_for is None and _at_the_top(work)
    )


def may_approve(work: Work) -> bool:
    """Say whether the actor may approve factors: the head of the agency at the top."""
    return rights.heads(work) and _at_the_top(work)


def require_setter(work: Work) -> None:
    """Raise Refused for whoever sets neither targets nor factors."""
    access.require_role(work, ADMINISTRATOR, SYSTEM)
    if not may_set(work):
        raise Refused(_NOT_THE_TOP)


def require_approver(work: Work) -> None:
    """Raise Refused for whoever approves no factors."""
    access.require_role(work, LEADER)
    if not may_approve(work):
        raise Refused(_NOT_THE_TOP)


def _at_the_top(work: Work) -> bool:
    """Say whether no unit above the actor's agency works in this office."""
    agency, units = work.actor.agency_id, work.tree.units
    above = (units[one] for one in work.tree.upward(agency) if one != agency and one in units)
    return not any(unit.kind.hosted for unit in above)


_NOT_THE_TOP = Text(
    "Chỉ tiêu và hệ số dùng chung cho mọi đơn vị: cơ quan cấp trên cùng đặt và duyệt.",
    "Targets and factors hold for every unit: the agency at the top sets and approves them.",
)
