"""Who carries how much, in words: beside each name of the form that assigns, and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from office.domain.text import Text
from office.services import burdens
from office.services.burdens import Burden
from office.services.work import Work
from office.web.assigning import Group, people_of
from office.web.wording import said

HELD = Text("{n} việc", "{n} open")
LATE = Text("{n} quá hạn", "{n} late")
HELPING = Text("{n} phối hợp", "{n} co-handled")


def seen(work: Work, document: Any = None) -> Sequence[Burden]:
    """Return what the units and people of the agency carry; with a document, the conflicts too.

    Whoever is away is told here as well: `away` of each person is the one place for it.
    """
    found = burdens.of_agency(work)
    if document is None:
        return found
    against = burdens.conflicts(work, document)
    return [
        one if one.person_id is None else replace(one, conflict=against.get(one.person_id))
        for one in found
    ]


def choices(work: Work, carried: Sequence[Burden]) -> list[Group]:
    """Return the units and people to choose from, each with what they carry already."""
    words = {_key(one): _told(one) for one in carried}
    return [
        Group(
            group.unit,
            [(key, f"{name}{words.get(key, '')}") for key, name in group.choices],
        )
        for group in people_of(work)
    ]


def _told(one: Burden) -> str:
    counts = ((HELD, one.held), (LATE, one.late), (HELPING, one.helping))
    told = [said(words).format(n=count) for words, count in counts if count]
    told += [said(words) for words in (one.away, one.conflict) if words]
    return f" · {', '.join(told)}" if told else ""


def _key(one: Burden) -> str:
    return str(one.unit_id) if one.person_id is None else f"{one.unit_id}-{one.person_id}"
