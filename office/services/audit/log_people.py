"""Whom the log can name: everybody who ever acted in the units the reader looks after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from office.domain.errors import Invalid
from office.domain.people import ADMINISTRATOR, AUDITOR
from office.domain.text import Text
from office.models.people import Membership, Person
from office.services import access
from office.services.naming import plain
from office.services.work import Work

BETWEEN = " — "
MOST_SUGGESTED = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A person in a unit; `label` tells them apart from everybody else in the list."""

    person_id: int
    name: str
    label: str


def units(work: Work) -> list[int]:
    """Return the units whose people the actor may ask for by name."""
    if work.actor.role == AUDITOR:
        return access.scope(work)
    return [unit.id for unit in work.tree.parts_of(work.actor.agency_id)]


def everybody(work: Work) -> list[Known]:
    """Return everybody who is or was in those units, by label; who left is in the log still."""
    rows = work.db.execute(
        select(Person.id, Person.name, Person.login, Membership.unit_id)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.unit_id.in_(units(work)))
        .where(Membership.role.not_in((AUDITOR, ADMINISTRATOR)))
        .distinct()
    ).all()
    logins = {row.id: row.login for row in rows}
    found = [
        Known(person_id=row.id, name=row.name, label=f"{row.name}{BETWEEN}{unit.name}")
        for row in rows
        if (unit := work.tree.units.get(row.unit_id)) is not None
    ]
    doubled = {label for label, n in Counter(known.label for known in found).items() if n > 1}
    told_apart = [
        replace(k, label=f"{k.label} ({logins[k.person_id]})") if k.label in doubled else k
        for k in found
    ]
    return sorted(told_apart, key=lambda known: (plain(known.label), known.person_id))


def find(people: Sequence[Known], written: str) -> int | None:
    """Return the person these words stand for, None for no words; raises Invalid otherwise.

    Accents may be left out.  `suggestions` says whom an unclear name can mean.
    """
    if not written.strip():
        return None
    wanted = plain(written)
    found = {k.person_id for k in people if wanted in (plain(k.name), plain(k.label))}
    if len(found) != 1:
        words = NAMESAKES if found else UNKNOWN
        raise Invalid(words.filled(name=written, n=len(found)), field="person")
    return found.pop()


def suggestions(people: Sequence[Known], written: str) -> list[str]:
    """Return the labels of whom these words can mean: every word of them is in the label."""
    wanted = plain(written).split()
    if not wanted:
        return []
    alike = (k.label for k in people if all(word in plain(k.label) for word in wanted))
    return [label for label, _ in zip(alike, range(MOST_SUGGESTED), strict=False)]


UNKNOWN = Text("Không biết ai hay đơn vị nào tên “{name}”.", "Nobody is called “{name}”.")
NAMESAKES = Text(
    "Có {n} “{name}”: hãy chọn trong danh sách.", "{n} are called “{name}”: choose from the list."
)
