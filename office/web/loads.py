"""Who carries how much, in words: beside each name of the form that assigns, and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from office.domain.text import Text
from office.services.cover import absences
from office.services.views import burdens
from office.services.views.burdens import Burden
from office.services.work import Work
from office.web.assigning import Group, people_of
from office.web.wording import said

HELD = Text("{n} việc", "{n} open")
LATE = Text("{n} quá hạn", "{n} late")
HELPING = Text("{n} phối hợp", "{n} co-handled")


def seen(work: Work, document: Any = None) -> Sequence[Burden]:
    """Return what the units and people of the agency carry and when they are away; with a
    document, the conflicts too."""
    found = burdens.of_agency(work)
    gone = absences.foreseen(work, {one.person_id for one in found if one.person_id is not None})
    against = burdens.conflicts(work, document) if document is not None else {}
    return [
        one
        if one.person_id is None
        else replace(
            one,
            away=gone[one.person_id].span if one.person_id in gone else None,
            conflict=against.get(one.person_id),
        )
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
    if one.conflict:  # when they are away stands beside the name already
        told.append(said(one.conflict))
    return f" · {', '.join(told)}" if told else ""


def _key(one: Burden) -> str:
    return str(one.unit_id) if one.person_id is None else f"{one.unit_id}-{one.person_id}"
