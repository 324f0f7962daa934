"""Comparing the rows beside an item's way with what its sealed records say of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Row

from office.domain.movements import plain
from office.domain.sides import Sides, Whose

Said = tuple[str, str]


class SideRows(NamedTuple):
    """What the tables keep of one document beside its runs' ways."""

    extensions: Sequence[Row[Any]]
    chases: Sequence[Row[Any]]
    asks: Sequence[Row[Any]]
    scans: Sequence[Row[Any]]
    recalls: Sequence[Row[Any]]


def differences(
    rows: SideRows, delivery_id: int | None, parts: Sequence[Row[Any]], told: Sides
) -> Iterator[Said]:
    """Yield where the rows of one delivery (None: of the draft) differ from its records;
    `parts`: all of its parts."""
    owners = {part.id: (part.part, part.unit_id, part.person_id) for part in parts}
    kept = _kept(rows, delivery_id, owners)
    if kept.extensions != told.extensions:
        yield "gia hạn khác nhật ký", "has other extensions than the log says"
    if kept.chases != told.chases:
        yield "đôn đốc khác nhật ký", "has other reminders than the log says"
    if kept.asks != told.asks:
        yield "xin ý kiến khác nhật ký", "has other opinions asked for than the log says"
    if kept.scans != told.scans:
        yield "bản chụp bút phê khác nhật ký", "has other scans than the log says"
    if kept.recalls != told.recalls:
        yield "thu hồi khác nhật ký", "has other recalls than the log says"
    if _ended(parts) != sorted(told.ended, key=str):
        yield "kết quả phối hợp khác nhật ký", "has other parts reported than the log says"
    if any(_given(part) != told.given.get(owners[part.id], _given(part)) for part in _open(parts)):
        yield "người giao, hạn giao khác nhật ký", "has another assigner than the log says"


def _open(parts: Sequence[Row[Any]]) -> list[Row[Any]]:
    return [part for part in parts if part.until is None]


def _given(part: Row[Any]) -> tuple[Any, ...]:
    return plain(part.outer_due_at), part.assigner_id, part.assigner_role


def _ended(parts: Sequence[Row[Any]]) -> list[tuple[Any, ...]]:
    """Return what co-handlers and the informed closed themselves: nothing else has such rows."""
    return sorted(
        (
            (part.part, part.unit_id, part.person_id, part.outcome, part.opinion, plain(part.until))
            for part in parts
            if part.opinion or part.outcome == "seen"
        ),
        key=str,
    )


def _kept(rows: SideRows, delivery_id: int | None, owners: Mapping[int, Whose]) -> Sides:
    mine = SideRows(*([row for row in kind if row.delivery_id == delivery_id] for kind in rows))
    return Sides(
        extensions={row.n: _extension(row, owners) for row in mine.extensions},
        chases={
            row.n: {
                "whose": owners.get(row.assignment_id), "content": row.content,
                "by": row.by_id, "at": plain(row.at),
            }
            for row in mine.chases
        },
        asks={row.n: _ask(row) for row in mine.asks},
        scans={
            row.n: {
                "digest": row.digest, "type": row.media_type, "leader": row.leader_id,
                "typed_by": row.typed_by, "at": plain(row.at),
            }
            for row in mine.scans
        },
        recalls={row.n: _recall(row) for row in mine.recalls},
    )  # fmt: skip


def _extension(row: Row[Any], owners: Mapping[int, Whose]) -> dict[str, Any]:
    return {
        "whose": owners.get(row.assignment_id),
        "old": plain(row.old_due_at),
        "asked": plain(row.asked_due_at),
        "new": plain(row.new_due_at),
        "status": row.status,
        "reason": row.reason,
        "answer": row.answer,
        "asked_by": row.asked_by,
        "opened_at": plain(row.opened_at),
        "settled_by": row.settled_by,
        "settled_at": plain(row.settled_at),
    }


def _ask(row: Row[Any]) -> dict[str, Any]:
    return {
        "unit": row.unit_id,
        "person": row.person_id,
        "question": row.question,
        "due": plain(row.due_at),
        "asked_by": row.asked_by,
        "asked_at": plain(row.asked_at),
        "answer": row.answer,
        "answered_by": row.answered_by,
        "closed_at": plain(row.closed_at),
        "version": row.version,
        "stance": row.stance,
    }


def _recall(row: Row[Any]) -> dict[str, Any]:
    return {
        "reason": row.reason,
        "asked_by": row.asked_by,
        "asked_at": plain(row.asked_at),
        "answer_by": plain(row.answer_by),
        "packet": row.packet,
        "answer": row.answer,
        "answer_reason": row.answer_reason,
        "answered_by": row.answered_by,
        "settled_at": plain(row.settled_at),
    }
