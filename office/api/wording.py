"""How units, states, holders and folders are told: the same way in every answer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from office.domain.errors import Invalid
from office.domain.text import Text
from office.services.work import Work

Json = dict[str, Any]


def unit(work: Work, unit_id: int | None) -> Json | None:
    """Return a unit by key and today's name; None when it is not in today's tree."""
    known = work.tree.units.get(unit_id) if unit_id is not None else None
    return {"key": known.key, "name": known.name} if known else None


def state(work: Work, procedure: tuple[str, int] | None, name: str | None) -> Json | None:
    """Return a state with the title its procedure gives it; None for what has no run."""
    if procedure is None or name is None:
        return None
    return {"name": name, "title": work.procedures[procedure].state(name).title}


def holder(
    work: Work,
    unit_id: int | None,
    person: str | None,
    since: datetime | None,
    due_at: datetime | None,
) -> Json:
    """Return who holds an item, since when, until when."""
    return {"unit": unit(work, unit_id), "person": person, "since": since, "due_at": due_at}


def unit_ids(work: Work, keys: list[str], field: str) -> list[int]:
    """Return the ids of units named by key; raises Invalid naming the first unknown one."""
    ids = {node.key: node.id for node in work.tree.units.values()}
    for key in keys:
        if key not in ids:
            unknown = Text("Không có đơn vị “{key}”.", "There is no unit “{key}”.")
            raise Invalid(unknown.filled(key=key), field=field)
    return [ids[key] for key in keys]
