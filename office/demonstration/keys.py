"""The demonstration's keys: its leaders sign with them, its agencies seal, all of it simulated.

They are made once, by an authority of the demonstration's own. One commune has none: there it is
told how an office signs on paper.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from office.domain.titles import full_name
from office.models.people import Membership, Person
from office.runtime import Office
from office.services.work import Work
from office.signing.authority import Authority

#: Signs with pen and stamp, as offices without keys do.
ON_PAPER = "ubnd-xa-phuoc-thang"
_LEADERS = (
    select(Person.login, Person.name, Membership.unit_id)
    .join(Membership, Membership.person_id == Person.id)
    .where(Person.invented, Membership.role == "leader")
    .order_by(Membership.id)
)


def make(office: Office) -> None:
    """Make the keys that there are not yet, and say whom the demonstration trusts."""
    with office.look() as work:
        authority = Authority(office.settings.signing_home, work.at)
        wanted = list(_holders(work))
    for holder, name, unit in wanted:
        authority.issue(holder, name, unit)


def _holders(work: Work) -> Iterator[tuple[str, str, str]]:
    """Yield holder, name and unit: every leader, then every agency that a leader signs for."""
    rows = [row for row in work.db.execute(_LEADERS) if work.tree[row.unit_id].key != ON_PAPER]
    for row in rows:
        yield f"person:{row.login}", row.name, full_name(work.tree[row.unit_id].name)
    for unit in dict.fromkeys(row.unit_id for row in rows):
        node = work.tree[unit]
        yield f"unit:{node.key}", full_name(node.name), full_name(node.name)
