"""Rebuilding where a document stands from its movements alone.

State columns are a cache: this fold over the sealed records must give the same answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from office.domain.paper import PAPER

DRAFT = "draft"
Part = tuple[str, int, int | None]
#: The run of a record: the recipient's unit, the draft, or '' for the document as a whole.
RunKey = int | str


@dataclass(slots=True)
class Standing:
    """Where one run stands after the records seen so far.  `due` is in ms since 1970."""

    state: str
    holder: tuple[int, int | None]
    due: int | None
    revision: int
    number: int | None = None
    channel: str = ""
    parts: set[Part] = field(default_factory=set)


def fold(records: Iterable[Mapping[str, Any]]) -> dict[RunKey, Standing]:
    """Return where each run of a document stands after `records`, in order."""
    runs: dict[RunKey, Standing] = {}
    for record in records:
        if record.get("to"):
            _move(runs, record)
        for unit, channel, begins, state in record.get("recipients", ()):
            due = record["dues"][_way(channel, begins)]
            runs[unit] = Standing(state, (unit, None), due, 0, channel=channel)
    return runs


def _move(runs: dict[RunKey, Standing], record: Mapping[str, Any]) -> None:
    key: RunKey = record["run"]
    unit, person = record["holder"]
    run = runs.setdefault(key, Standing("", (unit, person), None, 0))
    run.state, run.holder = record["to"], (unit, person)
    run.due, run.revision = record["due"], record["rev"]
    run.channel = record.get("channel", run.channel)
    if "number" in record:
        run.number = record["number"]["number"]
    _close_parts(run, record.get("closed"))
    run.parts |= {(p["part"], p["unit"], p["person"]) for p in record.get("parts", ())}


def _close_parts(run: Standing, closed: Mapping[str, str] | None) -> None:
    if closed is None:
        return
    if closed["parts"] == "all":
        run.parts.clear()
    else:
        run.parts = {part for part in run.parts if part[0] != closed["parts"]}


def _way(channel: str, procedure: str) -> str:
    """Return which of the deadlines at issue a recipient has."""
    if procedure == "transmission":
        return "away"
    return "paper" if channel == PAPER else "here"
