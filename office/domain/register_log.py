"""What happened in a book beside its documents: numbers reserved and settled, volumes bound.

One chain a book (unit, direction, series, year), sealed as movements are (`movements`); what it
tells is folded here, for whoever compares it with the rows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from office.domain.text import Text

RESERVE, USE, CANCEL, BIND = "reserve", "use", "cancel", "bind"
PAPER_BIND, PAPER_UNBIND = "paper_bind", "paper_unbind"
RESERVED, USED, CANCELLED = "reserved", "used", "cancelled"
ACTS: dict[str, Text] = {
    RESERVE: Text("giữ số", "reserved"),
    USE: Text("dùng số đã giữ", "used a reserved number"),
    CANCEL: Text("hủy số đã giữ", "cancelled a reserved number"),
    BIND: Text("đóng quyển", "bound a volume"),
    PAPER_BIND: Text("đã in, đóng quyển trên giấy", "printed a volume and bound it on paper"),
    PAPER_UNBIND: Text("hủy mục đóng quyển trên giấy", "took back that one was bound on paper"),
}


@dataclass(slots=True)
class Told:
    """What the acts of one book say: of each reserved number, and of each volume.

    `numbers`: (status, reason, document's public id) by number; `reserved`: the terms it was
    reserved on; `bound`: volumes in the order they were made; `paper`: that some were printed
    and bound, and counter-entries.
    """

    numbers: dict[int, tuple[str, str, str]] = field(default_factory=dict)
    reserved: dict[int, dict[str, Any]] = field(default_factory=dict)
    bound: list[dict[str, Any]] = field(default_factory=list)
    paper: list[dict[str, Any]] = field(default_factory=list)


def genesis(book: Sequence[object]) -> bytes:
    """Return what the first act on a book is sealed to (32 bytes)."""
    name = "/".join(map(str, book))
    return hashlib.sha256(b"office/register/v1\x00" + name.encode()).digest()


def fold(records: Iterable[Mapping[str, Any]]) -> Told:
    """Return what acts tell, in order.  Raises ValueError for one that cannot follow."""
    told = Told()
    for record in records:
        act = record["act"]
        if act == RESERVE:
            _reserve(told, record)
        elif act == BIND:
            told.bound.append(record["bound"])
        elif act in (PAPER_BIND, PAPER_UNBIND):
            who = {"at": record["at"], "by": record["by"]["person"]}
            told.paper.append({**record["paper"], "reason": record.get("reason", ""), **who})
        else:
            _settle(told, record)
    return told


def _reserve(told: Told, record: Mapping[str, Any]) -> None:
    terms = {**record["terms"], "at": record["at"], "by": record["by"]["person"]}
    for number in record["numbers"]:
        if number in told.numbers:
            raise ValueError(f"{number} was reserved before")
        told.numbers[number] = (RESERVED, terms["reason"], "")
        told.reserved[number] = terms


def _settle(told: Told, record: Mapping[str, Any]) -> None:
    number = record["number"]
    if told.numbers.get(number, ("",))[0] != RESERVED:
        raise ValueError(f"{number} was not reserved then")
    settled = {USE: (USED, "", record.get("document", "")),
               CANCEL: (CANCELLED, record.get("reason", ""), "")}  # fmt: skip
    told.numbers[number] = settled[record["act"]]
