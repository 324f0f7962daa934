"""Asking somebody who can to take an action: the request keeps the link, and settles itself.

Rows here belong to the run of one agency; who asks and who is asked both work there.
"""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import Any

from sqlalchemy import Row, Select, bindparam, func, insert, select, update
from sqlalchemy.orm import aliased

from office.domain.numbering import symbol_text
from office.domain.text import Text
from office.models.base import table
from office.models.documents import Document
from office.models.notices import Nudge
from office.models.people import Person
from office.services import access
from office.services.step import Run
from office.services.work import Work

#: The same person is asked about the same document no more often than this.
AGAIN_AFTER = timedelta(hours=1)
LONGEST_WORD = 300
SHOWN = 20

TAKEN = "taken"
MOVED = "moved"
AGAIN = "again"

_from, _to = aliased(Person), aliased(Person)
_SETTLE = (
    update(table(Nudge))
    .where(
        Nudge.document_id == bindparam("document"),
        Nudge.run_unit_id == bindparam("run"),
        Nudge.settled_at.is_(None),
    )
    .values(settled_at=bindparam("now"))
)
_SETTLE_TAKEN = _SETTLE.where(Nudge.action == bindparam("taken")).values(outcome=TAKEN)
_SETTLE_REST = _SETTLE.values(outcome=MOVED)
_ANY_OPEN = (
    select(Nudge.id)
    .where(
        Nudge.document_id == bindparam("document"),
        Nudge.run_unit_id == bindparam("run"),
        Nudge.settled_at.is_(None),
    )
    .limit(1)
)


def settle(work: Work, run: Run, action: str, *, stays: bool) -> None:
    """Settle what was asked on a run when an action is taken: that one, and the others as
    passed by unless the item `stays` where it was."""
    here: dict[str, Any] = {"document": run.document_id, "run": run.agency_id}
    if work.db.scalar(_ANY_OPEN, here) is None:
        return
    work.db.execute(_SETTLE_TAKEN, {**here, "now": work.at, "taken": action})
    if not stays:
        work.db.execute(_SETTLE_REST, {**here, "now": work.at})


def lately(work: Work, document_id: int, to_person_id: int) -> bool:
    """Say whether the actor asked this person about this document within the last hour."""
    found = select(Nudge.id).where(
        Nudge.document_id == document_id,
        Nudge.from_person_id == work.actor.person_id,
        Nudge.to_person_id == to_person_id,
        Nudge.at > work.at - AGAIN_AFTER,
    )
    return work.db.scalar(found.limit(1)) is not None


def add(work: Work, values: dict[str, Any]) -> int:
    """Add a request of the actor's, in place of an open one alike; return its key."""
    mine = {**values, "from_person_id": work.actor.person_id, "from_unit_id": work.actor.unit_id}
    alike = ("document_id", "run_unit_id", "action", "from_person_id", "to_person_id")
    work.db.execute(
        update(Nudge)
        .where(*(getattr(Nudge, name) == mine[name] for name in alike), Nudge.settled_at.is_(None))
        .values(settled_at=work.at, outcome=AGAIN)
    )
    return work.db.execute(
        insert(Nudge).values(**mine, at=work.at).returning(Nudge.id)
    ).scalar_one()


def waiting(work: Work) -> list[dict[str, Any]]:
    """Return what the actor is asked to do and has not done, the newest first.

    Only about documents the actor may know of in the capacity they act in.
    """
    rows = work.db.execute(
        _lines()
        .where(
            Nudge.to_person_id == work.actor.person_id,
            Nudge.to_unit_id == work.actor.unit_id,
            Nudge.settled_at.is_(None),
            access.visible(work),
        )
        .order_by(Nudge.id.desc())
        .limit(SHOWN)
    )
    return [_told(work, row) for row in rows]


def elsewhere(work: Work) -> list[tuple[int, int]]:
    """Return the other units in which the actor is asked for something, and how often.

    No more than that: the door to those documents opens in the capacity there.
    """
    rows = work.db.execute(
        select(Nudge.to_unit_id, func.count())
        .where(
            Nudge.to_person_id == work.actor.person_id,
            Nudge.to_unit_id != work.actor.unit_id,
            Nudge.settled_at.is_(None),
        )
        .group_by(Nudge.to_unit_id)
        .order_by(Nudge.to_unit_id)
    )
    return [(row[0], row[1]) for row in rows]


def of_document(work: Work, document_id: int) -> list[dict[str, Any]]:
    """Return what is asked of anybody on a run of the actor's agency and not done yet.

    The caller has opened the door to the document.
    """
    asked = {"document": document_id, "run": work.actor.agency_id}
    rows = work.db.execute(_on_document(), asked)
    return [_told(work, row) for row in rows]


@cache
def _on_document() -> Select[Any]:
    return (
        _lines()
        .where(
            Nudge.document_id == bindparam("document"),
            Nudge.run_unit_id == bindparam("run"),
            Nudge.settled_at.is_(None),
        )
        .order_by(Nudge.id.desc())
        .limit(SHOWN)
    )


def _lines() -> Select[Any]:
    return (
        select(
            Nudge.id, Nudge.action, Nudge.word, Nudge.at, Nudge.from_unit_id, Nudge.to_person_id,
            Nudge.procedure, Nudge.procedure_version, Nudge.state,
            _from.name.label("from_name"), _to.name.label("to_name"),
            Document.public_id, Document.subject, Document.number_text, Document.notation,
            Document.secrecy, Document.urgency,
        )
        .select_from(Nudge)
        .join(Document, Document.id == Nudge.document_id)
        .join(_from, _from.id == Nudge.from_person_id)
        .join(_to, _to.id == Nudge.to_person_id)
    )  # fmt: skip


def _told(work: Work, row: Row[Any]) -> dict[str, Any]:
    """Return a request as it is shown: who asks whom to do what, on which document."""
    return {
        "id": row.id,
        "document": row.public_id,
        "symbol": symbol_text(row.number_text, row.notation),
        "subject": row.subject,
        "secrecy": row.secrecy,
        "urgency": row.urgency,
        "action": row.action,
        "button": _button(work, row),
        "by": row.from_name,
        "by_unit_id": row.from_unit_id,
        "to": row.to_name,
        "to_me": row.to_person_id == work.actor.person_id,
        "word": row.word,
        "at": row.at,
    }


def _button(work: Work, row: Row[Any]) -> Text:
    """Return what the button of the action says in the procedure the item runs under."""
    leaving = work.procedures[row.procedure, row.procedure_version].actions_from(row.state)
    return next(action.button for action in leaving if action.name == row.action)
