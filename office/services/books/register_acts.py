"""Writing an act on a book that is no document's: sealed to the book's last one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from office.domain.movements import FORMAT, canonical, milliseconds, seal, told
from office.domain.register_log import genesis
from office.models.base import table
from office.models.registers import Register, RegisterAct
from office.services import movements
from office.services.work import Work

SHOWN = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One sealed act; `intact`: its bytes give its hash, and name the hash before it."""

    seq: int
    at: datetime
    act: str
    record: dict[str, Any]
    intact: bool


def record(work: Work, register_id: int, act: str, facts: dict[str, Any]) -> None:
    """Add an act to a book's chain, under the book's own lock."""
    book = work.db.execute(
        select(Register.__table__).where(Register.id == register_id).with_for_update()
    ).one()
    named = [book.unit_id, book.direction, book.series, book.year]
    prev, seq = book.log_head or genesis(named), book.log_seq + 1
    frame = {"v": FORMAT, "book": named, "seq": seq, "prev": prev.hex(), "act": act}
    by = movements.by(work.actor)
    body = canonical({**frame, "at": milliseconds(work.at), "by": by, **facts})
    head = seal(body)
    work.db.execute(
        insert(table(RegisterAct)),
        {
            "register_id": register_id, "seq": seq, "at": work.at, "act": act,
            "person_id": work.actor.person_id, "prev": prev, "body": body, "hash": head,
        },
    )  # fmt: skip
    work.db.execute(
        update(table(Register)).where(Register.id == register_id).values(log_seq=seq, log_head=head)
    )


def newest(work: Work, register_id: int) -> Sequence[Act]:
    """Return the newest acts on a book, the last first."""
    rows = work.db.execute(
        select(RegisterAct.__table__)
        .where(RegisterAct.register_id == register_id)
        .order_by(RegisterAct.seq.desc())
        .limit(SHOWN)
    )
    acts = []
    for row in rows:
        kept, intact = told(row.body, row.hash, row.prev)
        acts.append(Act(seq=row.seq, at=row.at, act=row.act, record=kept, intact=intact))
    return acts
