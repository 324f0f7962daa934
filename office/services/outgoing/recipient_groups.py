"""Groups of recipients: an agency names those it writes to again and again, once."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, insert, select

from office.database import inserting
from office.domain.errors import Invalid, NotFound
from office.domain.text import Text
from office.models.recipient_groups import RecipientGroup, RecipientGroupMember
from office.services import access
from office.services.outgoing.drafting import DRAFTERS
from office.services.work import Work

LONGEST_NAME = 100
MOST_GROUPS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group of the actor's agency: those of its units that are there today."""

    id: int
    name: str
    unit_ids: Sequence[int]


def listed(work: Work) -> list[Group]:
    """Return the groups of the actor's agency, by name."""
    members: defaultdict[int, list[int]] = defaultdict(list)
    names: dict[int, str] = {}
    rows = work.db.execute(
        select(RecipientGroup.id, RecipientGroup.name, RecipientGroupMember.unit_id)
        .join(RecipientGroupMember, RecipientGroupMember.group_id == RecipientGroup.id)
        .where(RecipientGroup.agency_id == work.actor.agency_id)
        .order_by(RecipientGroup.name, RecipientGroupMember.unit_id)
    )
    for key, name, unit_id in rows:
        names[key] = name
        if unit_id in work.tree.units:
            members[key].append(unit_id)
    return [Group(id=key, name=name, unit_ids=members[key]) for key, name in names.items()]


def keep(work: Work, name: str, unit_ids: Iterable[int]) -> int:
    """Keep a group under a name, in the place of one called so before; returns its id.

    Raises Invalid for no name, nobody in it or too many groups; Refused for who drafts nothing.
    """
    access.require_role(work, *DRAFTERS)
    name = unicodedata.normalize("NFC", " ".join(name.split()))
    units = sorted({work.tree[unit_id].id for unit_id in unit_ids})
    if not name or len(name) > LONGEST_NAME:
        wrong = Text("Tên nhóm từ 1 đến {n} ký tự.", "A group's name has 1 to {n} characters.")
        raise Invalid(wrong.filled(n=LONGEST_NAME), field="group_name")
    if not units:
        raise Invalid(Text("Nhóm chưa có nơi nhận nào.", "Nobody is in the group."))
    key = _named(work, name)
    work.db.execute(
        insert(RecipientGroupMember), [{"group_id": key, "unit_id": unit} for unit in units]
    )
    return key


def remove(work: Work, group_id: int) -> None:
    """Forget a group of the actor's agency; raises NotFound for any other."""
    access.require_role(work, *DRAFTERS)
    mine = select(RecipientGroup.id).where(
        RecipientGroup.id == group_id, RecipientGroup.agency_id == work.actor.agency_id
    )
    if work.db.scalar(mine) is None:
        raise NotFound
    _empty(work, group_id)
    work.db.execute(delete(RecipientGroup).where(RecipientGroup.id == group_id))


def _named(work: Work, name: str) -> int:
    """Return the group of that name without its members, a new one if there is none.

    Of two who begin the same one at once the second waits, and finds it.
    """
    named = {"agency_id": work.actor.agency_id, "name": name}
    found = (
        inserting(work.db, RecipientGroup)
        .values(named)
        .on_conflict_do_update(index_elements=["agency_id", "name"], set_={"name": name})
        .returning(RecipientGroup.id)
    )
    key: int = work.db.execute(found).scalar_one()
    _empty(work, key)
    ours = select(func.count()).where(RecipientGroup.agency_id == work.actor.agency_id)
    if (work.db.scalar(ours) or 0) > MOST_GROUPS:
        many = Text("Cơ quan đã có {n} nhóm.", "The agency has {n} groups already.")
        raise Invalid(many.filled(n=MOST_GROUPS))
    return key


def _empty(work: Work, group_id: int) -> None:
    work.db.execute(delete(RecipientGroupMember).where(RecipientGroupMember.group_id == group_id))
