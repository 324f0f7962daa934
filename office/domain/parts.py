"""Open parts of an item as rules look at them, whose they are, and who stands above whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from office.domain.people import CHIEF, CLERK, LEADER, Actor

#: Who may undo or change what whom has assigned: one's own rank and those below.
RANKS = {CLERK: 1, CHIEF: 2, LEADER: 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPart:
    """A part somebody has now.

    `outer_due_at` is the deadline that the assigner gave the unit, beyond which its head
    cannot go; `extension_asked` says that a longer time was asked for and not yet decided.
    """

    id: int
    part: str
    unit_id: int
    person_id: int | None = None
    due_at: datetime | None = None
    outer_due_at: datetime | None = None
    assigner_id: int | None = None
    assigner_role: str = ""
    extension_asked: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """An opinion somebody was asked for and has not given yet: its row, its number."""

    id: int
    n: int
    unit_id: int
    person_id: int | None = None
    part: str = ""


_Given = TypeVar("_Given", OpenPart, Question)


def mine(found: Iterable[_Given], actor: Actor, *parts: str) -> list[_Given]:
    """Return which of `found` are the actor's: those given to the person first.

    `parts` narrows to some kinds of parts; without any, all count.
    """
    own = [
        one
        for one in found
        if one.unit_id == actor.unit_id
        and one.person_id in (None, actor.principal_id)
        and (not parts or one.part in parts)
    ]
    return sorted(own, key=lambda one: one.person_id is None)


def rank(role: str) -> int:
    """Return how far up a role stands in assigning; 0 for whoever assigns nothing."""
    return RANKS.get(role, 0)
