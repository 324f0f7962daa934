"""The figures as JSON: documented, versioned, the same words for years (docs/figures.md)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from office.domain.indicators import AMOUNT, MEDIAN, Figure
from office.domain.workdays import VIETNAM
from office.services.figures.asked import Asked
from office.services.figures.recount_chain import Checkpoint
from office.services.work import Work

#: A name that changes with the form; what is added to it leaves the rest as it was.
FORMAT = "office.figures/1"


def stated(
    work: Work,
    asked: Asked,
    figures: Sequence[Figure],
    counted: tuple[datetime, int],
    checkpoint: Checkpoint,
) -> dict[str, Any]:
    """Return the figures of a unit and a time as JSON's values.

    `counted` says until when everything was counted, and how many acts waited then.
    """
    unit = work.tree.units.get(asked.unit_id)
    until, waiting = counted
    return {
        "format": FORMAT,
        "unit": {"id": asked.unit_id, "key": unit.key if unit else "", "name": _name(unit)},
        "since": asked.since.isoformat(),
        "until": asked.until.isoformat(),
        "tree": asked.mapped,
        "units_below": not asked.alone,
        "type": asked.type_code,
        "level": asked.level,
        "stated_at": _moment(work.at),
        "counted_until": _moment(until),
        "waiting": waiting,
        "log": logged(checkpoint),
        "figures": [_figure(one) for one in figures],
    }


def logged(checkpoint: Checkpoint) -> dict[str, Any]:
    """Return a checkpoint of the log as JSON's values."""
    return {
        "documents": checkpoint.documents,
        "movements": checkpoint.movements,
        "sha256": checkpoint.digest,
    }


def _figure(one: Figure) -> dict[str, Any]:
    indicator = one.indicator
    return {
        "definition": indicator.definition,
        "number": indicator.number,
        "name": {"vi": indicator.name.vi, "en": indicator.name.en},
        "formula": {"vi": indicator.formula.vi, "en": indicator.formula.en},
        "kind": indicator.kind,
        "per": indicator.per,
        "until_end": indicator.until_end,
        "part": {"measures": list(indicator.part), "amount": one.part},
        "whole": None
        if indicator.kind in (AMOUNT, MEDIAN)
        else {"measures": list(indicator.whole), "amount": one.whole},
        "value": one.value,
    }


def _name(unit: Any) -> str:
    return unit.name if unit is not None else ""


def _moment(at: datetime) -> str:
    return at.astimezone(VIETNAM).isoformat(timespec="seconds")
