"""Where a document stood at a moment, and what people and units were called by then.

Computed from the sealed records alone: no row of today is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

from office.domain.fold import RunKey, Standing, fold

Record = Mapping[str, Any]


@dataclass(slots=True)
class Past:
    """The runs of a document at a moment, the procedure of each, and the names told until then."""

    runs: dict[RunKey, Standing] = field(default_factory=dict)
    procedures: dict[RunKey, tuple[str, int]] = field(default_factory=dict)
    units: dict[int, str] = field(default_factory=dict)
    persons: dict[int, str] = field(default_factory=dict)


def until(records: Iterable[Record], at: int) -> Iterator[Record]:
    """Yield the records up to the first that is later than `at` (ms since 1970)."""
    return takewhile(lambda record: record["at"] <= at, records)


def past(records: Sequence[Record]) -> Past:
    """Return where a document stands after `records`; a later name replaces an earlier one."""
    told = Past(runs=fold(records))
    for record in records:
        _name(told, record)
        if record.get("procedure"):
            name, version = record["procedure"]
            told.procedures[record["run"]] = (name, version)
    return told


def _name(told: Past, record: Record) -> None:
    by = record["by"]
    _keep(told.units, by["unit"], by["unit_name"])
    _keep(told.persons, by["person"], by["name"])
    _keep(told.units, record.get("run"), record.get("run_name"))
    for part in record.get("parts", ()):
        _keep(told.units, part["unit"], part["unit_name"])
        _keep(told.persons, part["person"], part["person_name"])


def _keep(names: dict[int, str], key: object, name: object) -> None:
    if isinstance(key, int) and isinstance(name, str) and name:
        names[key] = name
