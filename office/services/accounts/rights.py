"""Changes of people's rights, kept until the head of the agency confirms or rejects them.

A change counts at once; what is alerted is that it happened (NĐ 30/2020 PL VI.I.III.3c).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, insert, select, update

from office.domain.errors import Conflict, NotFound, Refused
from office.domain.people import ADMINISTRATOR, LEADER
from office.domain.text import Text
from office.models.people import Membership, Person
from office.models.rights import RightsChange
from office.models.units import UnitChange
from office.services import access
from office.services.tree import on
from office.services.work import Work

GRANT, REVOKE, CLOSE, PASSWORD, FACTOR = "grant", "revoke", "close", "password", "factor"
#: What each change is called.
WORDS: dict[str, Text] = {
    GRANT: Text("giao vai trò", "granted a capacity"),
    REVOKE: Text("thu vai trò", "ended a capacity"),
    CLOSE: Text("khóa tài khoản", "closed the account"),
    PASSWORD: Text("đặt lại mật khẩu", "reset the password"),
    FACTOR: Text("tắt xác thực hai lớp", "took the second factor away"),
}
CONFIRMED, REJECTED = "confirmed", "rejected"
OUTCOMES: dict[str, Text] = {
    "": Text("chờ xác nhận", "to be confirmed"),
    CONFIRMED: Text("đã xác nhận", "confirmed"),
    REJECTED: Text("không chấp nhận", "rejected"),
}
PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change of somebody's rights, as those concerned see it."""

    id: int
    at: datetime
    person_id: int
    name: str
    login: str
    what: str
    unit_id: int | None
    role: str
    detail: str
    by_name: str
    settled_at: datetime | None
    outcome: str
    reason: str


def heads(work: Work) -> bool:
    """Say whether the actor heads their agency, in their own right."""
    lent = work.actor.acting_for is not None  # who stands in for the head settles nothing
    return work.actor.role == LEADER and work.actor.unit_id == work.actor.agency_id and not lent


def record(
    work: Work,
    person_id: int,
    what: str,
    place: tuple[int | None, str] = (None, ""),
    detail: str = "",
) -> None:
    """Keep a change; `place` is the unit and the capacity, for what concerns the account none."""
    unit_id, role = place
    agency = work.tree.agency_of(unit_id) if unit_id else _agency_of(work, person_id)
    work.db.execute(
        insert(RightsChange).values(
            at=work.at,
            person_id=person_id,
            what=what,
            agency_id=agency,
            unit_id=unit_id,
            role=role,
            detail=detail,
            by_person_id=work.actor.person_id,
            by_name=work.actor.name,
        )
    )


def unconfirmed(work: Work) -> int:
    """Return how many changes of people and of units wait for the actor, who heads the agency;
    0 for everybody else."""
    if not heads(work):
        return 0
    here = work.actor.agency_id
    of_people = select(func.count()).where(
        RightsChange.agency_id == here, RightsChange.settled_at.is_(None)
    )
    of_units = select(func.count()).where(
        UnitChange.agency_id == here, UnitChange.confirmed_at.is_(None)
    )
    both = of_people.scalar_subquery() + of_units.scalar_subquery()
    return work.db.scalar(select(both)) or 0


def changes(work: Work, before: int | None = None, limit: int = PAGE) -> Sequence[Change]:
    """Return the changes the actor may see, newest first, those under the id `before`.

    To the head of an agency its own, to an administrator those of the units below as well.
    Raises Refused for everybody else.
    """
    access.require_role(work, LEADER, ADMINISTRATOR)
    found = _listed().where(RightsChange.agency_id.in_(_agencies(work)))
    if before is not None:
        found = found.where(RightsChange.id < before)
    rows = work.db.execute(found.order_by(RightsChange.id.desc()).limit(limit))
    return [Change(**row._mapping) for row in rows]


def settle(work: Work, change_id: int, outcome: str, reason: str = "") -> Row[Any]:
    """Confirm or reject a change, as the head of its agency; returns its row.

    Raises NotFound for one that is not the actor's to settle, Conflict for one settled
    already, Refused for a change of the actor's own rights or made by themselves.
    """
    row = work.db.execute(
        select(RightsChange.__table__).where(RightsChange.id == change_id).with_for_update()
    ).first()
    if row is None or not heads(work) or row.agency_id != work.actor.agency_id:
        raise NotFound
    if row.settled_at is not None:
        raise Conflict
    if work.actor.person_id in (row.person_id, row.by_person_id):
        raise Refused(
            Text(
                "Thay đổi quyền của mình, hoặc do mình làm, phải do người khác xác nhận.",
                "A change of your own rights, or made by you, is for somebody else to confirm.",
            )
        )
    settled = {"settled_at": work.at, "settled_by": work.actor.person_id, "outcome": outcome}
    work.db.execute(
        update(RightsChange).where(RightsChange.id == change_id).values(**settled, reason=reason)
    )
    return row


def _agencies(work: Work) -> list[int]:
    own = [work.actor.agency_id]
    if work.actor.role == ADMINISTRATOR:
        own += [unit.id for unit in work.tree.below(work.actor.unit_id)]
    return own


def _agency_of(work: Work, person_id: int) -> int | None:
    """Return the agency of somebody's first capacity that counts, None without any."""
    first = (
        select(Membership.unit_id)
        .where(
            Membership.person_id == person_id,
            on(work.today, Membership.valid_from, Membership.valid_to),
        )
        .order_by(Membership.id)
        .limit(1)
    )
    unit = work.db.scalar(first)
    return work.tree.agency_of(unit) if unit is not None and unit in work.tree.units else None


def _listed() -> Select[Any]:
    return select(
        RightsChange.id, RightsChange.at, RightsChange.person_id, Person.name, Person.login,
        RightsChange.what, RightsChange.unit_id, RightsChange.role, RightsChange.detail,
        RightsChange.by_name, RightsChange.settled_at, RightsChange.outcome, RightsChange.reason,
    ).join(Person, Person.id == RightsChange.person_id)  # fmt: skip
