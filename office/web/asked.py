"""What auditors' pages ask for by name: a person, a unit; and what to suggest when unclear."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for

from office.domain.errors import Invalid
from office.services.audit import log_people
from office.services.audit.log_people import Known
from office.services.naming import Names
from office.services.work import Work

#: So many names are offered while typing; any other may be typed all the same.
MOST_NAMES = 500
Suggested = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Choices:
    """The people and units a page can be asked about, for its lists and suggestions."""

    people: Sequence[Known]
    units: Sequence[str]

    @property
    def labels(self) -> list[str]:
        """Return the names offered while typing."""
        return [known.label for known in self.people[:MOST_NAMES]]

    def suggested(self, refusal: Invalid, written: str) -> list[str]:
        """Return whom an unclear name can mean."""
        return log_people.suggestions(self.people, written) if refusal.field == "person" else []


def choices(work: Work) -> Choices:
    """Return whom and what the actor may ask about."""
    units = sorted(unit.name for unit in work.tree.units.values())
    return Choices(log_people.everybody(work), units[:MOST_NAMES])


def unit(work: Work, written: str) -> int | None:
    """Return the unit that is named, None for no name; raises Invalid for an unclear one."""
    if not written.strip():
        return None
    found = Names(work.tree).find(written)
    if len(found) != 1:
        words = log_people.NAMESAKES if found else log_people.UNKNOWN
        raise Invalid(words.filled(name=written, n=len(found)), field="unit")
    return found[0].id


def addresses(labels: Sequence[str], endpoint: str, typed: Mapping[str, Any]) -> Suggested:
    """Return each suggested name with the address that asks for it."""
    return [(label, url_for(endpoint, **{**typed, "person": label})) for label in labels]
